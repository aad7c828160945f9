"""The topic of dead records in Kafka: made at start, and given a copy of whatever dies, as long as it takes it."""

import asyncio
import gzip
from dataclasses import replace

import pytest
from aiokafka.admin import NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from core.bus import Topic
from core.bus.dead_copies import DeadCopy
from core.bus.kafka import KafkaLog
from core.bus.kafka.options import KafkaOptions
from core.errors import Unavailable
from core.metrics import LOG_DEAD_COPIES
from tests.contract.kafka import administering, delete_topics, reading, writing
from tests.dead_topic import copies

COPY = DeadCopy(
    "0123456789abcdef0123456789abcdef",
    gzip.compress(b'{"message":"out of stock"}'),
    "gzip",
    7,
    "processing_error",
    "Traceback:\nLookupError: no such address",
    (3, 41),
    1_800_000_000.25,
)


async def test_it_is_made_at_start_beside_the_others(options: KafkaOptions) -> None:
    async with reading(replace(options, dead_retention_hours=48)), administering(options) as admin:
        [about] = await admin.describe_topics([options.dead_topic])
        assert len(about["partitions"]) == 1
        [answer] = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, options.dead_topic)])
        [(*_, entries)] = answer.resources
        found = {entry[0]: entry[1] for entry in entries}
        assert found["retention.ms"] == str(48 * 3_600_000)
        assert found["max.message.bytes"] == str(options.max_message_bytes)


async def test_a_copy_says_all_that_is_known_and_has_the_body_as_it_came(options: KafkaOptions) -> None:
    """By a process that does not write the log, too: processors do not."""
    unreadable = DeadCopy("", b"gibberish", None, 0, "undecodable_record", "x" * 100_000 + "the end", None, 0.0)
    async with reading(options) as log:
        await log.show_dead([])
        await log.show_dead([COPY, unreadable])
    whole, bare = await copies(options.servers, options.dead_topic)
    assert (whole.key, gzip.decompress(whole.value)) == (COPY.key, b'{"message":"out of stock"}')
    assert whole.headers == {
        "reason": "processing_error",
        "project": "7",
        "encoding": "gzip",
        "topic": f"{options.prefix}events",
        "partition": "3",
        "offset": "41",
        "time": "2027-01-15T08:00:00.250+00:00",
        "trace": COPY.trace,
    }
    assert (bare.key, bare.value) == ("", b"gibberish")
    assert bare.headers.keys() == {"reason", "time", "trace"}
    assert len(bare.headers["trace"]) == 8192
    assert bare.headers["trace"].endswith("the end")


async def test_what_it_will_never_take_holds_up_nobody(options: KafkaOptions, caplog: pytest.LogCaptureFixture) -> None:
    refused = LOG_DEAD_COPIES.labels("refused")._value.get()
    giant = replace(COPY, key="giant", value=b"x" * options.max_message_bytes)
    async with reading(options) as log:
        await log.show_dead([COPY, giant, replace(COPY, key="other")])
    assert sorted(copy.key for copy in await copies(options.servers, options.dead_topic)) == [COPY.key, "other"]
    assert LOG_DEAD_COPIES.labels("refused")._value.get() == refused + 1
    [line] = [line for line in caplog.messages if "giant" in line]
    assert f"{options.dead_topic} has no copy" in line


async def test_a_smaller_one_that_somebody_made_takes_nothing_from_events(
    options: KafkaOptions, caplog: pytest.LogCaptureFixture
) -> None:
    own = {"max.message.bytes": "1000", "retention.ms": "3600000"}
    async with administering(options) as admin:
        await admin.create_topics([NewTopic(options.dead_topic, 1, 1, topic_configs=own)])
    async with reading(options) as log:
        await log.show_dead([COPY, replace(COPY, key="large", value=b"x" * 1000)])
    async with writing(options) as gateway:
        await gateway.append(Topic.EVENTS, [("large", b"x" * 2**20)])
    assert [copy.key for copy in await copies(options.servers, options.dead_topic)] == [COPY.key]
    said = [line for line in caplog.messages if options.dead_topic in line]
    assert any("set REDSHANK_KAFKA_DEAD_RETENTION_HOURS" in line for line in said)
    assert any("--add-config max.message.bytes=" in line for line in said)


async def test_where_it_vanishes_it_is_made_again(options: KafkaOptions) -> None:
    async with reading(replace(options, append_seconds=1.0)) as log:
        await log.show_dead([COPY])
        await delete_topics(options)
        async with asyncio.timeout(60):
            await show_at_last(log)
    assert {copy.key for copy in await copies(options.servers, options.dead_topic)} == {COPY.key}


async def test_without_kafka_it_is_said_at_once() -> None:
    nowhere = KafkaOptions(("127.0.0.1:1",))
    async with reading(nowhere) as log, asyncio.timeout(nowhere.append_seconds):
        with pytest.raises(Unavailable, match="cannot be used"):
            await log.show_dead([COPY])
        await log.show_dead([])


async def show_at_last(log: KafkaLog, key: str = COPY.key) -> None:
    """Again until Kafka takes it, as a processor does."""
    while True:
        try:
            return await log.show_dead([replace(COPY, key=key)])
        except Unavailable:
            await asyncio.sleep(0.1)
