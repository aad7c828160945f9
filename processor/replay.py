"""Replays dead records when a person asks: a few at a time, through the same pipeline, at the rate asked for.

One transaction locks the replay and the records in hand until everything about them is written, so a crash at any
moment leaves them dead and unchanged.
"""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from time import perf_counter

from core.backoff import delay
from core.db import Connection, Database, recording
from core.db.events import replays
from core.db.events.replays import DeadBytes
from core.dead import KILLED_PROCESSOR, PROCESSING_ERROR
from core.errors import RedshankError, Unavailable
from core.outcomes import Outcome
from core.resources import Resources
from processor.configs import processing_configs
from processor.enrich import Lookups
from processor.failures import KILLED_TRACE, Failure, kept_trace
from processor.guard import Guard
from processor.laps import Laps
from processor.pipeline import decode_all, process_all
from processor.record import Recorder
from processor.settle import Tried, advance, burials, fates, moves, without_refused

_log = logging.getLogger(__name__)

MOST_AT_ONCE = 64
"""Records in a transaction; at a lower rate, those of one second."""
MOST_BYTES = 8 * 2**20
IDLE_SECONDS = 60.0
"""Processors are notified; they also look at this interval, since a proxy before PostgreSQL may swallow the
notification."""
OCCUPIED_SECONDS = 1.0
"""Until the next look, while another processor holds the records that are due."""

_SOURCE = "dead"
"""Stands for the log where a guard expects one: its only partition is the table of dead records, its positions are
their ids."""

Work = Callable[[Connection, Sequence[DeadBytes]], Awaitable[Tried]]


async def replay(res: Resources, lookups: Lookups, recorder: Recorder, guard: Guard, stop: asyncio.Event) -> None:
    """Work until `stop` is set. Any number of these may run, in whatever processes."""
    replayer, failures = Replayer(res, lookups, recorder, guard), 0
    while not stop.is_set():
        try:
            async with _calls(res.database) as called:
                while not stop.is_set():
                    called.clear()
                    pause = await replayer.step()
                    failures = 0
                    await _first_of(stop, called, pause)
        except Unavailable as error:
            if not failures:
                _log.warning("dead records cannot be replayed right now: %s", error)
            await _first_of(stop, stop, delay(failures, res.rng))
            failures += 1


class Replayer:
    """Works on the replays that people asked for."""

    def __init__(self, res: Resources, lookups: Lookups, recorder: Recorder, guard: Guard | None = None) -> None:
        self._res = res
        self._lookups = lookups
        self._recorder = recorder
        self._guard = guard or Guard("dead")

    async def step(self) -> float:
        """Try a few records of a replay whose time has come; answer the seconds until there may be more to do.

        Raises Unavailable: nothing was written then.
        """
        try:
            worked = await self._try_some(MOST_AT_ONCE, self._process)
        except RedshankError:
            raise
        except Exception:
            # A bug of ours in recording: one record must neither hold up the others nor stop the processor.
            _log.exception("a few dead records could not be recorded together: trying the first of them alone")
            worked = await self._try_one()
        async with self._res.database.connection() as connection:
            due = await replays.next_due(connection)
        if due is None:
            return IDLE_SECONDS
        return max(0.0 if worked else OCCUPIED_SECONDS, due.timestamp() - self._res.clock.now())

    async def _try_one(self) -> bool:
        try:
            return await self._try_some(1, self._process)
        except RedshankError:
            raise
        except Exception:
            trace = kept_trace(traceback.format_exc())

        async def leave_dead(_: Connection, records: Sequence[DeadBytes]) -> Tried:
            return Tried({}, {record.id: _failed(record, PROCESSING_ERROR, trace) for record in records})

        return await self._try_some(1, leave_dead)

    async def _try_some(self, most: int, work: Work) -> bool:
        """Whether there was a replay to work on."""
        now = self._res.clock.now()
        async with self._res.database.transaction() as connection:
            claimed = await replays.claim_due(connection, now)
            if claimed is None:
                return False
            replay_id, rate = claimed
            ids = await replays.next_ids(connection, replay_id, min(most, rate), MOST_BYTES)
            if not ids:
                await replays.finish(connection, replay_id, now)
                return True
            spots = [(0, record_id) for record_id in ids]
            spots = spots[self._guard.portions(_SOURCE, spots)[0]]
            is_killer = self._guard.is_killer(_SOURCE, spots)
            with self._guard.holding(_SOURCE, spots):
                ids = [record_id for _, record_id in spots]
                await self._try_these(connection, replay_id, rate, ids, _leave_killer if is_killer else work)
        if is_killer:
            self._guard.dealt_with(_SOURCE, spots[0])
        return True

    async def _try_these(
        self, connection: Connection, replay_id: int, rate: int, ids: Sequence[int], work: Work
    ) -> None:
        now = self._res.clock.now()
        records = await replays.take(connection, ids)
        tried = await work(connection, records)
        inserted, refused = await self._recorder.record_within(connection, list(tried.events.values()), now)
        fate_of = fates(records, without_refused(tried, refused), inserted)
        await replays.bury_again(connection, burials(fate_of), now)
        await replays.remove(connection, [one for one, fate in fate_of.items() if fate.outcome is not Outcome.DEAD])
        await recording.count_outcomes(connection, moves(records, fate_of))
        due = now + len(ids) / rate
        await replays.advance(connection, replay_id, advance(ids[-1], fate_of), now, due)

    async def _process(self, connection: Connection, records: Sequence[DeadBytes]) -> Tried:
        """Run the records through the pipeline; each result is matched to its record by the raw event, or by the
        key."""
        with self._guard.at_work():
            sources, undecodable = decode_all([(str(record.id), record.value) for record in records])
        project_ids = {source.raw.project_id for source in sources}
        configs = await processing_configs(connection, self._res.settings, project_ids)
        now = self._res.clock.now()
        with self._guard.at_work():
            processed = process_all(sources, configs, self._lookups, now, Laps(perf_counter))
        record_of = {id(source.raw): int(source.key) for source in sources}
        return Tried(
            {record_of[id(event.event.raw)]: event for event in processed.events},
            {int(failure.key): failure for failure in [*undecodable, *processed.failures]},
        )


async def _leave_killer(_: Connection, records: Sequence[DeadBytes]) -> Tried:
    return Tried({}, {record.id: _failed(record, KILLED_PROCESSOR, KILLED_TRACE) for record in records})


def _failed(record: DeadBytes, reason: str, trace: str) -> Failure:
    account = (record.project_id, record.key_id, record.category)
    return Failure(*account, str(record.id), Outcome.DEAD, reason, trace, record.value)


@asynccontextmanager
async def _calls(database: Database) -> AsyncIterator[asyncio.Event]:
    """An event that is set when somebody asks for a replay, or when the connection that would tell of one is lost.
    Raises Unavailable."""
    called = asyncio.Event()

    def call(*_: object) -> None:
        called.set()

    async with database.connection() as connection:
        connection.add_termination_listener(call)
        await connection.add_listener(replays.CHANNEL, call)
        try:
            yield called
        finally:
            if not connection.is_closed():
                connection.remove_termination_listener(call)
                await connection.remove_listener(replays.CHANNEL, call)


async def _first_of(stop: asyncio.Event, called: asyncio.Event, seconds: float) -> None:
    """Wait until one of the two is set, or for that long."""
    waiting = {asyncio.ensure_future(event.wait()) for event in {stop, called}}
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
