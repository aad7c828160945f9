"""One search through many strings at once, and what was found sorted by string."""

import itertools
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence

from processor.redact.buffer import Found, as_bytes


class Clean:
    """Strings in which nothing was found before: the source of a program comes again and again.

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
        """Remember these."""
        size = sum(map(len, texts))
        if self._size + size > self._half:
            self._old, self._young, self._size = self._young, set(), 0
        if size <= self._half:
            self._young.update(texts)
            self._size += size


def find_by_part(parts: Sequence[str], find: Callable[[bytes], Iterable[Found]]) -> dict[int, list[Found]]:
    """Index of a part -> what was found in it, at places counted from the part's start.

    Each part ends with `LEAF_END`. What reaches over the end of a part is cut there.
    """
    found = list(find(as_bytes("".join(parts))))
    if not found:
        return {}
    starts = [0, *itertools.accumulate(map(len, parts))]
    by_part: dict[int, list[Found]] = {}
    for start, end, rule in found:
        place = bisect_right(starts, start) - 1
        cut = Found(start - starts[place], min(end - starts[place], len(parts[place]) - 1), rule)
        by_part.setdefault(place, []).append(cut)
    return by_part


def find_in_new(parts: Sequence[str], find: Callable[[bytes], Iterable[Found]], clean: Clean) -> dict[int, list[Found]]:
    """The same without looking at parts that are known to be clean; those in which nothing is found are from now on."""
    known = clean.among(parts)
    new = [index for index, part in enumerate(parts) if part not in known] if known else list(range(len(parts)))
    if not new:
        return {}
    found = find_by_part([parts[index] for index in new], find)
    clean.add([parts[index] for place, index in enumerate(new) if place not in found])
    return {new[place]: items for place, items in found.items()}
