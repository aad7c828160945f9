"""Deliveries that a killed alerter had under way go out again within seconds, from another alerter or its successor.

The lease alone ends only after the longest possible call, and a page cannot wait for that. An alerter that is paused or
slow keeps its connection, and so keeps its deliveries until the lease ends. One that has only lost its connection has
LOST_SECONDS to connect again; otherwise a second copy may go out, with the same idempotency key.
"""

import logging
from dataclasses import dataclass, field
from typing import Final

from core.db.deliveries.holders import give_back, missing_alerters
from core.resources import Resources

LOOK_SECONDS: Final = 1.0
LOST_SECONDS: Final = 3.0
"""Longer than an alerter takes to connect again after PostgreSQL was away."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class TakingOver:
    """Remembers which alerters are missing, and since when. One for each process."""

    _missing: dict[int, float] = field(default_factory=dict)

    async def once(self, res: Resources) -> float:
        """Look once; answers when to look again. Raises Unavailable."""
        # Forgotten where this look fails: after an outage, missing alerters count as missing from then on.
        before, self._missing = self._missing, {}
        now, given = res.clock.now(), 0
        async with res.database.transaction() as connection:
            missing = {number: before.get(number, now) for number in await missing_alerters(connection)}
            lost = [number for number, since in missing.items() if now - since >= LOST_SECONDS]
            if lost:
                given = await give_back(connection, lost, now)
        self._missing = missing
        if given:
            _log.warning("an alerter is gone, and %d deliveries that it had under way go out again", given)
        return LOOK_SECONDS
