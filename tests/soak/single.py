"""The shape of one machine: one server, the log on disk, PostgreSQL embedded."""

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from core.bus import Topic
from core.resources import disk_log
from core.settings import Settings, read_settings
from deploy.cluster import cluster_in
from tests.server import RunningServer
from tests.soak.shape import Records
from tests.soak.victims import Victim, child, child_id, cut_power, paused, whole

PROCESSORS = ("processor-1", "processor-2")


class Single:
    """See `tests.soak.shape.Shape`."""

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
            *(child(self._server, name) for name in (*PROCESSORS, "web", "search", "postgres")),
            whole(self._server, "whole server"),
            paused(self._server, PROCESSORS[turn % 2], PROCESSORS[turn % 2], 3.0),
        ]

    @contextmanager
    def blocked(self) -> Iterator[None]:
        ids = [child_id(self._server, name) for name in PROCESSORS]
        for pid in ids:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in ids:
                os.kill(pid, signal.SIGCONT)

    def poison(self, topic: Topic, records: Records) -> list[float]:
        """While the server is down, since one process alone writes this log."""
        cut_power(self._server)
        killed_at = time.monotonic()
        log = disk_log(self.settings())
        with log.writing():
            asyncio.run(log.append(topic, records))
        self._server.start()
        return [killed_at]

    async def dead_copies(self) -> Counter[str] | None:
        return None

    def another_processor(self, number: int) -> RunningServer | None:
        return None
