"""Takes events in, through the same steps as events from the log: redacted and grouped by this project's rules.

Ids and times stay, so that the same file taken in twice changes nothing: the second time each event is a duplicate.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import IO, Final

from core.bus import Topic
from core.codec import encode_raw_event
from core.db import recording
from core.db.events.references import known
from core.db.positions import Positions
from core.errors import Rejected
from core.events import RawEvent
from core.outcomes import Outcome, OutcomeCount
from core.resources import Resources
from deploy.backup.archive import Tell
from deploy.exchange.lines import MAX_LINE_BYTES, read_line
from processor.enrich import Lookups
from processor.laps import Laps
from processor.pipeline import Source, process_all
from processor.record import Recorder
from processor.run import GROUP

_BATCH: Final = 64
_BATCH_BYTES: Final = 8 * 2**20
_SAY_SECONDS: Final = 5.0
_DAY: Final = 86400


async def take_in(
    res: Resources, lookups: Lookups, source: IO[bytes], project_id: int, retention_days: int, tell: Tell
) -> Counter[str]:
    """Record all lines; how many had which outcome. Raises Unavailable: to be repeated then."""
    fates: Counter[str] = Counter()
    said = time.monotonic()
    for lines in _batches(source):
        res.disk.check()
        now = res.clock.now()
        read, counts = _read(lines, project_id, now, now - retention_days * _DAY)
        async with res.database.transaction() as connection:
            there = await known(connection, project_id, {event.event_id for event in read})
            for event in read:
                # The payload store is not asked to keep it a second time, before the database finds the duplicate.
                if event.event_id in there:
                    counts += _duplicate(event)
            await recording.count_outcomes(connection, counts)
        counts += await _record(res, lookups, [event for event in read if event.event_id not in there], now)
        for count in counts:
            if count.outcome is not Outcome.ACCEPTED:  # each of these has a second outcome as well
                fates[count.outcome.value] += count.quantity
        if time.monotonic() - said > _SAY_SECONDS:
            said = time.monotonic()
            tell(f"{fates.total():,} events")
    return fates


def _duplicate(event: RawEvent) -> list[OutcomeCount]:
    fates = (Outcome.ACCEPTED, Outcome.DUPLICATE)
    return [OutcomeCount(event.received_at, event.project_id, 0, event.category, fate, "", 1) for fate in fates]


async def _record(res: Resources, lookups: Lookups, events: list[RawEvent], now: float) -> list[OutcomeCount]:
    if not events:
        return []
    async with res.database.connection() as connection:
        configs = await recording.processing_configs(connection, {event.project_id for event in events})
    sources = [Source(event.event_id, encode_raw_event(event), event) for event in events]
    processed = process_all(sources, configs, lookups, now, Laps(time.perf_counter))
    no_log = Positions(res.database, res.log, GROUP, Topic.EVENTS)  # positions do not move: these events were on no log
    recorder = Recorder(res.database, res.payloads, res.partitions, no_log, res.show_dead)
    return await recorder.record(processed.events, processed.failures, [], {}, now)


def _read(
    lines: Iterable[bytes], project_id: int, now: float, oldest: float
) -> tuple[list[RawEvent], list[OutcomeCount]]:
    """The events to record, and the outcomes of the lines that are not recorded: each line is in one of the two."""
    events: list[RawEvent] = []
    refused: list[OutcomeCount] = []
    for line in lines:
        try:
            event = read_line(line, project_id, now)
        except Rejected as error:
            refused.append(OutcomeCount(now, project_id, 0, "error", Outcome.INVALID, error.reason, 1))
            continue
        if event.received_at < oldest:
            refused.append(OutcomeCount(now, project_id, 0, event.category, Outcome.FILTERED, "expired", 1))
        else:
            events.append(event)
    return events, refused


def _batches(source: IO[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    size = 0
    for line in _lines(source):
        batch.append(line)
        size += len(line)
        if len(batch) == _BATCH or size > _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _lines(source: IO[bytes]) -> Iterator[bytes]:
    """All lines but empty ones; of a line that is too long only the beginning, which cannot be read and is counted as
    invalid."""
    while line := source.readline(MAX_LINE_BYTES):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = source.readline(MAX_LINE_BYTES)
        if line.strip():
            yield line
