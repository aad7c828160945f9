"""Reads from `_meta` what was removed from an event: where, by which rule, how. Pure.

`_meta` is a tree parallel to the event; the node of a value holds, under the empty key,
`rem`, a list of `[rule, kind]` or `[rule, kind, start, end]`, and `len`, the original length:

    {"exception": {"values": {"0": {"value": {"": {"rem": [["email", "s", 5, 12]], "len": 31}}}}}}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

MAX_REMOVALS: Final = 1000
"""Enough for a person to read; a page with more would only be slow."""

_METHODS: Final[Mapping[str, str]] = MappingProxyType({"s": "replace", "x": "remove", "m": "mask", "p": "hash"})


@dataclass(frozen=True, slots=True)
class Removal:
    """One thing that was taken out."""

    path: tuple[str, ...]
    """Steps from the root of the event; numbers of lists as text."""
    rule: str
    method: str
    """A value of `core.projects.Method`, or `trim` where it was cut for its size."""
    start: int | None
    """Where the marker stands in what is left, in characters; None where all of the value went."""
    end: int | None
    length: int | None
    """Characters before; None when nobody noted it."""


def removals(meta: Mapping[str, Any]) -> list[Removal]:
    """All removals, in the order of the tree. Parts of the tree that are no remarks are passed over."""
    found: list[Removal] = []
    waiting: list[tuple[tuple[str, ...], Any]] = [((), meta)]
    while waiting and len(found) < MAX_REMOVALS:
        path, node = waiting.pop()
        if not isinstance(node, dict):
            continue
        note = node.get("")
        if isinstance(note, dict):
            found.extend(_of_note(path, note))
        waiting.extend(((*path, str(key)), child) for key, child in reversed(node.items()) if key != "")
    return found[:MAX_REMOVALS]


def _of_note(path: tuple[str, ...], note: Mapping[str, Any]) -> list[Removal]:
    remarks = note.get("rem")
    length = _number(note.get("len"))
    if not isinstance(remarks, list):
        return []
    return [
        Removal(path, remark[0], _method(remark), _place(remark, 2), _place(remark, 3), length)
        for remark in remarks
        if isinstance(remark, list) and len(remark) >= 2 and all(isinstance(part, str) for part in remark[:2])
    ]


def _method(remark: list[Any]) -> str:
    return "trim" if remark[0].startswith("!") else _METHODS.get(remark[1], "remove")


def _place(remark: list[Any], index: int) -> int | None:
    return _number(remark[index]) if len(remark) > index else None


def _number(value: Any) -> int | None:
    return value if type(value) is int and value >= 0 else None
