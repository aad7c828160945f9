"""What holds for every schedule, in every zone, on every day."""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from core.alerts import Layer, MuteTime
from core.schedules import Override, Schedule, layer_shifts, on_call, shifts
from tests.unit.core.schedules.test_zones import ODD_ZONES

HOUR = 3600.0
DAY = 24 * HOUR
times = st.builds(lambda hour, minute: f"{hour:02}:{minute:02}", st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
hours = st.builds(
    MuteTime,
    days=st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(tuple),
    start=times,
    end=times,
)


def wall(number: int) -> str:
    """Quarters of an hour since the beginning of 2023."""
    return (datetime(2023, 1, 1) + timedelta(minutes=15 * number)).isoformat(timespec="minutes")


layers = st.builds(
    Layer,
    name=st.just("x"),
    user_ids=st.lists(st.integers(1, 5), min_size=1, max_size=4).map(tuple),
    starts=st.integers(0, 5 * 366 * 96).map(wall),
    ends=st.none() | st.just("2027-03-01T02:30"),
    every=st.integers(1, 3),
    unit=st.sampled_from(["day", "week", "hour"]),
    hours=st.lists(hours, max_size=2).map(tuple),
)
START = datetime(2024, 2, 1).timestamp()
offsets = st.integers(0, 4 * 366 * 24 * 4).map(lambda one: START + one * 900)
overrides = st.builds(
    lambda start, length, user: Override(start=start, end=start + length * 900, user_id=user),
    offsets,
    st.integers(1, 400),
    st.none() | st.integers(1, 6),
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Schedule, float, float]:
    """A schedule and a range of up to six weeks, with overrides near it; often around a change of the clock."""
    start = draw(offsets)
    near = st.builds(
        lambda back, length, user: Override(
            id=back, start=start + back * 900, end=start + (back + length) * 900, user_id=user
        ),
        st.integers(-200, 3000),
        st.integers(1, 900),
        st.none() | st.integers(1, 6),
    )
    schedule = Schedule(
        time_zone=draw(st.sampled_from(ODD_ZONES)),
        layers=tuple(draw(st.lists(layers, max_size=3))),
        overrides=tuple(draw(st.lists(near, max_size=4))),
        members=draw(st.none() | st.just(frozenset({1, 2, 3, 4}))),
    )
    return schedule, start, start + draw(st.integers(1, 42 * 96)) * 900


@settings(max_examples=300)
@given(cases())
def test_shifts_cover_the_range_without_hole_or_overlap(case: tuple[Schedule, float, float]) -> None:
    schedule, start, end = case
    found = shifts(schedule, start, end)
    assert (found[0].start, found[-1].end) == (start, end)
    assert all(one.start < one.end for one in found)
    assert all(one.end == two.start for one, two in pairwise(found))
    assert all(one.user_id is None or schedule.has(one.user_id) for one in found)


@settings(max_examples=300)
@given(cases(), st.floats(0, 1, exclude_max=True))
def test_who_is_on_call_is_who_has_the_shift(case: tuple[Schedule, float, float], part: float) -> None:
    schedule, start, end = case
    at = min(start + part * (end - start), end - 0.001)
    [shift] = [one for one in shifts(schedule, start, end) if one.start <= at < one.end]
    assert on_call(schedule, at) == shift.user_id


@settings(max_examples=200)
@given(cases(), st.floats(0.01, 0.99))
def test_a_range_in_two_parts_says_the_same(case: tuple[Schedule, float, float], part: float) -> None:
    schedule, start, end = case
    middle = start + part * (end - start)
    whole = [(one.user_id, one.start, one.end) for one in shifts(schedule, start, end)]
    parts = [*shifts(schedule, start, middle), *shifts(schedule, middle, end)]
    for user, begins, ends in whole:
        inside = [one for one in parts if begins <= one.start < ends]
        assert {one.user_id for one in inside} == {user}
        assert abs(sum(one.end - one.start for one in inside) - (ends - begins)) < 0.001


@settings(max_examples=200)
@given(layers.filter(lambda one: one.unit != "hour"), st.sampled_from(ODD_ZONES), st.integers(0, 1000))
def test_days_and_weeks_are_handed_over_at_the_same_wall_clock_time(layer: Layer, zone: str, ahead: int) -> None:
    """But where that time does not exist: then at the jump, up to an hour later (a day, where a day is left out)."""
    free = Layer(name="x", user_ids=(1, 2), starts=layer.starts, every=layer.every, unit=layer.unit)
    schedule = Schedule(time_zone=zone, layers=(free,))
    start = datetime.fromisoformat(layer.starts).replace(tzinfo=ZoneInfo(zone)).timestamp() + ahead * DAY
    length = timedelta(days=layer.every * (7 if layer.unit == "week" else 1)).total_seconds()
    for shift in layer_shifts(schedule, 0, start, start + 8 * length)[1:-1]:
        local = datetime.fromtimestamp(shift.start, ZoneInfo(zone))
        assert local.strftime("%H:%M") >= layer.starts[11:] or local.hour == 0
        assert abs(shift.end - shift.start - length) <= HOUR
