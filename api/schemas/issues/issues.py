"""Issues, their activity, tags and figures."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from api.schemas.base import Body, Count, Shape
from api.schemas.organizations.people import ProjectReference, UserShape

Point = tuple[int, int]
"""Epoch seconds at which an interval begins, and how many in it."""

State = Literal["new", "acknowledged", "resolved", "ignored"]


class IssueMetadata(Shape):
    type: str
    value: str
    title: str
    filename: str | None = None
    function: str | None = None


class Assignee(Shape):
    type: Literal["user", "team"]
    id: str
    name: str
    email: str | None = None


class ReleaseReference(Shape):
    version: str
    short_version: str
    date_created: datetime | None = None


class Lifetime(Shape):
    count: str
    user_count: int
    first_seen: datetime
    last_seen: datetime


class IssueShape(Shape):
    id: str
    short_id: str
    title: str
    type: Literal["error", "default", "csp"]
    metadata: IssueMetadata
    culprit: str
    permalink: str
    level: str
    status: Literal["unresolved", "resolved", "ignored"]
    """Sentry's; ours is `state`."""
    substatus: str | None
    state: State
    regressed: bool
    status_details: dict[str, Any]
    """Only what holds is there; `status_details` in `api/issues/shape.py` names it all."""
    platform: str
    logger: str | None
    project: ProjectReference
    count: str
    user_count: int
    first_seen: datetime
    last_seen: datetime
    assigned_to: Assignee | None
    stats: dict[str, list[Point]]
    num_comments: int
    first_release: ReleaseReference | None
    last_release: ReleaseReference | None
    is_unhandled: bool
    is_bookmarked: bool = False
    is_subscribed: bool = False
    has_seen: bool = True
    is_public: bool = False
    annotations: list[str] = Field(default_factory=list)
    issue_type: str = "error"
    issue_category: str = "error"
    priority: Literal["high", "medium", "low"]
    lifetime: Lifetime


class ActivityShape(Shape):
    id: str
    type: Literal["first_seen", "regressed", "unignored", "status", "assigned", "note", "merged", "split", "link"]
    user: UserShape | None
    """Null: Redshank itself, or a token that is nobody's."""
    data: dict[str, Any]
    date_created: datetime


class TagValue(Shape):
    key: str
    value: str
    name: str
    """The same as `value`."""
    count: int
    first_seen: datetime | None
    last_seen: datetime | None


class TagShape(Shape):
    key: str
    name: str
    total_values: int
    """Events that carry the tag."""
    unique_values: int
    top_values: list[TagValue]


class IssueDetail(IssueShape):
    activity: list[ActivityShape]
    tags: list[TagShape]
    seen_by: list[UserShape] = Field(default_factory=list)
    participants: list[UserShape]
    """Who did something to it."""


class Updated(Shape):
    """What was changed, as it is now, and of how many issues."""

    updated: int
    status: str | None = None
    substatus: str | None = None
    state: State | None = None
    status_details: dict[str, Any] | None = None
    assigned_to: Assignee | None = None
    merge: dict[str, Any] | None = None


class StatusDetailsBody(Body):
    in_release: Annotated[str, Field(max_length=200)] | None = None
    in_next_release: bool | None = None
    ignore_duration: Annotated[int, Field(ge=1, le=5_256_000)] | None = None
    """Minutes, at most ten years."""
    ignore_count: Count | None = None
    ignore_window: Annotated[int, Field(ge=1, le=525_600)] | None = None
    """Minutes in which `ignoreCount` must come together, at most a year."""
    ignore_user_count: Count | None = None
    ignore_user_window: Annotated[int, Field(ge=1, le=525_600)] | None = None


class IssueUpdate(StatusDetailsBody):
    """What is left out stays. Sentry's other fields (hasSeen, isBookmarked, …) are taken and have no effect.

    The conditions stand in `statusDetails`; sentry-mcp puts them beside the status, which is as good.
    """

    status: Literal["unresolved", "resolved", "resolvedInNextRelease", "ignored", "muted", "archived"] | None = None
    state: State | None = None
    substatus: Annotated[str, Field(max_length=64)] | None = None
    status_details: StatusDetailsBody | None = None
    assigned_to: Annotated[str, Field(max_length=300)] | None = None
    """`user:1`, `team:2`, an e-mail address, a user's id, `me`; empty or null: nobody."""
    merge: bool | None = None
    """Make one issue of all that are named; the oldest stays."""


class ActivityList(Shape):
    activity: list[ActivityShape]


class NoteBody(Body):
    text: Annotated[str, Field(min_length=1, max_length=20_000)]


class HashShape(Shape):
    id: str
    """Hex digits of the fingerprint."""


class IssueStats(Shape):
    interval: Literal["1h", "1d"]
    series: list[Point]
    releases: list["ReleaseMark"]


class ReleaseMark(Shape):
    version: str
    first_seen: datetime


class SearchHintValue(Shape):
    value: str
    count: int


class SearchHint(Shape):
    key: str
    description: str
    values: list[SearchHintValue]


IssueStats.model_rebuild()
