"""Which alerter has which deliveries under way, and which of them live."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from core.clock import instant
from core.db.database import Connection
from core.db.deliveries.deliveries import tell_deliverers
from core.db.queries import load_queries

Q = load_queries(__file__)

_NUMBERS: Final = 2**31 - 1


@dataclass(slots=True)
class Holder:
    """The number under which an alerter claims deliveries. `hold` it on a connection that lasts as long as the process:
    by it, others see that the process lives. A delivery that is claimed while the number is not held has no holder, and
    can be taken over only after its lease."""

    rng: Random
    number: int = 0
    was_held: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when it is held for the first time."""

    async def hold(self, connection: Connection) -> None:
        """Hold the number until the connection breaks. Where an earlier connection, whose end PostgreSQL has not
        noticed yet, still has the number, another number is taken: the end of that connection must not look like the
        end of this process. Raises one of OUTAGES."""
        while not self.number or not await connection.fetchval(Q["hold_number"], self.number):
            self.number = self.rng.randint(1, _NUMBERS)
        self.was_held.set()


async def missing_alerters(connection: Connection) -> list[int]:
    """Numbers that have deliveries under way, and whose connection is gone."""
    return [row["claimed_by"] for row in await connection.fetch(Q["missing_alerters"])]


async def give_back(connection: Connection, numbers: Sequence[int], now: float, but: Sequence[int] = ()) -> int:
    """Make the deliveries that they had under way due again, `but` these; answers how many."""
    found = await connection.fetch(Q["give_back"], list(numbers), instant(now), list(but))
    if found:
        await tell_deliverers(connection)
    return len(found)
