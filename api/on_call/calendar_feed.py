"""The iCalendar feed of a schedule: calendar programs fetch it by a secret address, without logging in."""

from datetime import timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Query, Response
from icalendar import Calendar, Event

from api.access.rights import Access, ReadAlerts, WriteAlerts
from api.deps import InjectedDeps
from api.on_call.schedules import schedule_of
from api.problems import not_found
from api.schemas.base import MAX_BIGINT
from api.schemas.on_call.schedules import FeedShape
from core.clock import instant
from core.db.on_call import schedules
from core.db.on_call.named_people import NamedPerson, named_people
from core.db.on_call.schedules import KeptSchedule
from core.schedules import Shift, shifts
from core.secret import new_secret

router = APIRouter(tags=["schedules"])

_BEFORE: Final = 30 * 86_400
_AFTER: Final = 180 * 86_400
"""Seconds that the feed tells of, before and after now."""
_REFRESH: Final = timedelta(hours=1)
_CACHE_SECONDS: Final = 300


@router.get("/calendars/{token}.ics", response_class=Response)
async def calendar_feed(
    token: str, deps: InjectedDeps, user: Annotated[int | None, Query(ge=1, le=MAX_BIGINT)] = None
) -> Response:
    """text/calendar. `user` asks for one person's shifts only. 404 for a link that is unknown or was renewed."""
    now = deps.clock.now()
    start, end = now - _BEFORE, now + _AFTER
    async with deps.database.connection() as connection:
        kept = await schedules.schedule_by_feed(connection, token) if token.isalnum() else None
        if kept is None:
            raise not_found()
        known = await schedules.computable(connection, [kept], kept.organization_id, start, end)
        found = shifts(known[kept.id], start, end)
        named = {shift.user_id for shift in found if shift.user_id is not None}
        people = await named_people(connection, kept.organization_id, named)
    wanted = [shift for shift in found if user is None or shift.user_id == user]
    text = as_calendar(kept, wanted, people, now)
    return Response(
        text,
        media_type="text/calendar; charset=utf-8",
        headers={"Cache-Control": f"private, max-age={_CACHE_SECONDS}"},
    )


@router.get("/organizations/{org}/schedules/{schedule}/feed/")
async def get_feed(schedule: str, access: ReadAlerts) -> FeedShape:
    async with access.deps.database.connection() as connection:
        return _shape(access, (await schedule_of(connection, access, schedule)).feed_token)


@router.post("/organizations/{org}/schedules/{schedule}/feed/")
async def renew_feed(schedule: str, access: WriteAlerts) -> FeedShape:
    """A new link; calendars that have the old one get nothing more."""
    token = new_secret(access.deps.random_bytes)
    async with access.deps.database.transaction() as connection:
        kept = await schedule_of(connection, access, schedule)
        await schedules.renew_feed(connection, kept.id, token)
    return _shape(access, token)


def as_calendar(kept: KeptSchedule, found: list[Shift], people: dict[int, NamedPerson], now: float) -> bytes:
    """RFC 5545. Shifts as events, gaps as events too; moments in UTC."""
    calendar = Calendar()
    calendar.add("prodid", "-//Redshank//On call//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # The library escapes what RFC 5545 calls text; a line break in a property of its own making it refuses.
    calendar.add("x-wr-calname", f"On call: {' '.join(kept.name.split())}")
    calendar.add("x-wr-timezone", kept.time_zone)
    calendar.add("refresh-interval", _REFRESH, {"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for shift in found:
        calendar.add_component(_event(kept, shift, people, now))
    text: bytes = calendar.to_ical()
    return text


def _event(kept: KeptSchedule, shift: Shift, people: dict[int, NamedPerson], now: float) -> Event:
    person = None if shift.user_id is None else people.get(shift.user_id)
    event = Event()
    event.add("uid", f"{kept.id}-{int(shift.start)}-{shift.user_id or 0}@redshank")
    event.add("dtstamp", instant(now))
    event.add("dtstart", instant(shift.start))
    event.add("dtend", instant(shift.end))
    event.add("summary", f"{kept.name}: {person.name if person else 'nobody is on call'}")
    event.add("transp", "TRANSPARENT")
    return event


def _shape(access: Access, token: str) -> FeedShape:
    url = f"{access.deps.public_url}/api/0/calendars/{token}.ics"
    return FeedShape(url=url, own_url=None if access.user_id is None else f"{url}?user={access.user_id}")
