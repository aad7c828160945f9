"""Free-form JSON inside an event: variables, contexts, extra, data. Any shape, but bounded.

Nearly all of it fits, so a type that says "so deep, so long" checks it in C; only what does not fit is walked.
"""

from collections.abc import Callable
from typing import Annotated, Any

import msgspec

from processor.normalize import limits
from processor.normalize.notes import Notes, Path, as_json
from processor.normalize.values import Fix

MIN_INT, MAX_INT = -(2**63), 2**63 - 1
"""Numbers outside become text: no store and no reader would keep all their digits."""

LONGEST_NUMBER = 26
"""Characters of the longest float, with a sign and a comma. Estimates must never be below what is written:
only then does a trimmed value fit when it is looked at again."""
ROOM = 32
"""Bytes that must be left for another entry."""


def json_type(depth: int, text: int) -> Any:
    """The type of JSON values with at most `depth` containers in each other and texts of at most `text`."""
    scalar = (
        Annotated[str, msgspec.Meta(max_length=text)]
        | Annotated[int, msgspec.Meta(ge=MIN_INT, le=MAX_INT)]
        | float
        | bool
        | None
    )
    value: Any = scalar
    key = Annotated[str, msgspec.Meta(max_length=limits.NESTED_KEY)]
    few = msgspec.Meta(max_length=limits.NESTED_ITEMS)
    for _ in range(depth):
        value = scalar | Annotated[list[value], few] | Annotated[dict[key, value], few]
    return value


def json_object_type(depth: int, text: int) -> Any:
    """The type of JSON objects whose values are bounded as by `json_type(depth, text)`."""
    key = Annotated[str, msgspec.Meta(max_length=limits.NESTED_KEY)]
    return Annotated[dict[key, json_type(depth, text)], msgspec.Meta(max_length=limits.NESTED_ITEMS)]  # type: ignore[misc]


def checker(of_type: Any) -> Callable[[Any], bool]:
    """A function that tells whether a value is of the type; the type is compiled once."""
    box = msgspec.defstruct("Box", [("value", of_type)])
    convert = msgspec.convert

    def fits(value: Any) -> bool:
        try:
            convert({"value": value}, box)
        except msgspec.ValidationError:
            return False
        return True

    return fits


def json_value(depth: int, text: int, size: int | None = None) -> Fix:
    """Any JSON value; what is deeper than `depth` becomes JSON text, and `size` bounds the JSON of the whole."""
    fits = checker(json_type(depth, text))

    def fix(notes: Notes, path: Path, value: Any) -> Any:
        if fits(value) and (size is None or size_of(value) <= size):
            return value
        return _Trimming(notes, text, size).walk(path, value, depth)

    return fix


def json_object(depth: int, text: int, size: int | None = None) -> Fix:
    """A non-empty JSON object whose values are bounded as by `json_value(depth, …)`."""
    bounded = json_value(depth + 1, text, size)

    def fix(notes: Notes, path: Path, value: Any) -> dict[str, Any] | None:
        if type(value) is not dict:
            notes.invalid(path, value)
            return None
        return bounded(notes, path, value) or None

    return fix


def size_of(value: Any) -> int:
    """Bytes of the JSON of a value that has been checked for depth."""
    return len(msgspec.json.encode(value))


class _Trimming:
    """One walk over one value, with what is left of its budget."""

    __slots__ = ("_left", "_notes", "_text")

    def __init__(self, notes: Notes, text: int, size: int | None) -> None:
        self._notes = notes
        self._text = text
        self._left = limits.EVENT_SIZE if size is None else size

    def walk(self, path: Path, value: Any, depth: int) -> Any:
        kind = type(value)
        if kind is dict or kind is list:
            if depth == 0:
                value = as_json(value)
            else:
                return self._object(path, value, depth) if kind is dict else self._list(path, value, depth)
        elif kind is int and not MIN_INT <= value <= MAX_INT:
            value = as_json(value)
        if type(value) is not str:
            self._left -= LONGEST_NUMBER
            return value
        limit = max(min(self._text, self._left), 3)
        if len(value) > limit or len(value) * 6 > self._left:
            value = self._fitting(path, value, limit)
        self._left -= _written(value)
        return value

    def _fitting(self, path: Path, value: str, limit: int) -> str:
        """Cut so that the JSON of the text, escapes and all, is within what is left."""
        cut = value if len(value) <= limit else value[: limit - 3] + "..."
        while _written(cut) > self._left and limit > 3:
            limit = max(limit * max(self._left, 0) // (_written(cut) + 1), 3)
            cut = value[: limit - 3] + "..."
        return value if cut == value else self._notes.cut(path, value, limit)

    def _object(self, path: Path, value: dict[str, Any], depth: int) -> dict[str, Any]:
        kept: dict[str, Any] = {}
        self._left -= 2
        for key, item in value.items():
            if self._left <= 6 * len(key) + ROOM or len(kept) == limits.NESTED_ITEMS:
                self._notes.dropped(path, len(value))
                break
            if len(key) > limits.NESTED_KEY:
                key = key[: limits.NESTED_KEY]
            self._left -= _written(key) + 2
            kept[key] = self.walk((*path, key), item, depth - 1)
        return kept

    def _list(self, path: Path, value: list[Any], depth: int) -> list[Any]:
        kept: list[Any] = []
        self._left -= 2
        for index, item in enumerate(value):
            if self._left <= ROOM or len(kept) == limits.NESTED_ITEMS:
                self._notes.dropped(path, len(value))
                break
            self._left -= 1
            kept.append(self.walk((*path, index), item, depth - 1))
        return kept


def _written(text: str) -> int:
    return len(msgspec.json.encode(text))
