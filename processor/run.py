"""The processor: reads the log, works on events, records them."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from time import perf_counter
from uuid import UUID

from core.bus import Record, Topic
from core.codec import decode_outcomes
from core.consume import BatchLimits, consume
from core.db import recording
from core.db.database import OUTAGES
from core.db.positions import Positions
from core.dead import PROCESSING_ERROR
from core.errors import RedshankError, Rejected
from core.events import GroupedEvent
from core.outcomes import OutcomeCount
from core.resources import Resources
from processor.alarm import Alarm
from processor.configs import processing_configs
from processor.counted import count_batch
from processor.enrich import Lookups
from processor.failures import Failure, killed
from processor.guard import Guard, Guards
from processor.laps import Laps
from processor.pipeline import decode_all, process_all
from processor.record import Recorder
from processor.replay import replay
from processor.room import make_room
from processor.upkeep import upkeep

_log = logging.getLogger(__name__)

GROUP = "processor"


async def run(res: Resources, lookups: Lookups, guards: Guards, stop: asyncio.Event) -> None:
    """Work until `stop` is set. Any number of these may run, in whatever processes, each with guards of its own."""
    steps = Steps(res, lookups, guard=guards.events)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(steps.consume_events(stop))
        tasks.create_task(steps.consume_outcomes(stop))
        tasks.create_task(replay(res, lookups, steps.recorder, guards.dead, stop))
        tasks.create_task(upkeep(res, stop))
        if res.settings.disk_drop_oldest:
            tasks.create_task(make_room(res, stop))


class Steps:
    """The two things that are read from the log: events, and the gateway's own counts."""

    def __init__(
        self, res: Resources, lookups: Lookups, limits: BatchLimits | None = None, guard: Guard | None = None
    ) -> None:
        self._res = res
        self._lookups = lookups
        self._limits = limits or BatchLimits()
        self._guard = guard or Guard("events")
        self._events = Positions(res.database, res.log, GROUP, Topic.EVENTS)
        self._outcomes = Positions(res.database, res.log, GROUP, Topic.OUTCOMES)
        self._alarm = Alarm()
        self.recorder = Recorder(res.database, res.payloads, res.partitions, self._events, res.show_dead)

    async def consume_events(self, stop: asyncio.Event) -> None:
        async with self._res.log.reader(Topic.EVENTS, GROUP, self._events) as reader:
            await consume(reader, self.record_events, stop, self._res.clock, self._res.rng, self._limits)

    async def consume_outcomes(self, stop: asyncio.Event) -> None:
        async with self._res.log.reader(Topic.OUTCOMES, GROUP, self._outcomes) as reader:
            await consume(reader, self.record_outcomes, stop, self._res.clock, self._res.rng, self._limits)

    async def drain(self) -> None:
        """Work on what is in the log now, and return. Raises Unavailable."""
        for topic, positions, handle in (
            (Topic.EVENTS, self._events, self.record_events),
            (Topic.OUTCOMES, self._outcomes, self.record_outcomes),
        ):
            async with self._res.log.reader(topic, GROUP, positions) as reader:
                while records := await reader.read(self._limits.max_records, self._limits.max_bytes, 0.0):
                    reached = {record.partition: record.position + 1 for record in records}
                    await handle(records, reached)
                    await reader.commit(reached)

    async def record_events(self, records: list[Record], reached: Mapping[int, int]) -> None:
        """Record the events together, except those that were in hand when a process ended: these one at a time."""
        log_id, spots = str(self._res.log.log_id), [(record.partition, record.position) for record in records]
        portions = self._guard.portions(log_id, spots)
        for portion in portions:
            some = records[portion]
            so_far = reached if len(portions) == 1 else {record.partition: record.position + 1 for record in some}
            with self._guard.holding(log_id, spots[portion]):
                await self._record_portion(some, so_far, is_killer=self._guard.is_killer(log_id, spots[portion]))

    async def _record_portion(self, records: list[Record], reached: Mapping[int, int], *, is_killer: bool) -> None:
        res = self._res
        res.disk.check()
        laps = Laps(perf_counter)
        with self._guard.at_work():
            values, undecodable = decode_all([(record.key, record.value) for record in records])
        laps.end("decode")
        project_ids = {source.raw.project_id for source in values}
        async with res.database.connection() as connection:
            configs = await processing_configs(connection, res.settings, project_ids)
        laps.skip()
        killers = [source for source in values if source.raw.project_id in configs] if is_killer else []
        with self._guard.at_work():
            processed = process_all([] if killers else values, configs, self._lookups, res.clock.now(), laps)
        self._heed(len(values), processed.failures)
        laps.skip()
        deadly = [killed(source.raw, source.key, source.value) for source in killers]
        failures = [*undecodable, *deadly, *processed.failures]
        fates = await self._record(processed.events, failures, records, reached)
        laps.end("record")
        if killers:
            self._guard.dealt_with(str(res.log.log_id), (records[0].partition, records[0].position))
        oldest = min((source.raw.received_at for source in values), default=res.clock.now())
        count_batch(fates, len(records), res.clock.now() - oldest, laps.seconds)

    async def _record(
        self,
        events: Sequence[GroupedEvent],
        failures: Sequence[Failure],
        records: Sequence[Record],
        reached: Mapping[int, int],
    ) -> list[OutcomeCount]:
        now = self._res.clock.now()
        try:
            return await self.recorder.record(events, failures, records, reached, now)
        except (RedshankError, *OUTAGES):
            raise
        except Exception:
            _log.exception("%d events could not be recorded together: trying them one by one", len(events))
            return await self.recorder.record_one_by_one(events, failures, records, reached, now)

    async def record_outcomes(self, records: list[Record], reached: Mapping[int, int]) -> None:
        """What the gateway refused or left out, and what SDKs said they dropped. The log may bring a batch twice."""
        batches, counts = outcome_batches(records)
        async with self._res.database.transaction() as connection:
            await self._outcomes.move(connection, reached)
            fresh = await recording.new_outcome_batches(connection, batches.keys(), self._res.clock.now())
            for batch in fresh:
                counts += batches[batch]
            await recording.count_outcomes(connection, counts)

    def _heed(self, events: int, failures: Sequence[Failure]) -> None:
        ours = [failure for failure in failures if failure.reason == PROCESSING_ERROR]
        if found := self._alarm.rings(events, len(ours), self._res.clock.now()):
            # The kind of the error only: its text may quote the event.
            kind = ours[-1].trace.rstrip().rpartition("\n")[2].partition(":")[0] if ours else "another error"
            _log.error(
                "processing failed on %d of the last %d events, lately with %s; they are kept: when it is mended, run"
                " `redshank dead replay`",
                *found,
                kind,
            )


def outcome_batches(records: Sequence[Record]) -> tuple[dict[UUID, list[OutcomeCount]], list[OutcomeCount]]:
    """Counts by the id of their batch (the key of their record), and counts from an older version that gave batches no
    id."""
    batches: dict[UUID, list[OutcomeCount]] = {}
    without_id: list[OutcomeCount] = []
    for record in records:
        try:
            counts = decode_outcomes(record.value)
        except Rejected:
            continue  # written by a version that is gone: it held counts, not events
        try:
            batches[UUID(record.key)] = counts
        except ValueError:
            without_id += counts
    return batches, without_id
