"""Records a batch: whole events into the payload store, then everything else in one transaction with the position."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from typing import TypeAlias

from core.clock import instant
from core.db import Connection, Database, recording
from core.db.partitions import DayPartitions
from core.db.positions import Positions
from core.db.recording import write
from core.errors import Unavailable
from core.events import GroupedEvent
from core.metrics import STORE_ERRORS, STORE_PUT_SECONDS
from core.outcomes import OutcomeCount
from core.payloads import PayloadKey, PayloadStore
from processor.batch import sum_up
from processor.issues import change_issues, count, issues_for
from processor.rows import Failure, dead_rows, event_row, outcomes, payload_key

_Kept: TypeAlias = list[tuple[GroupedEvent, str]]
"""Events, each once, with the payload store's reference to the whole of it."""


@dataclass(frozen=True, slots=True)
class Recorder:
    """Where a batch goes."""

    database: Database
    payloads: PayloadStore
    partitions: DayPartitions
    positions: Positions

    async def record(
        self, events: Sequence[GroupedEvent], failures: Sequence[Failure], reached: Mapping[int, int], now: float
    ) -> list[OutcomeCount]:
        """Record all, or nothing; answers what became of each event. Raises Unavailable; the same batch may then come
        again."""
        kept = await self._keep(events)
        async with self.database.transaction() as connection:
            await self.positions.move(connection, reached)
            inserted = await _record_events(connection, kept, instant(now))
            await write(connection, "insert_dead", dead_rows(failures, instant(now)))
            fates = outcomes(events, inserted, failures, now)
            await recording.count_outcomes(connection, fates)
        return fates

    async def record_within(
        self, connection: Connection, events: Sequence[GroupedEvent], now: float
    ) -> set[tuple[int, str]]:
        """Record events, but no books, inside the caller's transaction; answers which were new. Raises Unavailable."""
        return await _record_events(connection, await self._keep(events), instant(now))

    async def _keep(self, events: Sequence[GroupedEvent]) -> _Kept:
        """The whole events into the payload store: one of several copies."""
        first: dict[tuple[int, str], GroupedEvent] = {}
        for grouped in events:
            first.setdefault((grouped.event.raw.project_id, grouped.event.raw.event_id), grouped)
        distinct = list(first.values())
        keys = [payload_key(grouped.event.raw) for grouped in distinct]
        await self.partitions.ensure({key.day for key in keys})
        references = await self._put(
            [(key, grouped.event.document) for key, grouped in zip(keys, distinct, strict=True)]
        )
        return list(zip(distinct, references, strict=True))

    async def _put(self, payloads: Sequence[tuple[PayloadKey, bytes]]) -> list[str]:
        began = perf_counter()
        try:
            references = await self.payloads.put_many(payloads)
        except Unavailable:
            STORE_ERRORS.inc()
            raise
        STORE_PUT_SECONDS.observe(perf_counter() - began)
        return references


async def _record_events(connection: Connection, kept: _Kept, now: datetime) -> set[tuple[int, str]]:
    """Everything but the books; answers which events were new."""
    if not kept:
        return set()
    events = [grouped for grouped, _ in kept]
    issue_ids, made = await issues_for(connection, events, now)
    rows = [event_row(grouped, issue, reference) for (grouped, reference), issue in zip(kept, issue_ids, strict=True)]
    inserted = await recording.insert_events(connection, rows)
    counted = [
        (issue, grouped)
        for issue, grouped in zip(issue_ids, events, strict=True)
        if (grouped.event.raw.project_id, grouped.event.raw.event_id) in inserted
    ]
    sums = sum_up(counted)
    await change_issues(connection, sums, made, now)
    await count(connection, sums, made)
    if len(inserted) < len(events) and made:
        await connection.execute(recording.SQL["delete_empty_issues"], list(made))
    return inserted
