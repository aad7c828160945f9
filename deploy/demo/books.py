"""What the server says it has done with the demo's events."""

from collections.abc import Sequence
from typing import Final

from core.clock import Clock
from core.db import Connection, installation
from core.errors import Refused
from core.outcomes import Outcome

_FATES: Final = frozenset({Outcome.STORED, Outcome.DUPLICATE, Outcome.FILTERED, Outcome.DEAD})
_PATIENCE_SECONDS: Final = 60.0
"""To wait for the server to work on what it has accepted; it needs a few milliseconds an event."""


class Books:
    """The outcomes of some projects, counted from `open` on."""

    def __init__(self, connection: Connection, project_ids: Sequence[int], clock: Clock) -> None:
        self._connection = connection
        self._project_ids = project_ids
        self._clock = clock
        self._before: dict[str, int] = {}

    async def open(self) -> None:
        """Count from here."""
        self._before = await self._sums()

    async def kept(self) -> int:
        return (await self._since()).get(Outcome.STORED, 0)

    async def wait_for(self, sent: int) -> None:
        """Until so many have met their fate. Raises Refused when that takes too long."""
        deadline = self._clock.now() + _PATIENCE_SECONDS
        while (done := sum(n for fate, n in (await self._since()).items() if fate in _FATES)) < sent:
            if self._clock.now() > deadline:
                raise Refused(f"the server has worked on {done} of {sent} events: see `redshank doctor`")
            await self._clock.sleep(0.05)

    async def _since(self) -> dict[str, int]:
        return {fate: quantity - self._before.get(fate, 0) for fate, quantity in (await self._sums()).items()}

    async def _sums(self) -> dict[str, int]:
        sums: dict[str, int] = {}
        for project_id in self._project_ids:
            for row in await installation.outcomes(self._connection, project_id, None):
                sums[row.outcome] = sums.get(row.outcome, 0) + row.quantity
        return sums
