"""One server process: started apart from us, found again by its folder, stopped or killed."""

import contextlib
import functools
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.engines.errors import EngineError
from tests.processes import command_line

START_SECONDS = 300.0
"""A start takes 5 to 30 s, and minutes where many things run on few cores."""
_STOP_SECONDS = 60.0
_LOOK_SECONDS = 0.1
_NOBODY = "65534"
_ALSO_IN_ACCESS = "--securebits=+no_setuid_fixup"
"""access(2) would otherwise answer for a user without capabilities, and Java asks it before it opens a jar."""


@dataclass(frozen=True, slots=True)
class Node:
    """A place for one server process. Its command line names the folder: so it is told from a stranger with its id."""

    folder: Path

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def pid_file(self) -> Path:
        return self.folder / "pid"

    def pid(self) -> int | None:
        """The id of the process where it runs."""
        try:
            pid = int(self.pid_file.read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return None
        return pid if f"{self.folder}/" in command_line(pid) else None

    def spawn(self, command: Sequence[str], environment: Mapping[str, str], cwd: Path) -> "subprocess.Popen[bytes]":
        """Start `command` in a session of its own, where our Ctrl-C does not reach; a log of its own for each start."""
        with self.log.open("wb") as output:
            return subprocess.Popen(
                command,
                env={**os.environ, **environment},
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def signal(self, how: signal.Signals) -> None:
        pid = self.pid()
        if pid is not None:
            os.kill(pid, how)

    def kill(self) -> None:
        """SIGKILL, as a crash; returns when the process is gone."""
        self.signal(signal.SIGKILL)
        wait_until(lambda: self.pid() is None, _STOP_SECONDS, "a killed process is still there")


def stop(nodes: Sequence[Node]) -> None:
    """Ask all at once, since the last of a cluster waits for the others; kill what does not end."""
    for node in nodes:
        node.signal(signal.SIGTERM)
    try:
        wait_until(lambda: all(node.pid() is None for node in nodes), _STOP_SECONDS, "it does not stop")
    except EngineError:
        for node in nodes:
            node.kill()


def kill_all_in(folder: Path) -> None:
    """Kill each Java that was started for this folder, also one whose start was cut off before it wrote its id."""
    listed = subprocess.run(["ps", "-axww", "-o", "pid=,command="], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        pid, _, command = line.strip().partition(" ")
        if "/bin/java " in command and f"{folder}/" in command:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)


def wait_until(condition: Callable[[], bool], seconds: float, complaint: str, log: Path | None = None) -> None:
    """Raises EngineError with the complaint after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise EngineError(f"{complaint} (after {seconds:.0f} s)", log)
        time.sleep(_LOOK_SECONDS)


@functools.cache
def not_as_root() -> tuple[str, ...]:
    """What stands before the command of a server that refuses root: `nobody`, who may still use root's files.

    So nothing changes owner, and the folders may lie where nobody else may look. Containers allow this where they
    refuse user namespaces. Raises EngineError.
    """
    if os.geteuid() != 0:
        return ()
    user = (f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups")
    prefix = ("setpriv", *user, "--inh-caps=+dac_override", "--ambient-caps=+dac_override", _ALSO_IN_ACCESS)
    try:
        works = subprocess.run([*prefix, "true"], capture_output=True).returncode == 0
    except FileNotFoundError:
        works = False
    if not works:
        raise EngineError("this server does not run as root, and setpriv cannot change that here: use another user")
    return prefix
