"""A walk over values of any shape that picks what is to be looked at: free strings, doomed values, source."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from processor.redact.rules import Name, Names
from processor.redact.values import could_be_secret, is_placeholder, looks_random


class Leaf(NamedTuple):
    """A string (or a long number) of the event: `container[key]`."""

    container: Any
    key: Any
    name: str
    """The nearest field name, which is read as the words before the value."""
    value: str


BareLeaf = tuple[Any, Any, str, str]
"""A `Leaf` before anybody asks for its fields: an event has hundreds, and a bare tuple is made in a tenth of the "
    "time."""


class Doomed(NamedTuple):
    """A value that goes as a whole because of its name."""

    leaf: Leaf
    rule: str


class Block(NamedTuple):
    """The source around a frame's line, in one piece."""

    frame: dict[str, Any]
    text: str


@dataclass(slots=True)
class Collected:
    """Everything to look at."""

    texts: list[BareLeaf] = field(default_factory=list)
    doomed: list[Doomed] = field(default_factory=list)
    code: list[Block] = field(default_factory=list)


MIN_TEXT = 6
"""Shorter strings hold nothing that is known here."""
MIN_NUMBER = 10**7


class Walker:
    def __init__(self, names: Names, out: Collected) -> None:
        self.names = names
        self.out = out

    def value(self, container: Any, key: Any, name: str, value: Any) -> None:
        """Any value under a name that asks for nothing."""
        kind = type(value)
        if kind is str:
            if len(value) >= MIN_TEXT:
                self.out.texts.append((container, key, name, value))
        elif kind is dict or kind is list:
            self.tree(value, name)
        elif kind is int and value >= MIN_NUMBER:
            self.out.texts.append((container, key, name, str(value)))

    def tree(self, root: Any, name: str) -> None:
        """All values below, in free shape. The one hot loop of the walk: 0.1 µs a value."""
        names, add, value_of = self.names, self.out.texts.append, self.value
        stack = [(root, name)]
        while stack:
            node, name = stack.pop()
            if type(node) is list:
                if len(node) == 2 and type(node[0]) is str and self._is_pair(node):
                    self.named(node, 1, node[0], node[1])
                    continue
                for place, value in enumerate(node):
                    kind = type(value)
                    if kind is str:
                        if len(value) >= MIN_TEXT:
                            add((node, place, name, value))
                    elif kind is dict or kind is list:
                        stack.append((value, name))
                    elif kind is int and value >= MIN_NUMBER:
                        value_of(node, place, name, value)
                continue
            for key, value in node.items():
                if names[key]:
                    self.named(node, key, key, value)
                    continue
                kind = type(value)
                if kind is str:
                    if len(value) >= MIN_TEXT:
                        add((node, key, key, value))
                elif kind is dict or kind is list:
                    stack.append((value, key))
                elif kind is int and value >= MIN_NUMBER:
                    value_of(node, key, key, value)

    def _is_pair(self, node: list[Any]) -> bool:
        return self.names[node[0]] in (Name.CERTAIN, Name.OWN)

    def named(self, container: Any, key: Any, name: str, value: Any) -> None:
        """A value whose name may ask for something."""
        mark = self.names[name]
        if mark == Name.SAFE:
            return
        if mark == Name.ODD and type(container) is dict:
            self.out.texts.append((container, key, name, value if type(value) is str else ""))
            if type(value) is not str:
                self.value(container, key, "", value)
            return
        if mark in (Name.CERTAIN, Name.OWN):
            self._doom(container, key, name, value, "own_field" if mark == Name.OWN else "secret_field")
        elif (mark == Name.LIKELY and type(value) is str and could_be_secret(value.strip("'\"b"))) or (
            mark == Name.RANDOM and type(value) is str and looks_random(value.strip("'\"b"))
        ):
            self.out.doomed.append(Doomed(Leaf(container, key, name, value), "secret_field"))
        else:
            self.value(container, key, name, value)

    def _doom(self, container: Any, key: Any, name: str, value: Any, rule: str) -> None:
        """The value, or every string below it."""
        stack = [(container, key, value)]
        while stack:
            container, key, value = stack.pop()
            if type(value) is dict:
                stack.extend((value, below, value[below]) for below in value)
            elif type(value) is list:
                stack.extend((value, place, item) for place, item in enumerate(value))
            elif type(value) is str and not is_placeholder(value.strip("'\"")):
                self.out.doomed.append(Doomed(Leaf(container, key, name, value), rule))
            elif type(value) is str:
                self.value(container, key, name, value)
            elif type(value) in (int, float) and (rule == "own_field" or abs(value) >= 100):
                self.out.doomed.append(Doomed(Leaf(container, key, name, str(value)), rule))

    def pairs(self, pairs: Any) -> bool:
        """`[[name, value], …]`, as tags, headers and query strings are."""
        if type(pairs) is not list:
            return False
        for place, pair in enumerate(pairs):
            if type(pair) is list and len(pair) == 2 and type(pair[0]) is str:
                if len(pair[0]) >= MIN_TEXT and self.names[pair[0]] == Name.ODD:
                    self.out.texts.append((pair, 0, "", pair[0]))
                self.named(pair, 1, pair[0], pair[1])
            else:
                self.value(pairs, place, "", pair)
        return True

    def stack(self, holder: Any) -> bool:
        """`{stacktrace: {frames: […]}}` and the rest of an exception or thread."""
        if type(holder) is not dict:
            return False
        for key, value in holder.items():
            if key in ("stacktrace", "raw_stacktrace") and type(value) is dict and type(value.get("frames")) is list:
                for frame in value["frames"]:
                    self.frame(frame)
            elif key not in ("type", "module", "thread_id", "id"):
                self.value(holder, key, key, value)
        return True

    def frame(self, frame: Any) -> None:
        """Source is code, `vars` is free; the names and paths of a frame stay."""
        if type(frame) is not dict:
            return
        variables = frame.get("vars")
        if type(variables) is dict or type(variables) is list:
            self.tree(variables, "vars")
        source = _source(frame)
        if source:
            self.out.code.append(Block(frame, source))


def _source(frame: dict[str, Any]) -> str:
    """The lines of `code_lines`, joined."""
    before, line, after = frame.get("pre_context"), frame.get("context_line"), frame.get("post_context")
    if type(before) is list and type(line) is str and type(after) is list:
        try:
            return "\n".join([*before, line, *after])
        except TypeError:  # something in between is no string
            pass
    return "\n".join(line for *_, line in code_lines(frame))


def code_lines(frame: dict[str, Any]) -> list[tuple[Any, Any, str]]:
    """A frame's lines of source in order (before, the line, after), each as (container, key, line)."""
    slots: list[tuple[Any, Any, str]] = []
    for key in ("pre_context", "context_line", "post_context"):
        value = frame.get(key)
        if type(value) is str:
            slots.append((frame, key, value))
        elif type(value) is list:
            slots += [(value, place, line) for place, line in enumerate(value) if type(line) is str]
    return slots
