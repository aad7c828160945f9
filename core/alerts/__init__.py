"""Alerts: what a rule says, what it looks at, the life of what fired. The vocabulary; no I/O, no decisions.

Definitions (rules, policies, schedules, personal rules) are kept as JSON of these dataclasses. `core/alerts/checks.py`
says which of them make sense.
"""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal, TypeAlias


class Severity(StrEnum):
    """How much it hurts; what each does when nobody configured anything stands beside it."""

    CRITICAL = "critical"
    """Pages at once, whatever the hour."""
    HIGH = "high"
    """Chat, else mail."""
    MEDIUM = "medium"
    """Mail."""
    LOW = "low"
    """In the daily summary; nobody is told at once."""


class AlertStatus(StrEnum):
    FIRING = "firing"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


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
    """At least so long between two messages because something joined."""
    repeat_interval: int = 14_400
    """Told again while nothing changed and nobody answered; 0: never."""
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
    """Hysteresis: once firing, resolves only past this one. None: as soon as the comparison is false."""
    hold_for: int = 0
    """Seconds that it must be true without a break before it fires: `for`."""
    keep_firing_for: int = 0
    """Seconds that it must be false without a break before it resolves."""
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
    """One that has its counterpart already, from an earlier alert or a person, gets a comment there."""


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
    """Until the next step, while nobody acknowledges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Escalation: `policies.definition`, and the copy in `alerts.policy`."""

    name: str = ""
    steps: tuple[Step, ...] = ()
    """None: it is listed and goes into the summary, nobody is told."""
    repeats: int = 0
    """Rounds after the first, 0–5."""
    acknowledged_minutes: int = 0
    """An acknowledgement holds so long, then it escalates again; 0: until resolved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A rotation of a schedule: `schedules.layers`. Where several cover a moment, the later one wins."""

    name: str
    user_ids: tuple[int, ...]
    """In turn; the first begins at `starts`."""
    starts: str
    """Local date and time in the schedule's zone, YYYY-MM-DDTHH:MM: the first hand-over."""
    ends: str | None = None
    every: int = 1
    unit: Literal["day", "week", "hour"] = "week"
    """A turn lasts `every` of them: of days and weeks by the calendar (DST), of hours by the clock."""
    hours: tuple[MuteTime, ...] = ()
    """It covers only these hours of the week (the zone is the schedule's); none: always."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a person is told."""

    channel: int | None = None
    """A channel of her own or of the organization; None: her mail address."""
    minutes: int = 0
    """After so long, if she has not acknowledged by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalRules:
    """`personal_rules.definition`."""

    time_zone: str = "UTC"
    ways: tuple[Way, ...] = (Way(),)
    important_ways: tuple[Way, ...] = (Way(),)
    """For what is critical."""
    quiet_hours: tuple[MuteTime, ...] = ()
    """What is not critical waits for their end."""
    daily_report: bool = False
    weekly_report: bool = True
    report_hour: int = 8
    """Local."""
    report_project_ids: tuple[int, ...] = ()
    """None: all that she sees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """A maintenance window that comes again, by the calendar of its zone."""

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


class EntryKind(StrEnum):
    """What a time line tells of: `alert_entries.kind`."""

    FIRED = "fired"
    JOINED = "joined"
    """Another issue belongs to it."""
    HELD = "held"
    """Nobody is told, and why: silence, maintenance, inhibition, mute time, flapping."""
    RELEASED = "released"
    TOLD = "told"
    """A message was queued for somebody; `data.delivery`."""
    DELIVERED = "delivered"
    FAILED = "failed"
    STEP = "step"
    NOBODY = "nobody"
    """A step that reached nobody, and why."""
    EXHAUSTED = "exhausted"
    """The policy has come to its end unanswered."""
    ACKNOWLEDGED = "acknowledged"
    UNACKNOWLEDGED = "unacknowledged"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    COMMENT = "comment"
    TRACKED = "tracked"
    """An issue of it is to have its counterpart at a tracker, or has it."""


class DeliveryState(StrEnum):
    PENDING = "pending"
    RETRYING = "retrying"
    FAILED = "failed"
    """Not again by itself: a person must mend something and send it again."""
    DEAD = "dead"
    """Tried as often as its class allows."""
    SYNCED = "synced"
    DISCARDED = "discarded"
    SUPERSEDED = "superseded"
    """A later one says more."""


class FailureClass(StrEnum):
    CONNECTION = "connection"
    TIMEOUT = "timeout"
    RATE_LIMIT = "rate_limit"
    SERVER = "server"
    AUTH = "auth"
    DATA = "data"
    DUPLICATE = "duplicate"
    """They have it already: a success with a note."""
    BLOCKED = "blocked"
    """Our own check of addresses refused it."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sighting:
    """One event as rules see it: what a signal carries."""

    at: float
    """When it was received, epoch seconds."""
    level: str
    environment: str
    """Empty where it has none; so is `release`."""
    release: str
    user: bytes
    """Stands for the affected user (keyed by project); empty when unknown."""
    tags: dict[str, str]


Purpose: TypeAlias = Literal[
    "firing", "update", "repeat", "acknowledged", "unacknowledged", "resolved", "test", "report", "notice", "tracker"
]
"""Why a message goes out: `deliveries.purpose`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLine:
    """An issue as a message names it."""

    id: int
    short_id: str
    title: str
    culprit: str
    level: str
    times_seen: int
    """In this alert."""
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What there is to say, as it was when it was queued: `deliveries.message`. Channels render it; every text in it
    that came from an event is hostile."""

    purpose: Purpose
    title: str
    """One line: what happened."""
    text: str
    """Why, in words and numbers; one short paragraph."""
    severity: Severity | None = None
    status: AlertStatus | None = None
    alert_id: int | None = None
    alert_number: int | None = None
    organization: str = ""
    """Slug."""
    project: str = ""
    """Slug; empty where it is about several."""
    labels: dict[str, str] | None = None
    started_at: float | None = None
    """Epoch seconds."""
    url: str = ""
    acknowledge_url: str = ""
    """The signed link of this recipient; a GET only shows. Empty where there is nothing to acknowledge."""
    issues: tuple[IssueLine, ...] = ()
    more_issues: int = 0
    """That are not in `issues`."""
    step: int | None = None
    """Of the policy, from 1."""
    html: str = ""
    """A mail's own body (reports); else it is rendered from the rest."""
    unsubscribe_url: str = ""
    """Of reports: where a mail program may take the recipient off."""
    thread: str = ""
    """Of one alert to one channel always the same: a chat's thread, PagerDuty's dedup key, a mail's References."""
