"""Finds a Java that is new enough."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.engines.errors import EngineError


def find_java(oldest: int) -> Path | None:
    """The home of the oldest Java on this machine whose version is at least `oldest`; None where there is none."""
    fitting = [(version, home) for home in set(_homes()) if (version := _version(home)) >= oldest]
    return min(fitting)[1] if fitting else None


def java(oldest: int) -> Path:
    """As `find_java`. Raises EngineError with the mend."""
    found = find_java(oldest)
    if found is None:
        raise EngineError(f"no Java {oldest} or newer here: install one, or name its folder with JAVA_HOME")
    return found


def _homes() -> Iterator[Path]:
    """JAVA_HOME, the `java` of the search path, and what is installed beside either."""
    named = os.environ.get("JAVA_HOME")
    on_path = shutil.which("java")
    first = [Path(named).resolve()] if named else []
    if on_path:
        first.append(Path(on_path).resolve().parent.parent)
    for home in first:
        yield home
        yield from (release.parent.resolve() for release in home.parent.glob("*/release"))


def _version(home: Path) -> int:
    """The major version; 0 for a folder that is no Java."""
    try:
        found = re.search(r'^JAVA_VERSION="(\d+)', (home / "release").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0
