"""Windows against a naive count over all that was ever seen."""

from math import floor

from hypothesis import given, settings
from hypothesis import strategies as st

from alerting.evaluate.measures import Meter
from alerting.evaluate.state import RuleState
from alerting.evaluate.windows import MAX_BUCKETS, Change, Events, Silence, Users, bucket_seconds
from core.alerts import Measure, Rule
from tests.unit.alerting.seen import T, seen

GAPS = st.lists(st.floats(0, 40, allow_nan=False), min_size=1, max_size=60)


def moments(gaps: list[float]) -> list[float]:
    found, at = [], T
    for gap in gaps:
        at += gap
        found.append(at)
    return found


def in_window(at: float, now: float, window: int, width: int = 1) -> bool:
    """The definition: whole buckets behind floor(now) - window, up to the running one."""
    return floor(now / width) - -(-window // width) < floor(at / width) <= floor(now / width)


@given(GAPS, st.integers(1, 90))
def test_events_are_counted_exactly_at_every_moment(gaps: list[float], window: int) -> None:
    counted = Events(window, (), T)
    past: list[float] = []
    for at in moments(gaps):
        for _ in counted.slide(at):
            pass
        counted.add(at, at)
        past.append(at)
        assert counted.total == sum(in_window(one, at, window) for one in past)
    for later in range(0, 100, 7):
        assert Events(window, counted.kept(), at + later).total == sum(
            in_window(one, at + later, window) for one in past
        )


@given(GAPS, st.integers(1, 90))
def test_the_clock_alone_changes_the_count_when_it_says_so(gaps: list[float], window: int) -> None:
    counted = Events(window, (), T)
    past = moments(gaps)
    for at in past:
        for _ in counted.slide(at):
            pass
        counted.add(at, at)
    for moment, value in counted.slide(past[-1] + 1000):
        assert value == sum(in_window(one, moment, window) for one in past)
        assert value < sum(in_window(one, moment - 0.001, window) for one in past)
    assert counted.total == 0


@given(st.lists(st.tuples(st.floats(0, 40, allow_nan=False), st.integers(0, 5)), min_size=1, max_size=60))
def test_users_are_told_apart_exactly_below_the_bound(steps: list[tuple[float, int]]) -> None:
    counted, window = Users(60, (), T, most=100), 60
    last: dict[int, float] = {}
    at = T
    for gap, user in steps:
        at += gap
        for _ in counted.slide(at):
            pass
        counted.add(at, at, b"user" + bytes([user]))
        last[user] = at
        assert counted.total == sum(in_window(one, at, window) for one in last.values())
    assert Users(window, counted.kept(), at + 30, 100).total == sum(
        in_window(one, at + 30, window) for one in last.values()
    )


@given(GAPS, st.integers(2, 60))
def test_a_change_compares_two_whole_windows(gaps: list[float], window: int) -> None:
    counted = Change(window, (), T)
    past: list[float] = []
    for at in moments(gaps):
        for _ in counted.slide(at):
            pass
        counted.add(at, at)
        past.append(at)
        both = sum(in_window(one, at, 2 * window) for one in past)
        assert (counted.total, counted.before) == (
            total := sum(in_window(one, at, window) for one in past),
            both - total,
        )


@given(st.lists(st.floats(0, 120, allow_nan=False), min_size=2, max_size=30))
@settings(max_examples=50)
def test_what_comes_late_is_counted_while_its_window_lasts(offsets: list[float]) -> None:
    counted = Events(60, (), T)
    newest = T
    past: list[float] = []
    for offset in offsets:
        at = T + offset
        newest = max(newest, at)
        for _ in counted.slide(newest):
            pass
        counted.add(at, newest)
        past.append(at)
        assert counted.total == sum(in_window(one, newest, 60) for one in past)


def test_more_users_than_are_remembered_are_at_least_so_many() -> None:
    counted = Users(60, (), T, most=10)
    for user in range(50):
        counted.add(T + user / 10, T + user / 10, bytes([user]))
    assert (counted.total, counted.is_at_least) == (10, True)
    # The latest ones are remembered, so that it stays true.
    assert Users(60, counted.kept(), T + 63.9, 10).total == 10


def test_long_windows_are_counted_in_buckets_of_their_3600th_part() -> None:
    assert [bucket_seconds(window) for window in (60, 3600, 3601, 86400, 30 * 86400)] == [1, 1, 2, 24, 720]
    counted = Events(30 * 86400, (), T)
    for hour in range(31 * 24):
        at = T + hour * 3600
        for _ in counted.slide(at):
            pass
        counted.add(at, at)
    assert counted.total == 30 * 24
    assert len(counted.kept()) <= MAX_BUCKETS


def test_silence_is_over_once() -> None:
    silent = Silence(60, T, T)
    assert list(silent.slide(T + 59)) == []
    assert list(silent.slide(T + 61)) == [(T + 60, 60.0)]
    assert list(silent.slide(T + 200)) == []
    assert silent.value == 200


def test_an_event_of_a_user_that_is_unknown_is_no_user() -> None:
    meter = Meter(Rule(measure=Measure.USERS, window=60, threshold=1), RuleState(), T, T, None)
    meter.add(seen(0), T)
    assert meter.read().value == 0
    meter.add(seen(0, user=b"somebody"), T)
    assert meter.read().value == 1
