"""Overrides: somebody stands in, or nobody is on call on purpose."""

from fastapi import APIRouter

from api.access.rights import Access, WriteAlerts
from api.ids import wanted_id
from api.on_call.schedule_shapes import override_shape
from api.on_call.schedules import schedule_of
from api.problems import not_found
from api.schemas.on_call.schedules import OverrideBody, OverrideShape, TakeBody
from core.db.on_call import schedules
from core.errors import Rejected
from core.schedules.checks import check_override

router = APIRouter(tags=["schedules"])

_MAX_OVERRIDES = 500
"""Of a schedule, that are not over."""


@router.post("/organizations/{org}/schedules/{schedule}/overrides/", status_code=201)
async def add_override(schedule: str, body: OverrideBody, access: WriteAlerts) -> OverrideShape:
    user_id = None if body.user_id is None else int(body.user_id)
    return await _override(access, schedule, user_id, body.starts_at.timestamp(), body.ends_at.timestamp())


@router.post("/organizations/{org}/schedules/{schedule}/take/", status_code=201)
async def take_over(schedule: str, body: TakeBody, access: WriteAlerts) -> OverrideShape:
    """The caller stands in for whoever it would be, or for nobody."""
    if access.user_id is None:
        raise Rejected("nobody", "a token that is nobody's cannot be on call: use POST …/overrides/ with a userId")
    return await _override(access, schedule, access.user_id, body.starts_at.timestamp(), body.ends_at.timestamp())


@router.delete("/organizations/{org}/schedules/{schedule}/overrides/{override}/", status_code=204)
async def delete_override(schedule: str, override: str, access: WriteAlerts) -> None:
    async with access.deps.database.transaction() as connection:
        kept = await schedule_of(connection, access, schedule)
        if not await schedules.delete_override(connection, kept.id, wanted_id(override)):
            raise not_found()


async def _override(access: Access, schedule: str, user_id: int | None, start: float, end: float) -> OverrideShape:
    now = access.deps.clock.now()
    async with access.deps.database.transaction() as connection:
        kept = await schedule_of(connection, access, schedule)
        check_override(start, end, now)
        if user_id is not None and user_id not in await schedules.members_of(connection, access.organization.id):
            raise Rejected("invalid_override", f"user {user_id} is no member of this organization")
        if await schedules.count_overrides(connection, kept.id, now) >= _MAX_OVERRIDES:
            raise Rejected("too_many", "this schedule has 500 overrides ahead: change its rotation instead", 409)
        made = await schedules.add_override(connection, kept.id, user_id, start, end, access.user_id, now)
    return override_shape(made)
