"""What is in effect: layers laid over each other, overrides above, and gaps where nothing covers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.alerts import Layer
from core.errors import Rejected
from core.schedules.rotation import open_hours, turns
from core.schedules.zones import known_zone

MAX_RANGE_SECONDS: Final = 367 * 86_400
"""A year, leap day and an hour of DST included."""
EARLIEST: Final = 946_684_800.0
"""2000, and below 2100: outside, calendars are guesses and dates run out."""
LATEST: Final = 4_102_444_800.0
MAX_SHIFTS: Final = 20_000
"""Of one layer in one answer: hourly turns of a year are 8,784, each perhaps cut in two by restricted hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Stands in, or leaves it to nobody, whatever the layers say."""

    id: int = 0
    start: float
    end: float
    user_id: int | None
    """None: nobody, on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    time_zone: str
    layers: tuple[Layer, ...]
    overrides: tuple[Override, ...] = ()
    """In the order they were made."""
    members: frozenset[int] | None = None
    """Who may be on call; None: everybody named."""

    def has(self, user_id: int) -> bool:
        return self.members is None or user_id in self.members


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Somebody's time, or nobody's; `start` belongs to it, `end` no longer; epoch seconds."""

    start: float
    end: float
    user_id: int | None
    """None: a gap."""
    layer: int | None
    """Which one says so; None: an override, or where it is a gap perhaps nothing at all."""
    override_id: int | None = None


def layer_shifts(schedule: Schedule, number: int, start: float, end: float) -> list[Shift]:
    """What one layer says, in order; where it covers nothing there is no shift, and for who is no member a gap.

    Raises Rejected(`range_…`, `too_many_shifts`, `unknown_time_zone`).
    """
    _check_range(start, end)
    layer, zone = schedule.layers[number], known_zone(schedule.time_zone)
    found: list[Shift] = []
    if not layer.user_ids:
        return found
    hours = open_hours(layer.hours, zone, start, end)
    opening = 0
    for turn in turns(layer, zone, start, end):
        user_id = turn.user_id if schedule.has(turn.user_id) else None
        while opening < len(hours) and hours[opening].end <= turn.start:
            opening += 1
        for index in range(opening, len(hours)):
            span = hours[index]
            if span.start >= turn.end:
                break
            start_at, end_at = max(turn.start, span.start), min(turn.end, span.end)
            found.append(Shift(start=start_at, end=end_at, user_id=user_id, layer=number))
        if len(found) > MAX_SHIFTS:
            raise Rejected("too_many_shifts", "too many shifts in this range: ask for fewer days")
    return found


def override_shifts(schedule: Schedule, start: float, end: float) -> list[Shift]:
    """The overrides in the range as they count among each other, in order. Who is no member overrides nothing."""
    found: list[Shift] = []
    for one in schedule.overrides:
        cut = Shift(
            start=max(start, one.start), end=min(end, one.end), user_id=one.user_id, layer=None, override_id=one.id
        )
        if cut.start < cut.end and (one.user_id is None or schedule.has(one.user_id)):
            found = _laid_over(found, [cut])
    return found


def shifts(schedule: Schedule, start: float, end: float) -> list[Shift]:
    """What is in effect from `start` until `end`: in order, without overlap or hole; gaps are shifts of nobody.

    Raises Rejected(`range_…`, `too_many_shifts`, `unknown_time_zone`).
    """
    _check_range(start, end)
    found = [Shift(start=start, end=end, user_id=None, layer=None)]
    for number in range(len(schedule.layers)):
        found = _laid_over(found, _covered(layer_shifts(schedule, number, start, end)))
    return _merged(_laid_over(found, override_shifts(schedule, start, end)))


def on_call(schedule: Schedule, at: float) -> int | None:
    """Who is on call at that moment; None: nobody. Raises Rejected(`unknown_time_zone`)."""
    for one in reversed(schedule.overrides):
        if one.start <= at < one.end and (one.user_id is None or schedule.has(one.user_id)):
            return one.user_id
    for number in reversed(range(len(schedule.layers))):
        for shift in _covered(layer_shifts(schedule, number, at, at + 1)):
            if shift.start <= at < shift.end:
                return shift.user_id
    return None


def gaps(found: Iterable[Shift]) -> list[Shift]:
    """Where nobody is on call, each stretch once, however many shifts say so."""
    joined: list[Shift] = []
    for shift in found:
        if shift.user_id is not None:
            continue
        if joined and joined[-1].end == shift.start:
            joined[-1] = replace(joined[-1], end=shift.end)
        else:
            joined.append(shift)
    return joined


def _covered(found: Iterable[Shift]) -> list[Shift]:
    return [shift for shift in found if shift.user_id is not None]


def _laid_over(below: Sequence[Shift], above: Sequence[Shift]) -> list[Shift]:
    """Both in order and without overlap, as is the answer; where both cover, the one above counts."""
    found = list(above)
    first = 0
    for under in below:
        while first < len(above) and above[first].end <= under.start:
            first += 1
        at = under.start
        for number in range(first, len(above)):
            over = above[number]
            if over.start >= under.end:
                break
            if at < over.start:
                found.append(replace(under, start=at, end=over.start))
            at = max(at, over.end)
        if at < under.end:
            found.append(replace(under, start=at))
    return sorted(found, key=lambda shift: shift.start)


def _merged(found: Sequence[Shift]) -> list[Shift]:
    """Turns that follow each other and say the same are one shift."""
    joined: list[Shift] = []
    for shift in found:
        last = joined[-1] if joined else None
        if last is not None and replace(shift, start=last.start) == replace(last, end=shift.end):
            joined[-1] = replace(last, end=shift.end)
        else:
            joined.append(shift)
    return joined


def _check_range(start: float, end: float) -> None:
    if start < EARLIEST or end > LATEST:
        raise Rejected("range_out_of_bounds", "ask for days between 2000 and 2100")
    if not start < end:
        raise Rejected("range_is_empty", "the end must be after the start")
    if end - start > MAX_RANGE_SECONDS:
        raise Rejected("range_too_long", "ask for a year at most")
