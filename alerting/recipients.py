"""Whom a step of a policy tells, and by which way: targets to people, people to their ways. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from alerting.decide import hours_end
from core.alerts import BUILT_IN_POLICIES, PersonalRules, Policy, Severity, Step, Target, Way

NO_MAIL: Final = "no mail server is set (REDSHANK_SMTP_URL)"

NO_CHATS: Final = frozenset({"webhook", "apprise"})
"""Kinds of channels that `channel 0`, every chat and pager, leaves out: programs, and what costs money by the message."""

_PROJECT: Final = Target(kind="project")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of the organization."""

    id: int
    email: str
    name: str
    may_answer: bool
    """Her role lets her acknowledge."""
    rules: PersonalRules = PersonalRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRow:
    id: int
    user_id: int | None
    """Whose own; None: the organization's."""
    kind: str
    name: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Who there is in an organization at a moment. What is missing is gone."""

    people: Mapping[int, Person]
    """Active members by the user's id."""
    teams: Mapping[int, tuple[int, ...]]
    """Users by team."""
    projects: Mapping[int, tuple[int, ...]]
    """Users of the teams of each project; a project that no team has is missing."""
    channels: Mapping[int, ChannelRow]
    on_call: Mapping[int, int | None]
    """By schedule; None: a gap."""
    sends_mail: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A message to be: to whom, through what, when."""

    target: str
    """mail, channel:<id>."""
    kind: str
    recipient: str
    user_id: int | None
    at: float
    """Epoch seconds; later than now for a way that waits, or quiet hours."""

    @property
    def key(self) -> str:
        """The same for the same place; part of the delivery's key."""
        return self.recipient if self.target == "mail" else self.target


@dataclass(frozen=True, slots=True)
class Reached:
    recipients: tuple[Recipient, ...]
    left_out: tuple[str, ...]
    """Why who else was meant is not told; each once."""


def step_recipients(
    policy: Policy, step: Step, project_id: int | None, severity: Severity, directory: Directory, now: float
) -> Reached:
    """Whom the step tells. A built-in step that reaches nobody tells the project's people instead."""
    found = recipients(step.targets, project_id, severity, directory, now)
    if found.recipients or policy not in BUILT_IN_POLICIES.values() or _PROJECT in step.targets:
        return found
    instead = recipients((_PROJECT,), project_id, severity, directory, now)
    return Reached(instead.recipients, tuple(dict.fromkeys((*found.left_out, *instead.left_out))))


def recipients(
    targets: Iterable[Target], project_id: int | None, severity: Severity, directory: Directory, now: float
) -> Reached:
    """Everybody once by each way, the earliest counts."""
    found: dict[str, Recipient] = {}
    left_out: dict[str, None] = {}
    for target in targets:
        meant = list(_of_target(target, project_id, severity, directory, now))
        for one in meant:
            if isinstance(one, str):
                left_out[one] = None
            elif one.key not in found or one.at < found[one.key].at:
                found[one.key] = one
    return Reached(tuple(found.values()), tuple(left_out))


def _of_target(
    target: Target, project_id: int | None, severity: Severity, directory: Directory, now: float
) -> Iterator[Recipient | str]:
    """Recipients, and sentences why there is none."""
    if target.kind == "channel":
        yield from _of_channel(target.id, directory, now)
        return
    user_ids = _users(target, project_id, directory)
    if isinstance(user_ids, str):
        yield user_ids
        return
    for user_id in user_ids:
        yield from _of_person(user_id, severity, directory, now)


def _of_channel(channel_id: int, directory: Directory, now: float) -> Iterator[Recipient | str]:
    if channel_id == 0:
        chats = [one for one in directory.channels.values() if one.user_id is None and one.kind not in NO_CHATS]
        active = [one for one in chats if one.is_active]
        yield from (_to_channel(one, None, now) for one in active)
        if not active:
            yield "there is no chat or pager channel" if not chats else "every chat and pager channel is off"
        return
    channel = directory.channels.get(channel_id)
    if channel is None or channel.user_id is not None:
        yield "its channel is gone"
    elif not channel.is_active:
        yield f"the channel {channel.name} is off"
    else:
        yield _to_channel(channel, None, now)


def _users(target: Target, project_id: int | None, directory: Directory) -> tuple[int, ...] | str:
    """Ids of the users of a target; a sentence where there are none."""
    match target.kind:
        case "user":
            return (target.id,)
        case "team":
            if target.id not in directory.teams:
                return "its team is gone"
            return directory.teams[target.id] or "its team has no members"
        case "schedule":
            return _on_call(target.id, directory)
        case _:
            everybody = tuple(directory.people)
            return directory.projects.get(project_id or 0) or everybody or "the organization has no members"


def _on_call(schedule_id: int, directory: Directory) -> tuple[int, ...] | str:
    if schedule_id and schedule_id not in directory.on_call:
        return "its schedule is gone"
    if not directory.on_call:
        return "there is no schedule"
    asked = directory.on_call.values() if schedule_id == 0 else (directory.on_call[schedule_id],)
    on_call = tuple(dict.fromkeys(user_id for user_id in asked if user_id is not None))
    return on_call or "nobody is on call now"


def _of_person(user_id: int, severity: Severity, directory: Directory, now: float) -> Iterator[Recipient | str]:
    person = directory.people.get(user_id)
    if person is None:
        yield "somebody it names is no active member"
        return
    is_important = severity is Severity.CRITICAL
    ways = person.rules.important_ways if is_important else person.rules.ways
    if not ways:
        yield f"{_called(person)} wants no messages of this kind"
    for way in ways:
        found = _by(way, person, directory, now + way.minutes * 60)
        if isinstance(found, Recipient) and not is_important:
            # Asked for the moment of the message: one that is to wait may fall into the quiet hours.
            found = replace(found, at=hours_end(person.rules.quiet_hours, found.at) or found.at)
        yield found


def _by(way: Way, person: Person, directory: Directory, at: float) -> Recipient | str:
    """Through the channel she chose; where that is gone or off by mail, as she must be told somehow."""
    channel = directory.channels.get(way.channel or 0)
    if channel is not None and channel.is_active and channel.user_id in (None, person.id):
        return _to_channel(channel, person.id, at)
    if not directory.sends_mail:
        return f"not by mail: {NO_MAIL}"
    return Recipient(target="mail", kind="email", recipient=person.email, user_id=person.id, at=at)


def _to_channel(channel: ChannelRow, user_id: int | None, at: float) -> Recipient:
    target = f"channel:{channel.id}"
    return Recipient(target=target, kind=channel.kind, recipient=channel.name, user_id=user_id, at=at)


def _called(person: Person) -> str:
    return person.name or person.email
