"""Whom a target stands for at a moment, and why, or why it tells nobody. Pure: people, teams, schedules and channels
come as a Directory."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from core.alerts import PersonalRules, Severity, Target, Way
from core.schedules import Schedule, known_zone, now_and_next

NOT_FOR_PEOPLE: Final = frozenset({"email", "webhook"})
"""Kinds of channels that are neither a chat nor a pager: channel 0 leaves them out."""


@dataclass(frozen=True, slots=True)
class Named:
    """A team: its name and who is in it."""

    name: str
    user_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KnownChannel:
    name: str
    kind: str
    user_id: int | None
    """The person whose channel it is; None: the organization's."""
    is_active: bool
    disabled_because: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """What targets of an organization can stand for."""

    people: Mapping[int, str]
    """Members by id: the name people know."""
    teams: Mapping[int, Named]
    schedules: Mapping[int, tuple[str, Schedule]]
    channels: Mapping[int, KnownChannel]
    project_members: tuple[int, ...]
    """Members of the teams of the alert's project; where there are none, all members."""
    has_teams: bool = True
    """Whether the project has any."""


@dataclass(frozen=True, slots=True)
class Told:
    kind: Literal["user", "channel"]
    id: int
    name: str
    because: str


@dataclass(frozen=True, slots=True)
class Hole:
    """A target that tells nobody; the reason in a sentence."""

    text: str


def reach(target: Target, directory: Directory, at: float) -> list[Told | Hole]:
    """Whom the target tells if its step comes at that moment. Never empty."""
    found = list(_REACHES[target.kind](target.id, directory, at))
    return found or [Hole(_NOBODY[target.kind])]


def all_targets(directory: Directory) -> list[Target]:
    """All targets that a step can have: first those that stand for many, then the others by name. Personal channels are
    left out."""
    shared = [one for one, channel in directory.channels.items() if channel.user_id is None]
    return [
        Target(kind="project"),
        Target(kind="schedule"),
        *(Target(kind="schedule", id=one) for one in directory.schedules),
        *(Target(kind="user", id=one) for one in directory.people),
        *(Target(kind="team", id=one) for one in directory.teams),
        Target(kind="channel"),
        *(Target(kind="channel", id=one) for one in shared),
    ]


def target_name(target: Target, directory: Directory) -> str | None:
    """As people call it; None where it is gone."""
    if target.kind == "project":
        return "members of the project's teams"
    if target.id == 0:
        return "whoever is on call" if target.kind == "schedule" else "all chats and pagers"
    if target.kind == "user":
        return directory.people.get(target.id)
    if target.kind == "team":
        return directory.teams[target.id].name if target.id in directory.teams else None
    if target.kind == "schedule":
        return directory.schedules[target.id][0] if target.id in directory.schedules else None
    return directory.channels[target.id].name if target.id in directory.channels else None


def hole_of(target: Target, directory: Directory) -> str | None:
    """Why the target tells nobody whatever the moment; None where it may tell somebody."""
    name = target_name(target, directory)
    if name is None:
        return GONE[target.kind]
    if target.kind == "team" and not directory.teams[target.id].user_ids:
        return f"team {name} has no members"
    if target.kind == "channel" and target.id and not directory.channels[target.id].is_active:
        return f"channel {name} is switched off"
    return None


def ways_in_words(rules: PersonalRules, severity: Severity, directory: Directory) -> list[str]:
    """How a person is told of an alert of that severity."""
    ways = rules.important_ways if severity is Severity.CRITICAL else rules.ways
    return [_way_in_words(way, directory) for way in ways]


def _way_in_words(way: Way, directory: Directory) -> str:
    if way.channel is None:
        name = "mail"
    else:
        channel = directory.channels.get(way.channel)
        name = channel.name if channel is not None else "a channel that is gone"
    return f"{name} at once" if way.minutes == 0 else f"{name} after {way.minutes} min"


def _user(user_id: int, directory: Directory, at: float) -> Iterator[Told | Hole]:
    if user_id in directory.people:
        yield Told("user", user_id, directory.people[user_id], "named by the policy")
    else:
        yield Hole(GONE["user"])


def _team(team_id: int, directory: Directory, at: float) -> Iterator[Told | Hole]:
    team = directory.teams.get(team_id)
    if team is None:
        yield Hole(GONE["team"])
        return
    for user_id in team.user_ids:
        yield Told("user", user_id, directory.people[user_id], f"member of team {team.name}")
    if not team.user_ids:
        yield Hole(f"team {team.name} has no members")


def _schedule(schedule_id: int, directory: Directory, at: float) -> Iterator[Told | Hole]:
    if schedule_id and schedule_id not in directory.schedules:
        yield Hole(GONE["schedule"])
        return
    wanted = [schedule_id] if schedule_id else list(directory.schedules)
    for name, schedule in (directory.schedules[one] for one in wanted):
        found = now_and_next(schedule, at)
        until = "" if found.until is None else f" until {_local(found.until, schedule.time_zone)}"
        if found.user_id is None:
            yield Hole(f"nobody is on call in {name}{until}")
        else:
            yield Told("user", found.user_id, directory.people[found.user_id], f"on call in {name}{until}")


def _channel(channel_id: int, directory: Directory, at: float) -> Iterator[Told | Hole]:
    if channel_id and channel_id not in directory.channels:
        yield Hole(GONE["channel"])
        return
    for one, channel in directory.channels.items():
        if channel_id and one != channel_id:
            continue
        if not channel_id and (channel.user_id is not None or channel.kind in NOT_FOR_PEOPLE):
            continue
        if channel.is_active:
            because = "named by the policy" if channel_id else "a chat or pager of the organization"
            yield Told("channel", one, channel.name, because)
        else:
            yield Hole(f"channel {channel.name} is switched off: {channel.disabled_because or 'by a person'}")


def _project(_: int, directory: Directory, at: float) -> Iterator[Told | Hole]:
    for user_id in directory.project_members:
        because = "cares for the project" if directory.has_teams else "a member; no team cares for the project"
        yield Told("user", user_id, directory.people[user_id], because)


def _local(moment: float, zone: str) -> str:
    return f"{datetime.fromtimestamp(moment, known_zone(zone)):%a %d %b %H:%M} {zone}"


_REACHES: Final = {"user": _user, "team": _team, "schedule": _schedule, "channel": _channel, "project": _project}

GONE: Final = {
    "user": "this person is no longer a member",
    "team": "this team is gone",
    "schedule": "this schedule is gone",
    "channel": "this channel is gone",
    "project": "",
}
_NOBODY: Final = {
    **GONE,
    "schedule": "there is no schedule yet",
    "channel": "there is no chat and no pager yet",
    "project": "nobody cares for the project: the organization has no members",
}
