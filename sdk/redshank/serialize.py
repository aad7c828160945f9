"""Any Python value as plain JSON values: bounded in depth, size and time, and never an exception.

Values come from programs that are failing, so nothing about them is trusted: containers are walked through their
own C methods (a subclass cannot interfere), everything else goes through a guarded `repr`.
"""

from __future__ import annotations

import math
import os
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Callable
from uuid import UUID

from .scrub import FILTERED, Scrubber

if TYPE_CHECKING:
    from typing_extensions import TypeGuard

MAX_KEY_CHARS = 200
"""Longest name of a field; servers cut tag keys there."""
_CHARS_BEYOND_BUDGET = 32
_INT64 = 1 << 63
_PLAIN_TEXT = (date, Decimal, PurePath, UUID)
"""Types whose `str` says all that matters (datetime is a date)."""
_SEQUENCES = frozenset({list, tuple, set, frozenset, deque})


@dataclass(frozen=True)
class Bounds:
    """How much of a value is kept."""

    depth: int = 5
    items: int = 30
    """Items of one container."""
    chars: int = 1024
    """Characters of one string."""
    nodes: int = 4000
    """Values in all that one Serializer makes."""
    total_bytes: int = 256_000
    """Bytes of all strings; after that they are cut to a few, which bounds the time that scrubbing takes."""
    repr_seconds: float = 0.25
    """Time in all for the `repr` of foreign objects; after that only their type is named."""


class Serializer:
    """Turns the values of one event into JSON values. Made anew for each event: it carries the budget."""

    def __init__(
        self,
        scrubber: Scrubber,
        bounds: Bounds = Bounds(),
        *,
        quote: bool = False,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._scrubber = scrubber
        self._bounds = bounds
        self._quote = quote
        self._clock = clock
        self._nodes_left = bounds.nodes
        self._bytes_left = bounds.total_bytes
        self._seconds_left = bounds.repr_seconds

    @property
    def spent(self) -> bool:
        """Whether the budget of values or of text is used up; what comes now is cut short."""
        return self._nodes_left <= 0 or self._bytes_left <= 0

    def value(self, value: object) -> Any:
        """`value` as JSON. With `quote`, strings look as in source code, so that 'None' and None differ."""
        return self._walk(value, self._bounds.depth)

    def fields(self, values: object) -> dict[str, Any]:
        """A mapping as a JSON object; secret fields lose their values. Anything else gives {}."""
        walked = self._walk(values, self._bounds.depth)
        return walked if isinstance(walked, dict) else {}

    def text(self, value: object, chars: int | None = None) -> str:
        """`str(value)`, scrubbed and cut to `chars` characters."""
        text = value if _is_text(value) else _safely(str, value)
        return self._scrubbed(text, chars or self._bounds.chars)

    def _walk(self, value: object, depth: int) -> Any:
        self._nodes_left -= 1
        if self._nodes_left < 0:
            return "..."
        try:
            return self._by_type(value, type(value), depth)
        except KeyboardInterrupt:
            raise  # the user's, not the value's
        except BaseException:
            return type_name(value)

    def _by_type(self, value: Any, kind: type, depth: int) -> Any:
        # issubclass of the real type: isinstance would ask a `__class__` that the value may have forged
        if value is None or kind is bool:
            return value
        if kind is int:
            return value if -_INT64 <= value < _INT64 else f"<int of {value.bit_length()} bits>"
        if kind is float:
            return value if math.isfinite(value) else repr(value)
        if issubclass(kind, str):
            return self._string(value)
        if issubclass(kind, (bytes, bytearray)):
            return self._scrubbed(repr(bytes(value[: self._bounds.chars])), self._bounds.chars)
        if issubclass(kind, dict) or kind is type(os.environ):
            items = dict.items(value) if issubclass(kind, dict) else value.items()
            return self._mapping(items, len(value), depth) if depth > 0 else f"<{kind.__name__} of {len(value)}>"
        if kind in _SEQUENCES:
            return self._sequence(value, len(value), depth) if depth > 0 else f"<{kind.__name__} of {len(value)}>"
        if not self._quote and issubclass(kind, _PLAIN_TEXT):
            return self._scrubbed(str(value), self._bounds.chars)
        return self._repr(value)

    def _string(self, value: str) -> str:
        kept = str.__getitem__(value, slice(self._bounds.chars + 1))
        return self._scrubbed(repr(kept) if self._quote else kept, self._bounds.chars)

    def _mapping(self, items: Iterable[tuple[object, object]], size: int, depth: int) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key, item in islice(items, self._bounds.items):
            name = self._key(key)
            if item is not None and type(item) is not bool and self._scrubber.hides(name):
                out[name] = FILTERED
            else:
                out[name] = self._walk(item, depth - 1)
        if size > self._bounds.items:
            out["..."] = f"{size - self._bounds.items} more"
        return out

    def _key(self, key: object) -> str:
        text = key if _is_text(key) else self._repr(key)
        return clean(str.__getitem__(text, slice(MAX_KEY_CHARS)))

    def _sequence(self, items: Iterable[object], size: int, depth: int) -> list[Any]:
        out = [self._walk(item, depth - 1) for item in islice(items, self._bounds.items)]
        if size > self._bounds.items:
            out.append(f"... {size - self._bounds.items} more")
        return out

    def _repr(self, value: object) -> str:
        """`repr(value)` while the time budget lasts: it may be slow (a query, a data frame) and cannot be stopped."""
        if self._seconds_left <= 0:
            return type_name(value)
        started = self._clock()
        text = _safely(repr, value)
        self._seconds_left -= self._clock() - started
        return self._scrubbed(text, self._bounds.chars)

    def _scrubbed(self, text: str, chars: int) -> str:
        # Cut before scrubbing, so that the work is bounded; the patterns know of quotes that lost their end.
        chars = min(chars, max(self._bytes_left, _CHARS_BEYOND_BUDGET))
        kept = clean(str.__getitem__(text, slice(chars + 1)))
        self._bytes_left -= len(kept) if kept.isascii() else len(kept.encode())
        return cut(self._scrubber.text(kept), chars)


def clean(text: str) -> str:
    """The text as plain `str` that UTF-8 can say: lone surrogates become `?`."""
    if type(text) is str and text.isascii():
        return text
    return str.encode(text, "utf-8", "replace").decode("utf-8")


def cut(text: str, chars: int) -> str:
    """At most `chars` characters, with an ellipsis where something was cut."""
    return text if len(text) <= chars else text[: max(chars - 3, 0)] + "..."


def type_name(value: object) -> str:
    """`<module.Type>`, from the real type; never fails."""
    kind = type(value)
    return f"<{type.__getattribute__(kind, '__module__')}.{type.__getattribute__(kind, '__qualname__')}>"[
        :MAX_KEY_CHARS
    ]


def _is_text(value: object) -> TypeGuard[str]:
    """Whether this really is a string: isinstance would believe a forged `__class__`."""
    return issubclass(type(value), str)


def _safely(how: Callable[[object], str], value: object) -> str:
    """`how(value)`, or the name of its type when that fails in any way."""
    try:
        return how(value)
    except KeyboardInterrupt:
        raise
    except BaseException:
        return type_name(value)
