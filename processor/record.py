"""Records a batch: whole events into the payload store, then everything else in one transaction with the position."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.clock import instant
from core.codec import encode_raw_event
from core.db import Connection, Database, recording
from core.db.partitions import DayPartitions
from core.db.positions import Positions
from core.db.recording import write
from core.errors import Rejected
from core.events import GroupedEvent, RawEvent
from core.outcomes import Outcome
from core.payloads import PayloadStore
from processor.batch import sum_up
from processor.issues import change_issues, count, issues_for
from processor.rows import Failure, dead_rows, event_row, outcomes, payload_key

_Name = tuple[int, str]
"""Of an event: its project, its id."""


@dataclass(frozen=True, slots=True)
class Recorder:
    """Where a batch goes."""

    database: Database
    payloads: PayloadStore
    partitions: DayPartitions
    positions: Positions

    async def record(
        self, events: Sequence[GroupedEvent], failures: Sequence[Failure], reached: Mapping[int, int], now: float
    ) -> None:
        """Record all, or nothing. Raises Unavailable; the same batch may then come again."""
        first: dict[_Name, GroupedEvent] = {}
        for grouped in events:
            first.setdefault(_name(grouped), grouped)
        kept = await self._keep(first)
        stored = [grouped for grouped in events if isinstance(kept[_name(grouped)], str)]
        failed = [*failures, *_refused(events, kept)]
        distinct = [grouped for name, grouped in first.items() if isinstance(kept[name], str)]
        async with self.database.transaction() as connection:
            await self.positions.move(connection, reached)
            inserted = await _record_events(connection, distinct, kept, instant(now))
            await write(connection, "insert_dead", dead_rows(failed, instant(now)))
            await recording.count_outcomes(connection, outcomes(stored, inserted, failed, now))

    async def _keep(self, events: Mapping[_Name, GroupedEvent]) -> dict[_Name, str | Rejected]:
        """Whole events into their store; what it answers of each."""
        payloads = [(payload_key(grouped.event.raw), grouped.event.document) for grouped in events.values()]
        await self.partitions.ensure({key.day for key, _ in payloads})
        return dict(zip(events, await self.payloads.put_many(payloads), strict=True))


def _name(grouped: GroupedEvent) -> _Name:
    return grouped.event.raw.project_id, grouped.event.raw.event_id


def _refused(events: Sequence[GroupedEvent], kept: Mapping[_Name, str | Rejected]) -> list[Failure]:
    """Events that the store will never take, with the bytes that they came in."""
    found = ((grouped.event.raw, kept[_name(grouped)]) for grouped in events)
    return [_dead(raw, answer) for raw, answer in found if isinstance(answer, Rejected)]


def _dead(raw: RawEvent, refusal: Rejected) -> Failure:
    value = encode_raw_event(raw)
    return Failure(
        raw.project_id, raw.key_id, raw.category, raw.event_id, Outcome.DEAD, refusal.reason, refusal.detail, value
    )


async def _record_events(
    connection: Connection,
    events: Sequence[GroupedEvent],
    kept: Mapping[_Name, str | Rejected],
    now: datetime,
) -> set[tuple[int, str]]:
    """Everything but the books; answers which events were new."""
    if not events:
        return set()
    issue_ids, made = await issues_for(connection, events, now)
    rows = [
        event_row(grouped, issue, str(kept[_name(grouped)])) for grouped, issue in zip(events, issue_ids, strict=True)
    ]
    inserted = await recording.insert_events(connection, rows)
    counted = [(issue, grouped) for issue, grouped in zip(issue_ids, events, strict=True) if _name(grouped) in inserted]
    sums = sum_up(counted)
    await change_issues(connection, sums, made, now)
    await count(connection, sums, made)
    if len(inserted) < len(events) and made:
        await connection.execute(recording.SQL["delete_empty_issues"], list(made))
    return inserted
