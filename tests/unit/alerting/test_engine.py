"""Verdicts as tables: what comes, when, and what a rule says of it, with the reason."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerting.evaluate.engine import evaluate
from alerting.evaluate.measures import wants_baseline
from alerting.evaluate.state import RuleState, Seen, Watched, decode_state, encode_state
from core.alerts import Measure
from tests.unit.alerting.seen import T, rule, seen

Said = tuple[str, float, str]
"""Kind, seconds after T, reason."""


def say(watched: Watched, coming: Sequence[Seen], until: float, baseline: float | None = None) -> list[Said]:
    after = evaluate(watched, RuleState(), coming, T + until, baseline)
    return [(one.kind.value, one.at - T, one.reason) for one in after.verdicts]


def at(*moments: float, **fields: Any) -> list[Seen]:
    return [seen(moment, **fields) for moment in moments]


TABLE: list[tuple[str, Watched, list[Seen], float, list[Said]]] = [
    ("too few", rule(), at(0, 10), 100, []),
    ("too far apart", rule(), at(0, 30, 60), 100, []),
    (
        "enough, then calm",
        rule(),
        at(0, 30, 59),
        100,
        [
            ("fired", 59, "3 events in 1 minute, limit 3"),
            ("resolved", 60, "Over: 2 events in 1 minute, limit 3"),
        ],
    ),
    ("above is more than at least", rule(compare="above"), at(0, 1, 2), 3, []),
    (
        "above",
        rule(compare="above"),
        at(0, 1, 2, 3),
        4,
        [("fired", 3, "4 events in 1 minute, limit more than 3")],
    ),
    (
        "more of it while it fires",
        rule(),
        at(0, 1, 2, 3),
        4,
        [("fired", 2, "3 events in 1 minute, limit 3"), ("again", 3, "4 events in 1 minute, limit 3")],
    ),
    ("not for long enough", rule(hold_for=60), at(0, 1, 2), 200, []),
    (
        "for long enough",
        rule(hold_for=30),
        at(0, 1, 2),
        50,
        [("fired", 32, "3 events in 1 minute, limit 3")],
    ),
    (
        "a break begins it anew",
        rule(hold_for=70),
        at(0, 1, 2, 61, 62, 63),
        200,
        [],
    ),
    (
        "keeps firing a while",
        rule(keep_firing_for=20),
        at(0, 1, 2),
        90,
        [
            ("fired", 2, "3 events in 1 minute, limit 3"),
            ("resolved", 80, "Over: 0 events in 1 minute, limit 3"),
        ],
    ),
    (
        "does not flap between the two thresholds",
        rule(resolve_threshold=1),
        at(0, 10, 20),
        85,
        [
            ("fired", 20, "3 events in 1 minute, limit 3"),
            ("resolved", 80, "Over: 0 events in 1 minute, limit 3"),
        ],
    ),
    (
        "fires when the snooze ends, if it is still so",
        rule(snoozed=T + 40),
        at(0, 1, 2),
        50,
        [("fired", 40, "3 events in 1 minute, limit 3")],
    ),
    ("is over before the snooze", rule(snoozed=T + 70), at(0, 1, 2), 100, []),
    (
        "rate",
        rule(Measure.RATE, window=300, threshold=1),
        at(0, 1, 2, 3, 4),
        5,
        [("fired", 4, "1 event a minute over 5 minutes, limit 1")],
    ),
    (
        "users",
        rule(Measure.USERS, threshold=2),
        [seen(0, user=b"a"), seen(1, user=b"a"), seen(2, user=b"b")],
        3,
        [("fired", 2, "2 users in 1 minute, limit 2")],
    ),
    (
        "twice the minute before",
        rule(Measure.CHANGE, threshold=100),
        at(30, 31, 121, 122, 123, 124),
        125,
        [("fired", 124, "4 events in 1 minute, 100 % above the 2 before, limit 100 %")],
    ),
    ("no window before is no comparison", rule(Measure.CHANGE, threshold=100), at(121, 122, 123), 125, []),
    (
        "few events are news once the window is whole",
        rule(compare="below", threshold=2),
        [],
        70,
        [("fired", 60, "0 events in 1 minute, limit fewer than 2")],
    ),
    (
        "few events, then enough",
        rule(compare="below", threshold=2),
        at(70, 71),
        140,
        [
            ("fired", 60, "0 events in 1 minute, limit fewer than 2"),
            ("resolved", 71, "Over: 2 events in 1 minute, limit fewer than 2"),
            ("fired", 130, "1 event in 1 minute, limit fewer than 2"),
        ],
    ),
    (
        "silence",
        rule(Measure.NOTHING),
        at(30, 100),
        130,
        [("fired", 90, "No event for 1 minute"), ("resolved", 100, "An event came, after 1 min 10 s")],
    ),
    ("never silent", rule(Measure.NOTHING), at(30, 80, 130), 150, []),
]


@pytest.mark.parametrize(("watched", "coming", "until", "said"), [one[1:] for one in TABLE], ids=[t[0] for t in TABLE])
def test_what_a_rule_says(watched: Watched, coming: list[Seen], until: float, said: list[Said]) -> None:
    assert say(watched, coming, until) == said


def test_an_issue_escalates_above_five_times_its_hourly_mean() -> None:
    watched = rule(Measure.ESCALATING)
    assert say(watched, at(*range(10)), 20, 0.5) == []
    assert say(watched, at(*range(11)), 20, 0.5) == [
        ("fired", 10, "11 events in the last hour; 0.5 an hour in the week before, limit 10")
    ]
    assert say(watched, at(*range(15)), 20, 3) == []


def test_stored_counts_are_asked_for_when_there_is_something_to_compare() -> None:
    escalating = rule(Measure.ESCALATING)
    assert not wants_baseline(escalating, RuleState(), 10, T)
    assert wants_baseline(escalating, RuleState(), 11, T)
    last_week = rule(Measure.CHANGE, baseline="same_window_last_week", window=600)
    assert not wants_baseline(last_week, RuleState(baseline=4, baseline_at=T), 1, T + 59)
    assert wants_baseline(last_week, RuleState(baseline=4, baseline_at=T), 1, T + 60)
    assert not wants_baseline(rule(), RuleState(), 100, T)


def test_the_issues_of_the_window_are_named() -> None:
    [verdict] = evaluate(rule(), RuleState(), [seen(0, 1), seen(1, 2), seen(2, 2)], T + 2).verdicts
    assert [(one.issue_id, one.times) for one in verdict.issues] == [(1, 1), (2, 2)]


STEPS = st.lists(st.tuples(st.floats(0, 50, allow_nan=False), st.booleans()), min_size=1, max_size=40)
RULES = st.sampled_from(
    [
        rule(),
        rule(hold_for=20),
        rule(keep_firing_for=30, resolve_threshold=2),
        rule(Measure.RATE, threshold=2, compare="above"),
        rule(compare="below", threshold=2),
        rule(Measure.NOTHING),
        rule(Measure.CHANGE, threshold=50),
        rule(Measure.USERS, threshold=2),
    ]
)


@given(RULES, STEPS)
def test_many_passes_say_what_one_pass_says(watched: Watched, steps: list[tuple[float, bool]]) -> None:
    """However the work is cut, with looks by the clock in between, the same fires and resolves at the same moments."""
    whole: list[Seen] = []
    state, said = RuleState(), []
    now = T
    for gap, is_event in steps:
        now += gap
        coming = [seen(now - T, user=b"%d" % (len(whole) % 3))] if is_event else []
        whole += coming
        after = evaluate(watched, state, coming, now)
        said += after.verdicts
        state = decode_state(encode_state(after.state)) if after.state is not None else RuleState(begun=T)
    at_once = evaluate(watched, RuleState(), whole, now).verdicts
    turns = [(one.kind, one.at) for one in said if one.kind != "again"]
    assert turns == [(one.kind, one.at) for one in at_once if one.kind != "again"]


@given(RULES, STEPS)
def test_nothing_changes_before_it_is_due(watched: Watched, steps: list[tuple[float, bool]]) -> None:
    coming, now = [], T
    for gap, is_event in steps:
        now += gap
        if is_event:
            coming.append(seen(now - T))
    before = evaluate(watched, RuleState(), coming, now)
    if before.state is None:
        return
    due_at = before.due_at if before.due_at is not None else now + 1000
    assert due_at > now or before.state.true_since is not None
    if due_at > now:
        assert evaluate(watched, before.state, [], due_at - 0.001).verdicts == ()


@given(st.lists(st.floats(0, 200, allow_nan=False), min_size=3, max_size=40))
def test_it_fires_exactly_where_a_naive_count_reaches_the_threshold(moments: list[float]) -> None:
    ordered = sorted(moments)
    said = say(rule(keep_firing_for=10_000), at(*ordered), 200)
    naive = [
        one
        for place, one in enumerate(ordered)
        if sum(int(T + other) > int(T + one) - 60 for other in ordered[: place + 1]) >= 3
    ]
    assert [moment for kind, moment, _ in said if kind == "fired"] == pytest.approx(naive[:1], abs=1e-5)
