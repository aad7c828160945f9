"""Which build reported, and where it ran: release, dist, environment, logger, platform."""

import re
from typing import Any, Final

from processor.normalize import limits
from processor.normalize.notes import Notes, Path
from processor.normalize.values import scalar_text

PLATFORMS: Final = frozenset(
    (
        *("as3", "c", "cfml", "cocoa", "csharp", "dart", "elixir", "go", "groovy", "haskell", "java", "javascript"),
        *("kotlin", "native", "node", "objc", "other", "perl", "php", "powershell", "python", "ruby", "rust", "swift"),
    )
)

_BAD_IN_RELEASE: Final = re.compile(r"[/\\\r\n\t\f\v]")
_DIST: Final = re.compile(r"[A-Za-z0-9_.\-]{1,64}")


def platform(notes: Notes, path: Path, value: Any) -> str:
    if type(value) is not str:
        notes.invalid(path, value)
        return "other"
    return value if value in PLATFORMS else "other"


def release(notes: Notes, path: Path, value: Any) -> str | None:
    """Stands in URLs and file names, which is what its rules come from."""
    name = scalar_text(value, "").strip()
    if 0 < len(name) <= limits.RELEASE and not _BAD_IN_RELEASE.search(name) and name not in (".", "..", "latest"):
        return str(name)
    if value != "":
        notes.invalid(path, value)
    return None


def dist(notes: Notes, path: Path, value: Any) -> str | None:
    name = scalar_text(value, "").strip()
    if _DIST.fullmatch(name):
        return str(name)
    if value != "":
        notes.invalid(path, value)
    return None


def environment(notes: Notes, path: Path, value: Any) -> str | None:
    name = scalar_text(value, "").strip()
    if 0 < len(name) <= limits.ENVIRONMENT and not set(name) & set("/\r\n") and name.lower() != "none":
        return str(name)
    if value != "":
        notes.invalid(path, value)
    return None


def logger(notes: Notes, path: Path, value: Any) -> str | None:
    """At most 64 characters: dotted names lose their first segments, as the last ones tell more."""
    if type(value) is not str or "\n" in value or "\r" in value:
        notes.invalid(path, value)
        return None
    name = value.strip()
    if len(name) <= limits.LOGGER:
        return name or None
    tail = name[-(limits.LOGGER - 2) :]
    tail = tail.partition(".")[2] or tail
    notes.remark(path, ["!limit", "s", 0, 1], len(name))
    return f"*.{tail}"
