"""A log in a Kafka that runs, with topics of its own for each test."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from core.bus import Topic
from core.bus.kafka import KafkaLog
from core.bus.kafka.options import KafkaOptions, client_arguments, parse_servers
from core.clock import SystemClock
from tests.engines import Kafka
from tests.engines.fixtures import need_artifacts


@asynccontextmanager
async def topics(url: str, **changes: Any) -> AsyncIterator[KafkaOptions]:
    """Options that name topics which nobody else uses, and which are gone afterwards."""
    options = KafkaOptions(parse_servers(url), prefix=f"test-{uuid4().hex[:12]}.", partitions=4)
    options = replace(options, **changes)
    yield options
    await delete_topics(options)


def writing(options: KafkaOptions) -> AbstractAsyncContextManager[KafkaLog]:
    return KafkaLog(options, SystemClock(), Random(0)).running(writes=True)


def reading(options: KafkaOptions) -> AbstractAsyncContextManager[KafkaLog]:
    """As a processor has it."""
    return KafkaLog(options, SystemClock(), Random(0)).running(writes=False)


@asynccontextmanager
async def administering(options: KafkaOptions) -> AsyncIterator[Any]:
    admin = AIOKafkaAdminClient(**client_arguments(options))
    await admin.start()
    try:
        yield admin
    finally:
        await admin.close()


async def delete_topics(options: KafkaOptions) -> None:
    async with administering(options) as admin:
        await admin.delete_topics([*(options.topic(topic) for topic in Topic), options.dead_topic])


@pytest.fixture
def brokers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kafka]:
    """As many as the test's parameter says, of this test's own."""
    need_artifacts("kafka")
    with Kafka(tmp_path / "kafka", request.param) as started:
        yield started
