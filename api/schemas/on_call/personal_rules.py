"""Shapes of how a person is told."""

from typing import Annotated

from pydantic import Field

from api.schemas.base import Body, Shape
from api.schemas.forms import RowId
from api.schemas.on_call.schedules import HoursShape, ZoneName


class WayShape(Body, Shape):
    channel: RowId | None = None
    """One of `channels`; null: her mail address."""
    minutes: Annotated[int, Field(ge=0, le=1440)] = 0
    """After so long, if she has not acknowledged by then."""


class PersonalRulesBody(Body):
    time_zone: ZoneName = "UTC"
    ways: Annotated[list[WayShape], Field(min_length=1, max_length=10)]
    important_ways: Annotated[list[WayShape], Field(min_length=1, max_length=10)]
    """For what is critical."""
    quiet_hours: Annotated[list[HoursShape], Field(max_length=10)] = Field(default_factory=list)
    """In `timeZone`. What is not critical waits for their end."""
    daily_report: bool = False
    weekly_report: bool = True
    report_hour: Annotated[int, Field(ge=0, le=23)] = 8
    """In `timeZone`."""
    report_project_ids: Annotated[list[RowId], Field(max_length=200)] = Field(default_factory=list)
    """None: all that she sees."""


class UsableChannelShape(Shape):
    """A channel that the caller may be told by."""

    id: str
    name: str
    kind: str
    is_own: bool
    """Hers alone; else the organization's."""
    organization: str
    """Slug."""
    is_active: bool


class PersonalRulesShape(Shape):
    is_default: bool
    """Nothing was chosen yet: these are what applies without a choice."""
    email: str
    cannot_get_mail: str | None
    """Why no mail, and no report, can get there, and the mend; null: it may."""
    time_zone: str
    ways: list[WayShape]
    important_ways: list[WayShape]
    quiet_hours: list[HoursShape]
    daily_report: bool
    weekly_report: bool
    report_hour: int
    report_project_ids: list[str]
    channels: list[UsableChannelShape]
