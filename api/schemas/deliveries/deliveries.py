"""Shapes of deliveries, their targets, and what is sent again."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from api.schemas.base import Body, Shape
from api.schemas.forms import AlertId, RowId
from core.db.deliveries.resends import DEFAULT_PER_SECOND, MAX_PER_SECOND

State = Literal["pending", "retrying", "failed", "dead", "synced", "discarded", "superseded"]
Failure = Literal["connection", "timeout", "rate_limit", "server", "auth", "data", "duplicate", "blocked", "unknown"]


class DeliveryShape(Shape):
    id: str
    target: str
    channel: str | None
    """Name of the channel or tracker; null: it is mail, or that is gone."""
    kind: str
    recipient: str
    purpose: str
    title: str
    state: State
    failure: str | None
    """Class of the last failure; `duplicate` of one that arrived: they had it already."""
    error: str | None
    attempts: int
    next_attempt: datetime | None
    """Null: not by itself."""
    parked: bool
    """It waits for its target, which is failing or has its fill for this minute."""
    reference: str | None
    """The receiver's own name for it."""
    alert_id: str | None
    """As the alert's own `id`: its number."""
    alert_number: int | None
    issue_id: str | None
    issue: str | None
    """Short id: SHOP-418."""
    project: str | None
    date_created: datetime
    date_ended: datetime | None


class AttemptShape(Shape):
    number: int
    date: datetime
    milliseconds: int
    failure: str | None
    """Null: it arrived."""
    status: int | None
    """Of HTTP or SMTP."""
    answer: str
    """Without secrets, cut."""


class DeliveryDetail(DeliveryShape):
    idempotency_key: str
    tries: list[AttemptShape]


class TestShape(DeliveryDetail):
    arrived: bool | None
    """Null: there is no answer yet; is an alerter running?"""


class DeliveryTargetShape(Shape):
    target: str
    kind: str
    name: str
    is_active: bool
    disabled_because: str | None
    success_rate: float | None
    """Of the attempts of the last 24 hours, 0 to 1; null: there were none."""
    attempts: int
    """Of the last 24 hours."""
    unsynced: int
    """That have not arrived, those that failed for good included."""
    oldest: datetime | None
    """Of those."""
    breaker: Literal["closed", "open", "half_open"]
    open_until: datetime | None
    failures: int
    """In a row."""
    failing_since: datetime | None
    last_success: datetime | None


class DeliveryFilterBody(Body):
    """Which of those that failed or died are meant; what is left out does not narrow."""

    states: list[Literal["failed", "dead"]] | None = None
    kind: Annotated[str, Field(max_length=40)] | None = None
    target: Annotated[str, Field(max_length=100)] | None = None
    alert: AlertId | None = None
    """Its number, with or without `A-`."""
    issue: RowId | None = None
    since: AwareDatetime | None = None
    failures: Annotated[list[Failure], Field(max_length=9)] | None = None
    ids: Annotated[list[RowId], Field(max_length=10_000)] | None = None
    up_to: RowId | None = None
    """None made after this one: the `upTo` of a plan."""


class ResendBody(DeliveryFilterBody):
    leave_out: bool = False
    """Not those that would fail the same way again."""
    one_first: bool = False
    """The oldest goes out alone; the rest waits until somebody says `go-on`, or stops it."""
    per_second: Annotated[int, Field(ge=1, le=MAX_PER_SECOND)] = DEFAULT_PER_SECOND


class HopelessShape(Shape):
    """Some that would fail the same way again: why, and what mends it."""

    why: Literal["gone", "off", "unchanged", "address", "blocked"]
    quantity: int
    text: str
    """One sentence."""
    target: str
    """One of their targets."""


class PlannedShape(Shape):
    failure: str
    quantity: int
    hopeless: int
    """Of those: would fail the same way again, as nothing was mended since."""
    because: list[HopelessShape]


class ResendPlan(Shape):
    """What sending again would be about; nothing was changed."""

    total: int
    hopeless: int
    failures: list[PlannedShape]
    """Most first."""
    per_second: int
    seconds: float
    up_to: str | None
    """To be given back to start just these. Null: there are none."""


class ResendShape(Shape):
    id: str
    state: Literal["running", "waiting", "done", "stopped"]
    """Waiting: the first one is sent, and nobody has said yet whether the rest follows."""
    first: str | None
    """The id of the delivery that went ahead; null: none did, they go in turn."""
    per_second: int
    total: int
    reached: int
    synced: int
    """Of those reached."""
    failed: int
    started_by: str | None
    date_started: datetime
    date_ended: datetime | None
