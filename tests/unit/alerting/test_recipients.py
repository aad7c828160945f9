"""Whom a step tells, by which way, and why somebody is left out."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from alerting.recipients import NO_MAIL, Audience, Recipient, recipients, step_recipients, told_again
from core.alerts import BUILT_IN_POLICIES, Layer, MuteTime, PersonalRules, Policy, Severity, Step, Target, Way
from core.alerts.contacts import Contacts, Person
from core.alerts.reach import Directory, KnownChannel, Named
from core.schedules import Schedule

NOW = datetime(2027, 1, 15, 23, 0, tzinfo=UTC).timestamp()
INES, OMAR, VERA = 1, 2, 3
OPS = Schedule(time_zone="UTC", layers=(Layer(name="", user_ids=(OMAR,), starts="2027-01-01T00:00"),))
EMPTY = Schedule(time_zone="UTC", layers=())


def channel(kind: str, name: str, user_id: int | None = None, is_active: bool = True) -> KnownChannel:
    return KnownChannel(name, kind, user_id, is_active, None)


CHANNELS = {
    10: channel("slack", "#ops"),
    11: channel("pagerduty", "Pager", is_active=False),
    12: channel("webhook", "Hook"),
    13: channel("telegram", "Phone", INES),
    14: channel("telegram", "Her phone", OMAR),
}
DIRECTORY = Directory(
    people={INES: "Ines", OMAR: "Omar", VERA: "Vera"},
    teams={5: Named("Shop", (INES, OMAR)), 6: Named("Empty", ())},
    schedules={7: ("Ops", OPS), 8: ("Nights", EMPTY)},
    channels=CHANNELS,
    project_members=(VERA,),
)


def audience(sends_mail: bool = True, directory: Directory = DIRECTORY, **rules: PersonalRules) -> Audience:
    names = {INES: "Ines", OMAR: "Omar", VERA: "Vera"}
    found = {
        user_id: Person(
            id=user_id,
            email=f"{name.lower()}@x.example.com",
            name=name,
            may_answer=True,
            rules=rules.get(name, PersonalRules()),
        )
        for user_id, name in names.items()
    }
    return Audience(directory, Contacts(found, sends_mail))


def told(targets: list[Target], given: Audience, severity: Severity = Severity.HIGH) -> list[tuple[str, float]]:
    found = recipients(targets, severity, given, NOW)
    return [(one.recipient, (one.at - NOW) / 60) for one in found.recipients]


@pytest.mark.parametrize(
    ("targets", "expected", "left_out"),
    [
        ([Target(kind="user", id=INES)], ["ines@x.example.com"], ()),
        ([Target(kind="user", id=99)], [], ("this person is no longer a member",)),
        ([Target(kind="team", id=5)], ["ines@x.example.com", "omar@x.example.com"], ()),
        ([Target(kind="team", id=6)], [], ("team Empty has no members",)),
        ([Target(kind="schedule", id=7)], ["omar@x.example.com"], ()),
        ([Target(kind="schedule", id=8)], [], ("nobody is on call in Nights",)),
        ([Target(kind="schedule")], ["omar@x.example.com"], ("nobody is on call in Nights",)),
        ([Target(kind="channel", id=10)], ["#ops"], ()),
        ([Target(kind="channel", id=12)], ["Hook"], ()),
        ([Target(kind="channel")], ["#ops"], ("channel Pager is switched off: by a person",)),
        ([Target(kind="project")], ["vera@x.example.com"], ()),
        # Named twice, told once.
        ([Target(kind="user", id=OMAR), Target(kind="team", id=5)], ["omar@x.example.com", "ines@x.example.com"], ()),
        ([], [], ()),
    ],
)
def test_targets(targets: list[Target], expected: list[str], left_out: tuple[str, ...]) -> None:
    found = recipients(targets, Severity.HIGH, audience(), NOW)
    assert [one.recipient for one in found.recipients] == expected
    assert found.left_out == left_out


WAYS = PersonalRules(ways=(Way(channel=13), Way(minutes=10)), important_ways=(Way(channel=13), Way(channel=10)))


@pytest.mark.parametrize(
    ("rules", "severity", "expected"),
    [
        (WAYS, Severity.HIGH, [("Phone", 0), ("ines@x.example.com", 10)]),
        (WAYS, Severity.CRITICAL, [("Phone", 0), ("#ops", 0)]),
        # A channel that is somebody else's, off or gone: by mail, as she must be told somehow.
        (PersonalRules(ways=(Way(channel=14),)), Severity.HIGH, [("ines@x.example.com", 0)]),
        (PersonalRules(ways=(Way(channel=11),)), Severity.HIGH, [("ines@x.example.com", 0)]),
        (PersonalRules(ways=(Way(channel=99),)), Severity.HIGH, [("ines@x.example.com", 0)]),
        (PersonalRules(ways=(Way(minutes=5), Way())), Severity.HIGH, [("ines@x.example.com", 0)]),
        (PersonalRules(ways=()), Severity.HIGH, []),
    ],
)
def test_ways_of_a_person(rules: PersonalRules, severity: Severity, expected: list[tuple[str, float]]) -> None:
    assert told([Target(kind="user", id=INES)], audience(Ines=rules), severity) == expected


QUIET = MuteTime(start="22:30", end="07:00", time_zone="Europe/Lisbon")


@pytest.mark.parametrize(
    ("rules", "severity", "minutes"),
    [
        (PersonalRules(quiet_hours=(QUIET,)), Severity.HIGH, 8 * 60),
        (PersonalRules(quiet_hours=(QUIET,)), Severity.CRITICAL, 0),
        # It is not quiet yet, but will be when the way has waited.
        (PersonalRules(quiet_hours=(replace(QUIET, start="23:05"),), ways=(Way(minutes=10),)), Severity.LOW, 480),
        (PersonalRules(quiet_hours=(replace(QUIET, days=(5,)),)), Severity.HIGH, 0),
    ],
)
def test_quiet_hours(rules: PersonalRules, severity: Severity, minutes: float) -> None:
    assert told([Target(kind="user", id=INES)], audience(Ines=rules), severity) == [("ines@x.example.com", minutes)]


def test_without_a_mail_server_mails_are_left_out_and_chats_are_not() -> None:
    found = recipients(
        [Target(kind="team", id=5), Target(kind="channel", id=10)], Severity.HIGH, audience(sends_mail=False), NOW
    )
    assert [one.recipient for one in found.recipients] == ["#ops"]
    assert found.left_out == (NO_MAIL,)


def test_a_built_in_step_that_reaches_nobody_tells_the_projects_people() -> None:
    nothing = replace(DIRECTORY, channels={})
    built_in = BUILT_IN_POLICIES[Severity.HIGH]
    own = Policy(name="ours", steps=built_in.steps)
    for policy, expected in ((built_in, ["vera@x.example.com"]), (own, [])):
        found = step_recipients(policy, policy.steps[0], Severity.HIGH, audience(directory=nothing), NOW)
        assert [one.recipient for one in found.recipients] == expected
        assert "there is no chat and no pager yet" in found.left_out
    chats = step_recipients(built_in, built_in.steps[0], Severity.HIGH, audience(), NOW)
    assert [one.recipient for one in chats.recipients] == ["#ops"]
    assert Step(targets=()) != built_in.steps[0]


def one(recipient: str, target: str = "mail", user_id: int | None = INES) -> Recipient:
    return Recipient(target=target, kind="x", recipient=recipient, user_id=user_id, at=0.0)


@pytest.mark.parametrize(
    ("before", "how", "expected"),
    [
        (one("ines@x.example.com"), {}, 0),
        (one("ines@x.example.com"), {"only_chats": True}, None),
        (one("#ops", "channel:10", None), {"only_chats": True}, 0),
        (one("Phone", "channel:13"), {"only_chats": True}, 0),
        (one("Pager", "channel:11", None), {}, None),
        (one("Gone", "channel:99", None), {}, None),
        (one("left@x.example.com", user_id=99), {}, None),
        (one("ines@x.example.com"), {"sends_mail": False}, None),
        (one("ines@x.example.com"), {"quiet": True}, 480),
        (one("ines@x.example.com"), {"quiet": True, "severity": Severity.CRITICAL}, 0),
    ],
)
def test_whoever_was_told_is_told_more(before: Recipient, how: dict[str, Any], expected: float | None) -> None:
    rules = PersonalRules(quiet_hours=(QUIET,)) if how.get("quiet") else PersonalRules()
    given = audience(sends_mail=how.get("sends_mail", True), Ines=rules)
    severity = how.get("severity", Severity.HIGH)
    found = told_again([before], severity, given, NOW, only_chats=how.get("only_chats", False))
    assert [(one.at - NOW) / 60 for one in found] == ([] if expected is None else [expected])
