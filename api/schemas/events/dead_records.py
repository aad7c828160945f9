"""Shapes of dead records and their replays."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from api.schemas.base import Body, Shape
from api.schemas.forms import RowId
from core.db.events.replays import DEFAULT_RATE, MAX_RATE

Rate = Annotated[int, Field(ge=1, le=MAX_RATE)]


class DeadRecordShape(Shape):
    id: str
    project: str
    """Slug."""
    category: str
    reason: str
    attempts: int
    """Times that it failed."""
    date_created: datetime
    """When it died."""
    last_tried: datetime | None
    """By a replay; null: by none yet."""
    size: int
    """Bytes."""


class DeadRecordDetail(DeadRecordShape):
    trace: str
    event_id: str | None
    """Null: the record cannot be read."""
    client: str
    """The SDK that sent it; empty when unknown."""
    body: str | None
    """The event as far as it can be read, without what redaction finds in it. Null: this process cannot redact, or the
    event ended processors, and might end this process too."""
    is_cut: bool
    """Whether the body went on."""


class DeadFilterBody(Body):
    """Which dead records are meant; what is left out does not narrow."""

    projects: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=200, default_factory=list)]
    """Ids or slugs; none: all of the organization."""
    reason: Annotated[str | None, Field(max_length=200)] = None
    since: AwareDatetime | None = None
    """When they died, this moment included."""
    until: AwareDatetime | None = None
    """This moment not included."""
    ids: Annotated[list[RowId], Field(max_length=10_000)] | None = None
    up_to: RowId | None = None
    """None that died after this one: the `upTo` of a plan."""


class ReplayBody(DeadFilterBody):
    rate: Rate = DEFAULT_RATE
    """Records a second."""


class DiscardBody(DeadFilterBody):
    up_to: RowId
    """From a plan: nothing is discarded that nobody was told of."""


class DeadReasonShape(Shape):
    reason: str
    quantity: int


class ReplayPlan(Shape):
    """What a replay, or a discard, of that filter would be about."""

    total: int
    reasons: list[DeadReasonShape]
    """Most first."""
    oldest: datetime | None
    newest: datetime | None
    rate: int
    seconds: float
    """How long a replay would take at that rate."""
    up_to: str | None
    """To be given back to start or discard just these. Null: there are none."""


class ReplayShape(Shape):
    id: str
    state: Literal["running", "done", "stopped"]
    rate: int
    total: int
    stored: int
    duplicate: int
    filtered: int
    failed: int
    """Died again."""
    left: int
    started_by: str | None
    """E-mail address; null: a token that is nobody's, or somebody who is gone."""
    date_started: datetime
    last_worked: datetime | None
    """When a processor last worked on it; null: none has taken it up yet."""
    date_ended: datetime | None


class Discarded(Shape):
    discarded: int
