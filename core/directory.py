"""Who there is to be told in an organization. Values; no I/O."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.alerts import PersonalRules


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
