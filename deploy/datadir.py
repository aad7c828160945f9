"""The data dir: who uses it, and what a running server left there for the other commands."""

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from core.errors import Refused

_ORPHAN_SECONDS = 30.0
"""How long the children of a killed server may take to finish; they hold its lock too."""


@contextmanager
def locked(data_dir: Path, tell: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """Hold the data dir as its only server. Raises Refused where another server does, or where the folder cannot be
    used."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = (data_dir / "serve.lock").open("a+")
    except OSError as error:
        raise Refused(
            f"data dir {data_dir} cannot be used ({error.strerror}): choose another with --data-dir"
        ) from error
    with lock:
        if not _taken(lock) and (_owner_lives(lock) or not _outlives_orphans(lock, tell)):
            other = "another --data-dir (make run DATA_DIR=…)"
            raise Refused(f"a server runs already with data dir {data_dir}: stop it, or use {other}")
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _taken(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _owner_lives(lock: TextIO) -> bool:
    """Whether the server that took the lock still runs, rather than only its children."""
    lock.seek(0)
    try:
        os.kill(int(lock.read()), 0)
    except ProcessLookupError:
        return False
    except (ValueError, PermissionError):  # the server has not written its id yet, or the process is another account's
        return True
    return True


def _outlives_orphans(lock: TextIO, tell: Callable[[str], None]) -> bool:
    tell("The last server was killed: waiting for its processes to end")
    deadline = time.monotonic() + _ORPHAN_SECONDS
    while not (taken := _taken(lock)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return taken


def is_locked(data_dir: Path) -> bool:
    """Whether a server runs with this data dir."""
    try:
        with (data_dir / "serve.lock").open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except BlockingIOError:
        return True
    return False


def remember_url(data_dir: Path, url: str) -> None:
    """Note the URL of the server, so that other commands print DSNs that work."""
    fresh = data_dir / f"server.json.{os.getpid()}"
    fresh.write_text(json.dumps({"url": url}), encoding="utf-8")
    fresh.replace(data_dir / "server.json")


def remembered_url(data_dir: Path) -> str | None:
    try:
        found = json.loads((data_dir / "server.json").read_text(encoding="utf-8")).get("url")
    except (OSError, ValueError, AttributeError):
        return None
    return found if isinstance(found, str) else None
