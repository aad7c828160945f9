"""Alerts: what fired, who knows of it, who is next, and what people do to it."""

from datetime import datetime
from typing import Any, Literal

from api.schemas.base import Shape
from api.schemas.organizations.people import ProjectReference, UserShape

SeverityName = Literal["critical", "high", "medium", "low"]
AlertStatusName = Literal["firing", "acknowledged", "resolved"]
StepState = Literal["past", "next", "later"]


class RuleReference(Shape):
    id: str | None
    """Null: the rule is gone; the name is what it was called."""
    name: str


class AlertShape(Shape):
    id: str
    """Its number in the organization, as text of digits; what paths take, as they take `A-` and the number."""
    short_id: str
    """A-12."""
    status: AlertStatusName
    severity: SeverityName
    rule: RuleReference
    project: ProjectReference | None
    """Null: the rule watches several."""
    labels: dict[str, str]
    """What silences and inhibitions match."""
    reason: str
    """Why it fired: one sentence, in words and numbers."""
    value: float | None
    threshold: float | None
    times_fired: int
    issue_count: int
    date_started: datetime
    """When what it tells of began; `dateNoticed`: when Redshank saw it."""
    date_noticed: datetime
    date_last_fired: datetime
    date_acknowledged: datetime | None
    acknowledged_by: UserShape | None
    acknowledged_until: datetime | None
    """It escalates again from then on; null: the acknowledgement does not time out."""
    date_resolved: datetime | None
    resolved_by: UserShape | None
    resolved_because: str | None
    may_reopen: bool
    """A person resolved it, so a person may take that back; false for what is open, or ended by itself."""
    held_by: str | None
    """What keeps it from telling anybody: silence:<id>, maintenance:<id>, inhibition:<id>, mute, flapping."""
    date_notified: datetime | None
    """When somebody was last told; null: nobody was."""
    next_step_at: datetime | None
    """When the next step of the policy comes."""
    permalink: str


class CounterpartShape(Shape):
    """The issue at a tracker that follows one of ours."""

    tracker: str
    """Its name."""
    kind: Literal["jira", "github", "gitlab"]
    key: str | None
    """Null: it is being made, or that failed."""
    url: str | None
    status: str
    is_done: bool


class AlertIssueShape(Shape):
    id: str
    short_id: str
    title: str
    culprit: str
    level: str
    project: str
    """Slug."""
    times_seen: int
    """In this alert."""
    first_at: datetime
    last_at: datetime
    event_id: str | None
    """One to look at."""
    links: list[CounterpartShape]


class AlertDeliveryShape(Shape):
    """What became of a message."""

    id: str
    target: str
    """channel:<id>, mail."""
    kind: str
    recipient: str
    purpose: str
    state: str
    """pending, retrying, failed, dead, synced, discarded, superseded."""
    error: str | None
    attempts: int
    date_next: datetime | None
    """When it is tried (again)."""
    date_created: datetime
    date_ended: datetime | None


class EntryShape(Shape):
    """A moment of the time line."""

    id: str
    at: datetime
    kind: str
    """fired, joined, held, released, told, delivered, failed, step, nobody, exhausted, acknowledged, unacknowledged,
    resolved, reopened, comment, tracked."""
    text: str
    """One sentence."""
    user: UserShape | None
    """Who did it, if a person."""
    delivery: AlertDeliveryShape | None
    """Of `told` and `tracked`: what became of it so far."""
    data: dict[str, Any]


class StepTargetShape(Shape):
    kind: Literal["user", "team", "schedule", "channel", "project"]
    id: str
    """0: all schedules, or all channels that are chats or pagers; of `project` always 0."""
    name: str


class AlertStepShape(Shape):
    number: int
    """From 1."""
    targets: list[StepTargetShape]
    minutes: int
    """Until the next one, while nobody acknowledges."""
    state: StepState
    at: datetime | None
    """Of the next one: when it comes. Null: not by the clock (answered, held back, all told)."""


class PolicyStateShape(Shape):
    name: str
    id: str | None
    """Of the policy that is called so today; null: it is built in, renamed or gone. What holds is the copy here."""
    steps: list[AlertStepShape]
    """None: it is listed and goes into the summary, nobody is told."""
    round: int
    """From 1."""
    rounds: int
    acknowledged_minutes: int
    """How long an acknowledgement holds; 0: until resolved."""


class NextShape(Shape):
    """What the clock will do if nobody does anything."""

    what: Literal["step", "repeat", "escalates_again", "resolves", "exhausted"]
    at: datetime
    text: str
    """One sentence: who is told next, and of what."""


class HoldingShape(Shape):
    """A silence, maintenance window or inhibition that matches the alert now."""

    kind: Literal["silence", "maintenance", "inhibition"]
    id: str
    name: str
    """The comment, or the inhibition's name."""
    until: datetime | None


class AlertDetail(AlertShape):
    issues: list[AlertIssueShape]
    """Most seen first, at most 100; `issueCount` says how many there are."""
    time_line: list[EntryShape]
    """Oldest first, at most the last 500."""
    policy: PolicyStateShape
    next: list[NextShape]
    """Soonest first."""
    holding: list[HoldingShape]
    deliveries: list[AlertDeliveryShape]
    """Newest first, at most 200."""


class AlertCounts(Shape):
    firing: int
    """Nobody has answered; what is held back counts too."""
    acknowledged: int
    held: int
    """Of those firing: nobody is told."""
    by_severity: dict[str, int]
    """Open ones."""
