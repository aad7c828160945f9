"""The data dir: who uses it, and what a running server left there for the other commands."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import Refused


@contextmanager
def locked(data_dir: Path) -> Iterator[None]:
    """Be the one server of this data dir. Raises Refused where another is, or where the folder cannot be used."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = (data_dir / "serve.lock").open("w")
    except OSError as error:
        raise Refused(
            f"data dir {data_dir} cannot be used ({error.strerror}): choose another with --data-dir"
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refused(
                f"a server runs already with data dir {data_dir}: stop it, or use another --data-dir"
            ) from error
        yield


def is_locked(data_dir: Path) -> bool:
    """Whether a server runs with this data dir."""
    try:
        with (data_dir / "serve.lock").open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def remember_url(data_dir: Path, url: str) -> None:
    """Keep where the server was last reached, so that other commands print DSNs that work."""
    fresh = data_dir / f"server.json.{os.getpid()}"
    fresh.write_text(json.dumps({"url": url}), encoding="utf-8")
    fresh.replace(data_dir / "server.json")


def remembered_url(data_dir: Path) -> str | None:
    try:
        found = json.loads((data_dir / "server.json").read_text(encoding="utf-8")).get("url")
    except (OSError, ValueError, AttributeError):
        return None
    return found if isinstance(found, str) else None
