"""Ends the servers of a test process that ended before them, however it ended: by SIGTERM and SIGKILL, too.

`python -m tests.minder` reads `+<id>` and `-<id>` from its standard input, and ends what is left when that closes. A
pipe closes however its owner ends, while PR_SET_PDEATHSIG acts at the end of the thread that started a process.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tests.processes import is_alive

_ROOT = Path(__file__).parent.parent
_PATIENCE_SECONDS = 10.0


def mind(pid: int) -> None:
    """End this process, the leader of a session of its own, when the present process ends before `forget`."""
    _say(f"+{pid}")


def forget(pid: int) -> None:
    """It has ended: its id may be another process's from now on."""
    _say(f"-{pid}")


def _say(line: str) -> None:
    pipe = _minder().stdin
    assert pipe is not None
    pipe.write(f"{line}\n".encode())


@cache
def _minder() -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.minder"]
    return subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, bufsize=0, start_new_session=True)


def _end_what_is_left(lines: Iterable[str]) -> None:
    minded: set[int] = set()
    for line in lines:
        pid = int(line[1:])
        minded = minded | {pid} if line.startswith("+") else minded - {pid}
    for pid in minded:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while any(map(is_alive, minded)) and time.monotonic() < deadline:
        time.sleep(0.1)
    for pid in filter(is_alive, minded):
        os.killpg(pid, signal.SIGKILL)


if __name__ == "__main__":
    _end_what_is_left(sys.stdin)
