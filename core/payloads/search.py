"""What a store that searches is asked, and what it answers: the port `EventSearch`."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from core.payloads import PayloadKey
from core.payloads.clauses import Clause

MAX_FACET_VALUES = 1000


@dataclass(frozen=True, slots=True)
class PayloadQuery:
    """Which events are meant."""

    project_ids: frozenset[int]
    """Of one organization: what keeps tenants apart."""
    clause: Clause
    start: int
    """Epoch milliseconds, included."""
    end: int
    """Epoch milliseconds, not included."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One event that was found."""

    key: PayloadKey
    at: int
    """Epoch milliseconds."""

    @property
    def place(self) -> tuple[int, str]:
        """Where it stands in the order of answers: newest first, of one moment the greater id first."""
        return self.at, self.key.event_id


@dataclass(frozen=True, slots=True)
class Summary:
    """All events that were found, counted."""

    total: int
    histogram: Mapping[int, int]
    """Events by the epoch second at which an interval begins; empty ones are left out."""
    facets: Mapping[str, Sequence[tuple[str, int]]]
    """The most frequent values of each field that was asked for, most frequent first, of equals by the alphabet."""


class EventSearch(Protocol):
    """Searches whole events. What was put is found within seconds; the order of answers is that of `Hit.place`,
    backwards. All raise Unavailable, and Rejected(`too_slow`) where the answer would take too long."""

    async def search(self, query: PayloadQuery, size: int, after: tuple[int, str] | None = None) -> list[Hit]:
        """Up to `size` events that come behind the place `after`."""

    def scan(self, query: PayloadQuery, size: int) -> AsyncIterator[list[Hit]]:
        """All events as they were at one moment, in the same order, `size` at a time."""

    async def summarize(self, query: PayloadQuery, interval: int, facets: Sequence[str], values: int) -> Summary:
        """Counts over intervals of so many seconds, counted from the epoch, and up to `values` values (of at most
        MAX_FACET_VALUES) of each facet: a field of `SearchDocument`, or `fingerprint`."""

    async def drop_day(self, day: date) -> None:
        """Forget what was received on a day; unknown days are fine."""
