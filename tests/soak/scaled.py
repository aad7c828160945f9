"""The scaled shape: Kafka, Elasticsearch and PostgreSQL outside, two gateways, each processor a server of its own."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from core.settings import Settings, read_settings
from deploy.postgres import Server, running_cluster
from tests.engines import Elasticsearch, Kafka
from tests.server import RunningServer
from tests.soak.kafka import OnKafka
from tests.soak.victims import Victim, child, database, paused, whole

_AWAY_SECONDS = 6.0


class Scaled(OnKafka):
    """As `make run-scale` starts it. See `tests.soak.shape.Shape`."""

    def __init__(self, folder: Path, log_max_bytes: int, brokers: int) -> None:
        self._folder = folder
        self._kafka = Kafka(folder / "kafka", brokers)
        self._elasticsearch = Elasticsearch(folder / "elasticsearch")
        self._environment = {
            "REDSHANK_LOG_MAX_BYTES": str(log_max_bytes),
            "REDSHANK_LOG_URL": self._kafka.url,
            "REDSHANK_PAYLOADS_URL": self._elasticsearch.url,
        }
        self._postgres: Server | None = None
        self.servers: Sequence[RunningServer] = ()

    @contextmanager
    def running(self) -> Iterator[None]:
        with ExitStack() as stack:
            stack.enter_context(self._kafka)
            stack.enter_context(self._elasticsearch)
            self._postgres = stack.enter_context(running_cluster(self._folder / "postgres"))
            self._environment["REDSHANK_DATABASE_URL"] = self.database_url()
            self.servers = [
                self._server("gateway-1", "gateway", "api"),
                self._server("gateway-2", "gateway"),
                self._server("processor-1", "processor", "--processors", "1"),
                self._server("processor-2", "processor", "--processors", "1"),
            ]
            for server in self.servers:
                stack.enter_context(server)
            yield

    @property
    def ports(self) -> Sequence[int]:
        return [server.port for server in self.servers[:2]]

    def database_url(self) -> str:
        return self._database().cluster.url()

    def settings(self) -> Settings:
        return read_settings(
            data_dir=self.servers[0].data_dir,
            database_url=self.database_url(),
            log_url=self._kafka.url,
            payloads_url=self._elasticsearch.url,
        )

    def victims(self, turn: int) -> list[Victim]:
        first, second, *processors = self.servers
        one, other = processors[turn % 2], processors[(turn + 1) % 2]
        return [
            child(one, "processor-1", f"processor-{turn % 2 + 1}"),
            paused(other, "processor-1", f"processor-{(turn + 1) % 2 + 1}", 14.0),
            whole(one, f"processor-{turn % 2 + 1}, whole"),
            child(first, "web", "gateway-1"),
            whole(second, "gateway-2, whole"),
            database(self._database()),
            Victim("elasticsearch", self._elasticsearch.kill, self._start_elasticsearch, _AWAY_SECONDS),
            self.some_broker(turn),
        ]

    def another_processor(self, number: int) -> RunningServer | None:
        return self._server(f"more-{number}", "processor", "--processors", "1")

    def _server(self, name: str, *arguments: str) -> RunningServer:
        return RunningServer(self._folder / name, *arguments, **self._environment)

    def _database(self) -> Server:
        assert self._postgres is not None
        return self._postgres

    def _start_elasticsearch(self) -> None:
        self._elasticsearch.start()
