"""One search through many strings at once, and what was found sorted by string."""

import itertools
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence

from processor.redact.buffer import LEAF_END, Found, as_bytes

_SEPARATOR = LEAF_END.decode("ascii")
MIN_REMEMBERED = 96
"""Shorter strings are searched quicker than remembered, as most of them never come again."""


class Clean:
    """Strings in which nothing was found before: source, addresses of browsers, long locals come again and again.

    Two generations, each of at most half of `max_characters`; what nobody asked for since two generations is
    forgotten. It knows strings in which nothing at all was found, whatever a policy says, so all projects share it.
    """

    def __init__(self, max_characters: int) -> None:
        self._half = max_characters // 2
        self._young: set[str] = set()
        self._old: set[str] = set()
        self._size = 0

    def among(self, texts: Iterable[str]) -> set[str]:
        """Those of the texts that are known to be clean."""
        known = self._young.intersection(texts)
        if self._old and (old := self._old.intersection(texts) - known):
            self.add(old)
            known |= old
        return known

    def add(self, texts: Collection[str]) -> None:
        """Remember those that are long enough to be worth it."""
        long = [text for text in texts if len(text) >= MIN_REMEMBERED]
        size = sum(map(len, long))
        if self._size + size > self._half:
            self._old, self._young, self._size = self._young, set(), 0
        if size <= self._half:
            self._young.update(long)
            self._size += size


def find_by_part(
    parts: Sequence[str], find: Callable[[bytes], Iterable[Found]], clean: Clean
) -> dict[int, list[Found]]:
    """Index of a part -> what was found in it, at places counted from the part's start.

    What reaches over the end of a part is cut there.
    """
    known = clean.among([part for part in parts if len(part) >= MIN_REMEMBERED])
    new = [index for index, part in enumerate(parts) if part not in known] if known else range(len(parts))
    texts = [parts[index] for index in new] if known else parts
    if not texts:
        return {}
    found = list(find(as_bytes(_SEPARATOR.join(texts))))
    by_part: dict[int, list[Found]] = {}
    if found:
        starts = list(itertools.accumulate((len(text) + 1 for text in texts), initial=0))
        for start, end, rule in found:
            place = bisect_right(starts, start) - 1
            cut = Found(start - starts[place], min(end - starts[place], len(texts[place])), rule)
            by_part.setdefault(new[place], []).append(cut)
    clean.add([text for index, text in zip(new, texts, strict=True) if index not in by_part] if by_part else texts)
    return by_part
