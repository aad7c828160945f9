"""The books: what became of every item, by hour."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries
from core.outcomes import Outcome

Q = load_queries(__file__)

_STORED_CATEGORIES: Final = frozenset({"default", "error", "security"})
"""Categories that go through the log. Of others, FILTERED is the only fate: they knock and are not kept."""

_KNOCKED: Final = frozenset({Outcome.ACCEPTED, Outcome.LIMITED, Outcome.INVALID})
_SETTLED: Final = frozenset({Outcome.STORED, Outcome.DUPLICATE, Outcome.FILTERED, Outcome.DEAD})

_LEFT_OUT: Final = "unsupported_item"
"""The gateway's reason for what never went through the log, of whatever category: browsers' reports, odd item types."""


@dataclass(frozen=True, slots=True)
class Book:
    """So many items of a project met that fate in that interval."""

    project_id: int
    project_slug: str
    category: str
    outcome: str
    reason: str
    at: datetime
    quantity: int


@dataclass(frozen=True, slots=True)
class Balance:
    """What the books add up to."""

    received: int
    """Items that knocked: accepted, limited, invalid, or of a kind that is not kept. What SDKs dropped never came."""
    pending: int
    """Accepted, and not yet stored, known as duplicate, filtered or dead."""
    by_outcome: dict[str, int]


def balance(books: Iterable[Book]) -> Balance:
    received = accepted = settled = 0
    by_outcome: dict[str, int] = {outcome.value: 0 for outcome in Outcome}
    for book in books:
        by_outcome[book.outcome] = by_outcome.get(book.outcome, 0) + book.quantity
        in_log = book.category in _STORED_CATEGORIES and book.reason != _LEFT_OUT
        if book.outcome in _KNOCKED or (book.outcome == Outcome.FILTERED and not in_log):
            received += book.quantity
        if book.outcome == Outcome.ACCEPTED:
            accepted += book.quantity
        elif in_log and book.outcome in _SETTLED:
            settled += book.quantity
    return Balance(received, max(0, accepted - settled), by_outcome)


async def books(
    connection: Connection, project_ids: Sequence[int], start: datetime, end: datetime, seconds: int
) -> list[Book]:
    """Of these projects, by intervals of so many seconds (whole hours)."""
    rows = await connection.fetch(Q["books"], list(project_ids), start, end, float(seconds))
    return [Book(**row) for row in rows]


async def refusals(connection: Connection, project_id: int, now: float) -> list[dict[str, Any]]:
    """What was not let in within a day: reason, outcome, quantity, last_hour."""
    return [dict(row) for row in await connection.fetch(Q["refusals"], project_id, instant(now - 86400))]


async def last_event(connection: Connection, project_ids: Sequence[int]) -> datetime | None:
    at: datetime | None = await connection.fetchval(Q["last_event"], list(project_ids))
    return at
