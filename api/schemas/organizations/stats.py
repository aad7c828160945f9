"""Tables and series over events, outcomes, releases, environments."""

from datetime import datetime
from typing import Any

from pydantic import Field

from api.schemas.base import Shape
from api.schemas.issues.issues import Point
from api.schemas.organizations.people import ProjectReference


class EventTableMeta(Shape):
    fields: dict[str, str]
    """Types by name: string, integer, date, …"""
    dataset: str = "errors"


class EventTable(Shape):
    data: list[dict[str, Any]]
    meta: EventTableMeta


class ProjectsValidity(Shape):
    valid: bool
    error: str | None = None


class NamedValidity(Shape):
    name: str
    valid: bool
    error: str | None = None


class FieldValidity(NamedValidity):
    attr_type: str | None = None


class QueryValidity(Shape):
    valid: bool
    error: str | None
    fields: list[FieldValidity]


class EventsValidity(Shape):
    valid: bool
    projects: list[ProjectsValidity]
    dataset: list[NamedValidity]
    environment: list[ProjectsValidity]
    field: list[FieldValidity]
    orderby: list[FieldValidity]
    query: QueryValidity


class EventsStats(Shape):
    data: list[tuple[int, list[dict[str, int]]]]
    """[epoch seconds, [{"count": n}]]."""
    start: int
    end: int


class TimeValue(Shape):
    timestamp: int
    """Milliseconds since the epoch, as Sentry's."""
    value: int
    incomplete: bool


class TimeSeries(Shape):
    y_axis: str
    values: list[TimeValue]
    meta: dict[str, Any]


class EventsTimeSeries(Shape):
    time_series: list[TimeSeries]
    meta: dict[str, Any]


class StatsGroup(Shape):
    by: dict[str, Any]
    totals: dict[str, int]
    series: dict[str, list[int]]


class StatsV2(Shape):
    start: datetime
    end: datetime
    intervals: list[datetime]
    groups: list[StatsGroup]


class TagKey(Shape):
    key: str
    name: str
    total_values: int
    """Events that carry it."""


class ReleaseShape(Shape):
    id: int
    version: str
    short_version: str
    date_created: datetime
    date_released: datetime | None
    first_event: datetime | None
    last_event: datetime | None
    new_groups: int
    count: int
    """Events."""
    last_commit: None = None
    last_deploy: None = None
    projects: list[ProjectReference]


class EnvironmentShape(Shape):
    id: str
    name: str
    first_seen: datetime
    last_seen: datetime


class OutcomeRule(Shape):
    """The pipeline rule that a reason names."""

    id: str
    name: str
    project: str
    """Slug."""
    is_deleted: bool


class OutcomeReason(Shape):
    outcome: str
    reason: str
    category: str
    quantity: int
    project: str | None
    """Slug; null where several are meant."""
    rule: OutcomeRule | None = None
    """Of `rule:<id>` and `sampled:<id>`; null for other reasons."""


class OutcomeSeries(Shape):
    outcome: str
    values: list[Point]


class Outcomes(Shape):
    start: datetime
    end: datetime
    interval: str
    received: int
    """Items that knocked."""
    totals: dict[str, int]
    reasons: list[OutcomeReason]
    series: list[OutcomeSeries]
    pending: int
    """Accepted and not yet stored, filtered, known as duplicate, or dead."""


class Pulse(Shape):
    last_event: datetime | None
    per_minute: list[int] = Field(min_length=60, max_length=60)
    """Events received, oldest minute first."""
    delay_seconds: float | None
    """How long the newest event took from arriving to being stored; null where none came lately."""
    backlog: int | None
    """Records in the log that still wait; null where this process does not know."""
