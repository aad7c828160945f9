"""What a recognizer is: a pattern that a gate looks for in everything, and a check of what it matched.

The gate is one RE2 set of all patterns (linear time, about 2 ns per byte of clean text); only the patterns that hit
are searched for again, one by one, and only what they match is looked at in Python.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import re2

from processor.redact.buffer import Found


def _options() -> Any:
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False
    options.max_mem = 64 << 20  # bytes; the automaton of the whole set is big, and one that starts over is slow
    return options


def pattern(expression: bytes) -> Any:
    """A compiled RE2 expression over the bytes of `buffer.as_bytes`."""
    return re2.compile(expression, _options())


def last_place(compiled: Any, text: bytes) -> int:
    """Where the last match begins; -1 for none. Of two words that contradict each other the nearer one is believed."""
    place = -1
    for match in compiled.finditer(text):
        place = match.start()
    return place


Check = Callable[[bytes, int, int], Iterable[Found]]
"""(text, start, end of the match) -> what is to go; nothing when the match was only a look-alike."""


@dataclass(frozen=True, slots=True)
class Detector:
    """A pattern and its check."""

    expression: bytes
    check: Check
    in_code: bool = False
    """Whether it is sure enough of itself to be used on source code."""


def always(rule: str) -> Check:
    """A check for patterns that need none."""

    def check(text: bytes, start: int, end: int) -> Iterable[Found]:
        return (Found(start, end, rule),)

    return check


class Gate:
    """All detectors behind one set."""

    def __init__(self, detectors: Sequence[Detector]) -> None:
        self._detectors = [(pattern(d.expression), d.check) for d in detectors]
        self._set = re2.Set.SearchSet(_options())
        for detector in detectors:
            self._set.Add(detector.expression)
        self._set.Compile()

    def find(self, text: bytes) -> Iterator[Found]:
        """Everything that is to go, unordered and perhaps overlapping."""
        for index in self._set.Match(text) or ():
            compiled, check = self._detectors[index]
            for match in compiled.finditer(text):
                start, end = match.span()
                yield from check(text, start, end)
