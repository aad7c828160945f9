"""What a query is reduced to before a store answers it: a few kinds of clauses over a `SearchDocument`. Pure.

A store that searches compiles only these. What people may write, and what it means, is decided before
(`core.payloads.question`).
"""

from dataclasses import dataclass
from typing import Final, Literal

from core.payloads.words import Word
from core.search import Pattern


@dataclass(frozen=True, slots=True)
class FieldIs:
    """A field has a value like this, in either case of letters."""

    field: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class FieldExists:
    """A field has a value."""

    field: str


@dataclass(frozen=True, slots=True)
class HasWords:
    """The words stand in the text: without stars, side by side in this order; with stars, anywhere."""

    words: tuple[Word, ...]
    """At least one."""
    within: Literal["text", "message"]


@dataclass(frozen=True, slots=True)
class Between:
    """`start <= at < end`, epoch milliseconds; None is open."""

    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class IsEvent:
    """The event of this id."""

    event_id: str


@dataclass(frozen=True, slots=True)
class OfProjects:
    """Of one of these projects."""

    project_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class OfFingerprints:
    """Of an issue that owns one of these (`<project id>:<hex>`)."""

    fingerprints: frozenset[str]


@dataclass(frozen=True, slots=True)
class AllOf:
    clauses: tuple["Clause", ...]
    """None: everything."""


@dataclass(frozen=True, slots=True)
class AnyOf:
    clauses: tuple["Clause", ...]
    """None: nothing."""


@dataclass(frozen=True, slots=True)
class NoneOf:
    clause: "Clause"


Clause = FieldIs | FieldExists | HasWords | Between | IsEvent | OfProjects | OfFingerprints | AllOf | AnyOf | NoneOf

EVERYTHING: Final = AllOf(())
