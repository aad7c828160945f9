"""Sliding windows: the value of a measure at a moment, and how the clock alone changes it afterwards. Pure.

A window of W seconds at moment t holds the whole seconds after floor(t) - W, up to the present one: a second leaves the
window W seconds after its beginning. Windows longer than an hour are counted in buckets of W / 3600 seconds (rounded
up) instead of seconds, so that no state holds more than 3600 buckets (CHANGE: twice that).
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from math import floor, inf
from typing import Final, TypeAlias

MAX_BUCKETS: Final = 3600

Buckets: TypeAlias = tuple[tuple[int, int], ...]
"""(index, events), oldest first. A bucket begins at its index times the seconds of a bucket."""

Step: TypeAlias = tuple[float, float | None]
"""A moment at which the clock alone changes the value, and the value from then on; None: it has no value then."""


def bucket_seconds(window: int) -> int:
    """The seconds of a bucket: 1 for windows up to an hour, above that so many that a window has 3600 buckets."""
    return max(1, -(-window // MAX_BUCKETS))


class Events:
    """Counts the events in the window."""

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
        """Move to any moment; `slide` is the cheap way forward."""
        self._first = bisect_left(self._indexes, floor(at / self._width) - self._span + 1)
        self.total = sum(self._counts[self._first :])

    def slide(self, at: float) -> Iterator[Step]:
        """Move forward to a moment; yields every change on the way, in order."""
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
        """Count an event; the window must stand at the newest one. An event older than the window is not counted."""
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
        """What has to be kept: the window of the newest event."""
        first = bisect_left(self._indexes, self._indexes[-1] - self._span + 1) if self._indexes else 0
        return tuple(zip(self._indexes[first:], self._counts[first:], strict=True))


class Change:
    """By how many percent the window's events exceed those of the window before; no value where that one had none."""

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
        # An event that is late by a window still belongs to the window before.
        self._both.add(at, newest)
        self._last.add(at, newest)

    def kept(self) -> Buckets:
        return self._both.kept()


class Users:
    """Counts the different users in the window, exact to the second; above `most`, it only knows that there are at
    least so many."""

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
        """Note a user; the window must stand at the newest event."""
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
        """Yields the one change that matters: the window has passed without an event."""
        over = self._last + self._window
        is_ahead, self._at = self._at < over <= at, at
        if is_ahead:
            yield over, float(self._window)

    def add(self, at: float, newest: float) -> None:
        self._last = max(self._last, at)


def percent_above(quantity: float, baseline: float) -> float | None:
    return None if baseline <= 0 else (quantity - baseline) / baseline * 100
