"""A pipeline rule tried on stored events, newest first, as far as a moment allows."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Final, Literal

from api.access.rights import Access
from api.problems import not_found
from api.schemas.organizations.pipeline_rules import PipelineExample, PipelineTrial
from core.clock import instant
from core.db.events import events
from core.db.events.events import EventQuery, EventRow
from core.events import EventData
from core.payloads import PayloadKey
from core.pipeline_rules import PipelineRule, Tried
from core.search import And

MOST_EVENTS: Final = 10_000
MOST_SECONDS: Final = 3.0
"""A person waits for it, at every pause of her typing."""
MOST_COUNTED: Final = 1_000_000

_AT_ONCE: Final = 100
"""Events read and tried without a look at the time."""
_MOST_EXAMPLES: Final = 5

Place = tuple[datetime, str]
Trial = Callable[[PayloadKey, EventData], Tried]
Stopped = Literal["", "events", "seconds"]


@dataclass(slots=True)
class _Sum:
    looked_at: int = 0
    oldest: datetime | None = None
    matched: int = 0
    dropped: int = 0
    without_address: int = 0
    issues: set[int] = field(default_factory=set)
    examples: list[EventRow] = field(default_factory=list)
    """Of different issues."""

    def add(self, row: EventRow, tried: Tried) -> None:
        self.looked_at += 1
        self.oldest = row.at
        self.without_address += not tried.has_address
        if not tried.meant:
            return
        self.matched += 1
        self.dropped += tried.dropped
        if row.issue_id not in self.issues and len(self.examples) < _MOST_EXAMPLES:
            self.examples.append(row)
        self.issues.add(row.issue_id)


async def try_rule(
    access: Access, project_id: int, rule: PipelineRule, days: int, timer: Callable[[], float] = monotonic
) -> PipelineTrial:
    """Raises Rejected for a rule that says nothing we understand."""
    if access.deps.rule_trial is None:
        raise not_found()
    tried = access.deps.rule_trial(rule)
    now = instant(access.deps.clock.now())
    since = now - timedelta(days=days)
    until = timer() + MOST_SECONDS
    async with access.deps.database.connection() as connection:
        total = await events.count_since(connection, project_id, since, MOST_COUNTED)
    query = EventQuery([project_id], And(()), now, None, since=since)
    sums = _Sum()
    stopped: Stopped = ""
    after: Place | None = None
    while rows := await _page(access, query, after):
        await asyncio.to_thread(_add, sums, await _whole(access, rows), tried)
        after = rows[-1].at, rows[-1].event_id
        if len(rows) < _AT_ONCE:
            break
        if stopped := _stops(sums.looked_at, timer() > until):
            break
    return _shape(sums, since, total, stopped)


def _add(sums: _Sum, events: Sequence[tuple[EventRow, EventData]], tried: Trial) -> None:
    """In a thread: events may be large, and words may stand in all of them."""
    for row, data in events:
        sums.add(row, tried(_key(row), data))


def _stops(looked_at: int, is_late: bool) -> Stopped:
    return "events" if looked_at >= MOST_EVENTS else "seconds" if is_late else ""


async def _page(access: Access, query: EventQuery, after: Place | None) -> list[EventRow]:
    async with access.deps.database.connection() as connection:
        return await events.list_events(connection, query, _AT_ONCE, after)


async def _whole(access: Access, rows: Sequence[EventRow]) -> list[tuple[EventRow, EventData]]:
    """Those that are still there."""
    found = await access.deps.payloads.get_many({_key(row): row.payload for row in rows})
    return [(row, found[_key(row)]) for row in rows if _key(row) in found]


def _key(row: EventRow) -> PayloadKey:
    return PayloadKey(row.project_id, row.event_id, row.day)


def _shape(sums: _Sum, since: datetime, total: int, stopped: Stopped) -> PipelineTrial:
    return PipelineTrial(
        start=since,
        total=max(total, sums.looked_at),
        looked_at=sums.looked_at,
        oldest=sums.oldest,
        stopped=stopped,
        matched=sums.matched,
        dropped=sums.dropped,
        issues=len(sums.issues),
        without_address=sums.without_address,
        examples=[
            PipelineExample(
                event_id=row.event_id,
                issue_id=str(row.issue_id),
                short_id=row.short_id,
                title=row.title,
                date=row.at,
            )
            for row in sums.examples
        ],
    )
