"""Shapes of policies: who is told, in which order, and what each severity does."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from api.schemas.base import Body, Shape
from api.schemas.forms import RowId
from api.schemas.on_call.schedules import Title

SeverityName = Literal["critical", "high", "medium", "low"]
TargetName = Literal["user", "team", "schedule", "channel", "project"]


class TargetBody(Body):
    kind: TargetName
    id: RowId = "0"
    """0: for `schedule` whoever is on call in any, for `channel` every chat and pager, and always for `project`."""


class TargetShape(Shape):
    kind: TargetName
    id: str
    name: str
    """As people call it."""
    hole: str | None = None
    """Why it tells nobody any more, in a sentence: whoever it names is gone."""


class StepBody(Body):
    targets: Annotated[list[TargetBody], Field(min_length=1, max_length=20)]
    minutes: Annotated[int, Field(ge=1, le=1440)] = 15
    """Until the next step, while nobody acknowledges."""


class StepShape(Shape):
    targets: list[TargetShape]
    minutes: int


class PolicyBody(Body):
    name: Title
    steps: Annotated[list[StepBody], Field(max_length=10)] = Field(default_factory=list)
    repeats: Annotated[int, Field(ge=0, le=5)] = 0
    """Rounds after the first."""
    acknowledged_minutes: Annotated[int, Field(ge=0, le=10_080)] = 0
    """An acknowledgement holds so long; 0: until resolved."""


class PolicyShape(Shape):
    id: str | None
    """Null: built in, for what nobody configured."""
    name: str
    steps: list[StepShape]
    repeats: int
    acknowledged_minutes: int
    severities: list[SeverityName]
    """Alerts of these go to it where their rule names no policy."""
    rules: int
    """How many rules name it."""
    date_updated: datetime | None


class SeverityPoliciesShape(Body, Shape):
    """The severity matrix: a policy's id, or null for the built-in way."""

    critical: RowId | None = None
    high: RowId | None = None
    medium: RowId | None = None
    low: RowId | None = None


class DryRunBody(Body):
    """Of a policy that is kept, or of one as it would be; neither: what the matrix says of the severity."""

    policy_id: RowId | None = None
    policy: PolicyBody | None = None
    severity: SeverityName = "critical"
    project: Annotated[str, Field(max_length=50)] | None = None
    """Slug or id: whose members `project` stands for."""
    at: AwareDatetime | None = None
    """When the alert opens; null: now."""


class ToldShape(Shape):
    """Somebody or something that is told."""

    kind: Literal["user", "channel"]
    id: str
    name: str
    because: str
    """on call in Shop core until 09:00, member of team Shop, …"""
    ways: list[str]
    """mail at once, Ines' phone after 5 min, …"""


class DryStepShape(Shape):
    round: int
    step: int
    """From 1, both."""
    minutes: int
    """After the alert opened, while nobody acknowledges."""
    at: datetime
    told: list[ToldShape]
    holes: list[str]
    """What tells nobody, in sentences."""


class DryRunShape(Shape):
    policy: str
    steps: list[DryStepShape]
    ends_after_minutes: int | None
    """When the last step is over and nobody else is told; null: nobody is told at all."""
    summary: str
    """One sentence."""
