"""Sends many deliveries again, at the pace that a person chose."""

from typing import Final

from core.db.deliveries.resends import advance_resend, next_resend
from core.resources import Resources

_IDLE_SECONDS: Final = 60.0


async def resend_due(res: Resources) -> float:
    """Send one second's worth of each batch that is due; answers the seconds until there is more to do. Raises
    Unavailable."""
    now = res.clock.now()
    while True:
        async with res.database.transaction() as connection:
            if not await advance_resend(connection, now):
                due = await next_resend(connection)
                return _IDLE_SECONDS if due is None else max(due - now, 0.05)
