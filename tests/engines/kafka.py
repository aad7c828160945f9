"""Apache Kafka without ZooKeeper: one or three nodes, each broker and controller, on this machine only."""

import base64
import subprocess
import tempfile
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from tests.engines.errors import EngineError
from tests.engines.guard import Guard
from tests.engines.install import cache, installed, locked, tell
from tests.engines.java import java
from tests.engines.kept import Kept
from tests.engines.node import START_SECONDS, Node, stop, wait_until

OLDEST_JAVA = 17
_LOGGING = Path(__file__).parent / "kafka.log4j2.yaml"
_STARTED = "Kafka Server started"
_SMALL = (
    "-Xms64m",
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:+ExitOnOutOfMemoryError",
    # As for Elasticsearch: the quick compiler alone halves the processor time of a start and of what tests ask.
    "-XX:TieredStopAtLevel=1",
)


class Kafka:
    """A cluster in `folder`; its ports and data stay there. It ends with this process unless it is `detached`."""

    listeners = 2
    """Of a node."""

    def __init__(self, folder: Path, nodes: int = 1, detached: bool = False, java_options: Sequence[str] = ()) -> None:
        """Raises EngineError where the folder holds another engine."""
        self.folder = folder.resolve()
        self.nodes = {number: Node(self.folder / f"node-{number}") for number in range(1, nodes + 1)}
        self._ports = Kept.of(self.folder, "kafka", nodes, self.listeners * nodes).ports
        self._detached = detached
        self._java_options = tuple(java_options)
        self._guard: Guard | None = None

    @property
    def url(self) -> str:
        return "kafka://" + ",".join(f"127.0.0.1:{self._client_port(number)}" for number in self.nodes)

    def start(self, node: int | None = None) -> Self:
        """Start the nodes that do not run, or one of them; returns when they take clients. Raises EngineError."""
        home = install()
        self._start(home, self._chosen(node), f"-XX:SharedArchiveFile={_class_archive(home)}")
        return self

    def kill(self, node: int | None = None) -> None:
        """SIGKILL all nodes, or one."""
        for number in self._chosen(node):
            self.nodes[number].kill()

    def stop(self, node: int | None = None) -> None:
        stop([self.nodes[number] for number in self._chosen(node)])
        if node is None and self._guard is not None:
            self._guard.release()
            self._guard = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _start(self, home: Path, numbers: Sequence[int], archive: str) -> None:
        if self._guard is None and not self._detached:
            self._guard = Guard(list(self.nodes.values()))
        with locked(self.folder / "lock"):
            missing = [number for number in numbers if self.nodes[number].pid() is None]
            for number in missing:
                self._configure(home, number)
                self._launch(home, number, archive)
            for number in missing:
                self._await(number)

    def _chosen(self, node: int | None) -> list[int]:
        if node is not None and node not in self.nodes:
            raise EngineError(f"there is no node {node} here: choose one of 1 to {len(self.nodes)}")
        return list(self.nodes) if node is None else [node]

    def _client_port(self, node: int) -> int:
        return self._ports[2 * node - 2]

    def _controller_port(self, node: int) -> int:
        return self._ports[2 * node - 1]

    def _configure(self, home: Path, number: int) -> None:
        """Write the node's settings; make its storage where it is new."""
        folder = self.nodes[number].folder
        folder.mkdir(exist_ok=True)
        settings = folder / "server.properties"
        settings.write_text("".join(f"{name}={value}\n" for name, value in self._settings(number).items()))
        if not (folder / "data" / "meta.properties").exists():
            command = [*_java(home, "-Xmx64m", "-XX:TieredStopAtLevel=1"), "kafka.tools.StorageTool", "format"]
            command += ["--cluster-id", self._cluster_id(), "--config", str(settings), *self._format_options()]
            made = subprocess.run(command, capture_output=True, text=True)
            if made.returncode != 0:
                raise EngineError(f"Kafka cannot make its storage: {(made.stderr or made.stdout).strip()[-300:]}")

    def _format_options(self) -> Sequence[str]:
        return ()

    def _launch(self, home: Path, number: int, archive: str) -> None:
        node = self.nodes[number]
        command = [*_java(home, *_SMALL, archive, *self._java_options), "kafka.Kafka"]
        process = node.spawn([*command, str(node.folder / "server.properties")], {}, cwd=node.folder)
        node.pid_file.write_text(str(process.pid))

    def _await(self, number: int) -> None:
        node = self.nodes[number]

        def ready() -> bool:
            if node.pid() is None:
                raise EngineError(f"Kafka's node {number} ended while it started", node.log)
            return _STARTED in node.log.read_text(encoding="utf-8", errors="replace")

        wait_until(ready, START_SECONDS, f"Kafka's node {number} is not ready", node.log)

    def _cluster_id(self) -> str:
        kept = self.folder / "cluster"
        if not kept.exists():
            # 16 bytes in base64, as Kafka wants it; a dash in front would be taken for an option.
            kept.write_text("r" + base64.urlsafe_b64encode(uuid.uuid4().bytes).decode()[1:22])
        return kept.read_text()

    def _settings(self, number: int) -> dict[str, object]:
        copies, enough = len(self.nodes), max(1, len(self.nodes) - 1)
        client, controller = self._client_port(number), self._controller_port(number)
        internal = {}
        for topic in ("offsets.topic", "transaction.state.log", "share.coordinator.state.topic"):
            internal[f"{topic}.num.partitions"] = 4
            internal[f"{topic}.replication.factor"] = copies
        return {
            "process.roles": "broker,controller",
            "node.id": number,
            "controller.quorum.voters": ",".join(f"{n}@127.0.0.1:{self._controller_port(n)}" for n in self.nodes),
            "listeners": f"PLAINTEXT://127.0.0.1:{client},CONTROLLER://127.0.0.1:{controller}",
            "advertised.listeners": f"PLAINTEXT://127.0.0.1:{client}",
            "controller.listener.names": "CONTROLLER",
            "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs": self.nodes[number].folder / "data",
            "default.replication.factor": copies,
            "min.insync.replicas": enough,
            "transaction.state.log.min.isr": enough,
            "share.coordinator.state.topic.min.isr": enough,
            "auto.create.topics.enable": "false",  # whoever writes to a topic must have made it
            **internal,
            "group.initial.rebalance.delay.ms": 0,
            # A broker that was killed is let in again only when its session is over: 9 s if not said otherwise.
            "broker.session.timeout.ms": 4000,
            "broker.heartbeat.interval.ms": 1000,
            "log.cleaner.dedupe.buffer.size": 8 * 2**20,  # of 128 MB
            "num.network.threads": 2,
            "num.io.threads": 4,
        }


def install() -> Path:
    """The folder of Kafka's libraries, fetched where missing. Raises EngineError."""
    java(OLDEST_JAVA)
    return installed("kafka", lambda _: None)


def _java(home: Path, *options: str) -> list[str]:
    program = str(java(OLDEST_JAVA) / "bin" / "java")
    return [program, *options, f"-Dlog4j2.configurationFile={_LOGGING}", "-cp", f"{home}/*"]


def _class_archive(home: Path) -> Path:
    """Kafka's classes as this Java maps them into memory: a start takes half the processor time.

    Java writes it at the end of a broker's life, so one lives and ends for it. A Java that it does not fit ignores it.
    """
    archive = home.with_name(f"{home.name}-{java(OLDEST_JAVA).name}.jsa")
    with locked(cache() / "kafka-classes.lock"):
        if not archive.exists():
            tell("Preparing Kafka for quick starts, once")
            with tempfile.TemporaryDirectory(dir=cache()) as scratch:
                fresh = Path(scratch) / archive.name
                broker = Kafka(Path(scratch) / "kafka")
                try:
                    broker._start(home, [1], f"-XX:ArchiveClassesAtExit={fresh}")
                finally:
                    broker.stop()
                fresh.replace(archive)
    return archive
