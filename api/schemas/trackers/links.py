"""Issues at trackers that issues of ours are linked to."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from api.schemas.base import Body, Shape
from api.schemas.forms import RowId
from api.schemas.trackers.trackers import TrackerName


class FactShape(Shape):
    name: str
    value: str


class LinkDelivery(Shape):
    """The last call about a link."""

    id: str
    state: Literal["pending", "retrying", "failed", "dead", "synced", "discarded", "superseded"]
    error: str | None
    next_at: datetime | None


class LinkShape(Shape):
    id: str
    tracker: TrackerName
    key: str | None
    """OPS-12, 418; null while it is being made."""
    url: str | None
    status: str
    """As they call it."""
    is_done: bool
    delivery: LinkDelivery | None
    date_created: datetime
    last_synced: datetime | None


class TrackerPreview(Shape):
    """The issue that would be made there for one of ours; nothing was made."""

    issue: str | None
    """Ours: the short id of the newest one; null: there is none yet, and this is a sample."""
    link: LinkShape | None
    """It has its counterpart already: none would be made for it."""
    title: str
    sentence: str
    facts: list[FactShape]
    stack: list[str]


class IssueLinks(Shape):
    links: list[LinkShape]
    trackers: list[TrackerName]
    """Active ones where this issue has no link yet."""


class TrackerLinkBody(Body):
    tracker: RowId
    """Its id."""
    key: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    """Link that one: a key, a number or a URL. Null: make a new one."""
    title: Annotated[str, Field(min_length=1, max_length=250)] | None = None
    """Of a new one; null: ours."""
