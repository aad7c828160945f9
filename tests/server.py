"""A real server in processes of its own, as `redshank serve` starts it."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from tests.minder import forget, mind
from tests.processes import children_of, is_alive

_PATIENCE_SECONDS = 60.0
_READY = re.compile(r"Redshank is ready")
_URL = re.compile(r"ready at (http://\S+)")
_DSN = re.compile(r"(http://[0-9a-f]{32}@\S+)")
_LOGIN = re.compile(r"(http://\S+/login/\S+)")


class RunningServer:
    """Starts on a free port with its own data dir; the same port again after a restart."""

    def __init__(self, data_dir: Path, *options: str, **environment: str) -> None:
        self.data_dir = data_dir
        self.port = 0
        self._options = options
        self._environment = {**os.environ, "PYTHONUNBUFFERED": "1", **environment}
        self.log = data_dir.with_name(f"{data_dir.name}.log")
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Returns when the server says that it is ready."""
        command = [
            sys.executable,
            "-m",
            "deploy.cli",
            "serve",
            "--data-dir",
            str(self.data_dir),
            "--port",
            str(self.port),
        ]
        if self._process is not None:  # killed by somebody else
            forget(self._process.pid)
        self._read = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *self._options], stdout=log, stderr=log, env=self._environment, start_new_session=True
            )
        mind(self._process.pid)
        wait_for(lambda: _READY.search(self.output()) is not None or self._ended(), "the server to be ready")
        assert not self._ended(), self.output()
        if _URL.search(self.output()):  # roles without a web port have none
            self.port = urlsplit(self.url).port or 0

    def stop(self) -> int:
        """Ask it to stop, as Ctrl-C does; answers its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        exit_code = self._process.wait(_PATIENCE_SECONDS)
        forget(self._process.pid)
        return exit_code

    def kill(self) -> None:
        """SIGKILL the whole server at its root, and wait until the rest has followed."""
        assert self._process is not None
        rest = self.processes()
        self._process.kill()
        self._process.wait()
        forget(self._process.pid)
        wait_for(lambda: all(not is_alive(pid) for pid in rest.values()), "the children to end with their parent")

    def processes(self) -> dict[str, int]:
        """Name -> id of the children: `postgres`, `web`, `processor-1`, …"""
        assert self._process is not None
        return children_of(self._process.pid)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def url(self) -> str:
        return self._said(_URL)

    @property
    def dsn(self) -> str:
        return self._said(_DSN)

    @property
    def login_url(self) -> str:
        return self._said(_LOGIN)

    def output(self) -> str:
        """What this start has printed so far."""
        return self.log.read_bytes()[self._read :].decode(errors="replace")

    def command(self, *arguments: str) -> Any:
        """Run a `redshank` command with `--json` against this server; its answer."""
        done = subprocess.run(
            [sys.executable, "-m", "deploy.cli", *arguments, "--data-dir", str(self.data_dir), "--json"],
            capture_output=True,
            text=True,
            env=self._environment,
        )
        assert done.returncode == 0, done.stderr or done.stdout
        return json.loads(done.stdout)

    def _said(self, pattern: "re.Pattern[str]") -> str:
        match = pattern.search(self.output())
        assert match is not None, self.output()
        return match[1]

    def _ended(self) -> bool:
        return self._process is not None and self._process.poll() is not None


@contextmanager
def open_folder() -> Iterator[Path]:
    """A temporary folder that, as root, the database's account can enter too (pytest's own are closed)."""
    with tempfile.TemporaryDirectory(prefix="redshank-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def wait_for(condition: Any, what: str, seconds: float = _PATIENCE_SECONDS, every: float = 0.05) -> None:
    """Wait until `condition()` holds, looked at every so many seconds. Raises AssertionError after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s for {what}"
        time.sleep(every)
