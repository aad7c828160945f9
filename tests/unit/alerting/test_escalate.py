"""What is due for an alert, as a table and as a life."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerting.decide import Held
from alerting.escalate import LEAST_REPEAT, Advance, Life, Say, advance, in_words, rewound
from core.alerts import AlertStatus, EntryKind, Policy, Step, Target, Timing

NOW = 1_800_000_000.0
ONE = Step(targets=(Target(kind="project"),), minutes=15)
TWO = Policy(name="two", steps=(ONE, replace(ONE, minutes=30)), repeats=1)
TIMING = Timing(group_wait=30, group_interval=300, repeat_interval=14_400)
FRESH = Life(status=AlertStatus.FIRING, policy=TWO, timing=TIMING, step_at=NOW, notify_at=NOW, untold=1)
TOLD = replace(FRESH, step=1, step_at=NOW + 900, notified_at=NOW, notify_at=NOW + 14_400, untold=0)
ACKNOWLEDGED = replace(TOLD, status=AlertStatus.ACKNOWLEDGED, step_at=None, notify_at=None)
HOLD = Held("silence:1", "silence 1", NOW + 3600)


def somebody(step: int) -> str:
    return ""


def nobody(step: int) -> str:
    return "nobody is on call now"


def life(of: Life, **changes: Any) -> Life:
    return replace(of, **changes)


@pytest.mark.parametrize(
    ("before", "hold", "after", "say", "kinds"),
    [
        pytest.param(FRESH, None, {"step": 1, "at": 900, "look": 14_400}, Say("firing", 0), [], id="first message"),
        pytest.param(
            life(FRESH, step_at=NOW + 30), None, {"step": 0, "at": 30, "look": None}, None, [], id="group wait"
        ),
        pytest.param(
            life(TOLD, step_at=NOW), None, {"step": 0, "at": 1800, "round": 1}, Say("firing", 1), [], id="second step"
        ),
        pytest.param(
            life(TOLD, step_at=NOW, round=1), None, {"step": 2, "at": 1800}, Say("firing", 1), [], id="last step"
        ),
        pytest.param(
            life(TOLD, step=2, round=1, step_at=NOW),
            None,
            {"step": 2, "at": None},
            None,
            [EntryKind.EXHAUSTED],
            id="exhausted",
        ),
        pytest.param(TOLD, None, {"step": 1, "at": 900, "look": 14_400}, None, [], id="nothing is due"),
        pytest.param(life(TOLD, untold=1), None, {"at": 900, "look": 300}, None, [], id="joined, group interval"),
        pytest.param(
            life(TOLD, untold=2, notified_at=NOW - 300), None, {"look": 14_400}, Say("update"), [], id="update"
        ),
        pytest.param(
            life(TOLD, step_at=None, notified_at=NOW - 14_400), None, {"look": 14_400}, Say("repeat"), [], id="repeat"
        ),
        pytest.param(
            life(TOLD, step_at=NOW, notified_at=NOW - 14_400, untold=3),
            None,
            {"round": 1},
            Say("firing", 1),
            [],
            id="a step says it all",
        ),
        pytest.param(
            life(TOLD, step_at=None, notified_at=NOW - 99_999, timing=replace(TIMING, repeat_interval=0)),
            None,
            {"look": None},
            None,
            [],
            id="never repeated",
        ),
        pytest.param(
            FRESH, HOLD, {"step": 0, "at": None, "look": 3600, "held": "silence:1"}, None, [EntryKind.HELD], id="held"
        ),
        pytest.param(
            life(FRESH, held_by="silence:1", step_at=None),
            HOLD,
            {"at": None, "look": 3600},
            None,
            [],
            id="still held",
        ),
        pytest.param(
            life(FRESH, held_by="mute", step_at=None),
            HOLD,
            {"held": "silence:1"},
            None,
            [EntryKind.HELD],
            id="held by another",
        ),
        pytest.param(
            life(FRESH, held_by="silence:1", step_at=None),
            None,
            {"step": 1, "held": None},
            Say("firing", 0),
            [EntryKind.RELEASED],
            id="released",
        ),
        pytest.param(
            life(TOLD, held_by="silence:1", step_at=NOW + 60),
            None,
            {"step": 1, "at": 60},
            None,
            [EntryKind.RELEASED],
            id="released before its step",
        ),
        pytest.param(
            life(ACKNOWLEDGED, notify_at=NOW),
            None,
            {"look": None, "at": None},
            Say("acknowledged", only_chats=True),
            [],
            id="acknowledged",
        ),
        pytest.param(
            life(ACKNOWLEDGED, notify_at=NOW, notified_at=None),
            None,
            {"look": None},
            None,
            [],
            id="before anybody knew",
        ),
        pytest.param(
            life(ACKNOWLEDGED, acknowledged_until=NOW + 1, untold=5), None, {}, None, [], id="somebody is at it"
        ),
        pytest.param(
            life(ACKNOWLEDGED, acknowledged_until=NOW, step=1, round=1),
            None,
            {"step": 1, "round": 0, "at": 900, "status": AlertStatus.FIRING},
            Say("firing", 0),
            [EntryKind.UNACKNOWLEDGED],
            id="timed out",
        ),
        pytest.param(
            life(ACKNOWLEDGED, acknowledged_until=NOW),
            HOLD,
            {"step": 0, "at": None, "status": AlertStatus.FIRING, "held": "silence:1"},
            None,
            [EntryKind.UNACKNOWLEDGED, EntryKind.HELD],
            id="timed out while held",
        ),
        pytest.param(
            life(TOLD, status=AlertStatus.RESOLVED, notify_at=NOW),
            None,
            {"look": None},
            Say("resolved"),
            [],
            id="resolved",
        ),
        pytest.param(
            life(TOLD, status=AlertStatus.RESOLVED), HOLD, {"look": None}, Say("resolved"), [], id="resolved while held"
        ),
        pytest.param(
            life(FRESH, status=AlertStatus.RESOLVED), None, {"look": None}, None, [], id="resolved before a message"
        ),
        pytest.param(
            life(TOLD, resolve_at=NOW),
            HOLD,
            {"status": AlertStatus.RESOLVED, "look": None, "at": None},
            Say("resolved"),
            [EntryKind.RESOLVED],
            id="auto-resolve",
        ),
        pytest.param(
            life(ACKNOWLEDGED, resolve_at=NOW),
            None,
            {"status": AlertStatus.RESOLVED},
            Say("resolved"),
            [EntryKind.RESOLVED],
            id="auto-resolve of an acknowledged one",
        ),
        pytest.param(
            life(TOLD, takes_back="acknowledged"),
            None,
            {"at": 900, "look": 14_400},
            Say("unacknowledged", only_chats=True),
            [],
            id="an acknowledgement taken back",
        ),
        pytest.param(
            life(TOLD, takes_back="resolved", step_at=NOW),
            None,
            {"round": 0, "at": 0},
            Say("unacknowledged"),
            [],
            id="re-opened, then the step that is due",
        ),
        pytest.param(
            life(FRESH, takes_back="resolved", step_at=NOW + 30),
            None,
            {"at": 30},
            None,
            [],
            id="nobody had heard of it",
        ),
        pytest.param(
            life(FRESH, policy=Policy()), None, {"at": None, "look": None, "step": 0}, None, [], id="a policy of nobody"
        ),
    ],
)
def test_what_is_due(before: Life, hold: Held | None, after: dict[str, Any], say: Say | None, kinds: list[str]) -> None:
    done = advance(before, hold, somebody, NOW)
    found = {
        "status": done.life.status,
        "step": done.life.step,
        "round": done.life.round,
        "at": _ago(done.life.step_at),
        "look": _ago(done.life.notify_at),
        "held": done.life.held_by,
    }
    assert {name: found[name] for name in after} == after
    assert done.say == say
    assert [note.kind for note in done.notes] == kinds


def _ago(at: float | None) -> float | None:
    return None if at is None else at - NOW


def test_a_step_that_reaches_nobody_gives_way_to_the_next_at_once() -> None:
    done = advance(FRESH, None, lambda step: "its channel is gone" if step == 0 else "", NOW)
    assert done.say == Say("firing", 1)
    assert [note.text for note in done.notes] == ["Step 1 reached nobody: its channel is gone."]


def test_rounds_stay_a_minute_apart_though_their_steps_do_not() -> None:
    policy = Policy(name="hasty", steps=(replace(ONE, minutes=0),), repeats=1)
    done = advance(life(FRESH, policy=policy), None, somebody, NOW)
    assert (done.say, done.life.round, done.life.step_at) == (Say("firing", 0), 1, NOW + LEAST_REPEAT)


def test_a_round_that_reaches_nobody_waits_before_the_next() -> None:
    done = advance(FRESH, None, nobody, NOW)
    assert (done.life.round, done.life.step, done.life.step_at, done.say) == (1, 0, NOW + 1800, None)
    done = advance(done.life, None, nobody, NOW + 1800)
    assert [note.kind for note in done.notes] == [EntryKind.NOBODY, EntryKind.NOBODY, EntryKind.EXHAUSTED]
    assert "reached nobody" in done.notes[-1].text
    assert (done.life.step_at, done.life.notify_at) == (None, None)


def test_what_nobody_knows_of_is_told_when_there_is_somebody_to_tell() -> None:
    """A mail server was set up meanwhile: an alert that goes on and on is not kept back because it is old."""
    unknown = replace(FRESH, step=2, round=1, step_at=None, notify_at=NOW)
    assert advance(unknown, None, nobody, NOW).notes == ()
    done = advance(unknown, None, somebody, NOW)
    assert (done.say, done.life.step, done.life.round) == (Say("firing", 0), 1, 0)
    assert advance(replace(unknown, untold=0), None, somebody, NOW).say is None


def test_only_an_answer_or_a_hold_takes_back_what_waits() -> None:
    assert advance(FRESH, HOLD, somebody, NOW).supersede
    assert advance(replace(TOLD, status=AlertStatus.RESOLVED), None, somebody, NOW).supersede
    assert not advance(FRESH, None, somebody, NOW).supersede
    assert not advance(TOLD, None, somebody, NOW).supersede


@pytest.mark.parametrize(
    ("step", "round_", "expected"), [(1, 0, (0, 0)), (0, 1, (1, 0)), (0, 0, (0, 0)), (2, 1, (1, 1))]
)
def test_a_step_that_was_cut_short_comes_again(step: int, round_: int, expected: tuple[int, int]) -> None:
    again = rewound(replace(TOLD, step=step, round=round_))
    assert (again.step, again.round) == expected


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(60, "1 minute"), (5400, "90 minutes"), (7200, "2 hours"), (86_400, "1 day"), (90, "2 minutes")],
)
def test_in_words(seconds: int, words: str) -> None:
    assert in_words(seconds) == words


policies = st.builds(
    Policy,
    steps=st.lists(st.builds(Step, targets=st.just(()), minutes=st.integers(0, 60)), max_size=4).map(tuple),
    repeats=st.integers(0, 3),
    acknowledged_minutes=st.just(0),
)


@given(policies, st.lists(st.booleans(), min_size=4, max_size=4), st.integers(0, 3))
def test_it_never_stands_still_nor_spins(policy: Policy, reached: list[bool], looks: int) -> None:
    """Whatever the policy: what is due is done at once (looking again at the same moment does nothing more), every step
    of every round comes, and it ends."""
    now, said = NOW, 0
    current = replace(FRESH, policy=policy, timing=replace(TIMING, repeat_interval=0), untold=0)
    for _ in range(200):
        done: Advance = advance(current, None, lambda step: "" if reached[step] else "gone", now)
        said += done.say is not None
        for _ in range(looks):
            again = advance(done.life, None, lambda step: "" if reached[step] else "gone", now)
            if done.life.step_at is None or done.life.step_at > now:
                assert (again.life, again.say) == (done.life, None)
        current = done.life
        if current.step_at is None:
            break
        now = max(now, current.step_at)
    assert current.step_at is None
    assert said == (policy.repeats + 1) * sum(reached[: len(policy.steps)]) if policy.steps else said == 0
