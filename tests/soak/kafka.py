"""One server, PostgreSQL embedded, and the log in Kafka, of one broker or three."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiokafka import AIOKafkaProducer

from core.bus import Topic
from core.bus.kafka.options import parse_servers
from core.settings import Settings, read_settings
from tests.dead_topic import copies
from tests.engines import Kafka
from tests.server import RunningServer
from tests.soak.shape import Records
from tests.soak.single import PROCESSORS, Single
from tests.soak.victims import Victim, broker, paused


class InKafka(Single):
    """See `tests.soak.shape.Shape`."""

    def __init__(self, folder: Path, log_max_bytes: int, brokers: int) -> None:
        self._kafka = Kafka(folder / "kafka", brokers)
        super().__init__(folder, log_max_bytes, REDSHANK_LOG_URL=self._kafka.url)

    @contextmanager
    def running(self) -> Iterator[None]:
        with self._kafka, super().running():
            yield

    def settings(self) -> Settings:
        return read_settings(data_dir=self._server.data_dir, log_url=self._kafka.url)

    def victims(self, turn: int) -> list[Victim]:
        *others, _ = super().victims(turn)
        return [
            *others,
            paused(self._server, PROCESSORS[turn % 2], PROCESSORS[turn % 2], 14.0),
            some_broker(self._kafka, turn),
        ]

    @contextmanager
    def blocked(self) -> Iterator[None]:
        with without_kafka(self._kafka):
            yield

    def poison(self, topic: Topic, records: Records) -> list[float]:
        produce(self._kafka, topic, records)
        return []

    async def dead_copies(self) -> Counter[str] | None:
        return await copies_by_reason(self._kafka)

    def another_processor(self, number: int) -> RunningServer | None:
        environment = {**self._environment, "REDSHANK_DATABASE_URL": self.database_url()}
        return RunningServer(self._folder / f"more-{number}", "processor", "--processors", "1", **environment)


def some_broker(kafka: Kafka, turn: int) -> Victim:
    """The only one, or another of three each turn; away for longer than senders and appends are patient."""
    node = turn % len(kafka.nodes) + 1
    return broker(kafka, node, f"kafka-{node}", 12.0)


@contextmanager
def without_kafka(kafka: Kafka) -> Iterator[None]:
    kafka.kill()
    try:
        yield
    finally:
        kafka.start()


async def copies_by_reason(kafka: Kafka) -> Counter[str]:
    """Several copies of one record, which processors leave that are killed before they commit, are one."""
    found = await copies(parse_servers(kafka.url), "redshank.events.dead")
    return Counter({copy.place: copy.headers["reason"] for copy in found}.values())


def produce(kafka: Kafka, topic: Topic, records: Records) -> None:
    """Put records on the log past every gateway."""
    asyncio.run(_produce(kafka, topic, records))


async def _produce(kafka: Kafka, topic: Topic, records: Records) -> None:
    servers = kafka.url.removeprefix("kafka://")
    async with AIOKafkaProducer(bootstrap_servers=servers, acks="all", enable_idempotence=True) as producer:
        for key, value in records:
            await producer.send_and_wait(f"redshank.{topic}", value, key=key.encode())
