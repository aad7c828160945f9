"""Policies: when each step comes, whom it reaches, and what makes no sense."""

from typing import Any

import pytest

from core.alerts import BUILT_IN_POLICIES, Layer, PersonalRules, Policy, Severity, Step, Target, Way
from core.alerts.personal_checks import check_personal_rules
from core.alerts.policies import check_policy, planned
from core.alerts.reach import Directory, Hole, KnownChannel, Named, hole_of, reach, target_name
from core.alerts.telling import summary, tell
from core.errors import Rejected
from core.schedules import Schedule

ANN, BEA = 1, 2
NOW = 1_800_000_000.0
DUTY = Layer(name="Primary", user_ids=(ANN, BEA), starts="2027-01-11T09:00")


def directory(**more: Any) -> Directory:
    values: dict[str, Any] = {
        "people": {ANN: "Ann", BEA: "Bea"},
        "teams": {7: Named("Shop", (ANN,)), 8: Named("Empty", ())},
        "schedules": {3: ("Core", Schedule(time_zone="UTC", layers=(DUTY,)))},
        "channels": {
            5: KnownChannel("#shop", "slack", None, True, None),
            6: KnownChannel("Old", "slack", None, False, "it answers 410"),
            9: KnownChannel("Ann's phone", "telegram", ANN, True, None),
        },
        "project_members": (ANN, BEA),
        **more,
    }
    return Directory(**values)


def test_rounds_follow_each_other_by_the_minutes_of_their_steps() -> None:
    policy = Policy(
        steps=(Step(targets=(Target(kind="project"),), minutes=30), Step(targets=(), minutes=20)), repeats=1
    )
    assert [(one.round, one.number, one.minutes) for one in planned(policy)] == [
        (1, 1, 0),
        (1, 2, 30),
        (2, 1, 50),
        (2, 2, 80),
    ]


@pytest.mark.parametrize(
    ("target", "told"),
    [
        (Target(kind="user", id=ANN), ["Ann: named by the policy"]),
        (Target(kind="user", id=99), ["hole: this person is no longer a member"]),
        (Target(kind="team", id=7), ["Ann: member of team Shop"]),
        (Target(kind="team", id=8), ["hole: team Empty has no members"]),
        (Target(kind="team", id=99), ["hole: this team is gone"]),
        (Target(kind="schedule", id=3), ["Ann: on call in Core until Mon 18 Jan 09:00 UTC"]),
        (Target(kind="schedule"), ["Ann: on call in Core until Mon 18 Jan 09:00 UTC"]),
        (Target(kind="schedule", id=99), ["hole: this schedule is gone"]),
        (Target(kind="channel", id=5), ["#shop: named by the policy"]),
        (
            Target(kind="channel"),
            ["#shop: a chat or pager of the organization", "hole: channel Old is switched off: it answers 410"],
        ),
        (Target(kind="project"), ["Ann: cares for the project", "Bea: cares for the project"]),
    ],
)
def test_whom_a_target_reaches_and_why(target: Target, told: list[str]) -> None:
    found = reach(target, directory(), NOW)
    assert [f"hole: {one.text}" if isinstance(one, Hole) else f"{one.name}: {one.because}" for one in found] == told


def test_a_gap_of_a_schedule_is_a_hole_that_says_until_when() -> None:
    later = Schedule(time_zone="Europe/Berlin", layers=(Layer(name="x", user_ids=(ANN,), starts="2027-01-20T09:00"),))
    [hole] = reach(Target(kind="schedule", id=3), directory(schedules={3: ("Core", later)}), NOW)
    assert hole == Hole("nobody is on call in Core until Wed 20 Jan 09:00 Europe/Berlin")
    [none] = reach(Target(kind="schedule"), directory(schedules={}), NOW)
    assert none == Hole("there is no schedule yet")


def test_names_and_holes_as_an_editor_shows_them() -> None:
    known = directory()
    assert target_name(Target(kind="schedule"), known) == "whoever is on call"
    assert target_name(Target(kind="user", id=99), known) is None
    assert hole_of(Target(kind="channel", id=6), known) == "channel Old is switched off"
    assert hole_of(Target(kind="team", id=7), known) is None


def test_a_dry_run_tells_each_once_with_her_ways_at_the_time_of_the_step() -> None:
    policy = Policy(
        name="Core",
        steps=(
            Step(targets=(Target(kind="schedule", id=3), Target(kind="user", id=ANN)), minutes=4 * 1440),
            Step(targets=(Target(kind="schedule", id=3),)),
        ),
    )
    rules = {ANN: PersonalRules(important_ways=(Way(channel=9), Way(minutes=5)))}
    steps = tell(policy, Severity.CRITICAL, directory(), rules, NOW, is_built_in=False)
    assert [[(one.told.name, one.ways) for one in step.told] for step in steps] == [
        [("Ann", ("Ann's phone at once", "mail after 5 min"))],
        [("Bea", ("mail at once",))],  # four days later it is her turn
    ]
    assert summary(policy, steps).startswith("2 would be told in 1 round")


def test_a_built_in_step_that_reaches_nobody_tells_those_who_care_for_the_project() -> None:
    bare = directory(schedules={}, channels={})
    policy = BUILT_IN_POLICIES[Severity.HIGH]
    [step] = tell(policy, Severity.HIGH, bare, {}, NOW, is_built_in=True)
    assert [one.told.name for one in step.told] == ["Ann", "Bea"]
    [made] = tell(policy, Severity.HIGH, bare, {}, NOW, is_built_in=False)
    assert (made.told, made.holes) == ((), ("there is no chat and no pager yet",))
    assert summary(policy, [made]) == "Nobody would be told: every step is a hole."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"steps": (Step(targets=()),)}, "step 1: name somebody"),
        ({"steps": (Step(targets=(Target(kind="user", id=1),) * 2),)}, "stands twice"),
        ({"steps": (Step(targets=(Target(kind="user"),)),)}, "say which user"),
        ({"steps": (Step(targets=(Target(kind="project", id=4),)),)}, "takes no id"),
        ({"steps": (Step(targets=(Target(kind="project"),), minutes=0),)}, "from 1 minute"),
        ({"steps": (Step(targets=(Target(kind="project"),)),) * 11}, "at most 10 steps"),
        ({"repeats": 6}, "at most 5 times"),
        ({"acknowledged_minutes": -1}, "0 holds until resolved"),
    ],
)
def test_a_policy_that_makes_no_sense_says_the_mend(change: dict[str, Any], words: str) -> None:
    with pytest.raises(Rejected, match=words):
        check_policy(Policy(**{"name": "Core", **change}))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ways": ()}, "keep at least one"),
        ({"ways": (Way(channel=8),)}, "no channel 8"),
        ({"important_ways": (Way(), Way())}, "stands twice"),
        ({"time_zone": "Moon"}, "IANA"),
        ({"report_project_ids": (4,)}, "no project 4"),
    ],
)
def test_personal_rules_that_make_no_sense_say_the_mend(change: dict[str, Any], words: str) -> None:
    with pytest.raises(Rejected, match=words):
        check_personal_rules(PersonalRules(**change), {9}, {1})
