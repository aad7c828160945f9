"""What evaluating answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from alerting.evaluate.state import RuleState, SeenIssue


class VerdictKind(StrEnum):
    FIRED = "fired"
    """It is true now: an alert opens, or what fires already goes on."""
    AGAIN = "again"
    """It fires already, and there is more of it."""
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    kind: VerdictKind
    at: float
    """When it became so, epoch seconds."""
    since: float
    """When what it tells of began."""
    reason: str
    """One sentence."""
    value: float | None = None
    threshold: float | None = None
    times: int = 1
    """How often it fired, for rules that fire by what happens."""
    issues: tuple[SeenIssue, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    """What its sightings have in common, beside what they are grouped by."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What became of a group."""

    state: RuleState | None
    """None: there is nothing to remember."""
    verdicts: tuple[Verdict, ...]
    """In their order."""
    due_at: float | None
    """When the clock alone may change something."""
