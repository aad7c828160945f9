"""What a rule says: what it watches, in which scope, when it fires, how it tells. Values."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias


class Severity(StrEnum):
    """How severe an alert is. The comments say what each severity does when nothing is configured."""

    CRITICAL = "critical"
    """Pages at once, whatever the hour."""
    HIGH = "high"
    """Chat, else mail."""
    MEDIUM = "medium"
    """Mail."""
    LOW = "low"
    """In the daily summary only; nobody is told at once."""


class Measure(StrEnum):
    """What a rule watches. The first four fire by what happens, the others by a number and the clock."""

    NEW_ISSUE = "new_issue"
    REGRESSION = "regression"
    ESCALATING = "escalating"
    """An issue comes much more often than before: its last hour against the week before (alerting/evaluate)."""
    EVERY_EVENT = "every_event"
    COUNT = "count"
    """Events in the window."""
    USERS = "users"
    """Different users in the window."""
    RATE = "rate"
    """Events a minute, averaged over the window."""
    CHANGE = "change"
    """Percent that the window's events are above the baseline's; below it is negative."""
    NOTHING = "nothing"
    """Seconds since the last event: a heartbeat. It fires when the window passes without one."""


Baseline: TypeAlias = Literal["window_before", "same_window_last_week"]
Compare: TypeAlias = Literal["above", "at_least", "below", "at_most"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MuteTime:
    """Hours of the week in which a rule tells nobody; the alert opens all the same."""

    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    """0 is Monday; the day on which the hours begin."""
    start: str
    """HH:MM."""
    end: str
    """HH:MM; not after `start`: of the next day."""
    time_zone: str = "UTC"
    """An IANA name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When messages of one alert go out, in seconds (Alertmanager's terms)."""

    group_wait: int = 30
    """From the first firing to the first message: what belongs together is told together."""
    group_interval: int = 300
    """The shortest pause between two messages that are sent because something joined."""
    repeat_interval: int = 14_400
    """The message is repeated at this interval while nothing changes and nobody answers; 0: never."""
    auto_resolve: int = 86_400
    """Rules that fire by what happens: resolved when nothing joined for so long; 0: only by a person or its issues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a person wrote: `rules.definition`."""

    measure: Measure
    query: str = ""
    """Scope, in the query language: project, environment, release, level, issue, tags."""
    window: int = 300
    """Seconds."""
    compare: Compare = "at_least"
    threshold: float = 0.0
    """Events, users, events a minute, or percent, by measure."""
    baseline: Baseline = "window_before"
    """Of CHANGE."""
    resolve_threshold: float | None = None
    """Hysteresis: a firing rule resolves only past this threshold. None: as soon as the comparison is false."""
    hold_for: int = 0
    """Seconds for which the condition must be true without a break before the rule fires (Prometheus's `for`)."""
    keep_firing_for: int = 0
    """Seconds for which the condition must be false without a break before the rule resolves."""
    severity: Severity = Severity.MEDIUM
    group_by: tuple[str, ...] = ("project",)
    """One alert for each combination of project, environment, release, level, issue, or a tag's key. None: one."""
    timing: Timing = Timing()
    mute_times: tuple[MuteTime, ...] = ()
    policy_id: int | None = None
    """Who is told; None: what the organization's severity matrix says."""
    tracker_id: int | None = None
    """Each issue of its alerts gets a counterpart at this tracker; None: at none."""
    tracker_comments: bool = False
    """Whether a counterpart that exists already, from an earlier alert or a person, gets a comment."""
