"""Silences, maintenance windows and inhibitions: what keeps alerts from telling anybody."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from api.schemas.alerts.alerts import AlertShape
from api.schemas.base import Body, Name, Shape
from api.schemas.forms import Day
from api.schemas.organizations.people import UserShape

Matcher = Annotated[str, Field(min_length=1, max_length=2000)]
"""A query over an alert's labels, in the language of docs/search.md: `project:shop severity:[low, medium]`."""
SilenceKind = Literal["silence", "maintenance"]


class RepeatsBody(Body):
    """A maintenance window comes again at the same local hours."""

    every: Literal["day", "week"]
    time_zone: Annotated[str, Field(min_length=1, max_length=100)]
    """An IANA name."""
    until: Day | None = None
    """The last day on which it begins."""


class RepeatsShape(Shape):
    every: Literal["day", "week"]
    time_zone: str
    until: str | None


class SilenceBody(Body):
    kind: SilenceKind = "silence"
    matcher: Matcher
    comment: Annotated[str, Field(min_length=1, max_length=1000)]
    starts_at: AwareDatetime | None = None
    """Null: now."""
    ends_at: AwareDatetime
    repeats: RepeatsBody | None = None
    """Of a maintenance window."""


class SilenceUpdate(Body):
    """What is left out stays."""

    matcher: Matcher | None = None
    comment: Annotated[str, Field(min_length=1, max_length=1000)] | None = None
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    repeats: RepeatsBody | None = None


class SilenceShape(Shape):
    id: str
    kind: SilenceKind
    matcher: str
    comment: str
    user: UserShape | None
    """Who made it; null: somebody who is gone, or a token that is nobody's."""
    starts_at: datetime
    ends_at: datetime
    repeats: RepeatsShape | None
    state: Literal["active", "waiting", "over"]
    next_at: datetime | None
    """While it waits: when it begins; while it is active: when it ends. Null: it is over."""
    holds: int
    """Open alerts that it holds back now."""
    date_created: datetime


class InhibitionBody(Body):
    name: Name
    source: Matcher
    """While an open alert matches this …"""
    target: Matcher
    """… those that match this tell nobody …"""
    equal: Annotated[list[Annotated[str, Field(min_length=1, max_length=200)]], Field(max_length=20)]
    """… where these labels are the same."""


class InhibitionShape(Shape):
    id: str
    name: str
    source: str
    target: str
    equal: list[str]
    holds: int
    """Open alerts that it holds back now."""
    date_created: datetime


class SilencePreviewBody(Body):
    matcher: Matcher


class InhibitionPreviewBody(InhibitionBody):
    name: Annotated[str, Field(max_length=200)] = ""


class HoldPreview(Shape):
    """Which open alerts it would hold back, if it were there now."""

    total: int
    alerts: list[AlertShape]
    """Newest first, at most 50."""
