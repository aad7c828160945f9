"""Shapes of how the alert engine itself does."""

from datetime import datetime

from api.schemas.base import Shape


class AlerterRound(Shape):
    duty: str
    at: datetime
    """When it was last done."""
    is_late: bool


class AlerterShape(Shape):
    """A process of the role `alerter`."""

    name: str
    started_at: datetime
    seen_at: datetime
    is_alive: bool
    lag_seconds: float
    rounds: list[AlerterRound]
    pinged_at: datetime | None
    ping_error: str | None


class TroubleShape(Shape):
    name: str
    detail: str
    since: datetime
    told_at: datetime | None
    """When owners and admins were written to."""


class HealthChannel(Shape):
    id: str
    name: str
    kind: str
    disabled_because: str


class HeartbeatShape(Shape):
    is_set_up: bool
    pinged_at: datetime | None
    error: str | None
    """Of the last ping."""


class AlertingHealth(Shape):
    somebody_is_told: bool
    """Whether anybody is told when something breaks."""
    sentence: str
    """The same in words, with the reason."""
    alerters: list[AlerterShape]
    """Those that live, and those that are gone and were not replaced."""
    earlier_alerters: int
    """Others that were seen within a day: replaced, or gone for more than an hour while others do the work."""
    lag_seconds: float
    oldest_signal_at: datetime | None
    """Of those that no alerter has looked at; null: none waits."""
    evaluated_at: datetime | None
    """When an alerter last finished with this organization."""
    oldest_due_at: datetime | None
    """Since when the first delivery that is due has been; null: none is."""
    deliveries_waiting: int
    deliveries_failed: int
    """Within a day, for good."""
    heartbeat: HeartbeatShape
    mail_is_set_up: bool
    active_channels: int
    disabled_channels: list[HealthChannel]
    troubles: list[TroubleShape]
