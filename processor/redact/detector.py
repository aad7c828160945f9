"""What a recognizer is: a pattern that a gate looks for in everything, and a check of what it matched.

The gate is one RE2 set of all patterns (linear time, about 2 ns per byte of clean text); only the patterns that hit
are searched for again, one by one, and only what they match is looked at in Python.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import re2

from processor.redact.buffer import LEAF_END, Found


def _options() -> Any:
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False
    options.max_mem = 64 << 20  # bytes; the automaton of the whole set is big, and one that starts over is slow
    return options


def pattern(expression: bytes) -> Any:
    """A compiled RE2 expression over the bytes of `buffer.as_bytes`."""
    return re2.compile(expression, _options())


def window(expression: bytes) -> re.Pattern[bytes]:
    """A compiled `re` expression, four times quicker to call than RE2: only for looking at a few dozen bytes around a
    match, where no expression can take long. Never for text of any length."""
    return re.compile(expression)


def last_place(compiled: re.Pattern[bytes], text: bytes) -> int:
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
    signs: tuple[bytes, ...] = ()
    """If given: every match lies within one string and holds one of these, so only such strings are searched."""
    gate: bytes = b""
    """If given: what stands in the gate instead; has to match wherever `expression` does. For one that begins with a
    wide class or has a long gap: in the set both multiply the states of all other expressions."""


def always(rule: str) -> Check:
    """A check for patterns that need none."""

    def check(text: bytes, start: int, end: int) -> Iterable[Found]:
        return (Found(start, end, rule),)

    return check


_COUNTED = re.compile(rb"(\[(?:\\.|[^\]\\])+\]|\\[dwsS]|(?<!\\)\.)\{(\d+)(,\d*)?\}")
_COUNTS_WORTH_COUNTING = 6
_FAR = 12


def relaxed(expression: bytes) -> bytes:
    """An expression that matches wherever this one does and does not count far: `\\w{32}` -> `\\w{12}\\w*`.

    Every counter multiplies the states of the set's automaton, which is built while it reads: with them a text that
    has not been seen before costs twenty times more.
    """

    def without_counter(match: re.Match[bytes]) -> bytes:
        atom, least, upper = match[1], int(match[2]), match[3]
        most = least if upper is None else int(upper[1:] or 10**6)
        return match[0] if most <= _COUNTS_WORTH_COUNTING else atom * min(least, _FAR) + atom + b"*"

    return _COUNTED.sub(without_counter, expression)


def _strings_with(signs: tuple[bytes, ...], text: bytes) -> Iterable[tuple[int, int]]:
    """Start and end of each string that holds one of the signs; linear in the length of the text."""
    places: dict[int, int] = {}
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            end = text.find(LEAF_END, at)
            end = end if end >= 0 else len(text)
            places[text.rfind(LEAF_END, 0, at) + 1] = end
            at = text.find(sign, end)
    return sorted(places.items())


class Gate:
    """All detectors behind one set."""

    def __init__(self, detectors: Sequence[Detector]) -> None:
        self._detectors = [(pattern(d.expression), d.check, d.signs) for d in detectors]
        self._set = re2.Set.SearchSet(_options())
        for detector in detectors:
            self._set.Add(relaxed(detector.gate or detector.expression))
        self._set.Compile()

    def find(self, text: bytes) -> Iterator[Found]:
        """Everything that is to go, unordered and perhaps overlapping."""
        for index in self._set.Match(text) or ():
            compiled, check, signs = self._detectors[index]
            for first, last in _strings_with(signs, text) if signs else ((0, len(text)),):
                for match in compiled.finditer(text, first, last):
                    start, end = match.span()
                    yield from check(text, start, end)
