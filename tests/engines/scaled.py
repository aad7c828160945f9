"""The scaled shape on this machine, without Docker: Kafka, Elasticsearch, PostgreSQL, and each role in its own process.

There is no proxy in front: the first gateway's process also serves API and interface, the second has the next port.

python -m tests.engines.scaled
python -m tests.engines.scaled --port 9100 --data-dir /tmp/scaled --nodes 3 --processors 4 --major 9
"""

import argparse
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

from core.errors import RedshankError
from core.vault import key_file, open_vault
from deploy.postgres import running_cluster
from tests.engines import Elasticsearch, EngineError, Kafka
from tests.engines.node import START_SECONDS, wait_until

_STOP_SECONDS = 60.0
_LOOK_SECONDS = 0.5
_READY = "Redshank is ready"
_REDSHANK = (sys.executable, "-m", "deploy.cli")


class Role:
    """One `redshank serve ROLE…` with a data dir and a log of its own; apart, so that Ctrl-C is ours to handle."""

    def __init__(self, name: str, folder: Path, settings: Mapping[str, str], arguments: Sequence[str]) -> None:
        self.name = name
        self._log = folder / f"{name}.log"
        dies_with_us = ("setpriv", "--pdeathsig", "TERM") if shutil.which("setpriv") else ()
        self._command = (*dies_with_us, *_REDSHANK, "serve", *arguments, "--data-dir", str(folder / name))
        self._environment = {**os.environ, **settings}
        self._process = self._start("wb")

    def await_greeting(self) -> str:
        """What it says when it is ready. Raises EngineError."""
        wait_until(
            lambda: self.lives() and _READY in self._said(), START_SECONDS, f"{self.name} is not ready", self._log
        )
        said = self._said()
        return said[said.index(_READY) :]

    def lives(self) -> bool:
        """Raises EngineError where it does not."""
        if self._process.poll() is not None:
            raise EngineError(f"{self.name} has ended by itself", self._log)
        return True

    def revive(self) -> None:
        """Start it again where somebody killed it. Raises EngineError where it gave up."""
        if (self._process.poll() or 0) < 0:
            _tell(f"{self.name} was killed; starting it again")
            self._process = self._start("ab")
        self.lives()

    def _start(self, mode: Literal["wb", "ab"]) -> "subprocess.Popen[bytes]":
        with self._log.open(mode) as output:
            return subprocess.Popen(
                self._command, env=self._environment, stdout=output, stderr=output, start_new_session=True
            )

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _said(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")


def run(arguments: argparse.Namespace) -> None:
    """Start the engines, then the roles, and watch all until KeyboardInterrupt: what is killed meanwhile is started
    again. Raises EngineError, RedshankError."""
    folder = arguments.data_dir.resolve()
    with _engines(folder, arguments.nodes, arguments.major) as (settings, keep_engines):
        _migrate(settings)
        with _roles(folder, settings, arguments.port, arguments.processors) as roles:
            greetings = [role.await_greeting() for role in roles]
            _tell(f"{', '.join(role.name for role in roles)} run; logs are in {folder}")
            print(f"\n{greetings[0]}", flush=True)
            while True:
                keep_engines()
                for role in roles:
                    role.revive()
                time.sleep(_LOOK_SECONDS)


@contextmanager
def _engines(folder: Path, nodes: int, major: int) -> Iterator[tuple[dict[str, str], Callable[[], None]]]:
    """The settings that name the engines, while these run, and what starts those again that were killed."""
    kafka, elasticsearch = Kafka(folder / "kafka", nodes), Elasticsearch(folder / "elasticsearch", major)
    _tell(f"Starting Kafka ({nodes} node{'s' * (nodes > 1)}), Elasticsearch {major} and PostgreSQL")
    with ExitStack() as stack:
        stack.callback(kafka.stop)
        stack.callback(elasticsearch.stop)
        with ThreadPoolExecutor() as threads:
            starts = [threads.submit(lambda: kafka.start().url), threads.submit(lambda: elasticsearch.start().url)]
            server = stack.enter_context(running_cluster(folder / "postgres", _tell))
            for started in starts:
                _tell(f"{started.result()} answers")

        def keep() -> None:
            if server.ended():
                _tell("PostgreSQL was killed; starting it again")
                server.start(_tell)
            for name, engine in (("Kafka", kafka), ("Elasticsearch", elasticsearch)):
                if any(node.pid() is None for node in engine.nodes.values()):
                    _tell(f"{name} was killed; starting it again")
                    engine.start()

        yield (
            {
                "REDSHANK_DATABASE_URL": server.cluster.url(),
                "REDSHANK_LOG_URL": kafka.url,
                "REDSHANK_PAYLOADS_URL": elasticsearch.url,
                "REDSHANK_SECRET_KEY": _secret_key(folder / "gateway-1"),
            },
            keep,
        )


def _secret_key(data_dir: Path) -> str:
    """That of the API's data dir, for all roles: the alerter reads what people gave the API to keep."""
    open_vault(None, data_dir, secrets.token_bytes)
    return key_file(data_dir).read_text(encoding="ascii").strip()


def _migrate(settings: Mapping[str, str]) -> None:
    """Once, before the roles come up together."""
    done = subprocess.run([*_REDSHANK, "migrate"], env={**os.environ, **settings}, capture_output=True, text=True)
    if done.returncode != 0:
        raise EngineError(done.stderr.strip())


@contextmanager
def _roles(folder: Path, settings: Mapping[str, str], port: int, processors: int) -> Iterator[list[Role]]:
    """The processes, first the one that greets. They stop in the order in which they are listed: who accepts, first."""
    commands: dict[str, tuple[str, ...]] = {
        "gateway-1": ("gateway", "api", "--port", str(port)),
        "gateway-2": ("gateway", "--port", str(port + 1)),
    }
    commands["alerter"] = ("alerter",)
    for number in range(1, processors + 1):
        commands[f"processor-{number}"] = ("processor", "--processors", "1")
    _tell("Starting the roles")
    roles: list[Role] = []
    try:
        for name, command in commands.items():
            roles.append(Role(name, folder, settings, command))
        yield roles
    finally:
        for role in roles:
            _tell(f"Stopping {role.name}")
            role.stop()
        _tell("Stopping the engines")


def _tell(text: str) -> None:
    print(f"  {text} …", flush=True)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def main() -> int:
    described = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("python -m tests.engines.scaled", description=__doc__, formatter_class=described)
    parser.add_argument("--port", type=int, default=9000, help="of the first gateway, API and interface")
    parser.add_argument("--data-dir", type=Path, default=Path("data-scale"), help="folder of engines, roles and logs")
    parser.add_argument("--nodes", type=int, choices=[1, 3], default=1, help="of Kafka")
    parser.add_argument("--major", type=int, choices=[8, 9], default=8, help="version of Elasticsearch")
    parser.add_argument("--processors", type=int, default=2)
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        arguments.data_dir.mkdir(parents=True, exist_ok=True)
        run(arguments)
    except KeyboardInterrupt:
        print("Redshank has stopped.")
        return 0
    except (EngineError, RedshankError) as error:
        print(f"run-scale: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"run-scale: {error.filename or arguments.data_dir} cannot be used: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
