"""How the people of an organization are told. Values; no I/O."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.alerts import PersonalRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An active member."""

    id: int
    email: str
    name: str
    """As people know her; never empty."""
    may_answer: bool
    """Her role lets her acknowledge."""
    rules: PersonalRules


@dataclass(frozen=True, slots=True)
class Contacts:
    people: Mapping[int, Person]
    """By the user's id."""
    sends_mail: bool
    """There is a mail server."""
