"""What people ask a schedule: who is on now and until when, who is next, and how the nights are shared."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from core.schedules.effect import MAX_RANGE_SECONDS, Schedule, gaps, shifts
from core.schedules.zones import known_zone, local_moment, local_time

_SOON_SECONDS: Final = 35 * 86_400
"""Nearly every hand-over comes within this time; only where none does, a year is looked at."""
_NIGHT: Final = time(3)
"""A night belongs to the person on call at three in the morning, in the schedule's zone."""


@dataclass(frozen=True, slots=True)
class NowAndNext:
    user_id: int | None
    """None: nobody is on call."""
    until: float | None
    """None: nothing changes within a year."""
    next_user_id: int | None
    """Who comes then; None with an `until`: nobody, a gap."""


def now_and_next(schedule: Schedule, now: float) -> NowAndNext:
    """Raises Rejected(`unknown_time_zone`, `too_many_shifts`)."""
    for seconds in (_SOON_SECONDS, MAX_RANGE_SECONDS):
        first, *later = shifts(schedule, now, now + seconds)
        for shift in later:
            if shift.user_id != first.user_id:
                return NowAndNext(first.user_id, shift.start, shift.user_id)
    return NowAndNext(first.user_id, None, None)


@dataclass(frozen=True, slots=True)
class Gap:
    """Nobody is on call."""

    start: float
    end: float | None
    """None: not within a year from the question."""


def gaps_ahead(schedule: Schedule, now: float, seconds: float) -> list[Gap]:
    """Those that begin in the coming seconds, in order; the last one to its real end. Raises as `shifts`."""
    found = gaps(shifts(schedule, now, now + seconds))
    whole = [Gap(one.start, one.end) for one in found]
    if whole and found[-1].end == now + seconds:
        # The gap may end only because the range does. Its real end is looked up, so that a gap which somebody takes is
        # not reported again a minute later.
        over = now + MAX_RANGE_SECONDS
        longer = gaps(shifts(schedule, whole[-1].start, over))[0]
        whole[-1] = Gap(longer.start, None if longer.end == over else longer.end)
    return whole


def nights(schedule: Schedule, now: float, days: int) -> dict[int, int]:
    """Nights by person in the last `days` days, by the rotations and overrides as they stand today."""
    zone = known_zone(schedule.time_zone)
    start = now - days * 86_400
    found: dict[int, int] = {}
    day = local_time(start, zone).date()
    in_effect = iter(shifts(schedule, start, now))
    shift = next(in_effect)
    while (at := local_moment(datetime.combine(day, _NIGHT), zone)) < now:
        while shift.end <= at:
            shift = next(in_effect)
        if shift.user_id is not None and shift.start <= at:
            found[shift.user_id] = found.get(shift.user_id, 0) + 1
        day += timedelta(days=1)
    return found
