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


class OnKafka:
    """What every shape does whose log is Kafka. See `tests.soak.shape.Shape`."""

    _kafka: Kafka

    @contextmanager
    def blocked(self) -> Iterator[None]:
        self._kafka.kill()
        try:
            yield
        finally:
            self._kafka.start()

    def poison(self, topic: Topic, records: Records) -> list[float]:
        """Onto the log past every gateway."""
        asyncio.run(self._produce(topic, records))
        return []

    async def dead_copies(self) -> Counter[str] | None:
        """By reason; copies of one record, left by processors that were killed before they committed, are one."""
        found = await copies(parse_servers(self._kafka.url), "redshank.events.dead")
        return Counter({copy.place: copy.headers["reason"] for copy in found}.values())

    async def _produce(self, topic: Topic, records: Records) -> None:
        servers = self._kafka.url.removeprefix("kafka://")
        async with AIOKafkaProducer(bootstrap_servers=servers, acks="all", enable_idempotence=True) as producer:
            for key, value in records:
                await producer.send_and_wait(f"redshank.{topic}", value, key=key.encode())

    def some_broker(self, turn: int) -> Victim:
        """The only one, or another of three each turn; away for longer than senders and appends are patient."""
        node = turn % len(self._kafka.nodes) + 1
        return broker(self._kafka, node, f"kafka-{node}", 12.0)


class InKafka(OnKafka, Single):
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
            self.some_broker(turn),
        ]

    def another_processor(self, number: int) -> RunningServer | None:
        environment = {**self._environment, "REDSHANK_DATABASE_URL": self.database_url()}
        return RunningServer(self._folder / f"more-{number}", "processor", "--processors", "1", **environment)
