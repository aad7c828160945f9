"""What a rule measured over time."""

from dataclasses import replace

import pytest

from core.alerts import Measure, Rule
from core.alerts.trends import WEEK, Counted, Span, bars, measured, points, slice_of, span_of

SPAN = Span(1200, 1800, 60)
COUNT = Rule(measure=Measure.COUNT, window=120, threshold=3)


def seen(*moments: float, user: str = "") -> list[Counted]:
    return [Counted(at, 1, user) for at in moments]


def shown(rule: Rule, counted: list[Counted], earlier: list[Counted] | None = None) -> list[float | None]:
    curve = measured(rule, counted, earlier or [], SPAN)
    found = points(curve, SPAN, 1800, highest=rule.compare != "below")
    assert [at for at, _ in found] == list(range(1200, 1800, 60))
    return [value for _, value in found]


def test_a_count_is_the_most_that_the_sliding_window_held_in_each_step() -> None:
    assert shown(COUNT, seen(1210, 1250, 1270, 1330)) == [2, 3, 3, 2, 1, 0, 0, 0, 0, 0]


def test_what_fires_below_shows_the_least() -> None:
    assert shown(replace(COUNT, compare="below"), seen(1210, 1250, 1270, 1330)) == [0, 2, 2, 1, 0, 0, 0, 0, 0, 0]


def test_a_rate_is_by_the_minute() -> None:
    assert shown(replace(COUNT, measure=Measure.RATE), seen(1210, 1250))[:4] == [1, 1, 1, 0]


def test_a_user_counts_once_until_a_window_after_she_was_last_seen() -> None:
    rule = replace(COUNT, measure=Measure.USERS)
    both = [*seen(1210, 1250, 1500, user="a"), *seen(1270, user="b"), *seen(1280)]
    assert shown(rule, both) == [1, 2, 2, 1, 1, 1, 1, 0, 0, 0]


def test_a_change_is_against_the_window_before_or_last_week() -> None:
    before = replace(COUNT, measure=Measure.CHANGE, window=60)
    assert shown(before, [*seen(1150), *seen(1201, 1202, 1203)])[:2] == [200, 200]
    last_week = replace(before, baseline="same_window_last_week")
    assert shown(last_week, seen(1201, 1202), seen(1200.5))[:3] == [100, 100, None]
    assert WEEK == 604_800


def test_a_silence_is_as_long_as_it_became() -> None:
    rule = Rule(measure=Measure.NOTHING, window=300)
    assert shown(rule, seen(1100, 1230, 1400))[:5] == [130, 90, 150, 170, 100]


def test_bars_count_and_leave_out_what_is_to_come() -> None:
    assert bars([Counted(1260, 2, ""), *seen(1319, 1320, 99)], SPAN, 1330) == [(1200, 0), (1260, 3), (1320, 1)]


@pytest.mark.parametrize("length", [0, 60, 7200, 10 * 86_400, 400 * 86_400])
@pytest.mark.parametrize("window", [0, 60, 300, 3600, 30 * 86_400])
def test_a_chart_has_at_most_some_sixty_steps_and_shows_what_came_before(length: float, window: int) -> None:
    began, now = 1_800_000_000.0, 1_800_000_000.0 + length + 3600
    span = span_of(began, began + length, now, window)
    assert 1 <= len(span.edges()) <= 62
    assert span.start % span.step == 0
    assert span.start < began or length > 29 * 86_400
    assert began + length <= span.end <= now + span.step
    assert slice_of(window) >= 1
