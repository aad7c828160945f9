"""What the log in Kafka promises beyond the contract: what it mends by itself, and what it says then."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from dataclasses import replace
from random import Random

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import RecordsToDelete
from prometheus_client import Gauge

from core.bus import LogReader, Record, Topic
from core.bus.kafka import KafkaLog
from core.bus.kafka.options import KafkaOptions
from core.clock import SystemClock
from core.errors import Rejected, Unavailable
from core.metrics import LOG_PARTITION_LAG, LOG_PARTITION_OLDEST_SECONDS
from tests.contract.kafka import administering, delete_topics, writing
from tests.contract.test_event_log import AT_ONCE, GROUP, SOON, Ledger, drain, numbered


class OneWins(Ledger):
    """Positions that move as in PostgreSQL: only from where a batch was read."""

    def __init__(self) -> None:
        super().__init__()
        self.read_from: dict[int, int] = {}
        self.values: list[bytes] = []

    async def __call__(self, partitions: Collection[int]) -> Mapping[int, int]:
        found = {partition: self.reached.get(partition, 0) for partition in partitions}
        self.read_from |= found
        return found

    async def record(self, reader: LogReader, records: list[Record]) -> None:
        firsts: dict[int, int] = {}
        for found in records:
            firsts.setdefault(found.partition, found.position)
        assert all(self.reached.get(partition, 0) == first for partition, first in firsts.items()), (
            "somebody was quicker"
        )
        self.values += [found.value for found in records]
        await super().record(reader, records)


async def test_an_event_of_more_than_a_mebibyte_fits_and_a_giant_is_refused(options: KafkaOptions) -> None:
    async with writing(options) as log:
        await log.append(Topic.EVENTS, [("big", b"x" * (3 * 2**19))])
        with pytest.raises(Rejected) as refusal:
            await log.append(Topic.EVENTS, [("small", b"x"), ("giant", b"x" * options.max_message_bytes)])
        assert (refusal.value.reason, refusal.value.status) == ("too_large", 413)
        assert await log.backlog(Topic.EVENTS, {}) == 1, "all of a call or nothing"
        async with log.reader(Topic.EVENTS, GROUP, Ledger()) as reader:
            assert [len(record.value) for record in await reader.read(10, 2**20, SOON)] == [3 * 2**19]


async def test_what_waits_has_an_age(options: KafkaOptions) -> None:
    async with writing(options) as log:
        assert (await log.state(Topic.EVENTS, {})).oldest_unread_at is None
        await log.append(Topic.EVENTS, numbered(20))
        first = await log.state(Topic.EVENTS, {})
        await log.append(Topic.EVENTS, numbered(20))
        both = await log.state(Topic.EVENTS, {})
        assert (first.backlog, both.backlog) == (20, 40)
        assert first.oldest_unread_at == both.oldest_unread_at is not None


async def test_who_has_a_partition_tells_what_waits_in_it(options: KafkaOptions) -> None:
    ledger = Ledger()
    async with writing(options) as log:
        await log.append(Topic.EVENTS, numbered(40))
        async with log.reader(Topic.EVENTS, GROUP, ledger) as one:
            batch = await one.read(10, 2**20, SOON)
            await _told(lambda lag: sum(lag.values()) == 40)
            assert all(age > 0 for age in told(LOG_PARTITION_OLDEST_SECONDS).values())
            await ledger.record(one, batch)
            async with log.reader(Topic.EVENTS, GROUP, ledger) as two:
                async for _ in _until(30, ledger, one, two):
                    pass
                await _told(lambda lag: lag == dict.fromkeys("0123", 0.0), one, two)
            assert len(told(LOG_PARTITION_LAG)) < 4, "what the second had is nobody's for a moment"
            await _told(lambda lag: lag == dict.fromkeys("0123", 0.0), one)
        assert told(LOG_PARTITION_LAG) == told(LOG_PARTITION_OLDEST_SECONDS) == {}


def told(gauge: Gauge) -> dict[str, float]:
    """The events' partitions by number."""
    [family] = gauge.collect()
    return {s.labels["partition"]: s.value for s in family.samples if s.labels["topic"] == Topic.EVENTS.value}


async def _told(holds: Callable[[dict[str, float]], bool], *readers: LogReader) -> None:
    """Wait until it is told, while the readers go on."""
    async with asyncio.timeout(60):
        while not holds(told(LOG_PARTITION_LAG)):
            await asyncio.sleep(0.05)
            for reader in readers:
                assert await reader.read(1, 2**20, 0.5) == []


async def test_a_topic_with_too_few_partitions_grows_and_readers_find_the_new_ones(options: KafkaOptions) -> None:
    ledger = Ledger()
    async with writing(options) as log, log.reader(Topic.EVENTS, GROUP, ledger) as reader:
        await log.append(Topic.EVENTS, numbered(40))
        assert {record.partition for record in await drain(reader, ledger)} == set(range(4))
        async with writing(replace(options, partitions=6)) as grown:
            await grown.append(Topic.EVENTS, numbered(80))
            assert await grown.backlog(Topic.EVENTS, ledger.reached) == 80
            async with grown.reader(Topic.EVENTS, GROUP, ledger) as joining:
                found = [record async for record in _until(80, ledger, joining, reader)]
                assert {record.partition for record in found} == set(range(6))


async def test_a_setting_that_is_not_as_wanted_is_said_with_the_mend(
    options: KafkaOptions, caplog: pytest.LogCaptureFixture
) -> None:
    async with writing(options):
        pass
    async with writing(replace(options, retention_hours=1, max_message_bytes=2**22, replication=2)) as log:
        await log.append(Topic.EVENTS, numbered(1))
        with pytest.raises(Rejected):
            await log.append(Topic.EVENTS, [("big", b"x" * (3 * 2**20))])
    said = [line for line in caplog.messages if f"{options.prefix}events " in line]
    assert any("--add-config retention.ms=3600000" in line for line in said)
    assert any("--add-config max.message.bytes=4194304" in line for line in said)
    assert any("keeps 1 copies, 2 are wanted" in line for line in said)


