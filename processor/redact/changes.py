"""What was changed in an event so far: new values, remarks on them, literals to look for elsewhere."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from core.events import EventData
from processor.redact import remarks as meta
from processor.redact.buffer import Found
from processor.redact.leaves import Leaf
from processor.redact.literals import MAX_LITERALS, Literal, worth_looking_for
from processor.redact.rules import Rules
from processor.redact.spans import Edit, Remark, moved, replace_in


@dataclass(slots=True)
class _Changed:
    container: Any
    key: Any
    length: int
    remarks: list[Remark] = field(default_factory=list)
    passes: list[list[Edit]] = field(default_factory=list)


class Changes:
    """Collects while `redact` works on one event."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.literals: dict[str, Literal] = {}
        self._changed: dict[tuple[int, Any], _Changed] = {}
        self.renamed: list[tuple[Leaf, Sequence[Found]]] = []
        """Fields whose names go, which happens last."""

    def __bool__(self) -> bool:
        return bool(self._changed or self.renamed)

    def whole(self, leaf: Leaf, rule: str) -> None:
        """The value goes whole."""
        self.parts(leaf, [Found(0, len(leaf.value), rule)])

    def parts(self, leaf: Leaf, found: Sequence[Found]) -> None:
        """Disjoint places of the value go, as it is now."""
        new, remarks, edits = replace_in(leaf.value, found, self.rules)
        if new == leaf.value:
            return  # markers of an earlier time, when an event comes in again: remarks say so already
        leaf.container[leaf.key] = new
        place = (id(leaf.container), leaf.key)
        changed = self._changed.get(place)
        if changed is None:
            self._changed[place] = _Changed(leaf.container, leaf.key, len(leaf.value), remarks, [edits])
        else:
            changed.remarks = [_after(remark, edits) for remark in changed.remarks]
            changed.remarks += (remark._replace(length=changed.length) for remark in remarks)
            changed.passes.append(edits)
        self._learn(leaf.value, found)

    def name(self, leaf: Leaf, found: Sequence[Found]) -> None:
        """Places in a field's name go; done at the end, for names are how values are found."""
        self.renamed.append((leaf, found))
        self._learn(leaf.name, found)

    def _learn(self, text: str, found: Sequence[Found]) -> None:
        for start, end, rule in found:
            literal = worth_looking_for(text[start:end], rule)
            if literal is not None and len(self.literals) < MAX_LITERALS:
                self.literals.setdefault(literal.text, literal)

    def write_remarks(self, data: EventData) -> None:
        """Rename fields, then say under every changed value's path what went."""
        for leaf, found in self.renamed:
            self._rename(leaf, found)
        paths = _paths(data, {place[0] for place in self._changed})
        for changed in self._changed.values():
            path = paths.get(id(changed.container))
            if path is not None:
                meta.write(data, (*path, str(changed.key)), changed.remarks, changed.passes)

    def _rename(self, leaf: Leaf, found: Sequence[Found]) -> None:
        container, old = leaf.container, leaf.name
        if old not in container:
            return
        new, remarks, _ = replace_in(old, found, self.rules)
        free, count = new, 2
        while free in container:
            free, count = f"{new} {count}", count + 1
        items = [(free if key == old else key, value) for key, value in container.items()]
        container.clear()
        container.update(items)
        changed = self._changed.pop((id(container), old), None) or _Changed(container, free, len(old))
        changed.key = free
        changed.remarks += remarks
        self._changed[(id(container), free)] = changed


def _after(remark: Remark, edits: Sequence[Edit]) -> Remark:
    return remark._replace(start=moved(remark.start, edits), end=moved(remark.end, edits))


_BIG_PARTS = ("exception", "threads", "stacktrace", "breadcrumbs", "modules")
"""They are most of an event, and seldom where something is found."""
_LIKELY_PARTS = ("user", "request")
_OTHER_THAN_SMALL = frozenset((*_BIG_PARTS, *_LIKELY_PARTS, "_meta"))


def _paths(data: EventData, wanted: set[int]) -> dict[int, tuple[str, ...]]:
    """Where those containers of the event are whose ids are wanted."""
    paths: dict[int, tuple[str, ...]] = {id(data): ()} if id(data) in wanted else {}
    small = (key for key in data if key not in _OTHER_THAN_SMALL)
    for key in itertools.chain(_LIKELY_PARTS, small, _BIG_PARTS):
        if len(paths) == len(wanted):
            break
        part = data.get(key)
        if type(part) is dict or type(part) is list:
            _add_paths(paths, wanted, part, key)
    return paths


def _add_paths(paths: dict[int, tuple[str, ...]], wanted: set[int], part: Any, name: str) -> None:
    stack: list[tuple[Any, Any]] = [(part, (None, name))]
    while stack and len(paths) < len(wanted):
        node, steps = stack.pop()
        if id(node) in wanted:
            paths[id(node)] = _path(steps)
        for step, below in node.items() if type(node) is dict else enumerate(node):
            kind = type(below)
            if (kind is dict or kind is list) and step != "_meta":
                stack.append((below, (steps, step)))


def _path(steps: Any) -> tuple[str, ...]:
    """From nested pairs (the steps before, the last step)."""
    path: list[str] = []
    while steps is not None:
        steps, step = steps
        path.append(str(step))
    return tuple(reversed(path))
