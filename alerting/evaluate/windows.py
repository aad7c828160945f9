"""Sliding windows: what a rule measures, as it stands at a moment, and how it goes on by the clock alone. Pure.

A window of W seconds at moment t holds the whole seconds behind floor(t) - W up to the running one: a second leaves it
when it began W seconds ago. Windows over an hour are counted in buckets of W / 3600 seconds (rounded up) instead of
seconds, so that no state holds more than 3600 of them (CHANGE: twice that).
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from math import floor, inf
from typing import Final, TypeAlias

MAX_BUCKETS: Final = 3600

Buckets: TypeAlias = tuple[tuple[int, int], ...]
"""(index, events): an index times the bucket's seconds is when it begins. Oldest first."""

Step: TypeAlias = tuple[float, float | None]
"""A moment at which the clock alone changes the value, and the value from then on; None: there is none."""


def bucket_seconds(window: int) -> int:
    """How long a bucket of such a window is: 1 s up to an hour, then as long as it takes to need 3600 of them."""
    return max(1, -(-window // MAX_BUCKETS))


class Events:
    """Events in the window."""

    def __init__(self, window: int, buckets: Buckets, at: float, width: int = 0) -> None:
        self._width = width or bucket_seconds(window)
        self._span = -(-window // self._width)
        self._indexes = [index for index, _ in buckets]
        self._counts = [count for _, count in buckets]
        self.stand_at(at)

    @property
    def value(self) -> float:
        return float(self.total)

    def stand_at(self, at: float) -> None:
        """Look at it from any moment; `slide` is the cheap way forward."""
        self._first = bisect_left(self._indexes, floor(at / self._width) - self._span + 1)
        self.total = sum(self._counts[self._first :])

    def slide(self, at: float) -> Iterator[Step]:
        """Go on to a moment; every change on the way there, in order."""
        while (leaves := self.leaves()) <= at:
            self.drop()
            yield leaves, self.value

    def leaves(self) -> float:
        """When the oldest bucket leaves the window."""
        if self._first == len(self._indexes):
            return inf
        return float((self._indexes[self._first] + self._span) * self._width)

    def drop(self) -> None:
        """Let the oldest bucket leave."""
        self.total -= self._counts[self._first]
        self._first += 1

    def add(self, at: float, newest: float) -> None:
        """Count an event, standing at the newest; what is older than the window counts no longer."""
        index = floor(at / self._width)
        if index <= floor(newest / self._width) - self._span:
            return
        place = bisect_left(self._indexes, index)
        if place < len(self._indexes) and self._indexes[place] == index:
            self._counts[place] += 1
        else:
            self._indexes.insert(place, index)
            self._counts.insert(place, 1)
        self.total += 1

    def kept(self) -> Buckets:
        """What to remember: the window of the newest event."""
        first = bisect_left(self._indexes, self._indexes[-1] - self._span + 1) if self._indexes else 0
        return tuple(zip(self._indexes[first:], self._counts[first:], strict=True))


class Change:
    """Percent that the window's events are above those of the window before; no value where that one had none."""

    def __init__(self, window: int, buckets: Buckets, at: float) -> None:
        width = bucket_seconds(window)
        whole = -(-window // width) * width
        self._last = Events(whole, buckets, at, width)
        self._both = Events(whole * 2, buckets, at, width)

    @property
    def total(self) -> int:
        return self._last.total

    @property
    def before(self) -> int:
        return self._both.total - self._last.total

    @property
    def value(self) -> float | None:
        return percent_above(self.total, self.before)

    def stand_at(self, at: float) -> None:
        for one in (self._last, self._both):
            one.stand_at(at)

    def slide(self, at: float) -> Iterator[Step]:
        while (moment := min(self._last.leaves(), self._both.leaves())) <= at:
            for one in (self._last, self._both):
                if one.leaves() == moment:
                    one.drop()
            yield moment, self.value

    def add(self, at: float, newest: float) -> None:
        # What is late by a window still belongs to the one before.
        self._both.add(at, newest)
        self._last.add(at, newest)

    def kept(self) -> Buckets:
        return self._both.kept()


class Users:
    """Different users in the window, exact to the second; of more than `most` it is only known that there are so
    many."""

    def __init__(self, window: int, users: tuple[tuple[bytes, int], ...], at: float, most: int) -> None:
        self._window = window
        self._most = most
        self._last = dict(users)
        self.stand_at(at)

    @property
    def total(self) -> int:
        return len(self._last) - self._left

    @property
    def value(self) -> float:
        return float(self.total)

    @property
    def is_at_least(self) -> bool:
        return self.total >= self._most

    def stand_at(self, at: float) -> None:
        self._left = sum(1 for second in self._last.values() if second <= floor(at) - self._window)

    def slide(self, at: float) -> Iterator[Step]:
        for second in islice(self._last.values(), self._left, None):
            leaves = float(second + self._window)
            if leaves > at:
                return
            self._left += 1
            yield leaves, self.value

    def add(self, at: float, newest: float, user: bytes) -> None:
        """See a user, standing at the newest."""
        second, oldest = floor(at), floor(newest) - self._window
        if not user or second <= oldest or self._last.get(user, second - 1) >= second:
            return
        while self._last and next(iter(self._last.values())) <= oldest:
            del self._last[next(iter(self._last))]
        self._left = 0
        self._last.pop(user, None)
        is_latest = not self._last or second >= next(reversed(self._last.values()))
        self._last[user] = second
        if not is_latest:
            self._last = dict(sorted(self._last.items(), key=lambda one: one[1]))
        if len(self._last) > self._most:
            del self._last[next(iter(self._last))]

    def kept(self) -> tuple[tuple[bytes, int], ...]:
        return tuple(self._last.items())


class Silence:
    """Seconds since the last event."""

    def __init__(self, window: int, last: float, at: float) -> None:
        self._window = window
        self._last = last
        self.stand_at(at)

    @property
    def value(self) -> float:
        return self._at - self._last

    def stand_at(self, at: float) -> None:
        self._at = at

    def slide(self, at: float) -> Iterator[Step]:
        """The one change that matters: the window is over."""
        over = self._last + self._window
        is_ahead, self._at = self._at < over <= at, at
        if is_ahead:
            yield over, float(self._window)

    def add(self, at: float, newest: float) -> None:
        self._last = max(self._last, at)


def percent_above(quantity: float, baseline: float) -> float | None:
    return None if baseline <= 0 else (quantity - baseline) / baseline * 100
