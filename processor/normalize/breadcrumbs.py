"""Breadcrumbs: what happened before, oldest first; the newest 100."""

from typing import Any, Final

import msgspec

from processor.normalize import limits
from processor.normalize.nested import json_object
from processor.normalize.notes import Notes, Path
from processor.normalize.shape import Breadcrumb
from processor.normalize.times import LAST_SECOND, parse_timestamp
from processor.normalize.values import any_text, fields, level, text, values_of

_CANONICAL_LEVELS: Final = frozenset(("fatal", "error", "warning", "info", "debug", None))


class _Crumbs(msgspec.Struct):
    values: list[Breadcrumb]


def _timestamp(notes: Notes, path: Path, value: Any) -> float | None:
    read = parse_timestamp(value)
    if read is None:
        notes.invalid(path, value)
    return read


_crumb: Final = fields(
    {
        "timestamp": _timestamp,
        "type": text(limits.TEXT),
        "category": text(limits.TEXT),
        "level": level,
        "message": any_text(limits.MESSAGE),
        "data": json_object(limits.DATA_DEPTH, limits.DATA_TEXT),
        "event_id": text(limits.TEXT),
    }
)


def breadcrumbs(notes: Notes, path: Path, value: Any) -> dict[str, Any] | None:
    """`{"values": […]}`, with timestamps as float epoch seconds of the sender's clock."""
    entries = values_of(notes, path, value, limits.BREADCRUMBS)
    crumbs = entries if notes.is_checked else _read(notes, path, entries)
    for index, crumb in enumerate(crumbs):
        at = crumb.get("timestamp")
        if type(at) is str and (seconds := parse_timestamp(at)) is not None:
            crumb["timestamp"] = at = seconds
        if type(at) is not float or not 0 < at <= LAST_SECOND or crumb.get("level") not in _CANONICAL_LEVELS:
            _finish(notes, (*path, "values", index), crumb)
        if not crumb.get("data", True):
            del crumb["data"]
    crumbs = [crumb for crumb in crumbs if crumb]
    return {"values": crumbs} if crumbs else None


def _read(notes: Notes, path: Path, entries: list[Any]) -> list[dict[str, Any]]:
    try:
        return msgspec.convert({"values": entries}, _Crumbs).values  # type: ignore[return-value]
    except msgspec.ValidationError:
        read = [_crumb(notes, (*path, "values", i), entry) for i, entry in enumerate(entries)]
        return [crumb for crumb in read if crumb]


def _finish(notes: Notes, path: Path, crumb: dict[str, Any]) -> None:
    """What a type cannot check."""
    for key, fix in (("timestamp", _timestamp), ("level", level)):
        if key in crumb:
            read = fix(notes, (*path, key), crumb[key])
            if read is None:
                del crumb[key]
            else:
                crumb[key] = read
