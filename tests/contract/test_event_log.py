"""What every EventLog promises, run against each adapter."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from core.bus import EventLog, LogReader, Record, Topic
from core.bus.disk import DiskLog
from core.bus.memory import MemoryLog
from core.bus.spool import SpooledLog
from core.clock import SystemClock
from core.errors import Refused, Unavailable
from tests.contract.kafka import topics, writing
from tests.distant_log import unburied

GROUP = "processor"
AT_ONCE = 0.0
SOON = 5.0


@pytest.fixture(params=["memory", "disk", "spooled", "kafka"])
async def log(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[EventLog]:
    if request.param == "memory":
        yield MemoryLog(uuid4())
    elif request.param == "kafka":
        async with topics(request.getfixturevalue("kafka_url")) as options, writing(options) as opened:
            yield opened
    elif request.param == "spooled":
        spool = DiskLog(tmp_path / "spool", max_bytes=2**30, partitions=1)
        async with SpooledLog(MemoryLog(uuid4()), spool, unburied, SystemClock(), Random(1)).running() as opened:
            yield opened
    else:
        opened = DiskLog(tmp_path / "log", max_bytes=2**30, sharers=2)
        with opened.writing():
            yield opened


class Ledger:
    """Positions as a database would keep them."""

    def __init__(self) -> None:
        self.reached: dict[int, int] = {}

    async def __call__(self, partitions: Collection[int]) -> Mapping[int, int]:
        return {partition: self.reached[partition] for partition in partitions if partition in self.reached}

    async def record(self, reader: LogReader, records: list[Record]) -> None:
        positions: dict[int, int] = {}
        for record in records:
            positions[record.partition] = record.position + 1
        self.reached.update(positions)
        await reader.commit(positions)


def numbered(count: int, size: int = 10) -> list[tuple[str, bytes]]:
    return [(f"key-{number}", f"{number}".encode().ljust(size, b".")) for number in range(count)]


async def drain(reader: LogReader, ledger: Ledger) -> list[Record]:
    found: list[Record] = []
    while batch := await reader.read(10, 2**20, AT_ONCE):
        found += batch
        await ledger.record(reader, batch)
    return found


async def test_everything_appended_is_read_once_and_in_order_within_its_partition(log: EventLog) -> None:
    ledger = Ledger()
    await log.append(Topic.EVENTS, numbered(50))
    await log.append(Topic.EVENTS, numbered(50))
    async with log.reader(Topic.EVENTS, GROUP, ledger) as reader:
        found = await drain(reader, ledger)
    assert sorted(record.value for record in found) == sorted(value for _, value in numbered(50) * 2)
    for partition in {record.partition for record in found}:
        positions = [record.position for record in found if record.partition == partition]
        assert positions == sorted(set(positions))


async def test_what_was_read_but_not_committed_is_read_again(log: EventLog) -> None:
    ledger = Ledger()
    await log.append(Topic.EVENTS, numbered(8))
    async with log.reader(Topic.EVENTS, GROUP, ledger) as reader:
        first = await reader.read(100, 2**20, AT_ONCE)
        assert first
        assert len(await drain(reader, ledger)) == 8


async def test_two_readers_of_a_group_never_hold_the_same_record(log: EventLog) -> None:
    ledger = Ledger()
    async with AsyncExitStack() as stack:
        one = await stack.enter_async_context(log.reader(Topic.EVENTS, GROUP, ledger))
        two = await stack.enter_async_context(log.reader(Topic.EVENTS, GROUP, ledger))
        assert await one.read(100, 2**20, AT_ONCE) == await two.read(100, 2**20, AT_ONCE) == []
        await log.append(Topic.EVENTS, numbered(40))
        held_by_one = await one.read(100, 2**20, AT_ONCE)
        held_by_two = await two.read(100, 2**20, AT_ONCE)
        assert held_by_one
        assert held_by_two
        partitions = {record.partition for record in held_by_one}
        assert not partitions & {record.partition for record in held_by_two}


async def test_the_partitions_of_a_reader_that_left_go_to_the_others(log: EventLog) -> None:
    ledger = Ledger()
    await log.append(Topic.EVENTS, numbered(40))
    async with log.reader(Topic.EVENTS, GROUP, ledger) as leaving:
        await leaving.read(100, 2**20, AT_ONCE)
    async with log.reader(Topic.EVENTS, GROUP, ledger) as staying:
        assert len(await drain(staying, ledger)) == 40


async def test_a_waiting_reader_wakes_when_something_is_appended(log: EventLog) -> None:
    ledger = Ledger()
    async with log.reader(Topic.EVENTS, GROUP, ledger) as reader:
        waiting = asyncio.create_task(reader.read(10, 2**20, SOON))
        await asyncio.sleep(0)
        await log.append(Topic.EVENTS, numbered(1))
        assert [record.value for record in await waiting] == [numbered(1)[0][1]]


async def test_reading_an_empty_log_ends_with_nothing(log: EventLog) -> None:
    async with log.reader(Topic.EVENTS, GROUP, Ledger()) as reader:
        assert await reader.read(10, 2**20, AT_ONCE) == []


async def test_a_batch_stays_within_its_bytes_but_always_moves_on(log: EventLog) -> None:
    ledger = Ledger()
    await log.append(Topic.EVENTS, numbered(12, size=1000))
    async with log.reader(Topic.EVENTS, GROUP, ledger) as reader:
        batch = await reader.read(100, 1, AT_ONCE)
        assert len(batch) == 1
        assert sum(len(record.value) for record in await reader.read(100, 2500, AT_ONCE)) <= 2500
        assert len(await drain(reader, ledger)) == 12


async def test_the_backlog_counts_what_lies_ahead(log: EventLog) -> None:
    ledger = Ledger()
    await log.append(Topic.EVENTS, numbered(20))
    assert await log.backlog(Topic.EVENTS, {}) == 20
    async with log.reader(Topic.EVENTS, GROUP, ledger) as reader:
        await drain(reader, ledger)
    assert await log.backlog(Topic.EVENTS, ledger.reached) == 0


async def test_topics_are_apart(log: EventLog) -> None:
    await log.append(Topic.OUTCOMES, numbered(3))
    assert await log.backlog(Topic.EVENTS, {}) == 0
    ledger = Ledger()
    async with log.reader(Topic.OUTCOMES, GROUP, ledger) as reader:
        assert len(await drain(reader, ledger)) == 3


async def test_many_appends_at_once_are_all_kept(log: EventLog) -> None:
    ledger = Ledger()
    await asyncio.gather(*(log.append(Topic.EVENTS, [(f"{n}", b"%d" % n)]) for n in range(200)))
    async with log.reader(Topic.EVENTS, GROUP, ledger) as reader:
        assert {int(record.value) for record in await drain(reader, ledger)} == set(range(200))


def disk(folder: Path, **options: int) -> DiskLog:
    return DiskLog(folder, max_bytes=options.pop("max_bytes", 2**30), **options)


async def test_a_log_on_disk_is_found_again(tmp_path: Path) -> None:
    first = disk(tmp_path)
    with first.writing():
        await first.append(Topic.EVENTS, numbered(5))
    ledger = Ledger()
    again = disk(tmp_path)
    assert again.log_id == first.log_id
    with again.writing():
        await again.append(Topic.EVENTS, numbered(5))
        async with again.reader(Topic.EVENTS, GROUP, ledger) as reader:
            assert len(await drain(reader, ledger)) == 10


async def test_segments_that_every_reader_passed_are_dropped(tmp_path: Path) -> None:
    log, ledger = disk(tmp_path, segment_bytes=5_000), Ledger()
    with log.writing():
        for _ in range(20):
            await log.append(Topic.EVENTS, numbered(10, size=500))
        assert len(list(tmp_path.glob("*.segment"))) > 5
        async with log.reader(Topic.EVENTS, GROUP, ledger) as reader:
            assert len(await drain(reader, ledger)) == 200
        assert len(list(tmp_path.glob("*.segment"))) <= 2
        await log.append(Topic.EVENTS, numbered(10))
        async with log.reader(Topic.EVENTS, GROUP, ledger) as reader:
            assert len(await drain(reader, ledger)) == 10


async def test_a_full_log_refuses_and_takes_again_once_there_is_room(tmp_path: Path) -> None:
    log, ledger = disk(tmp_path, segment_bytes=5_000, max_bytes=600_000), Ledger()
    with log.writing():
        with pytest.raises(Unavailable, match="full"):
            for _ in range(1000):
                await log.append(Topic.EVENTS, numbered(10, size=500))
        async with log.reader(Topic.EVENTS, GROUP, ledger) as reader:
            await drain(reader, ledger)
        await log.append(Topic.EVENTS, numbered(1))


async def test_a_full_log_takes_again_however_small_it_is_and_what_it_holds(tmp_path: Path) -> None:
    """Its newest segment stays when all is read, and commits of one small record take whole pages."""
    for size in (10, 3000):
        log, ledger = disk(tmp_path / str(size), max_bytes=400_000), Ledger()
        with log.writing():
            for _ in range(3):
                with pytest.raises(Unavailable, match="full"):
                    for _ in range(1000):
                        await log.append(Topic.EVENTS, numbered(1, size=size))
                assert log.bytes_on_disk() < 600_000
                async with log.reader(Topic.EVENTS, GROUP, ledger) as reader:
                    await drain(reader, ledger)
                await log.append(Topic.EVENTS, numbered(1))


async def test_a_full_log_still_takes_the_counts_of_what_it_refused(tmp_path: Path) -> None:
    """Or they would wait in the memory of a gateway that may be killed. Not without end, though."""
    log = disk(tmp_path, max_bytes=400_000)
    with log.writing():
        for topic, most in ((Topic.EVENTS, 450_000), (Topic.OUTCOMES, 550_000)):
            with pytest.raises(Unavailable, match="full"):
                for _ in range(1000):
                    await log.append(topic, numbered(1, size=3000))
            assert log.bytes_on_disk() < most
            with pytest.raises(Unavailable, match="full"):
                await log.append(Topic.EVENTS, [])


async def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    log = disk(tmp_path)
    with log.writing(), pytest.raises(Refused, match="another gateway"), disk(tmp_path).writing():
        pass


async def test_what_is_unread_can_be_copied_while_the_log_goes_on(tmp_path: Path) -> None:
    """Of the log on disk alone: a backup takes what waits, and segments stay until it has."""
    log = DiskLog(tmp_path, max_bytes=2**30, segment_bytes=100)
    ledger = Ledger()
    with log.writing():
        for value in numbered(40):
            await log.append(Topic.EVENTS, [value])
        async with log.reader(Topic.EVENTS, GROUP, ledger) as reader:
            first = await reader.read(10, 2**20, AT_ONCE)
            await ledger.record(reader, first)
            with log.holding():
                held, segments = dict(ledger.reached), len(list(tmp_path.glob("*.segment")))
                await drain(reader, ledger)
                assert len(list(tmp_path.glob("*.segment"))) == segments
                copied = [record.value for record in log.unread(Topic.EVENTS, held)]
                assert len(copied) == 40 - len(first)
                assert set(copied) < {value for _, value in numbered(40)}
            await log.append(Topic.EVENTS, numbered(1))
            await drain(reader, ledger)
            assert len(list(tmp_path.glob("*.segment"))) < segments
        assert list(log.unread(Topic.EVENTS, ledger.reached)) == []
