"""What evaluating answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from alerting.evaluate.state import RuleState, SeenIssue


class VerdictKind(StrEnum):
    FIRED = "fired"
    """The condition is true now: an alert opens, or the open one goes on."""
    AGAIN = "again"
    """It was firing already, and something joined."""
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    kind: VerdictKind
    at: float
    """When the verdict became true, epoch seconds."""
    since: float
    """When what the verdict tells of began."""
    reason: str
    """One sentence."""
    value: float | None = None
    threshold: float | None = None
    times: int = 1
    """For rules that fire by what happens: how often."""
    issues: tuple[SeenIssue, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    """What the sightings have in common, besides what they are grouped by."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What became of a group."""

    state: RuleState | None
    """None: nothing needs to be kept."""
    verdicts: tuple[Verdict, ...]
    """In their order."""
    due_at: float | None
    """When the clock alone may next change something."""
