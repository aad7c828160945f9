"""The fingerprint a program gave itself: a list of texts, some with variables, `{{ default }}` for the built-in one."""

import re
from typing import Any

from core.events import FingerprintPart
from processor.fingerprint.basis import listing, part, text
from processor.fingerprint.headline import newest_in_app_frame
from processor.fingerprint.message import head, message_of
from processor.fingerprint.parameterize import parameterize
from processor.fingerprint.raised import Raised

MAX_ENTRIES = 100
MAX_ENTRY_CHARS = 1024

_DEFAULT = re.compile(r"^\{\{\s*default\s*\}\}$")
_VARIABLE = re.compile(r"\{\{\s{0,8}([A-Za-z_][\w.:-]{0,200})\s{0,8}\}\}")


def own_entries(data: dict[str, Any]) -> list[str]:
    """The entries that say anything; empty when the program leaves grouping to us."""
    found = [
        entry if isinstance(entry, str) else str(entry)
        for entry in listing(data.get("fingerprint"))
        if _is_plain(entry)
    ]
    entries = [entry[:MAX_ENTRY_CHARS] for entry in found[:MAX_ENTRIES] if entry.strip()]
    return [] if all(is_default(entry) for entry in entries) else entries


def _is_plain(entry: Any) -> bool:
    return isinstance(entry, str | int | float | bool)


def is_default(entry: str) -> bool:
    """Whether the entry stands for the built-in grouping."""
    return bool(_DEFAULT.match(entry.strip()))


def resolve(entry: str, data: dict[str, Any], exceptions: list[Raised]) -> tuple[str, FingerprintPart]:
    """An entry with its variables filled in, and its part. One that repeats the message is parameterised like it."""
    messages = {message_of(data), *(one.value for one in exceptions)} - {""}
    if entry in messages:
        counted = parameterize(entry)
        return counted, part("fingerprint", counted, True, "the message, variable pieces replaced")

    def fill(variable: "re.Match[str]") -> str:
        value = _value_of(variable.group(1), data, exceptions)
        return variable.group() if value is None else value

    counted = _VARIABLE.sub(fill, entry)
    return counted, part(
        "fingerprint", counted, True, f"from {entry[:80]}" if counted != entry else "set by the program"
    )


def _value_of(name: str, data: dict[str, Any], exceptions: list[Raised]) -> str | None:
    """The value of a variable: empty when the event has none, None when there is no such variable."""
    raised = exceptions[0] if exceptions else None
    if name in ("type", "error.type"):
        return raised.type if raised else ""
    if name in ("value", "error.value"):
        return head(raised.value) if raised else ""
    if name == "message":
        return head(message_of(data) or (raised.value if raised else ""))
    if name in ("transaction", "level", "logger", "release", "environment", "platform", "dist", "server_name"):
        return text(data.get(name))
    if name.startswith("tags."):
        return _tag(data.get("tags"), name.removeprefix("tags."))
    name = name.removeprefix("stack.")
    if name in ("function", "module", "package", "abs_path", "filename"):
        return _of_newest_frame(data, exceptions, name)
    return None


def _tag(tags: Any, key: str) -> str:
    if isinstance(tags, dict):
        return text(tags.get(key))
    for pair in tags if isinstance(tags, list) else ():
        if isinstance(pair, list) and len(pair) == 2 and pair[0] == key:
            return text(pair[1])
    return ""


def _of_newest_frame(data: dict[str, Any], exceptions: list[Raised], name: str) -> str:
    frame = newest_in_app_frame(data, exceptions)
    return text(frame.get(name)) if frame else ""
