"""What a walk over an event picks: strings to be read, values that go as a whole, source code."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from processor.redact.source import Block


class Leaf(NamedTuple):
    """A string (or a long number) of the event: `container[key]`."""

    container: Any
    key: Any
    name: str
    """The nearest field name, which is read as the words before the value."""
    value: str


BareLeaf = tuple[Any, Any, str, str]
"""A `Leaf` before anybody asks for its fields: an event has hundreds, and a tuple is made in a tenth of the time."""


class Doomed(NamedTuple):
    """A value that goes as a whole because of its name."""

    leaf: Leaf
    rule: str


@dataclass(slots=True)
class Collected:
    """Everything to look at."""

    texts: list[BareLeaf] = field(default_factory=list)
    doomed: list[Doomed] = field(default_factory=list)
    code: list[Block] = field(default_factory=list)
