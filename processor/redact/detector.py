"""What a recognizer is: a pattern that a gate looks for in everything, and a check of what it matched.

The gate is one RE2 set of all patterns (linear time, about 2 ns per byte of clean text); only the patterns that hit
are searched for again, one by one, and only what they match is looked at in Python.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import re2

from processor.redact.buffer import KEY_END, LEAF_END, Found
from processor.redact.relax import relaxed


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
    match, where no expression can take long. Never for text of any length; and not for lists of words, of which `re`
    tries one after the other at every place: a hundred of them take 20 µs in forty bytes, RE2 takes two."""
    return re.compile(expression)


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
    signs: tuple[bytes, ...] = ()
    """If given: every match lies within one string and holds one of these, so only such strings are searched."""
    gate: bytes = b""
    """If given: what stands in the gate instead; has to match wherever `expression` does. For one that begins with a
    wide class or has a long gap: in the set both multiply the states of all other expressions."""
    cost: int = 1
    """What a check takes from the `Budget`; more for those that ask somebody else's library."""


def always(rule: str) -> Check:
    """A check for patterns that need none."""

    def check(text: bytes, start: int, end: int) -> Iterable[Found]:
        return (Found(start, end, rule),)

    return check


def _strings_with(signs: tuple[bytes, ...], text: bytes) -> Iterable[tuple[int, int]]:
    """Start and end of each string that holds one of the signs; linear in the length of the text."""
    places: dict[int, int] = {}
    for sign in signs:
        if sign[0] not in text:
            continue  # one byte is looked for at the speed of memory, a longer sign at a tenth of that
        at = text.find(sign)
        while at >= 0:
            end = text.find(LEAF_END, at)
            end = end if end >= 0 else len(text)
            places[text.rfind(LEAF_END, 0, at) + 1] = end
            at = text.find(sign, end)
    return sorted(places.items())


UNCHECKED = "unchecked"
"""The rule under which a string goes as a whole because there is too much in it to check."""
CHECKS_PER_TEXT, CHECKS_PER_STRING, BYTES_PER_CHECK = 1000, 500, 256
"""Matches that are looked at: so many, and one more for so many bytes. A check takes some 5-30 µs, so a mebibyte that
is nothing but matches costs about half a second, and no ordinary string comes near."""


class Budget:
    """How much may still be looked at, of one text and of each string in it.

    What has more matches is not let through but goes as a whole; the others keep their share.
    """

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._left = CHECKS_PER_TEXT + len(text) // BYTES_PER_CHECK
        self._spent: dict[int, int] = {}
        self.exhausted: set[int] = set()
        """Where strings end that had too much."""
        self.end = -1
        """Where the string ends that was asked about last."""

    def allows(self, place: int, cost: int) -> bool:
        """Whether a match that begins at `place` may be looked at; it is counted. Places of one detector ascend."""
        if place >= self.end:
            begins = self._text[place : place + 1] == LEAF_END  # an expression may look for the border itself
            end = self._text.find(LEAF_END, place + begins)
            self.end = end if end >= 0 else len(self._text)
        if self.end in self.exhausted:
            return False
        spent = self._spent[self.end] = self._spent.get(self.end, 0) + cost
        self._left -= cost
        if self._left < 0 or (
            spent > CHECKS_PER_STRING and spent > CHECKS_PER_STRING + self._size() // BYTES_PER_CHECK
        ):
            self.exhausted.add(self.end)
            return False
        return True

    def start_over(self) -> None:
        """Another detector begins at the first string."""
        self.end = -1

    def _size(self) -> int:
        return self.end - self._text.rfind(LEAF_END, 0, self.end) - 1

    def holes(self) -> Iterator[Found]:
        """The strings that go as a whole, without the names before them."""
        for end in self.exhausted:
            start = self._text.rfind(LEAF_END, 0, end) + 1
            name_end = self._text.find(KEY_END, start, end)
            yield Found(max(start, name_end + 1), end, UNCHECKED)


class Gate:
    """All detectors behind one set."""

    def __init__(self, detectors: Sequence[Detector]) -> None:
        self._detectors = [(pattern(d.expression), d) for d in detectors]
        self._set = re2.Set.SearchSet(_options())
        for detector in detectors:
            self._set.Add(relaxed(detector.gate or detector.expression))
        self._set.Compile()

    def find(self, text: bytes) -> Iterator[Found]:
        """Everything that is to go, unordered and perhaps overlapping."""
        hits = self._set.Match(text)
        if not hits:
            return
        budget = Budget(text)
        for index in hits:
            compiled, detector = self._detectors[index]
            check, signs = detector.check, detector.signs
            budget.start_over()
            for first, last in _strings_with(signs, text) if signs else ((0, len(text)),):
                for start, end in _allowed(compiled, text, first, last, budget, detector.cost):
                    yield from check(text, start, end)
        yield from budget.holes()


def _allowed(compiled: Any, text: bytes, first: int, last: int, budget: Budget, cost: int) -> Iterator[tuple[int, int]]:
    """Start and end of each match that the budget allows; strings that had too much are passed over."""
    place = first
    while place < last:
        for match in compiled.finditer(text, place, last):
            start, end = match.span()
            if not budget.allows(start, cost):
                place = budget.end
                break
            yield start, end
        else:
            return
