"""The processor: reads the log, works on events, records them."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from core.bus import Record, Topic
from core.codec import decode_outcomes
from core.consume import consume
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
    await asyncio.gather(
        _consume_events(res, lookups, stop),
        _consume_outcomes(res, stop),
        upkeep(res, stop),
    )


async def _consume_events(res: Resources, lookups: Lookups, stop: asyncio.Event) -> None:
    positions = Positions(res.database, res.log.log_id, GROUP, Topic.EVENTS)
    recorder = Recorder(res.database, res.payloads, res.partitions, positions)

    async def handle(records: list[Record], reached: Mapping[int, int]) -> None:
        values, undecodable = decode_all([(record.key, record.value) for record in records])
        configs = await _configs(res, {raw.project_id for _, _, raw in values})
        processed = process_all(values, configs, lookups, res.clock.now())
        await recorder.record(processed.events, [*undecodable, *processed.failures], reached, res.clock.now())

    async with res.log.reader(Topic.EVENTS, GROUP, positions) as reader:
        await consume(reader, handle, stop, res.clock, res.rng)


async def _configs(res: Resources, project_ids: set[int]) -> dict[int, ProcessingConfig]:
    """Asked for every batch, so that a changed privacy setting holds from the next event on."""
    async with res.database.connection() as connection:
        configs = await recording.processing_configs(connection, project_ids)
    if res.settings.redact:
        return configs
    return {
        project_id: replace(config, privacy=replace(config.privacy, enabled=False))
        for project_id, config in configs.items()
    }


async def _consume_outcomes(res: Resources, stop: asyncio.Event) -> None:
    """The gateway's own counts: what it refused, and what SDKs said they dropped."""
    positions = Positions(res.database, res.log.log_id, GROUP, Topic.OUTCOMES)

    async def handle(records: list[Record], reached: Mapping[int, int]) -> None:
        counts: list[OutcomeCount] = []
        for record in records:
            try:
                counts += decode_outcomes(record.value)
            except Rejected:
                continue  # written by a version that is gone; it held counts, no events
        async with res.database.transaction() as connection:
            await positions.move(connection, reached)
            await recording.count_outcomes(connection, counts)

    async with res.log.reader(Topic.OUTCOMES, GROUP, positions) as reader:
        await consume(reader, handle, stop, res.clock, res.rng)
