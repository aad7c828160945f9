"""Records a batch: whole events go into the payload store, then everything else into PostgreSQL, in one transaction
with the position."""

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from typing import TypeAlias

from core.bus import Record
from core.bus.dead_copies import ShowDead
from core.clock import instant
from core.db import Connection, Database, recording
from core.db.database import OUTAGES
from core.db.partitions import DayPartitions
from core.db.positions import Positions
from core.db.recording import write
from core.errors import RedshankError, Rejected, Unavailable
from core.events import GroupedEvent
from core.metrics import STORE_ERRORS, STORE_PUT_SECONDS
from core.outcomes import OutcomeCount
from core.payloads import PayloadKey, PayloadStore
from processor.batch import Name, name_of, sum_up
from processor.dead import dead_copies
from processor.failures import Failure, refused_by_store, unrecordable
from processor.issues import change_issues, count, issues_for
from processor.rows import dead_rows, event_row, outcomes, payload_key

_Kept: TypeAlias = list[tuple[GroupedEvent, str]]
"""Events, each once, with the payload store's reference to the whole of it."""

Refused: TypeAlias = dict[Name, Rejected]
"""Events that the payload store will never take, and why."""


@dataclass(frozen=True, slots=True)
class Recorder:
    """Where a batch goes."""

    database: Database
    payloads: PayloadStore
    partitions: DayPartitions
    positions: Positions
    show_dead: ShowDead

    async def record(
        self,
        events: Sequence[GroupedEvent],
        failures: Sequence[Failure],
        records: Sequence[Record],
        reached: Mapping[int, int],
        now: float,
    ) -> list[OutcomeCount]:
        """Record all, or nothing; answers what became of each event. `records`: the records of the log that they came
        in, if they came from the log. Raises Unavailable; the same batch may then come again."""
        kept, refused = await self._keep(events)
        failed = [*failures, *refused_by_store(events, refused)]
        taken = [grouped for grouped in events if name_of(grouped) not in refused]
        with self.positions.unmoved():
            async with self.database.transaction() as connection:
                await self.positions.move(connection, reached)
                inserted = await _record_events(connection, kept, instant(now))
                return await self._settle(connection, taken, inserted, failed, records, now)

    async def record_one_by_one(
        self,
        events: Sequence[GroupedEvent],
        failures: Sequence[Failure],
        records: Sequence[Record],
        reached: Mapping[int, int],
        now: float,
    ) -> list[OutcomeCount]:
        """Record the events of a batch one at a time, after recording them together failed although database and store
        work: a bug of ours in one event must neither stop the processor nor lose the others. Events that fail alone too
        are dead."""
        failed, taken, inserted = [*failures], [], set[Name]()
        async with self.database.transaction() as connection:
            await self.positions.move(connection, reached)
            for grouped in events:
                try:
                    async with connection.transaction():
                        fresh, refused = await self.record_within(connection, [grouped], now)
                except (RedshankError, *OUTAGES):
                    raise
                except Exception:
                    failed.append(unrecordable(grouped, traceback.format_exc()))
                    continue
                inserted |= fresh
                failed += refused_by_store([grouped], refused)
                taken += [] if refused else [grouped]
            return await self._settle(connection, taken, inserted, failed, records, now)

    async def record_within(
        self, connection: Connection, events: Sequence[GroupedEvent], now: float
    ) -> tuple[set[Name], Refused]:
        """Record events, but no books, inside the caller's transaction; answers which were new and which the store
        refused. Raises Unavailable."""
        kept, refused = await self._keep(events)
        return await _record_events(connection, kept, instant(now)), refused

    async def _settle(
        self,
        connection: Connection,
        taken: Sequence[GroupedEvent],
        inserted: set[Name],
        failed: Sequence[Failure],
        records: Sequence[Record],
        now: float,
    ) -> list[OutcomeCount]:
        """The end of the transaction: dead records and the books; answers what became of each event."""
        await write(connection, "insert_dead", dead_rows(failed, instant(now)))
        fates = outcomes(taken, inserted, failed, now)
        await recording.count_outcomes(connection, fates)
        # Last, so that nothing but the commit itself can still fail and leave a copy without a row.
        await self.show_dead(dead_copies(failed, records, now))
        return fates

    async def _keep(self, events: Sequence[GroupedEvent]) -> tuple[_Kept, Refused]:
        """Put the whole events into the payload store; of several copies of an event, one."""
        first: dict[Name, GroupedEvent] = {}
        for grouped in events:
            first.setdefault(name_of(grouped), grouped)
        distinct = list(first.values())
        keys = [payload_key(grouped.event.raw) for grouped in distinct]
        await self.partitions.ensure({key.day for key in keys})
        answers = await self._put([(key, grouped.event.document) for key, grouped in zip(keys, distinct, strict=True)])
        kept: _Kept = []
        refused: Refused = {}
        for grouped, answer in zip(distinct, answers, strict=True):
            if isinstance(answer, Rejected):
                refused[name_of(grouped)] = answer
            else:
                kept.append((grouped, answer))
        return kept, refused

    async def _put(self, payloads: Sequence[tuple[PayloadKey, bytes]]) -> Sequence[str | Rejected]:
        began = perf_counter()
        try:
            answers = await self.payloads.put_many(payloads)
        except Unavailable:
            STORE_ERRORS.inc()
            raise
        STORE_PUT_SECONDS.observe(perf_counter() - began)
        return answers


async def _record_events(connection: Connection, kept: _Kept, now: datetime) -> set[Name]:
    """Everything but the books; answers which events were new."""
    if not kept:
        return set()
    events = [grouped for grouped, _ in kept]
    issue_ids, made = await issues_for(connection, events, now)
    rows = [event_row(grouped, issue, reference) for (grouped, reference), issue in zip(kept, issue_ids, strict=True)]
    inserted = await recording.insert_events(connection, rows)
    counted = [
        (issue, grouped) for issue, grouped in zip(issue_ids, events, strict=True) if name_of(grouped) in inserted
    ]
    sums = sum_up(counted)
    await change_issues(connection, sums, made, now)
    await count(connection, sums, made)
    if len(inserted) < len(events) and made:
        await connection.execute(recording.SQL["delete_empty_issues"], list(made))
    return inserted
