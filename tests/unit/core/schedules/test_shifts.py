"""Rotations, layers, hours and overrides: what is in effect."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from core.alerts import Layer, MuteTime
from core.errors import Rejected
from core.schedules import (
    MAX_RANGE_SECONDS,
    Gap,
    Override,
    Schedule,
    gaps,
    gaps_ahead,
    layer_shifts,
    local_moment,
    nights,
    now_and_next,
    on_call,
    shifts,
)
from core.schedules.checks import check_override, check_schedule

ANN, BEA, CAT = 1, 2, 3
BERLIN = "Europe/Berlin"
WEEKLY = Layer(name="Primary", user_ids=(ANN, BEA), starts="2026-01-05T09:00")  # a Monday


def moment(wall: str, zone: str = BERLIN) -> float:
    return local_moment(datetime.fromisoformat(wall), ZoneInfo(zone))


def schedule(*layers: Layer, zone: str = BERLIN, **more: Any) -> Schedule:
    return Schedule(time_zone=zone, layers=layers, **more)


def said(of: Schedule, start: str, end: str) -> list[tuple[str, int | None]]:
    """Who begins when, by the schedule's clock."""
    zone = ZoneInfo(of.time_zone)
    found = shifts(of, moment(start, of.time_zone), moment(end, of.time_zone))
    return [(f"{datetime.fromtimestamp(one.start, zone):%a %d %b %H:%M}", one.user_id) for one in found]


def test_a_week_each_handed_over_by_the_wall_clock_through_both_changes() -> None:
    of = schedule(WEEKLY)
    assert said(of, "2026-03-23T00:00", "2026-04-07T00:00") == [
        ("Mon 23 Mar 00:00", ANN),
        ("Mon 23 Mar 09:00", BEA),
        ("Mon 30 Mar 09:00", ANN),
        ("Mon 06 Apr 09:00", BEA),
    ]
    spring, autumn = (shifts(of, moment(f"{day}T09:00"), moment(f"{end}T09:00"))[0] for day, end in CHANGES)
    assert ((spring.end - spring.start) / 3600, (autumn.end - autumn.start) / 3600) == (167, 169)


CHANGES = (("2026-03-23", "2026-03-30"), ("2026-10-19", "2026-10-26"))


def test_hours_go_by_the_clock() -> None:
    of = schedule(Layer(name="Half days", user_ids=(ANN, BEA), starts="2026-03-28T12:00", every=12, unit="hour"))
    assert said(of, "2026-03-28T12:00", "2026-03-30T00:00") == [
        ("Sat 28 Mar 12:00", ANN),
        ("Sun 29 Mar 00:00", BEA),
        ("Sun 29 Mar 13:00", ANN),  # the clock jumped: twelve hours later it is one
    ]


@pytest.mark.parametrize(
    ("unit", "every", "starts", "expected"),
    [
        ("day", 1, "2028-02-28T09:00", ["Mon 28 Feb 09:00", "Tue 29 Feb 09:00", "Wed 01 Mar 09:00"]),
        ("day", 2, "2028-02-28T09:00", ["Mon 28 Feb 09:00", "Wed 01 Mar 09:00"]),
        ("day", 1, "2028-02-29T09:00", ["Tue 29 Feb 09:00", "Wed 01 Mar 09:00"]),
    ],
)
def test_leap_days_are_days(unit: Any, every: int, starts: str, expected: list[str]) -> None:
    of = schedule(Layer(name="x", user_ids=(ANN, BEA), starts=starts, every=every, unit=unit))
    found = [start for start, user in said(of, "2028-02-28T09:00", "2028-03-01T12:00") if user is not None]
    assert found == expected


def test_before_its_start_and_after_its_end_a_layer_covers_nothing() -> None:
    of = schedule(Layer(name="x", user_ids=(ANN,), starts="2026-01-05T09:00", ends="2026-01-06T09:00"))
    assert said(of, "2026-01-05T00:00", "2026-01-07T00:00") == [
        ("Mon 05 Jan 00:00", None),
        ("Mon 05 Jan 09:00", ANN),
        ("Tue 06 Jan 09:00", None),
    ]


def test_the_later_layer_wins_in_its_hours() -> None:
    office = MuteTime(days=(0, 1, 2, 3, 4), start="09:00", end="17:00")
    days = Layer(name="Office", user_ids=(CAT,), starts="2026-01-05T00:00", hours=(office,))
    assert said(schedule(WEEKLY, days), "2026-01-08T12:00", "2026-01-10T12:00") == [
        ("Thu 08 Jan 12:00", CAT),
        ("Thu 08 Jan 17:00", ANN),
        ("Fri 09 Jan 09:00", CAT),
        ("Fri 09 Jan 17:00", ANN),
    ]


def test_hours_of_the_night_end_the_next_day() -> None:
    night = MuteTime(days=(4,), start="22:00", end="06:00")
    of = schedule(Layer(name="Friday night", user_ids=(ANN,), starts="2026-01-05T00:00", hours=(night,)))
    assert said(of, "2026-01-10T00:00", "2026-01-17T12:00") == [
        ("Sat 10 Jan 00:00", ANN),
        ("Sat 10 Jan 06:00", None),
        ("Fri 16 Jan 22:00", ANN),
        ("Sat 17 Jan 06:00", None),
    ]


