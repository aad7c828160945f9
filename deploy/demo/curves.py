"""When things happen: the shape of a problem over the last days. Pure: moments come from a seeded generator."""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, exp, pi
from random import Random
from typing import Final

HISTORY_HOURS: Final = 13 * 24.0
"""How far back the demo goes: within the fortnight that pages show, far from the 30 days that the server believes."""

_MAX_TRIES: Final = 2000
"""Per moment, so that no shape, however thin, can keep us; a nightly job needs some 70."""

Weight = Callable[[float, float], float]
"""(hours ago, hour of the day in UTC) -> how likely, 0 to 1."""


def rhythm(_: float, hour: float) -> float:
    """The shop's day: 0.25 at three in the morning, 1 at three in the afternoon."""
    return 0.625 - 0.375 * cos((hour - 3) / 12 * pi)


@dataclass(frozen=True, slots=True)
class Curve:
    """`count` events between `begin` and `end` hours ago."""

    count: int
    begin: float = HISTORY_HOURS
    end: float = 0.0
    weight: Weight = rhythm

    def moments(self, rng: Random, now: float) -> list[float]:
        """Epoch seconds, in order."""
        return sorted(self._moment(rng, now) for _ in range(self.count))

    def _moment(self, rng: Random, now: float) -> float:
        for _ in range(_MAX_TRIES):
            age = rng.uniform(self.begin, self.end)
            at = now - age * 3600
            if rng.random() < self.weight(age, at / 3600 % 24):
                break
        return at


def steady(count: int) -> Curve:
    """As far back as we look, more by day than by night."""
    return Curve(count)


def since(hours: float, count: int) -> Curve:
    """Began some hours ago, and grows."""
    return Curve(count, begin=hours, weight=lambda age, _: 1 - 0.8 * age / hours)


def burst(hours_ago: float, width: float, count: int) -> Curve:
    """One bad time, half as bad `width` hours before and after."""
    begin, end = hours_ago + 3 * width, max(0.0, hours_ago - 3 * width)
    return Curve(count, begin, end, lambda age, _: exp(-0.7 * ((age - hours_ago) / width) ** 2))


def fading(begin: float, end: float, count: int) -> Curve:
    """Began with a bang and died away."""
    return Curve(count, begin, end, lambda age, _: ((age - end) / (begin - end)) ** 2)


def nightly(start: float, count: int) -> Curve:
    """Within 20 minutes of that hour of the day: what a job does."""
    return Curve(count, weight=lambda _, hour: 1.0 if start <= hour < start + 1 / 3 else 0.0)
