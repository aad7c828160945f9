"""The books, gateway's page: the fate of what did not become an event on the log.

What did is counted by the processor, in the transaction that stores it; so no item is counted twice.
"""

import asyncio
from typing import Final

from core.bus import EventLog, Topic
from core.clock import Clock
from core.codec import encode_outcomes
from core.metrics import GATEWAY_ITEMS
from core.outcomes import Outcome, OutcomeCount

_HOUR: Final = 3600
_MAX_ROWS: Final = 5000
"""Different rows kept between two flushes; what comes on top is counted under the reason `other`."""

_Row = tuple[float, int, int, str, Outcome, str]


class OutcomeBook:
    """Counts in memory, and puts them on the log about once a second while there are any."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._counts: dict[_Row, int] = {}
        self._counted = asyncio.Event()

    def count(
        self, project_id: int, key_id: int, category: str, outcome: Outcome, reason: str, quantity: int = 1
    ) -> None:
        """Add to the current hour. `category` and `reason` must come from a bounded set."""
        GATEWAY_ITEMS.labels(outcome.value, _our_word(outcome, reason)).inc(quantity)
        now = self._clock.now()
        row = (now - now % _HOUR, project_id, key_id, category, outcome, reason)
        if row not in self._counts and len(self._counts) >= _MAX_ROWS:
            row = (row[0], 0, 0, "default", outcome, "other")
        self._counts[row] = self._counts.get(row, 0) + quantity
        self._counted.set()

    def counts(self) -> list[OutcomeCount]:
        """What has not been flushed yet."""
        return [OutcomeCount(*row, quantity) for row, quantity in self._counts.items()]

    async def flush(self, log: EventLog) -> None:
        """Put what was counted on the log. Raises Unavailable; nothing is lost then."""
        self._counted.clear()
        taken, self._counts = self._counts, {}
        if not taken:
            return
        counts = [OutcomeCount(*row, quantity) for row, quantity in taken.items()]
        try:
            await log.append(Topic.OUTCOMES, [("gateway", encode_outcomes(counts))])
        except BaseException:
            for row, quantity in taken.items():
                self._counts[row] = self._counts.get(row, 0) + quantity
            self._counted.set()
            raise

    async def flush_when_counted(self, log: EventLog, interval: float) -> None:
        """Sleep until something is counted and `interval` seconds more, then flush. Raises Unavailable."""
        await self._counted.wait()
        await self._clock.sleep(interval)
        await self.flush(log)


def _our_word(outcome: Outcome, reason: str) -> str:
    """The reason where it is ours; SDKs choose the words of their discards, and a series for each would be theirs."""
    return "reported" if outcome is Outcome.CLIENT else reason
