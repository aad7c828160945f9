"""Projects, keys, privacy, limits."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from api.schemas.base import MAX_BIGINT, Body, Name, Shape
from api.schemas.organizations.people import OrganizationShape, TeamShape

Text200 = Annotated[str, Field(min_length=1, max_length=200)]
Category = Annotated[str, Field(min_length=1, max_length=50)]


class ProjectShape(Shape):
    id: str
    slug: str
    name: str
    platform: str | None
    date_created: datetime
    first_event: datetime | None
    last_event: datetime | None
    is_member: bool = True
    """Members of an organization see all its projects."""
    unresolved: int
    """Open issues."""
    environments: list[str]
    team: TeamShape | None
    """The first of `teams`: older clients ask for it."""
    teams: list[TeamShape]
    organization: OrganizationShape
    allowed_origins: list[str]
    """Where browsers may send from; empty: anywhere."""
    retention_days: int | None
    """Days after which whole events are dropped; null: as the installation says."""


class ProjectBody(Body):
    name: Name
    slug: Annotated[str, Field(max_length=50)] | None = None
    platform: Annotated[str, Field(max_length=64)] | None = None


class ProjectUpdate(Body):
    name: Name | None = None
    slug: Annotated[str, Field(max_length=50)] | None = None
    platform: Annotated[str, Field(max_length=64)] | None = None
    allowed_origins: Annotated[list[Text200], Field(max_length=100)] | None = None
    retention_days: Annotated[int, Field(ge=1, le=3650)] | None = None
    """Null: as long as the installation says."""


class Dsn(Shape):
    public: str
    secret: str
    """The same as `public`: there is no secret in a DSN of ours."""
    cdn: str
    """Empty: no loader script."""


class RateLimit(Shape):
    window: int
    """Seconds."""
    count: int


class KeyShape(Shape):
    id: str
    name: str
    label: str
    """The same as `name`."""
    public: str
    project_id: str
    is_active: bool
    date_created: datetime
    dsn: Dsn
    rate_limit: RateLimit | None
    """The tightest that stands for this key alone; all of them are under `limits/`."""
    last_used: datetime | None
    """The hour in which something was last accepted through it."""


class KeyBody(Body):
    name: Name = "Default"


class RateLimitBody(Body):
    window: Literal[60, 3600, 86400, 2592000]
    """Seconds."""
    count: Annotated[int, Field(ge=0, le=MAX_BIGINT)]


class KeyUpdate(Body):
    name: Name | None = None
    is_active: bool | None = None
    rate_limit: RateLimitBody | None = None
    """Of errors, in place of this key's limits. Null lifts them."""


class LimitShape(Shape):
    id: str
    scope: Literal["project", "key"]
    key_id: str | None
    categories: list[str]
    """Empty: all."""
    window_seconds: Literal[60, 3600, 86400, 2592000]
    quantity: int


class LimitBody(Body):
    scope: Literal["project", "key"] = "project"
    key_id: Annotated[str, Field(max_length=20)] | None = None
    categories: list[Category] = Field(default_factory=list, max_length=20)
    window_seconds: Literal[60, 3600, 86400, 2592000]
    quantity: Annotated[int, Field(ge=0, le=MAX_BIGINT)]


class FirstIssue(Shape):
    id: str
    short_id: str
    title: str


class FirstEvent(Shape):
    event_id: str
    issue: FirstIssue


class Refusal(Shape):
    reason: str
    outcome: str
    quantity: int
    """In the last 24 hours."""
    last_hour: datetime


class FirstEventShape(Shape):
    first_event: FirstEvent | None
    refusals: list[Refusal]
    """What knocked and was not let in."""
