"""Frames that recur: how deep a recursion went is chance."""

from collections import Counter

from processor.fingerprint.explain import Numbered

_DEEP = 3
"""A frame that stands so often in an overflown stack is part of the recursion."""


def each_once(chosen: list[Numbered]) -> list[Numbered]:
    """Every frame at its newest place only."""
    seen: dict[str, Numbered] = {}
    for at, frame in reversed(chosen):
        if frame.key not in seen:
            seen[frame.key] = (at, frame)
    return list(seen.values())[::-1]


def from_recursion_on(chosen: list[Numbered]) -> list[Numbered]:
    """Without who called a recursion: some levels deeper, those frames would be cut off."""
    counts = Counter(frame.key for _, frame in chosen)
    for start, (_, frame) in enumerate(chosen):
        if counts[frame.key] >= _DEEP:
            return chosen[start:]
    return chosen


def recurring(chosen: list[Numbered]) -> list[Numbered]:
    """For an overflow: the frames of the loop in a fixed order, since where exactly it ended is chance."""
    counts = Counter(frame.key for _, frame in chosen)
    once = each_once(chosen)
    loop = [(at, frame) for at, frame in once if counts[frame.key] >= _DEEP]
    return sorted(loop or once, key=lambda numbered: numbered[1].key)
