"""The steps of a move, each of which may be repeated. The old installation is only read, and stays as it is."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date
from typing import Final

import msgspec

from core.bus import EventLog, Topic
from core.bus.disk import DiskLog
from core.db.backup import positions, standing_still, table_counts, table_names
from core.db.events.references import days, forget_blocks, references_of, references_of_day, repoint, sample
from core.errors import Refused
from core.payloads import PayloadKey, taken
from core.resources import Resources, disk_log, open_resources
from core.settings import Settings
from deploy.backup import programs
from deploy.backup.archive import Tell
from deploy.connect import connect
from deploy.move.state import StateFile
from processor.run import GROUP

BLOCKS: Final = "payload_blocks"
_SAMPLE: Final = 200
_RECORDS_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved and compared."""

    tables: dict[str, int]
    """Rows of each table, the same on both sides."""
    events: int | None
    """Whole events that went to another store this time; None where they are rows of the database."""
    waiting: int | None
    """Records handed from the old log to the new one this time; None where the log stays."""
    opened: int
    """Events that were opened on both sides and found equal."""


def move(source: Settings, source_url: str, target: Settings, tell: Tell) -> Moved:
    """Do what is not done yet, then compare. The caller holds the data dir. Raises Refused and Unavailable."""
    return asyncio.run(_move(source, source_url, target, tell))


async def _move(source: Settings, source_url: str, target: Settings, tell: Tell) -> Moved:
    assert target.database_url is not None
    moves_log, moves_events = target.log_url != source.log_url, target.payloads_url != source.payloads_url
    async with AsyncExitStack() as stack:
        old = await stack.enter_async_context(open_resources(source, source_url))
        log = old_log(source) if moves_log else None
        async with old.database.connection() as connection:
            counts = await table_counts(connection)
        addresses = (target.database_url, target.log_url, target.payloads_url)
        state = StateFile.begin(source.data_dir, addresses, counts)
        if state.progress.finished:
            raise Refused("all of it was moved already: start the server with the new places, or remove move.json")
        if not state.progress.database:
            tell("Copying the database")
            await copy_database(source_url, target.database_url, counts, without_events=moves_events)
            state.progress.database = True
            state.save()
        new = await stack.enter_async_context(open_resources(target, target.database_url, writes_log=moves_log))
        events = await move_events(old, new, state, tell) if moves_events else None
        waiting = await move_log(old, log, new.log, state, tell) if log is not None else None
        tell("Comparing")
        await compare_tables(new, counts, left_out={BLOCKS} if moves_events else set())
        opened = await compare_sample(old, new)
        state.progress.finished = True
        state.save()
        return Moved(counts, events, waiting, opened)


async def copy_database(source_url: str, target_url: str, counts: dict[str, int], *, without_events: bool) -> None:
    """In one transaction of the target: all, or nothing. Raises Refused where something else is there."""
    connection = await connect(target_url)
    try:
        if await table_names(connection):
            there = await table_counts(connection)
            if there == counts or (without_events and there == {**counts, BLOCKS: 0}):
                return  # the copy was finished, but the process ended before noting that
            raise Refused("the database to move to holds something already: name an empty one")
        major = int(await connection.fetchval("show server_version_num")) // 10000
    finally:
        await connection.close()
    connection = await connect(source_url)
    try:
        async with standing_still(connection) as moment:
            dump, _ = programs.suitable("pg_dump", moment.major)
            restore, _ = programs.suitable("pg_restore", max(major, moment.major))
            programs.dump(
                source_url,
                dump,
                moment.snapshot,
                lambda output: programs.restore(target_url, restore, output, at_once=True),
                without_rows_of=f"{BLOCKS}*" if without_events else None,
            )
    finally:
        await connection.close()


async def move_events(old: Resources, new: Resources, state: StateFile, tell: Tell) -> int:
    """Copy whole events into the new store, day by day; the new database then says where each is. Answers how many this
    time."""
    count = 0
    async with old.database.connection() as connection:
        every = await days(connection)
    if not state.progress.days:
        async with new.database.connection() as connection:
            await forget_blocks(connection)
    for day in every:
        if day.isoformat() in state.progress.days:
            continue
        async for batch in _of_day(old, day):
            found = await old.payloads.get_many(batch)
            answers = await new.payloads.put_many([(key, msgspec.json.encode(event)) for key, event in found.items()])
            async with new.database.transaction() as connection:
                await repoint(connection, list(found), taken(answers))
            count += len(found)
        state.progress.days.append(day.isoformat())
        state.save()
        tell(f"Whole events of {day} are moved: {count:,}")
    return count


async def _of_day(old: Resources, day: date) -> AsyncIterator[dict[PayloadKey, str]]:
    async with old.database.transaction() as connection:
        async for batch in references_of_day(connection, day):
            yield batch


def old_log(source: Settings) -> DiskLog:
    """The log that events wait in. Raises Refused where that is not on disk."""
    if not source.log_url.startswith("disk:"):
        raise Refused("only a log on disk can be moved: let the processors read the old one to its end instead")
    return disk_log(source)


async def move_log(old: Resources, log: DiskLog, new: EventLog, state: StateFile, tell: Tell) -> int:
    """Hand over the records that wait; answers how many this time. A record may go over twice when the process ended
    before noting it; it is still one event. Raises Refused and Unavailable."""
    if new.log_id == log.log_id:
        raise Refused("the log to move to is the old one: name another with --to-log")
    tell("Handing over what waits in the log")
    async with old.database.connection() as connection:
        reached = await positions(connection, log.log_id, GROUP)
    count = 0
    for topic in Topic:
        done = state.progress.log.setdefault(topic.value, {**reached.get(topic.value, {})})
        batch: list[tuple[str, bytes]] = []
        handed = dict(done)
        for record in log.unread(topic, dict(done)):
            batch.append((record.key, record.value))
            handed[record.partition] = record.position + 1
            if len(batch) == _RECORDS_AT_ONCE:
                count += await _hand_over(new, topic, batch, handed, state)
        if batch:
            count += await _hand_over(new, topic, batch, handed, state)
    return count


async def _hand_over(
    new: EventLog, topic: Topic, batch: list[tuple[str, bytes]], handed: Mapping[int, int], state: StateFile
) -> int:
    await new.append(topic, batch)
    state.progress.log[topic.value] = dict(handed)
    state.save()
    count = len(batch)
    batch.clear()
    return count


async def compare_tables(new: Resources, counts: Mapping[str, int], left_out: set[str]) -> None:
    """Raises Refused where a table of the new database has another number of rows."""
    async with new.database.connection() as connection:
        found = await table_counts(connection)
    wrong = [
        f"{name} has {found.get(name)} rows instead of {rows}"
        for name, rows in counts.items()
        if name not in left_out and found.get(name) != rows
    ]
    if wrong:
        raise Refused(f"the moved database is not the old one: {'; '.join(wrong)}; empty it and begin anew")


async def compare_sample(old: Resources, new: Resources) -> int:
    """Open some events on both sides and compare them; answers how many. Raises Refused where one differs or is
    missing."""
    async with old.database.connection() as connection:
        before = await old.payloads.get_many(await sample(connection, _SAMPLE))
    async with new.database.connection() as connection:
        after = await new.payloads.get_many(await references_of(connection, list(before)))
    wrong = [key.event_id for key, event in before.items() if after.get(key) != event]
    if wrong:
        raise Refused(f"{len(wrong)} of {len(before)} events are not the same after the move, the first is {wrong[0]}")
    return len(before)
