"""The shapes that are soaked: what runs, what can be killed, and how poison gets on the log."""

import asyncio
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from aiokafka import AIOKafkaProducer

from core.bus import Topic
from core.resources import disk_log
from core.settings import Settings, read_settings
from deploy.cluster import cluster_in
from tests.engines import Kafka
from tests.server import RunningServer
from tests.soak.victims import Victim, broker, child, child_id, cut_power, paused, whole

Records = Sequence[tuple[str, bytes]]
"""(key, value), as they go to the log."""

_PROCESSORS = ("processor-1", "processor-2")


class Shape(Protocol):
    """An installation."""

    servers: Sequence[RunningServer]
    """The first has the API, and made the first project."""

    def running(self) -> AbstractContextManager[None]:
        """To be entered: it runs meanwhile."""

    @property
    def ports(self) -> Sequence[int]:
        """Of the gateways."""

    def database_url(self) -> str: ...

    def settings(self) -> Settings:
        """To open its engines from here."""

    def victims(self, turn: int) -> list[Victim]:
        """Those of one turn, counted from 0."""

    def blocked(self) -> AbstractContextManager[None]:
        """To be entered: nothing that is accepted gets any further than the gateway's disk meanwhile."""

    def poison(self, topic: Topic, records: Records) -> None:
        """Put records on the log that no gateway wrote."""

    def another_processor(self, number: int) -> RunningServer | None:
        """One more of them, not started; None where there is no such thing."""


class Single:
    """One server, the log on disk, PostgreSQL embedded."""

    def __init__(self, folder: Path, log_max_bytes: int, **environment: str) -> None:
        self._folder = folder
        self._environment = {"REDSHANK_LOG_MAX_BYTES": str(log_max_bytes), **environment}
        self.servers: Sequence[RunningServer] = [RunningServer(folder / "data", **self._environment)]

    @contextmanager
    def running(self) -> Iterator[None]:
        with self._server:
            yield

    @property
    def _server(self) -> RunningServer:
        return self.servers[0]

    @property
    def ports(self) -> Sequence[int]:
        return [self._server.port]

    def database_url(self) -> str:
        return cluster_in(self._server.data_dir).url()

    def settings(self) -> Settings:
        return read_settings(data_dir=self._server.data_dir)

    def victims(self, turn: int) -> list[Victim]:
        return [
            *(child(self._server, name) for name in (*_PROCESSORS, "web", "search", "postgres")),
            whole(self._server, "whole server"),
            paused(self._server, _PROCESSORS[turn % 2], 3.0),
        ]

    @contextmanager
    def blocked(self) -> Iterator[None]:
        ids = [child_id(self._server, name) for name in _PROCESSORS]
        for pid in ids:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in ids:
                os.kill(pid, signal.SIGCONT)

    def poison(self, topic: Topic, records: Records) -> None:
        """While the server is down, since one process alone writes this log."""
        cut_power(self._server)
        log = disk_log(self.settings())
        with log.writing():
            asyncio.run(log.append(topic, records))
        self._server.start()

    def another_processor(self, number: int) -> RunningServer | None:
        return None


class InKafka(Single):
    """One server, the log in Kafka, PostgreSQL embedded."""

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
        return [*others, paused(self._server, _PROCESSORS[turn % 2], 14.0), some_broker(self._kafka, turn)]

    @contextmanager
    def blocked(self) -> Iterator[None]:
        with without_kafka(self._kafka):
            yield

    def poison(self, topic: Topic, records: Records) -> None:
        asyncio.run(produce(self._kafka, topic, records))

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


async def produce(kafka: Kafka, topic: Topic, records: Records) -> None:
    servers = kafka.url.removeprefix("kafka://")
    async with AIOKafkaProducer(bootstrap_servers=servers, acks="all", enable_idempotence=True) as producer:
        for key, value in records:
            await producer.send_and_wait(f"redshank.{topic}", value, key=key.encode())
