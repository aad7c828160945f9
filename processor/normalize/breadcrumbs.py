"""Breadcrumbs: what happened before, oldest first; the newest 100."""

from typing import Any, Final

import msgspec

from processor.normalize import limits
from processor.normalize.nested import json_object
from processor.normalize.notes import Notes, Path
from processor.normalize.shape import Breadcrumb
from processor.normalize.times import parse_timestamp
from processor.normalize.values import any_text, fields, level, text, values_of


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
    }
)


def breadcrumbs(notes: Notes, path: Path, value: Any) -> dict[str, Any] | None:
    """`{"values": […]}`, with timestamps as float epoch seconds of the sender's clock."""
    entries = values_of(notes, path, value, limits.BREADCRUMBS)
    try:
        crumbs: list[dict[str, Any]] = msgspec.convert({"values": entries}, _Crumbs).values  # type: ignore[assignment]
    except msgspec.ValidationError:
        read = [_crumb(notes, (*path, "values", i), entry) for i, entry in enumerate(entries)]
        crumbs = [crumb for crumb in read if crumb]
    for index, crumb in enumerate(crumbs):
        _finish(notes, path, index, crumb)
    crumbs = [crumb for crumb in crumbs if crumb]
    return {"values": crumbs} if crumbs else None


def _finish(notes: Notes, path: Path, index: int, crumb: dict[str, Any]) -> None:
    """What a type cannot check."""
    if "data" in crumb and not crumb["data"]:
        del crumb["data"]
    if "timestamp" in crumb:
        timestamp = parse_timestamp(crumb["timestamp"])
        if timestamp is not None:
            crumb["timestamp"] = timestamp
        else:
            notes.invalid((*path, "values", index, "timestamp"), crumb.pop("timestamp"))
    if "level" in crumb and crumb["level"] not in _CANONICAL_LEVELS:
        known = level(notes, (*path, "values", index, "level"), crumb.pop("level"))
        if known is not None:
            crumb["level"] = known


_CANONICAL_LEVELS: Final = frozenset(("fatal", "error", "warning", "info", "debug"))