def test_an_override_wins_over_layers_and_the_newer_over_the_older() -> None:
    over = (
        Override(id=1, start=moment("2026-01-06T00:00"), end=moment("2026-01-08T00:00"), user_id=CAT),
        Override(id=2, start=moment("2026-01-07T00:00"), end=moment("2026-01-07T12:00"), user_id=None),
    )
    assert said(schedule(WEEKLY, overrides=over), "2026-01-05T12:00", "2026-01-09T00:00") == [
        ("Mon 05 Jan 12:00", ANN),
        ("Tue 06 Jan 00:00", CAT),
        ("Wed 07 Jan 00:00", None),
        ("Wed 07 Jan 12:00", CAT),
        ("Thu 08 Jan 00:00", ANN),
    ]


def test_who_has_left_is_a_gap_in_her_layer_and_the_one_below_shows_through() -> None:
    below = Layer(name="Below", user_ids=(CAT,), starts="2026-01-05T09:00")
    alone = schedule(WEEKLY, members=frozenset({ANN, CAT}))
    week = (moment("2026-01-12T09:00"), moment("2026-01-19T09:00"))
    assert [one.user_id for one in layer_shifts(alone, 0, *week)] == [None]
    assert [one.user_id for one in gaps(shifts(alone, *week))] == [None]
    assert [one.user_id for one in shifts(schedule(below, WEEKLY, members=alone.members), *week)] == [CAT]
    gone = (Override(start=week[0], end=week[1], user_id=99),)
    assert on_call(schedule(below, members=alone.members, overrides=gone), week[0]) == CAT


def test_now_and_next() -> None:
    found = now_and_next(schedule(WEEKLY), moment("2026-01-06T09:00"))
    assert (found.user_id, found.until, found.next_user_id) == (ANN, moment("2026-01-12T09:00"), BEA)
    alone = now_and_next(
        schedule(Layer(name="x", user_ids=(ANN,), starts="2026-01-05T09:00")), moment("2026-01-06T09:00")
    )
    assert (alone.user_id, alone.until, alone.next_user_id) == (ANN, None, None)
    slow = Layer(name="x", user_ids=(ANN, BEA), starts="2026-01-05T09:00", every=20)
    assert now_and_next(schedule(slow), moment("2026-01-06T09:00")).next_user_id == BEA
    nobody = now_and_next(schedule(), moment("2026-01-06T09:00"))
    assert (nobody.user_id, nobody.until) == (None, None)


def test_gaps_ahead_go_on_to_their_real_end() -> None:
    now, weeks = moment("2026-01-06T09:00"), 28 * 86_400
    first = Layer(name="x", user_ids=(ANN,), starts="2026-01-05T09:00", ends="2026-01-20T09:00")
    late = Layer(name="x", user_ids=(BEA,), starts="2026-03-01T09:00")
    end = moment("2026-01-20T09:00")
    assert gaps_ahead(schedule(first, late), now, weeks) == [Gap(end, moment("2026-03-01T09:00"))]
    assert gaps_ahead(schedule(first), now, weeks) == [Gap(end, None)]
    assert gaps_ahead(schedule(WEEKLY), now, weeks) == []


def test_nights_belong_to_whoever_has_three_in_the_morning() -> None:
    of = schedule(Layer(name="x", user_ids=(ANN, BEA), starts="2026-01-05T09:00", unit="day"))
    assert nights(of, moment("2026-01-12T12:00"), 7) == {ANN: 4, BEA: 3}


def test_a_range_is_a_year_at_most_and_shifts_are_bounded() -> None:
    start = moment("2026-01-05T09:00")
    hourly = schedule(Layer(name="x", user_ids=(ANN, BEA), starts="2026-01-05T09:00", unit="hour"))
    assert len(shifts(hourly, start, start + MAX_RANGE_SECONDS)) == 367 * 24
    for end, reason in ((start + MAX_RANGE_SECONDS + 1, "year"), (start, "after the start"), (5e9, "2100")):
        with pytest.raises(Rejected, match=reason):
            shifts(hourly, start, end)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"user_ids": ()}, "add at least one person"),
        ({"user_ids": (99,)}, "user 99 is no member"),
        ({"user_ids": (ANN,) * 51}, "at most 50 turns"),
        ({"starts": "2026-02-30T09:00"}, "no day of the calendar"),
        ({"starts": "1026-02-20T09:00"}, "year from 2000"),
        ({"ends": "2026-01-05T09:00"}, "end after it starts"),
        ({"every": 0}, "from 1 week to a year"),
        ({"every": 54}, "from 1 week to a year"),
        ({"hours": (MuteTime(days=(), start="09:00", end="10:00"),)}, "at least one day"),
        ({"hours": (MuteTime(days=(1, 1), start="09:00", end="10:00"),)}, "stands twice"),
    ],
)
def test_a_layer_that_makes_no_sense_says_the_mend(change: dict[str, Any], words: str) -> None:
    fields = {"name": "Primary", "user_ids": (ANN,), "starts": "2026-01-05T09:00", **change}
    with pytest.raises(Rejected, match=words):
        check_schedule(BERLIN, [Layer(**fields)], {ANN, BEA}, {CAT})


def test_a_layer_that_makes_sense_passes_also_with_who_was_named_before() -> None:
    check_schedule(BERLIN, [WEEKLY, Layer(name="x", user_ids=(CAT,), starts="2026-01-05T09:00")], {ANN, BEA}, {CAT})


@pytest.mark.parametrize(
    ("start", "end", "words"), [(10, 10, "after the start"), (1, 9, "is over"), (11, 4e7, "a year at most")]
)
def test_an_override_that_makes_no_sense_says_the_mend(start: float, end: float, words: str) -> None:
    base = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
    with pytest.raises(Rejected, match=words):
        check_override(base + start, base + end, base + 9)
