"""The processor: reads the log, works on events, records them."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from core.bus import Record, Topic
from core.codec import decode_outcomes
from core.consume import BatchLimits, consume
from core.db import recording
from core.db.positions import Positions
from core.errors import Rejected
from core.outcomes import OutcomeCount
from core.projects import ProcessingConfig
from core.resources import Resources
from processor.enrich import Lookups
from processor.pipeline import decode_all, process_all
from processor.record import Recorder
from processor.upkeep import upkeep

GROUP = "processor"


async def run(res: Resources, lookups: Lookups, stop: asyncio.Event) -> None:
    """Work until `stop` is set. Any number of these may run, in whatever processes."""
    steps = Steps(res, lookups)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(steps.consume_events(stop))
        tasks.create_task(steps.consume_outcomes(stop))
        tasks.create_task(upkeep(res, stop))


class Steps:
    """The two things that are read from the log: events, and the gateway's own counts."""

    def __init__(self, res: Resources, lookups: Lookups, limits: BatchLimits | None = None) -> None:
        self._res = res
        self._lookups = lookups
        self._limits = limits or BatchLimits()
        self._events = Positions(res.database, res.log, GROUP, Topic.EVENTS)
        self._outcomes = Positions(res.database, res.log, GROUP, Topic.OUTCOMES)
        self._recorder = Recorder(res.database, res.payloads, res.partitions, self._events)

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
        res = self._res
        values, undecodable = decode_all([(record.key, record.value) for record in records])
        configs = await self._configs({source.raw.project_id for source in values})
        processed = process_all(values, configs, self._lookups, res.clock.now())
        await self._recorder.record(processed.events, [*undecodable, *processed.failures], reached, res.clock.now())

    async def record_outcomes(self, records: list[Record], reached: Mapping[int, int]) -> None:
        """What the gateway refused or left out, and what SDKs said they dropped."""
        counts: list[OutcomeCount] = []
        for record in records:
            try:
                counts += decode_outcomes(record.value)
            except Rejected:
                continue  # written by a version that is gone; it held counts, no events
        async with self._res.database.transaction() as connection:
            await self._outcomes.move(connection, reached)
            await recording.count_outcomes(connection, counts)

    async def _configs(self, project_ids: set[int]) -> dict[int, ProcessingConfig]:
        """Asked for every batch, so that a changed privacy setting holds from the next event on."""
        async with self._res.database.connection() as connection:
            configs = await recording.processing_configs(connection, project_ids)
        if self._res.settings.redact:
            return configs
        return {
            project_id: replace(config, privacy=replace(config.privacy, enabled=False))
            for project_id, config in configs.items()
        }
