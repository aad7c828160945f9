"""What was measured around an alert."""

from datetime import datetime
from typing import Literal

from api.schemas.base import Shape


class TrendMoment(Shape):
    kind: Literal["fired", "acknowledged", "unacknowledged", "resolved", "reopened"]
    at: datetime


class AlertTrend(Shape):
    kind: Literal["value", "events"]
    """`value`: what the rule measured, the most (of what fires below: the least) that it reached in each step;
    `events`: how many events the alert's issues had in each step."""
    measure: str | None
    """Of the rule as it is today; null: it is gone."""
    window: int | None
    """Seconds over which a value is measured; null where `kind` is `events`."""
    start: int
    """Epoch seconds, as in `points`."""
    end: int
    step: int
    """Seconds."""
    points: list[tuple[int, float | None]]
    """When a step begins, and its value in the measure's unit (events, users, events a minute, percent, seconds); null:
    it cannot be told. Steps that are to come are left out."""
    limit: float | None
    resolve_limit: float | None
    """Where it has to be past to resolve, if that is another limit."""
    fires_below: bool
    moments: list[TrendMoment]
    """Of the time line, also those outside of what is shown."""
    note: str
    """What is to be known of these numbers, or empty."""
