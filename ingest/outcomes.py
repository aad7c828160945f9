"""The gateway's part of the books: the fate of every item that did not become an event on the log.

Items that did are counted by the processor, in the transaction that stores them. So no item is counted twice.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from core.bus import EventLog, Topic
from core.clock import Clock
from core.codec import encode_outcomes
from core.metrics import GATEWAY_ITEMS
from core.outcomes import Outcome, OutcomeCount

_HOUR: Final = 3600
_MAX_ROWS: Final = 5000
"""The most different rows between two flushes; beyond that, items are counted under the reason `other`."""

_Row = tuple[float, int, int, str, Outcome, str]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Counts on their way to the log."""

    id: UUID
    """By this id, a reader recognizes a batch that it gets twice."""
    counts: dict[_Row, int]


class OutcomeBook:
    """Counts in memory, and puts them on the log about once a second while there are any."""

    def __init__(self, clock: Clock, new_id: Callable[[], UUID] = uuid4) -> None:
        self._clock = clock
        self._new_id = new_id
        self._counts: dict[_Row, int] = {}
        self._unsent: _Batch | None = None
        """A batch that the log did not acknowledge. It may have arrived, so it is sent again unchanged, under the same
        id: then it counts once."""
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
        waiting = Counter(self._unsent.counts if self._unsent else {})
        waiting.update(self._counts)
        return _as_counts(waiting)

    async def flush(self, log: EventLog) -> None:
        """Put the counts on the log. Raises Unavailable, and keeps the counts then."""
        if self._unsent is not None:
            await self._send(self._unsent, log)
        self._counted.clear()
        if self._counts:
            self._unsent, self._counts = _Batch(self._new_id(), self._counts), {}
            await self._send(self._unsent, log)

    async def _send(self, batch: _Batch, log: EventLog) -> None:
        try:
            await log.append(Topic.OUTCOMES, [(str(batch.id), encode_outcomes(_as_counts(batch.counts)))])
        except BaseException:
            self._counted.set()
            raise
        self._unsent = None

    async def flush_when_counted(self, log: EventLog, interval: float) -> None:
        """Sleep until something is counted and `interval` seconds more, then flush. Raises Unavailable."""
        await self._counted.wait()
        await self._clock.sleep(interval)
        await self.flush(log)


def _as_counts(counts: Mapping[_Row, int]) -> list[OutcomeCount]:
    return [OutcomeCount(*row, quantity) for row, quantity in counts.items()]


def _our_word(outcome: Outcome, reason: str) -> str:
    """The reason, if it is one of ours, for the metric. SDKs choose the reasons of their discards, and must not be able
    to create series."""
    return "reported" if outcome is Outcome.CLIENT else reason
