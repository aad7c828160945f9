"""What was removed, written beside the event in the shape that Sentry uses, and read back for people.

`data["_meta"]` is a tree of the same paths as the event. Under a value's path stands
`{"": {"rem": [[rule, action, start, end], …], "len": characters before}}`; places are in the redacted text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.events import EventData
from core.projects import Method
from processor.redact.spans import Edit, Remark, moved

_ACTIONS = {Method.REPLACE: "s", Method.REMOVE: "x", Method.MASK: "m", Method.HASH: "p"}
_METHODS = {action: method for method, action in _ACTIONS.items()}


@dataclass(frozen=True, slots=True)
class Removal:
    """One thing that was removed from an event."""

    path: tuple[str, ...]
    """Where: `("request", "headers", "2", "1")`."""
    rule: str
    """What found it: `email`, `secret.github`, `national_id.us_ssn`. `kinds.kind_of` tells its kind."""
    method: Method
    start: int
    """The stand-in is `text[start:end]` of the redacted text; equal when nothing stands in."""
    end: int
    length: int
    """Characters of the whole value before."""


def write(data: EventData, path: Sequence[str], remarks: Iterable[Remark], edits: Iterable[Sequence[Edit]]) -> None:
    """Add remarks under `path`; remarks that stood there already (a trimmed end) move with the text."""
    node = data.get("_meta")
    if not isinstance(node, dict):
        node = data["_meta"] = {}
    for step in path:
        below = node.get(step)
        if not isinstance(below, dict):
            below = node[step] = {}
        node = below
    entry = node.get("")
    if not isinstance(entry, dict):
        entry = node[""] = {}
    entry.pop("val", None)  # a client's or normalizer's copy of the value from before
    earlier = entry.get("rem")
    kept = [_moved(remark, edits) for remark in earlier] if isinstance(earlier, list) else []
    new = [[remark.rule, _ACTIONS[remark.method], remark.start, remark.end] for remark in remarks]
    entry["rem"] = kept + new
    if not isinstance(entry.get("len"), int):
        entry["len"] = next((remark.length for remark in remarks), 0)


def _moved(remark: Any, passes: Iterable[Sequence[Edit]]) -> Any:
    if not (isinstance(remark, list) and len(remark) == 4 and all(type(place) is int for place in remark[2:])):
        return remark
    start, end = remark[2:]
    for edits in passes:
        start, end = moved(start, edits), moved(end, edits)
    return [*remark[:2], start, end]


def removed(meta: Any) -> list[Removal]:
    """Everything that `redact` removed, in the order of the event's paths, from an event's `_meta`."""
    found: list[Removal] = []
    stack: list[tuple[tuple[str, ...], Any]] = [((), meta)]
    while stack:
        path, node = stack.pop()
        if not isinstance(node, dict):
            continue
        entry = node.get("")
        if isinstance(entry, dict) and isinstance(entry.get("rem"), list):
            length = entry.get("len")
            found += _read(path, entry["rem"], length if type(length) is int else 0)
        stack += [((*path, step), node[step]) for step in reversed(list(node)) if step]
    return found


def _read(path: tuple[str, ...], rem: list[Any], length: int) -> list[Removal]:
    return [
        Removal(path, remark[0], _METHODS[remark[1]], remark[2], remark[3], length)
        for remark in rem
        if isinstance(remark, list)
        and len(remark) == 4
        and isinstance(remark[0], str)
        and remark[0][:1].isalpha()  # "!limit" and such are the normalizer's
        and remark[1] in _METHODS
    ]
