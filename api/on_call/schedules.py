"""Schedules: what people edit, and what they say."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends

from api.access.rights import Access, ReadAlerts, WriteAlerts
from api.ids import wanted_id
from api.on_call.schedule_shapes import (
    calendar_shape,
    layer_of,
    on_call_shape,
    person_shape,
    schedule_shape,
)
from api.periods import Period, ahead
from api.problems import not_found
from api.schemas.on_call.schedules import (
    CalendarShape,
    NightsShape,
    OnCallShape,
    ScheduleBody,
    ScheduleShape,
)
from core.db.database import Connection
from core.db.on_call import policies, schedules
from core.db.on_call.named_people import NamedPerson, named_people, woken
from core.db.on_call.schedules import KeptSchedule, ScheduleText
from core.errors import Rejected
from core.schedules import MAX_RANGE_SECONDS, Schedule, gaps_ahead, nights, now_and_next
from core.schedules.checks import check_schedule
from core.secret import new_secret

router = APIRouter(tags=["schedules"])

_GAP_SECONDS = 28 * 86_400
"""Gaps are told of four weeks ahead."""
_NIGHTS_DAYS = 90
_MAX_SCHEDULES = 200
"""Of an organization."""

Ahead = Annotated[Period, Depends(ahead)]


@router.get("/organizations/{org}/on-call/")
async def list_on_call(access: ReadAlerts) -> list[OnCallShape]:
    """Every schedule: who is on call now, who is next, and the gaps of the coming four weeks."""
    now = access.deps.clock.now()
    async with access.deps.database.connection() as connection:
        kept = await schedules.schedules(connection, access.organization.id)
        known = await schedules.computable(connection, kept, access.organization.id, now, now + MAX_RANGE_SECONDS)
        people = await _people(connection, access, kept, known)
    return [
        on_call_shape(one, now_and_next(known[one.id], now), gaps_ahead(known[one.id], now, _GAP_SECONDS), people)
        for one in kept
    ]


@router.get("/organizations/{org}/schedules/")
async def list_schedules(access: ReadAlerts) -> list[ScheduleShape]:
    async with access.deps.database.connection() as connection:
        kept = await schedules.schedules(connection, access.organization.id)
        people = await _people(connection, access, kept, {})
        return [await _shape(connection, access, one, people) for one in kept]


@router.post("/organizations/{org}/schedules/", status_code=201)
async def create_schedule(body: ScheduleBody, access: WriteAlerts) -> ScheduleShape:
    now, random_bytes = access.deps.clock.now(), access.deps.random_bytes
    async with access.deps.database.transaction() as connection:
        text = await _checked(connection, access, body, ())
        if len(await schedules.schedules(connection, access.organization.id)) >= _MAX_SCHEDULES:
            raise Rejected("too_many", f"an organization has at most {_MAX_SCHEDULES} schedules: delete one first", 409)
        token = new_secret(random_bytes)
        found = await schedules.create_schedule(connection, access.organization.id, text, token, now)
        return await _answer(connection, access, found)


@router.post("/organizations/{org}/schedules/preview/")
async def preview_schedule(body: ScheduleBody, access: ReadAlerts, over: Ahead) -> CalendarShape:
    """What a schedule would look like; nothing is kept."""
    async with access.deps.database.connection() as connection:
        text = await _checked(connection, access, body, await schedules.schedules(connection, access.organization.id))
        members = await schedules.members_of(connection, access.organization.id)
        drawn = Schedule(time_zone=text.time_zone, layers=text.layers, members=members)
        named = {user_id for layer in text.layers for user_id in layer.user_ids}
        people = await named_people(connection, access.organization.id, named)
    return calendar_shape(drawn, (), people.values(), over.start.timestamp(), over.end.timestamp())


@router.get("/organizations/{org}/schedules/{schedule}/")
async def get_schedule(schedule: str, access: ReadAlerts) -> ScheduleShape:
    async with access.deps.database.connection() as connection:
        return await _answer(connection, access, wanted_id(schedule))


@router.put("/organizations/{org}/schedules/{schedule}/")
async def change_schedule(schedule: str, body: ScheduleBody, access: WriteAlerts) -> ScheduleShape:
    async with access.deps.database.transaction() as connection:
        kept = await schedule_of(connection, access, schedule)
        text = await _checked(connection, access, body, [kept])
        await schedules.update_schedule(connection, kept.id, text, access.deps.clock.now())
        return await _answer(connection, access, kept.id)


@router.delete("/organizations/{org}/schedules/{schedule}/", status_code=204)
async def delete_schedule(schedule: str, access: WriteAlerts) -> None:
    """409 while a policy tells it."""
    async with access.deps.database.transaction() as connection:
        kept = await schedule_of(connection, access, schedule)
        await policies.refuse_while_named(connection, access.organization.id, "schedule", kept.id)
        await schedules.delete_schedule(connection, kept.id)


@router.get("/organizations/{org}/schedules/{schedule}/calendar/")
async def get_calendar(schedule: str, access: ReadAlerts, over: Ahead) -> CalendarShape:
    """Row by row from `start` until `end`; two weeks from now where nothing is said."""
    start, end = over.start.timestamp(), over.end.timestamp()
    async with access.deps.database.connection() as connection:
        kept = await schedule_of(connection, access, schedule)
        known = await schedules.computable(connection, [kept], access.organization.id, start, end)
        found = (await schedules.overrides(connection, [kept.id], start, end))[kept.id]
        people = await _people(connection, access, [kept], known)
    return calendar_shape(known[kept.id], found, people.values(), start, end)


@router.get("/organizations/{org}/schedules/{schedule}/nights/")
async def get_nights(schedule: str, access: ReadAlerts) -> list[NightsShape]:
    """How the nights of the last 90 days were shared, most first; by the rotations as they stand today."""
    now = access.deps.clock.now()
    since = now - _NIGHTS_DAYS * 86_400
    async with access.deps.database.connection() as connection:
        kept = await schedule_of(connection, access, schedule)
        known = await schedules.computable(connection, [kept], access.organization.id, since, now)
        people = await _people(connection, access, [kept], known)
        shared = nights(known[kept.id], now, _NIGHTS_DAYS)
        broken = await woken(connection, access.organization.id, list(people), since, kept.time_zone)
    found = [
        NightsShape(user=person_shape(one), nights=shared.get(one.id, 0), woken=broken.get(one.id, 0))
        for one in people.values()
        if one.is_member
    ]
    return sorted(found, key=lambda one: -one.nights)


async def schedule_of(connection: Connection, access: Access, schedule_id: str) -> KeptSchedule:
    """Raises 404."""
    found = await schedules.find_schedule(connection, access.organization.id, wanted_id(schedule_id))
    if found is None:
        raise not_found()
    return found


async def _checked(
    connection: Connection, access: Access, body: ScheduleBody, before: Sequence[KeptSchedule]
) -> ScheduleText:
    """Whoever was named before may stay, also after leaving. Raises 400."""
    text = ScheduleText(body.name, body.time_zone, tuple(layer_of(one, body.time_zone) for one in body.layers))
    members = await schedules.members_of(connection, access.organization.id)
    known = {user_id for one in before for layer in one.layers for user_id in layer.user_ids}
    check_schedule(text.time_zone, text.layers, members, known)
    return text


async def _answer(connection: Connection, access: Access, schedule_id: int) -> ScheduleShape:
    kept = await schedule_of(connection, access, str(schedule_id))
    return await _shape(connection, access, kept, await _people(connection, access, [kept], {}))


async def _shape(
    connection: Connection, access: Access, kept: KeptSchedule, people: dict[int, NamedPerson]
) -> ScheduleShape:
    names = await policies.policies_naming(connection, access.organization.id, "schedule", kept.id)
    return schedule_shape(kept, people.values(), names)


async def _people(
    connection: Connection, access: Access, kept: list[KeptSchedule], known: dict[int, Schedule]
) -> dict[int, NamedPerson]:
    """Everybody whom these schedules and their overrides name."""
    named = {user_id for one in kept for layer in one.layers for user_id in layer.user_ids}
    named |= {over.user_id for one in known.values() for over in one.overrides if over.user_id is not None}
    return await named_people(connection, access.organization.id, named)
