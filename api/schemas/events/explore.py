"""Whole events, searched: rows, counts, exported lines."""

from datetime import datetime
from typing import Any

from api.schemas.base import Shape


class ExploreIssue(Shape):
    id: str
    short_id: str
    title: str
    level: str
    status: str


class ExploreRow(Shape):
    id: str
    """32 hex digits."""
    project: str
    """Slug."""
    issue_id: str
    short_id: str
    title: str
    level: str
    platform: str
    timestamp: datetime
    received: datetime
    fields: dict[str, list[str]]
    """Values of the fields that were asked for, as they were sent; none where the event has none."""


class FacetValue(Shape):
    value: str
    count: int


class Facet(Shape):
    field: str
    """As it was asked for."""
    values: list[FacetValue]


class IssueCount(Shape):
    issue: ExploreIssue
    count: int


class ExploreSummary(Shape):
    total: int
    start: int
    """Epoch seconds of the first interval."""
    end: int
    """Epoch seconds at which the last interval begins."""
    interval: int
    """Seconds."""
    histogram: list[tuple[int, int]]
    """[epoch seconds, events], every interval of the period, zeros too."""
    facets: list[Facet]
    behind: int | None
    """Events that were recorded and are not found yet; None where nobody knows."""
    issues: list[IssueCount]
    """Those with the most events, of the most frequent fingerprints."""


class ExportedEvent(Shape):
    """One line of an export, as `core/event_lines.py` writes it and `redshank import` takes it."""

    v: int
    """Version of the format."""
    project: str
    """`organization/slug`."""
    issue: str
    """Short id."""
    status: str
    event: dict[str, Any]
    """The event as it is stored."""
