"""Keeps segments from being dropped while somebody copies what waits in the log."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = "hold.lock"


@contextmanager
def holding(folder: Path) -> Iterator[None]:
    """No process drops a segment of this log inside this context; waits for a drop under way. Ends with the process."""
    with (folder / _NAME).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


@contextmanager
def dropping(folder: Path) -> Iterator[bool]:
    """Yields whether segments may be dropped inside: not while another process holds or drops them."""
    with (folder / _NAME).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