async def test_records_that_retention_took_are_counted_and_passed(
    options: KafkaOptions, caplog: pytest.LogCaptureFixture
) -> None:
    ledger = Ledger()
    async with writing(replace(options, partitions=1)) as log, log.reader(Topic.EVENTS, GROUP, ledger) as reader:
        await log.append(Topic.EVENTS, numbered(30))
        await ledger.record(reader, await reader.read(10, 2**20, SOON))
        async with administering(options) as admin:
            await _forget(admin, options, 25)
        await log.append(Topic.EVENTS, numbered(3))
    async with writing(replace(options, partitions=1)) as log, log.reader(Topic.EVENTS, GROUP, ledger) as reader:
        found = await drain(reader, ledger)
        assert [record.position for record in found] == list(range(25, 33))
        assert (await log.state(Topic.EVENTS, ledger.reached)).lost == 15
    assert any("records 10 to 24 are gone" in line for line in caplog.messages)


async def test_topics_made_anew_are_read_from_their_beginning(
    options: KafkaOptions, caplog: pytest.LogCaptureFixture
) -> None:
    ledger = Ledger()
    async with writing(options) as log, log.reader(Topic.EVENTS, GROUP, ledger) as reader:
        await log.append(Topic.EVENTS, numbered(100))
        await drain(reader, ledger)
        known = log.log_id
    await delete_topics(options)
    async with writing(options) as log, log.reader(Topic.EVENTS, GROUP, ledger) as reader:
        assert log.log_id == known
        await log.append(Topic.EVENTS, numbered(8))
        assert await log.backlog(Topic.EVENTS, ledger.reached) == 8
        assert len(await drain(reader, ledger)) == 8
    assert any("the topic was made anew" in line for line in caplog.messages)


async def test_topics_that_vanish_under_a_running_server_are_made_again(options: KafkaOptions) -> None:
    ledger = Ledger()
    async with writing(replace(options, append_seconds=1.0)) as log, log.reader(Topic.EVENTS, GROUP, ledger) as reader:
        await log.append(Topic.EVENTS, numbered(100))
        await drain(reader, ledger)
        await delete_topics(options)
        async with asyncio.timeout(60):
            await _append_at_last(log)
            found: list[Record] = []
            while len(found) < 8:
                found += [record async for record in _until(1, ledger, reader)]
        assert {record.value for record in found} == {value for _, value in numbered(8)}


async def test_a_batch_in_hand_is_waited_for_before_its_partitions_change_hands(options: KafkaOptions) -> None:
    ledger = OneWins()
    async with writing(options) as log, log.reader(Topic.EVENTS, GROUP, ledger) as one:
        await log.append(Topic.EVENTS, numbered(200))
        in_hand = await one.read(50, 2**20, SOON)
        async with log.reader(Topic.EVENTS, GROUP, ledger) as two:
            waiting = asyncio.create_task(two.read(1000, 2**20, 30.0))
            done, _ = await asyncio.wait({waiting}, timeout=3.0)
            assert not done, "the group waits for the batch"
            await ledger.record(one, in_hand)
            await ledger.record(two, await waiting)
            async for _ in _until(200 - len(ledger.values), ledger, one, two):
                pass
        assert (await log.state(Topic.EVENTS, ledger.reached)).rebalances >= 1
    assert sorted(ledger.values) == sorted(value for _, value in numbered(200))


async def test_without_kafka_everything_says_so_at_once(caplog: pytest.LogCaptureFixture) -> None:
    nowhere = KafkaOptions(("127.0.0.1:1",))
    async with KafkaLog(nowhere, SystemClock(), Random(0)).running(writes=True) as log:
        async with asyncio.timeout(nowhere.append_seconds):
            with pytest.raises(Unavailable, match=r"Kafka at 127\.0\.0\.1:1 cannot be used.*Connect call failed"):
                await log.append(Topic.EVENTS, numbered(1))
            with pytest.raises(Unavailable, match="Kafka"):
                await log.append(Topic.EVENTS, [])
            with pytest.raises(Unavailable, match="Kafka"):
                assert log.log_id
            with pytest.raises(Unavailable, match="Kafka"):
                await log.backlog(Topic.EVENTS, {})
        async with log.reader(Topic.EVENTS, GROUP, Ledger()) as reader:
            with pytest.raises(Unavailable, match="cannot be read"):
                await reader.read(1, 1, AT_ONCE)
    assert any("trying again until it can" in line for line in caplog.messages)
    assert not any(record.exc_info for record in caplog.records if record.levelno >= logging.WARNING)


async def _forget(admin: object, options: KafkaOptions, before: int) -> None:
    partition = TopicPartition(options.topic(Topic.EVENTS), 0)
    await admin.delete_records({partition: RecordsToDelete(before_offset=before)})  # type: ignore[attr-defined]


async def _until(count: int, ledger: Ledger, *readers: LogReader) -> AsyncIterator[Record]:
    """Read with all of them by turns until they have recorded `count` records together."""
    while count > 0:
        for reader in readers:
            batch = await reader.read(1000, 2**20, 0.5)
            await ledger.record(reader, batch)
            count -= len(batch)
            for record in batch:
                yield record


async def _append_at_last(log: KafkaLog) -> None:
    while True:
        try:
            await log.append(Topic.EVENTS, numbered(8))
            return
        except Unavailable:
            await asyncio.sleep(0.1)
