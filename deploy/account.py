"""The account that PostgreSQL's programs run as, and how they are run: no longer than we live."""

import ctypes
import os
import pwd
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import Refused

_PR_SET_PDEATHSIG = 1
_UNPRIVILEGED = ("nobody", "postgres", "daemon")
"""Every Linux and macOS has one of these accounts. PostgreSQL refuses to run as root, and needs a passwd entry."""


@dataclass(frozen=True, slots=True)
class Account:
    """The account that the server runs as."""

    uid: int
    gid: int


def unprivileged_account() -> Account | None:
    """None where we are an ordinary user already. Raises Refused where we are root and none of the accounts exists."""
    if os.geteuid() != 0:
        return None
    for name in _UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise Refused("PostgreSQL does not run as root and there is no user 'nobody' here: start Redshank as another user")


def can_traverse(path: Path, account: Account) -> bool:
    """Whether `account` may enter every folder down to `path`."""
    for folder in (path, *path.parents):
        try:
            status = folder.stat()
        except FileNotFoundError:
            continue
        if status.st_uid == account.uid:
            needed = 0o100
        elif status.st_gid == account.gid:
            needed = 0o010
        else:
            needed = 0o001
        if not status.st_mode & needed:
            return False
    return True


def own_folder(folder: Path, account: Account | None) -> None:
    """Make the folder, if need be, so that the account and nobody else may enter it."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if account is not None:
        os.chown(folder, account.uid, account.gid)


def tied(account: Account | None) -> dict[str, Any]:
    """How a program of PostgreSQL is run: as its account, and no longer than we live."""
    options: dict[str, Any] = {"preexec_fn": _stop_with_parent} if sys.platform == "linux" else {}
    if account is not None:
        options |= {"user": account.uid, "group": account.gid, "extra_groups": []}
    return options


def _stop_with_parent() -> None:
    """In the child, after it changed user: have the kernel send a fast shutdown when the parent dies."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(signal.SIGINT), 0, 0, 0)


def environment() -> dict[str, str]:
    """The environment without PG* variables, which would point the programs to another server."""
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
