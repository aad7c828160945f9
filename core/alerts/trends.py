"""What a rule measured over time, for people to look at: curves from counted events. Pure.

A curve is a list of changes `(moment, value)`; each value holds until the next moment. Moments are epoch seconds; None
stands for an unknown value.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeAlias

from core.alerts import Measure, Rule

Curve: TypeAlias = Sequence[tuple[float, float | None]]

WEEK: Final = 7 * 86_400
ESCALATION_WINDOW: Final = 3600
MOST_POINTS: Final = 60
_STEPS: Final = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400)
"""Seconds; round steps of a clock, so that the moments under a chart are easy to read."""
_SLICES: Final = 60
"""Slices of a window: how finely events are told apart in time."""
_LEAST_LEAD: Final = 1800
_MOST_LEAD: Final = 3 * 86_400
_LONGEST: Final = 30 * 86_400


@dataclass(frozen=True, slots=True)
class Counted:
    """Equal events in a slice of time."""

    at: float
    """When the slice ended."""
    quantity: int
    user: str
    """Stands for who was affected; empty where that is not known or not asked."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a chart shows: from `start`, in steps, to `end`. Epoch seconds."""

    start: int
    end: int
    step: int

    def edges(self) -> range:
        """Where each step begins."""
        return range(self.start, self.end, self.step)


def window_of(rule: Rule) -> int:
    """Seconds."""
    return ESCALATION_WINDOW if rule.measure is Measure.ESCALATING else rule.window


def slice_of(window: int) -> int:
    """Seconds."""
    return max(1, window // _SLICES)


def span_of(began: float, over: float, now: float, window: int) -> Span:
    """The span around an alert from its beginning to `over`, with enough before it to see how it came about."""
    length = over - began
    end = min(now, over + max(_LEAST_LEAD / 3, length / 6))
    start = max(began - max(_LEAST_LEAD, min(window, _MOST_LEAD), length / 3), end - _LONGEST)
    step = next((one for one in _STEPS if (end - start) / one < MOST_POINTS), _STEPS[-1])
    first = int(start // step * step)
    return Span(first, max(first + step, int(-(-end // step) * step)), step)


def measured(rule: Rule, counted: Sequence[Counted], earlier: Sequence[Counted], span: Span) -> Curve:
    """The value of a rule on a number. `counted`: from a window (of what compares with the window before it: two)
    before the span on; `earlier`: a week before that, of what compares with last week, moved to today."""
    window = window_of(rule)
    match rule.measure:
        case Measure.NOTHING:
            return _silence(sorted({one.at for one in counted}), span, window)
        case Measure.USERS:
            return _users(counted, window)
        case Measure.CHANGE if rule.baseline == "window_before":
            return _change(_sliding(counted, window), _sliding(_moved(counted, window), window))
        case Measure.CHANGE:
            return _change(_sliding(counted, window), _sliding(earlier, window))
        case Measure.RATE:
            return [(at, value * 60 / window) for at, value in _sliding(counted, window)]
        case _:
            return list(_sliding(counted, window))


def points(curve: Curve, span: Span, now: float, *, highest: bool) -> list[tuple[int, float | None]]:
    """For each step the extreme of its values: the highest, or the lowest; None for steps in the future."""
    moments = [at for at, _ in curve]
    found: list[tuple[int, float | None]] = []
    for edge in span.edges():
        if edge > now:
            break
        first, last = bisect_right(moments, edge), bisect_right(moments, min(edge + span.step, now))
        before = [curve[first - 1][1]] if first else [0.0]
        values = [one for one in (*before, *(value for _, value in curve[first:last])) if one is not None]
        found.append((edge, (max if highest else min)(values) if values else None))
    return found


def bars(counted: Iterable[Counted], span: Span, now: float) -> list[tuple[int, float | None]]:
    """How many events each step has."""
    sums = dict.fromkeys((edge for edge in span.edges() if edge <= now), 0.0)
    for one in counted:
        edge = int(one.at // span.step * span.step)
        if edge in sums:
            sums[edge] += one.quantity
    return list(sums.items())


def _sliding(counted: Iterable[Counted], window: int) -> list[tuple[float, float]]:
    """Events of the window that ends then."""
    moves = [(one.at, one.quantity) for one in counted]
    return _summed([*moves, *((at + window, -quantity) for at, quantity in moves)])


def _users(counted: Iterable[Counted], window: int) -> list[tuple[float, float]]:
    """Different users in the window: each counts until one window after she was last seen."""
    moves: list[tuple[float, int]] = []
    by_user = sorted((one.user, one.at) for one in counted if one.user)
    for _, seen in groupby(by_user, key=lambda one: one[0]):
        until: float | None = None
        for _, at in seen:
            if until is None or at > until:
                moves += [(at, 1)] if until is None else [(until, -1), (at, 1)]
            until = at + window
        assert until is not None
        moves.append((until, -1))
    return _summed(moves)


def _summed(moves: Iterable[tuple[float, int]]) -> list[tuple[float, float]]:
    total, found = 0, []
    for at, same in groupby(sorted(moves), key=lambda one: one[0]):
        total += sum(quantity for _, quantity in same)
        found.append((at, float(total)))
    return found


def _change(now: Sequence[tuple[float, float]], before: Sequence[tuple[float, float]]) -> Curve:
    """Percent above the baseline; None where that is nothing."""
    today, base = _reader(now), _reader(before)
    moments = sorted({at for at, _ in (*now, *before)})
    return [(at, 100 * (today(at) / base(at) - 1) if base(at) else None) for at in moments]


def _reader(curve: Sequence[tuple[float, float]]) -> Callable[[float], float]:
    moments = [at for at, _ in curve]

    def read(at: float) -> float:
        place = bisect_right(moments, at)
        return curve[place - 1][1] if place else 0.0

    return read


def _moved(counted: Iterable[Counted], seconds: float) -> list[Counted]:
    return [Counted(one.at + seconds, one.quantity, one.user) for one in counted]


def _silence(moments: Sequence[float], span: Span, window: int) -> Curve:
    """Seconds since the last event, at each event and at each step; before the first, since where we looked from."""
    found: list[tuple[float, float | None]] = []
    last = float(span.start - window)
    edges = [(float(edge), False) for edge in (*span.edges(), span.end)]
    for at, is_event in sorted([*edges, *((at, True) for at in moments)]):
        found.append((at, at - last))
        if is_event:
            last = at
            found.append((at, 0.0))
    return found
