"""One's own reports: what the next would say, and one to oneself right now."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Response

from api.access.rights import Access, ReadEvents
from api.problems import forbidden, not_found
from api.schemas.deliveries.reports import ReportPeriod, ReportPreview, ReportQueued, ReportTest
from core.alerts import Message
from core.clock import instant
from core.db.database import Connection
from core.db.deliveries import reports
from core.db.deliveries.deliveries import enqueue
from core.db.deliveries.reports import Reader, report_delivery
from core.errors import Rejected
from core.reports import Figures, Period, next_due, zone_named
from core.reports.unsubscribe import report_links

router = APIRouter(tags=["reports"])

Wanted = Annotated[ReportPeriod, Query(description="daily or weekly")]

_MAIL_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
"""Of the mail shown in a page: it has styles of its own, and nothing in it runs, is loaded or leads away."""
_TESTS_SECONDS: Final = 60
"""One to oneself in so long: whoever presses twice meant once."""


@router.get("/organizations/{org}/reports/preview/")
async def preview_report(access: ReadEvents, period: Wanted = "weekly") -> ReportPreview:
    """The caller's report of the last whole day or week."""
    reader, figures, message = await _report(access, period)
    now = access.deps.clock.now()
    is_sent = reader.wants(period) and access.deps.mail_is_set_up and reader.cannot_get_mail is None
    zone = zone_named(reader.rules.time_zone)
    return ReportPreview(
        period=period,
        since=instant(figures.window.since),
        until=instant(figures.window.until),
        time_zone=zone.key,
        subject=message.title,
        text=message.text,
        html=message.html,
        tells_something=figures.tells_something,
        is_on=reader.wants(period),
        next_at=_next(reader, period, now) if is_sent else None,
        mail_is_set_up=access.deps.mail_is_set_up,
        recipient=reader.email,
        cannot_get_mail=reader.cannot_get_mail,
    )


@router.get("/organizations/{org}/reports/preview/mail/", response_class=Response)
async def preview_report_mail(access: ReadEvents, period: Wanted = "weekly") -> Response:
    """The same as the page that the mail is, to be shown in a frame."""
    _, _, message = await _report(access, period)
    headers = {"Content-Security-Policy": _MAIL_POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return Response(message.html, media_type="text/html; charset=utf-8", headers=headers)


@router.post("/organizations/{org}/reports/test/", status_code=202)
async def send_report_to_me(body: ReportTest, access: ReadEvents) -> ReportQueued:
    """Send the caller hers now, whether it is on or not."""
    if not access.deps.mail_is_set_up:
        raise Rejected("no_mail", "No mail server is set up: whoever runs this server sets REDSHANK_SMTP_URL.", 409)
    reader, _, message = await _report(access, body.period)
    if reader.cannot_get_mail is not None:
        raise Rejected("no_mail", reader.cannot_get_mail, 409)
    now = access.deps.clock.now()
    occasion = f"test:{now // _TESTS_SECONDS:.0f}"
    async with access.deps.database.transaction() as connection:
        delivery = report_delivery(reader, message, body.period, occasion, now)
        queued = await enqueue(connection, delivery, now)
    if queued is None:
        raise Rejected("just_sent", "One was sent to you less than a minute ago.", 409)
    return ReportQueued(delivery=str(queued), recipient=reader.email)


async def _report(access: Access, period: Period) -> tuple[Reader, Figures, Message]:
    """Raises 403 for a token that is nobody's."""
    if access.deps.write_report is None:
        raise not_found()
    async with access.deps.database.transaction() as connection:
        reader = await _reader(connection, access)
        figures = await reports.figures(connection, reader, reader.last(period, access.deps.clock.now()))
    links = report_links(access.deps.public_url, access.deps.vault, reader.user_id, period)
    return reader, figures, access.deps.write_report(figures, links)


async def _reader(connection: Connection, access: Access) -> Reader:
    user = access.caller.user
    found = [] if user is None else await reports.readers(connection, user.email)
    mine = [one for one in found if one.organization_id == access.organization.id]
    if not mine:
        raise forbidden("A report is a person's: ask with her session or her token.")
    return mine[0]


def _next(reader: Reader, period: Period, now: float) -> datetime:
    return instant(next_due(period, now, zone_named(reader.rules.time_zone), reader.rules.report_hour))
