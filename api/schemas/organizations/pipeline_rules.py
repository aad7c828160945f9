"""Pipeline rules of a project: `core/pipeline_rules`, as JSON."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from api.schemas.base import Body, Name, Shape
from api.schemas.forms import RowId

Pattern = Annotated[str, Field(min_length=1, max_length=200)]

MatchName = Literal[
    "browser_extensions",
    "browser_noise",
    "old_browsers",
    "crawlers",
    "localhost",
    "message",
    "release",
    "environment",
    "error_type",
    "address",
    "query",
]
ActionName = Literal["drop", "sample", "level", "severity", "owner", "route"]


class MatchBody(Body):
    kind: MatchName
    patterns: Annotated[list[Pattern], Field(max_length=100)] = Field(default_factory=list)
    """Globs (message, release, environment, error_type) or IP networks (address); one of them is enough."""
    query: Annotated[str, Field(max_length=2000)] = ""
    """The search language, over what is known of an event before it is stored."""


class ActionBody(Body):
    kind: ActionName
    share: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Of sample: the share that is kept."""
    value: Annotated[str, Field(max_length=200)] = ""
    """The level, the severity, or the route's name."""
    user_id: RowId | None = None
    """Of owner: this one or `teamId`."""
    team_id: RowId | None = None


class PipelineRuleBody(Body):
    name: Name
    match: MatchBody
    action: ActionBody
    is_active: bool = True


class PipelineRuleUpdate(Body):
    """What is left out stays as it is."""

    name: Name | None = None
    match: MatchBody | None = None
    action: ActionBody | None = None
    is_active: bool | None = None


class PipelineRuleOrder(Body):
    ids: Annotated[list[RowId], Field(max_length=100)]
    """Every rule of the project, in the order wanted."""


class MatchShape(Shape):
    kind: MatchName
    patterns: list[str]
    query: str


class ActionShape(Shape):
    kind: ActionName
    share: float
    value: str
    user_id: str | None
    team_id: str | None
    owner: str | None
    """The name of the user or team; null where that one is gone, and the rule does nothing then."""


class PipelineRuleShape(Shape):
    id: str
    name: str
    match: MatchShape
    action: ActionShape
    is_active: bool
    version: int
    date_created: datetime
    date_updated: datetime
    dropped: int | None
    """Events in the last 24 hours; null where the rule drops none."""


class PipelineRuleVersion(Shape):
    version: int
    name: str
    match: MatchShape
    action: ActionShape
    date: datetime
    user: str | None
    """Who wrote it; null where she is gone, or a token did."""


class PipelineTryBody(Body):
    """A rule to try before it is saved."""

    match: MatchBody
    action: ActionBody
    days: Annotated[int, Field(ge=1, le=30)] = 1


class PipelineExample(Shape):
    event_id: str
    issue_id: str
    short_id: str
    title: str
    date: datetime


class PipelineTrial(Shape):
    """What a rule would have done to events that are stored. They were redacted, and passed the rules of their day."""

    start: datetime
    total: int
    """Events that are stored of this time."""
    looked_at: int
    """The newest of them."""
    oldest: datetime | None
    """Of those looked at."""
    stopped: Literal["", "events", "seconds"]
    """Why not all were looked at: too many, or it took too long."""
    matched: int
    """Meant by the rule."""
    dropped: int
    """Of these, dropped: all, for a share the rest, for other actions none."""
    issues: int
    """That the meant events belong to."""
    without_address: int
    """Of those looked at: the user's address was removed before they were stored, so an address rule cannot tell."""
    examples: list[PipelineExample]
