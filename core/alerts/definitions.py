"""What people configure about being told: policies, rotations, personal rules, recurring maintenance. Values."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from core.alerts.rule import MuteTime, Severity

TargetKind: TypeAlias = Literal["user", "team", "schedule", "channel", "project"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Whom a step tells. `project`: members of the teams of the alert's project; where there are none, all members."""

    kind: TargetKind
    id: int = 0
    """0 for `project`. Schedule 0: whoever is on call in any of them; channel 0: every channel of the organization
    that is a chat or a pager."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    targets: tuple[Target, ...]
    minutes: int = 15
    """Minutes until the next step, unless somebody acknowledges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Escalation: `policies.definition`, and the copy in `alerts.policy`."""

    name: str = ""
    steps: tuple[Step, ...] = ()
    """Without steps, nobody is told: the alert is listed, and is in the summary."""
    repeats: int = 0
    """Rounds after the first, 0–5."""
    acknowledged_minutes: int = 0
    """How long an acknowledgement holds before the alert escalates again; 0: until resolved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A rotation of a schedule: `schedules.layers`. Where several cover a moment, the later one wins."""

    name: str
    user_ids: tuple[int, ...]
    """The people, in the order of their turns; the first turn begins at `starts`."""
    starts: str
    """Local date and time in the schedule's zone, YYYY-MM-DDTHH:MM: the first hand-over."""
    ends: str | None = None
    every: int = 1
    unit: Literal["day", "week", "hour"] = "week"
    """A turn lasts `every` units: days and weeks by the calendar (DST), hours by the clock."""
    hours: tuple[MuteTime, ...] = ()
    """The layer covers only these hours of the week, in the schedule's zone; empty: all hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a person is told."""

    channel: int | None = None
    """A channel of her own or of the organization; None: her mail address."""
    minutes: int = 0
    """Told after this many minutes, unless she has acknowledged by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalRules:
    """`personal_rules.definition`."""

    time_zone: str = "UTC"
    ways: tuple[Way, ...] = (Way(),)
    important_ways: tuple[Way, ...] = (Way(),)
    """For critical alerts."""
    quiet_hours: tuple[MuteTime, ...] = ()
    """Alerts that are not critical wait until these hours end."""
    daily_report: bool = False
    weekly_report: bool = True
    report_hour: int = 8
    """Local."""
    report_project_ids: tuple[int, ...] = ()
    """None: all that she sees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """When a maintenance window recurs, by the calendar of its zone."""

    every: Literal["day", "week"]
    time_zone: str
    until: str | None = None
    """YYYY-MM-DD, this day included."""


BUILT_IN_POLICIES: Final = MappingProxyType(
    {
        Severity.CRITICAL: Policy(
            name="Critical, built in",
            steps=(
                Step(targets=(Target(kind="schedule"), Target(kind="channel"), Target(kind="project")), minutes=15),
            ),
            repeats=2,
        ),
        Severity.HIGH: Policy(name="High, built in", steps=(Step(targets=(Target(kind="channel"),)),)),
        Severity.MEDIUM: Policy(name="Medium, built in", steps=(Step(targets=(Target(kind="project"),)),)),
        Severity.LOW: Policy(name="Low, built in"),
    }
)
"""Who is told where nobody configured anything. A built-in step that reaches nobody tells `project` instead."""
