"""Shapes of schedules: who is on call."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from api.schemas.base import Body, Shape
from api.schemas.forms import ClockTime, LocalMoment, RowId

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
ZoneName = Annotated[str, Field(min_length=1, max_length=60)]
"""An IANA name."""


class HoursShape(Body, Shape):
    """Hours of the week."""

    days: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(min_length=1, max_length=7)]
    """0 is Monday; the day on which they begin."""
    start: ClockTime
    end: ClockTime
    """Not after `start`: of the next day."""


class LayerShape(Body, Shape):
    """A rotation. Where several cover a moment, the later one wins."""

    name: Title
    user_ids: Annotated[list[RowId], Field(max_length=50)]
    """In turn; the first begins at `starts`."""
    starts: LocalMoment
    """In the schedule's zone: the first hand-over."""
    ends: LocalMoment | None = None
    every: Annotated[int, Field(ge=1, le=1000)] = 1
    unit: Literal["day", "week", "hour"] = "week"
    """A turn lasts `every` of them: days and weeks by the calendar, hours by the clock."""
    hours: Annotated[list[HoursShape], Field(max_length=10)] = Field(default_factory=list)
    """It covers only these hours; none: always."""


class ScheduleBody(Body):
    name: Title
    time_zone: ZoneName
    layers: Annotated[list[LayerShape], Field(max_length=10)] = Field(default_factory=list)


class PersonShape(Shape):
    id: str
    name: str
    email: str
    is_member: bool
    """False for somebody who is named in a schedule but has left: a gap."""


class OverrideShape(Shape):
    id: str
    user_id: str | None
    """Null: nobody is on call, on purpose."""
    starts_at: datetime
    ends_at: datetime
    created_by: str | None


class OverrideBody(Body):
    user_id: RowId | None
    """Null: nobody."""
    starts_at: AwareDatetime
    ends_at: AwareDatetime


class TakeBody(Body):
    """The caller takes the time herself."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime


class AskedShape(Shape):
    """Who was asked to stand in, by mail."""

    asked: list[str]
    """Names."""


class ShiftShape(Shape):
    starts_at: datetime
    ends_at: datetime
    user_id: str | None
    """Null: nobody is on call."""
    layer: int | None
    """Which one says so, from 0; null: an override, or nothing at all."""
    override_id: str | None


class GapShape(Shape):
    """Nobody is on call."""

    starts_at: datetime
    ends_at: datetime | None
    """Null: not within a year."""


class OnCallShape(Shape):
    """One schedule, now and next."""

    schedule_id: str
    name: str
    time_zone: str
    user: PersonShape | None
    """Null: nobody."""
    until: datetime | None
    """Null: nothing changes within a year."""
    next_user: PersonShape | None
    """Who comes then; null with an `until`: nobody."""
    gaps: list[GapShape]
    """Those that begin in the coming four weeks; the first ten."""
    gap_count: int


class ScheduleShape(Shape):
    id: str
    name: str
    time_zone: str
    layers: list[LayerShape]
    people: list[PersonShape]
    """Everybody named in it."""
    policies: list[str]
    """Names of the policies that tell it."""
    date_created: datetime
    date_updated: datetime


class RowShape(Shape):
    """One row of the calendar."""

    name: str
    shifts: list[ShiftShape]


class CalendarShape(Shape):
    """What a range looks like, row by row."""

    time_zone: str
    """The schedule's; moments are in UTC."""
    starts_at: datetime
    ends_at: datetime
    layers: list[RowShape]
    overrides: list[OverrideShape]
    in_effect: list[ShiftShape]
    """What counts: in order, without overlap, gaps included."""
    people: list[PersonShape]


class NightsShape(Shape):
    user: PersonShape
    nights: int
    """On call at three in the morning of the schedule's zone, by the rotations as they stand today."""
    woken: int
    """Alerts that told this person between 22:00 and 06:00 of the schedule's zone."""


class FeedShape(Shape):
    url: str
    """iCalendar. Whoever has the link reads the schedule without logging in."""
    own_url: str | None
    """The caller's own shifts only; null for a token that is nobody's."""
