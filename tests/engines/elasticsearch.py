"""One node of Elasticsearch, 8 or 9, without security, on this machine only."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Self
from urllib.error import URLError
from urllib.request import urlopen

from tests.engines.errors import EngineError
from tests.engines.guard import Guard
from tests.engines.install import installed, locked, unpack
from tests.engines.java import java
from tests.engines.kept import Kept
from tests.engines.node import START_SECONDS, Node, not_as_root, stop, wait_until

OLDEST_JAVA = {8: 17, 9: 21}
"""By major version."""
_ARCHIVE_FOLDER = {8: "elasticsearch-*", 9: "sonarqube-*/elasticsearch"}
_SMALL = (
    "-Xms256m",
    "-Xmx1g",
    "-XX:+UseSerialGC",
    "-XX:-AlwaysPreTouch",
    # The quick compiler alone halves the processor time of a start; a benchmark says 4, and the last option counts.
    "-XX:TieredStopAtLevel=1",
)


class Elasticsearch:
    """A server in `folder`; its ports and data stay there. It ends with this process unless it is `detached`."""

    def __init__(self, folder: Path, major: int = 8, detached: bool = False, java_options: Sequence[str] = ()) -> None:
        """Raises EngineError where the folder holds another engine."""
        self.folder = folder.resolve()
        self.major = major
        self.nodes = {1: Node(self.folder / "node-1")}
        self._http_port, self._transport_port = Kept.of(self.folder, "elasticsearch", major, 2).ports
        self._detached = detached
        self._java_options = tuple(java_options)
        self._guard: Guard | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http_port}"

    def start(self) -> Self:
        """Start it if it does not run; returns when what it holds can be read. Raises EngineError."""
        home = install(self.major)
        node = self.nodes[1]
        if self._guard is None and not self._detached:
            self._guard = Guard([node])
        with locked(self.folder / "lock"):
            if node.pid() is None:
                self._configure(home)
                self._launch(home)
            wait_until(self._is_healthy, START_SECONDS, "Elasticsearch is not ready", node.log)
        return self

    def kill(self) -> None:
        """SIGKILL."""
        self.nodes[1].kill()

    def stop(self) -> None:
        stop(list(self.nodes.values()))
        if self._guard is not None:
            self._guard.release()
            self._guard = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _configure(self, home: Path) -> None:
        folder = self.nodes[1].folder
        config, scratch = folder / "config", folder / "tmp"
        for needed in (config, scratch):
            needed.mkdir(parents=True, exist_ok=True)
        shutil.copy(home / "config" / "log4j2.properties", config)
        options = [*_SMALL, f"-Djava.io.tmpdir={scratch}", f"-XX:ErrorFile={folder}/crash.log", *self._java_options]
        (config / "jvm.options").write_text("\n".join(options) + "\n")
        (config / "elasticsearch.yml").write_text(
            "".join(f"{name}: {value}\n" for name, value in self._settings().items())
        )

    def _launch(self, home: Path) -> None:
        """Its launcher ends when the server takes requests, or has failed to."""
        node, java_home = self.nodes[1], java(OLDEST_JAVA[self.major])
        environment = {
            "ES_HOME": str(home),
            "ES_PATH_CONF": str(node.folder / "config"),
            "ES_JAVA_HOME": str(java_home),
            "ES_TMPDIR": str(node.folder / "tmp"),
            "ES_JAVA_OPTS": "",
            "ES_DISTRIBUTION_TYPE": "zip",
            "JAVA": str(java_home / "bin" / "java"),
            "JAVA_TYPE": "ES_JAVA_HOME",
        }
        node.pid_file.unlink(missing_ok=True)
        command = [*not_as_root(), *_launcher(self.major, home, java_home), "-d", "-p", str(node.pid_file)]
        launcher = node.spawn(command, environment, cwd=home)  # 9 looks for its modules from here
        try:
            failed = launcher.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            raise EngineError(f"Elasticsearch has not started after {START_SECONDS:.0f} s", node.log) from None
        finally:
            launcher.kill()  # where we were interrupted
        if failed:
            raise EngineError("Elasticsearch ended while it started", node.log)

    def _is_healthy(self) -> bool:
        """Whether it has found every primary shard that it had before."""
        try:
            with urlopen(f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=1s", timeout=10) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def _settings(self) -> dict[str, object]:
        folder = self.nodes[1].folder
        return {
            "cluster.name": "redshank-tests",
            "node.name": "node-1",
            "path.data": folder / "data",
            "path.logs": folder / "logs",
            "path.repo": folder / "snapshots",
            "network.host": "127.0.0.1",
            "http.port": self._http_port,
            "transport.port": self._transport_port,
            "discovery.type": "single-node",
            "xpack.security.enabled": "false",
            "cluster.routing.allocation.disk.threshold_enabled": "false",  # this machine's disk may be nearly full
        }


def install(major: int) -> Path:
    """The folder of that Elasticsearch, fetched where missing. Raises EngineError."""
    java(OLDEST_JAVA[major])
    return installed(f"elasticsearch-{major}", lambda folder: unpack(folder, _ARCHIVE_FOLDER[major]))


def _launcher(major: int, home: Path, java_home: Path) -> list[str]:
    if major == 8:
        return ["bash", str(home / "bin" / "elasticsearch")]  # unpacking drops the right to run it
    libraries = f"{home}/lib/tools/server-launcher/*"  # the folder that we keep has no script for 9
    return [
        str(java_home / "bin" / "java"),
        "-Xmx64m",
        "-cp",
        libraries,
        "org.elasticsearch.server.launcher.ServerLauncher",
    ]
