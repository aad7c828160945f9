"""Once an hour: make tomorrow's partitions, drop what retention has passed, forget what nobody needs any more."""

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta

from core.clock import instant
from core.db import load_queries, recorded_blocks
from core.errors import Unavailable
from core.resources import Resources

_SQL = load_queries(__file__)
_log = logging.getLogger(__name__)

INTERVAL_SECONDS = 3600.0
SIGNAL_DAYS = 7
LOGIN_FAILURE_DAYS = 1


async def upkeep(res: Resources, stop: asyncio.Event) -> None:
    """Run until `stop` is set. Every process may: what one has done, the next finds done."""
    while not stop.is_set():
        try:
            await keep_up(res)
        except Unavailable as error:
            _log.warning("upkeep waits for its next turn: %s", error)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), INTERVAL_SECONDS * (0.9 + 0.2 * res.rng.random()))


async def keep_up(res: Resources) -> None:
    """One round. Raises Unavailable."""
    now = instant(res.clock.now())
    today = now.date()
    await res.partitions.ensure({today, today + timedelta(days=1)})
    for day in await res.partitions.drop_before(today - timedelta(days=res.settings.retention_days)):
        await res.payloads.drop_day(day)
        await res.search.drop_day(day)
        _log.warning("dropped the events of %s: retention is %d days", day, res.settings.retention_days)
    async with res.database.connection() as connection:
        await recorded_blocks.forget_before(connection, today - timedelta(days=res.settings.retention_days))
        await connection.execute(_SQL["forget_signals"], now - timedelta(days=SIGNAL_DAYS))
        await connection.execute(_SQL["forget_login_failures"], now - timedelta(days=LOGIN_FAILURE_DAYS))
        await connection.execute(_SQL["forget_sessions"], now)
