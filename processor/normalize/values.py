"""Lenient readers of single values. Each is a `Fix`: given a value of any type, the right one or None.

A value that cannot be used leaves a note. Building a reader is cheap but not free: build them once, at import.
"""

from collections.abc import Callable
from typing import Any

from processor.normalize.notes import Notes, Path, as_json

Fix = Callable[[Notes, Path, Any], Any]


def text(limit: int) -> Fix:
    """A string of at most `limit` characters; empty is absent."""

    def fix(notes: Notes, path: Path, value: Any) -> str | None:
        if type(value) is not str:
            notes.invalid(path, value)
            return None
        return notes.cut(path, value, limit) if len(value) > limit else value or None

    return fix


def label(limit: int) -> Fix:
    """Like `text`, also from numbers and booleans: identifiers and versions often come as such."""
    strict = text(limit)

    def fix(notes: Notes, path: Path, value: Any) -> Any:
        return strict(notes, path, scalar_text(value, value))

    return fix


def any_text(limit: int) -> Fix:
    """Like `text`, from anything: objects and lists become their JSON."""
    strict = text(limit)

    def fix(notes: Notes, path: Path, value: Any) -> Any:
        value = scalar_text(value, value)
        return strict(notes, path, value if type(value) is str or value is None else as_json(value))

    return fix


def scalar_text(value: Any, default: Any) -> Any:
    """A number or boolean as text, a string as it is, else `default`."""
    if type(value) is str:
        return value
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is int or type(value) is float:
        return as_json(value)
    return default


def boolean(notes: Notes, path: Path, value: Any) -> bool | None:
    if type(value) is bool:
        return value
    notes.invalid(path, value)
    return None


def integer(notes: Notes, path: Path, value: Any) -> int | None:
    """A whole number of 0 to 2**53, also as float or decimal text."""
    number = value
    if (type(value) is str and value.isdecimal() and len(value) <= 16) or (type(value) is float and value.is_integer()):
        number = int(value)
    if type(number) is int and 0 <= number <= 2**53:
        return number
    notes.invalid(path, value)
    return None


def address(notes: Notes, path: Path, value: Any) -> str | None:
    """A memory address as `0x…`; numbers become hexadecimal, text stays when it is short."""
    if type(value) is int and 0 <= value < 2**64:
        return hex(value)
    if type(value) is str and 0 < len(value) <= 40:
        return value
    notes.invalid(path, value)
    return None


_LEVELS = {
    **{name: name for name in ("fatal", "error", "warning", "info", "debug")},
    "critical": "fatal",
    "log": "info",
    "warn": "warning",
    "notice": "info",
    "trace": "debug",
}
_NUMBERED_LEVELS = {50: "fatal", 40: "error", 30: "warning", 20: "info", 10: "debug"}
"""Python's logging levels, which raven sends."""


def level(notes: Notes, path: Path, value: Any) -> str | None:
    known = None
    if type(value) is str:
        known = _LEVELS.get(value) or _LEVELS.get(value.lower())
    elif type(value) is int:
        known = _NUMBERED_LEVELS.get(value)
    if known is None and value != "":
        notes.invalid(path, value)
    return known


def fields(fixes: dict[str, Fix], aside: str | None = None) -> Fix:
    """An object of which each known field is read by its own reader.

    Unknown fields are left out in silence, as a newer SDK may know more than we do; with `aside`, they are put
    into the object of that name, which must have a reader too.
    """

    def fix(notes: Notes, path: Path, value: Any) -> dict[str, Any] | None:
        if type(value) is not dict:
            notes.invalid(path, value)
            return None
        if aside is not None and not fixes.keys() >= value.keys():
            unknown = {k: v for k, v in value.items() if k not in fixes and v is not None}
            given = value.get(aside)
            value[aside] = {**unknown, **given} if type(given) is dict else unknown
        fixed = {}
        for key, item in value.items():
            read = fixes.get(key)
            if read is not None and item is not None:
                item = read(notes, (*path, key), item)
                if item is not None:
                    fixed[key] = item
        return fixed or None

    return fix


def listed(notes: Notes, path: Path, value: Any, keep: int, *, newest: bool = False) -> list[Any]:
    """The entries of a list that are not null, at most `keep` of them: the first, or the last with `newest`."""
    if type(value) is not list:
        notes.invalid(path, value)
        return []
    entries = value if None not in value else [entry for entry in value if entry is not None]
    if len(entries) > keep:
        notes.dropped(path, len(entries))
        start = len(entries) - keep if newest else 0
        notes.move(path, {str(start + i): (i,) for i in range(keep)})
        entries = entries[start : start + keep]
    return entries


def values_of(notes: Notes, path: Path, value: Any, keep: int) -> list[Any]:
    """The newest entries of `{"values": […]}`; a bare list (Go, Java) or a single object (raven) stands for it."""
    if type(value) is list:
        if notes.meta:
            notes.move(path, {str(i): ("values", i) for i in range(len(value))})
        entries = value
    elif type(value) is dict:
        entries = value.get("values", [value] if value else [])
    else:
        notes.invalid(path, value)
        return []
    return listed(notes, (*path, "values"), entries, keep, newest=True)
