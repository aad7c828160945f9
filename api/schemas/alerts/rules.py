"""Shapes of rules: those of `core/alerts`, in camelCase."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.schemas.base import Body, Shape

RuleName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
RuleQuery = Annotated[str, Field(max_length=2000)]
RuleMeasure = Literal[
    "new_issue", "regression", "escalating", "every_event", "count", "users", "rate", "change", "nothing"
]
RuleCompare = Literal["above", "at_least", "below", "at_most"]
RuleBaseline = Literal["window_before", "same_window_last_week"]
RuleSeverity = Literal["critical", "high", "medium", "low"]
Seconds = Annotated[int, Field(ge=0, le=2_592_000)]
"""Up to 30 days."""
Threshold = Annotated[float, Field(ge=-100, le=10**9, allow_inf_nan=False)]
GroupKey = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class MuteTimeBody(Body):
    """Hours of the week in which the rule tells nobody."""

    days: list[Annotated[int, Field(ge=0, le=6)]] = Field(
        default_factory=lambda: list(range(7)), min_length=1, max_length=7
    )
    """0 is Monday."""
    start: Annotated[str, Field(max_length=5)]
    """HH:MM."""
    end: Annotated[str, Field(max_length=5)]
    """HH:MM; not after `start`: of the next day."""
    time_zone: Annotated[str, Field(max_length=64)] = "UTC"


class TimingBody(Body):
    """When messages go out, in seconds."""

    group_wait: Seconds = 30
    group_interval: Seconds = 300
    repeat_interval: Seconds = 14_400
    auto_resolve: Seconds = 86_400


class RuleBody(Body):
    """A rule, whole."""

    name: RuleName
    project: Annotated[str, Field(max_length=50)] | None = None
    """Slug; null: all projects of the organization."""
    is_active: bool = True
    measure: RuleMeasure
    query: RuleQuery = ""
    window: Seconds = 300
    compare: RuleCompare = "at_least"
    threshold: Threshold = 0
    baseline: RuleBaseline = "window_before"
    resolve_threshold: Threshold | None = None
    hold_for: Seconds = 0
    keep_firing_for: Seconds = 0
    severity: RuleSeverity = "medium"
    group_by: list[GroupKey] = Field(default_factory=lambda: ["project"], max_length=20)
    timing: TimingBody = TimingBody()
    mute_times: list[MuteTimeBody] = Field(default_factory=list, max_length=20)
    policy_id: Annotated[str, Field(max_length=20)] | None = None
    """Who is told; null: what the organization's severity matrix says."""
    tracker_id: Annotated[str, Field(max_length=20)] | None = None
    """Each issue of its alerts gets one issue at this tracker; null: at none."""
    tracker_comments: bool = False
    """One that has its issue there already gets a comment when an alert fires for it."""


class RuleUpdate(Body):
    """What is left out stays."""

    name: RuleName | None = None
    project: Annotated[str, Field(max_length=50)] | None = None
    is_active: bool | None = None
    measure: RuleMeasure | None = None
    query: RuleQuery | None = None
    window: Seconds | None = None
    compare: RuleCompare | None = None
    threshold: Threshold | None = None
    baseline: RuleBaseline | None = None
    resolve_threshold: Threshold | None = None
    hold_for: Seconds | None = None
    keep_firing_for: Seconds | None = None
    severity: RuleSeverity | None = None
    group_by: Annotated[list[GroupKey], Field(max_length=20)] | None = None
    timing: TimingBody | None = None
    mute_times: Annotated[list[MuteTimeBody], Field(max_length=20)] | None = None
    policy_id: Annotated[str, Field(max_length=20)] | None = None
    tracker_id: Annotated[str, Field(max_length=20)] | None = None
    tracker_comments: bool | None = None


class SnoozeBody(Body):
    until: datetime | None
    """The rule opens no alert before; null: it does again at once."""


class MuteTimeShape(Shape):
    days: list[int]
    start: str
    end: str
    time_zone: str


class TimingShape(Shape):
    group_wait: int
    group_interval: int
    repeat_interval: int
    auto_resolve: int


class RuleShape(Shape):
    id: str
    name: str
    project: str | None
    is_active: bool
    snoozed_until: datetime | None
    is_default: bool
    """Made with its project."""
    sentence: str
    """What it says, in words."""
    measure: RuleMeasure
    query: str
    window: int
    compare: RuleCompare
    threshold: float
    baseline: RuleBaseline
    resolve_threshold: float | None
    hold_for: int
    keep_firing_for: int
    severity: RuleSeverity
    group_by: list[str]
    timing: TimingShape
    mute_times: list[MuteTimeShape]
    policy_id: str | None
    tracker_id: str | None
    tracker_comments: bool
    open_alerts: int
    last_fired_at: datetime | None
    created_by: str | None
    """Name; null: made with its project, or by somebody who is gone."""
    created_at: datetime
    updated_at: datetime


class RuleDryRunBody(RuleBody):
    """A rule that need not be saved, and how far to look back."""

    name: RuleName = "unsaved"
    days: Annotated[int, Field(ge=1, le=30)] = 7


class FiringShape(Shape):
    """One time that it would have fired."""

    start: datetime
    end: datetime | None
    """Null: it would be firing still."""
    value: float | None
    reason: str
    labels: dict[str, str]


class RuleDryRunShape(Shape):
    start: datetime
    """From when on events were looked at."""
    end: datetime
    summary: str
    """`would have fired 3 times, for 2 h 10 min in all`."""
    times: int
    seconds: int
    """How long it would have been firing in all."""
    firings: list[FiringShape]
    """The latest, up to 100, oldest first."""
    events: int
    """Stored events that were looked at."""
    note: str
    """What was left out, and why; empty: nothing."""


class TemplateShape(Shape):
    """A rule in two clicks: choose it, fill in the numbers."""

    id: str
    label: str
    description: str
    rule: RuleBody
