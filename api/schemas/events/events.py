"""Events, whole and in lists. `Event` is what `api/events/shape.py` makes; a test holds the two together."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from api.schemas.base import Shape
from api.schemas.events.entries import Entry, Tag
from api.schemas.issues.issues import ReleaseReference
from api.schemas.organizations.privacy import RemovalShape


class GroupingPart(Shape):
    name: str
    value: str
    counts: bool
    note: str


class Grouping(Shape):
    version: str
    hashes: list[str]
    parts: list[GroupingPart]


class Custody(Shape):
    """The event's own way through Redshank."""

    received: datetime | None
    processed: datetime | None
    steps: dict[str, Any]
    """Whatever else was noted on the way."""


class Position(Shape):
    index: int
    """1 is the oldest."""
    total: int
    capped: bool
    """There are more than we count; the numbers are lower bounds."""


class EventBase(Shape):
    id: str
    event_id: str = Field(alias="eventID")
    group_id: str | None = Field(alias="groupID")
    project_id: str = Field(alias="projectID")
    title: str
    message: str
    platform: str
    date_created: datetime
    date_received: datetime | None
    user: dict[str, Any] | None
    tags: list[Tag]
    environment: str | None
    level: str


class EventSummary(EventBase):
    """A row of a list. `tags` holds what lists know: level, environment, release."""

    event_type: str = Field(alias="event.type", default="error")
    culprit: str | None
    release: str | None
    user_label: str | None


class Event(EventBase):
    type: Literal["error", "default", "csp"]
    size: int
    """Bytes of the stored JSON."""
    contexts: dict[str, Any]
    context: dict[str, Any]
    """`extra`."""
    entries: list[Entry]
    packages: dict[str, Any]
    sdk: dict[str, Any] | None
    errors: list[dict[str, Any]]
    metadata: dict[str, Any]
    culprit: str | None
    location: str | None
    fingerprints: list[str]
    release: ReleaseReference | None
    dist: str | None
    logger: str | None
    server_name: str | None
    transaction: str | None
    project_slug: str
    next_event_id: str | None = Field(alias="nextEventID")
    previous_event_id: str | None = Field(alias="previousEventID")
    meta: dict[str, Any] = Field(alias="_meta")
    removals: list[RemovalShape]
    grouping: Grouping | None
    custody: Custody
    position: Position | None


class EventLocation(Shape):
    """Where an event is, for someone who knows only its id."""

    organization_slug: str
    project_slug: str
    group_id: str
    event_id: str
    event: Event | None
    """Null where retention has dropped the whole event."""
