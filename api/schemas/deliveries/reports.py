"""Shapes of reports: what goes out by mail every day or week, to each person."""

from datetime import datetime
from typing import Literal

from api.schemas.base import Body, Shape

ReportPeriod = Literal["daily", "weekly"]


class ReportPreview(Shape):
    """The report that the caller would get now, of the last whole period."""

    period: ReportPeriod
    since: datetime
    until: datetime
    time_zone: str
    subject: str
    text: str
    html: str
    """A whole page, made for mail programs; nothing in it runs or is loaded."""
    tells_something: bool
    """False: nothing happened. A daily one is not sent then; the weekly one says so."""
    is_on: bool
    """Whether the caller has asked for it."""
    next_at: datetime | None
    """When the next one goes out; null where it is off, mail is not set up or cannot get there."""
    mail_is_set_up: bool
    recipient: str
    cannot_get_mail: str | None
    """Why no mail can get to `recipient`, and the mend; null: it may."""


class ReportTest(Body):
    period: ReportPeriod


class ReportQueued(Shape):
    delivery: str
    """Id."""
    recipient: str
