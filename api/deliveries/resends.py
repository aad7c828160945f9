"""Many deliveries sent again: plan, start, watch, stop."""

from typing import Literal, cast

from fastapi import APIRouter, Request, Response

from api.access.rights import Access, ReadAlerts, WriteAlerts
from api.deliveries.resend_plans import resend_plan
from api.deliveries.shapes import alert_number
from api.ids import wanted_id
from api.paging import link_nothing_more
from api.problems import not_found
from api.schemas.deliveries.deliveries import DeliveryFilterBody, ResendBody, ResendPlan, ResendShape
from core.db.database import Connection
from core.db.deliveries import lists as delivery_lists
from core.db.deliveries import resends
from core.db.deliveries.lists import DeliveryFilter
from core.db.deliveries.resends import Resend
from core.errors import Rejected

router = APIRouter(tags=["deliveries"])


@router.post("/organizations/{org}/deliveries/plan/")
async def plan_resend(body: ResendBody, access: WriteAlerts) -> ResendPlan:
    """How many failed or died, of what, and how many would fail again as nothing was mended. Changes nothing."""
    async with access.deps.database.connection() as connection:
        found = await delivery_lists.plan(connection, _filter(access, body))
    return resend_plan(found, body.per_second)


@router.post("/organizations/{org}/deliveries/resends/", status_code=201)
async def start_resend(body: ResendBody, access: WriteAlerts) -> ResendShape:
    """Each with its own idempotency key as before. With `oneFirst` the oldest goes out at once and its answer is looked
    at before the rest follows. 409 while another one runs; one that waits is given up for it."""
    async with access.deps.database.transaction() as connection:
        ids = await delivery_lists.chosen(connection, _filter(access, body), leave_out=body.leave_out)
        said = body.model_dump(mode="json", exclude_none=True)
        now, organization_id = access.deps.clock.now(), access.organization.id
        about = (organization_id, access.user_id, said, ids, body.per_second, now)
        made = await resends.start_resend(connection, *about, one_first=body.one_first)
        return await _resend(connection, access, str(made))


@router.get("/organizations/{org}/deliveries/resends/")
async def list_resends(access: ReadAlerts, request: Request, response: Response) -> list[ResendShape]:
    """The latest ones, newest first: the first may be running."""
    link_nothing_more(request, response)
    async with access.deps.database.connection() as connection:
        return [_shape(one) for one in await resends.resends(connection, access.organization.id)]


@router.get("/organizations/{org}/deliveries/resends/{resend_id}/")
async def get_resend(resend_id: str, access: ReadAlerts) -> ResendShape:
    async with access.deps.database.connection() as connection:
        return await _resend(connection, access, resend_id)


@router.post("/organizations/{org}/deliveries/resends/{resend_id}/go-on/")
async def continue_resend(resend_id: str, access: WriteAlerts) -> ResendShape:
    """The rest follows the one that went ahead. 409 for one that does not wait."""
    async with access.deps.database.transaction() as connection:
        found = await _resend(connection, access, resend_id)
        if not await resends.go_on(connection, access.organization.id, int(found.id), access.deps.clock.now()):
            raise Rejected("not_waiting", "this re-send does not wait for anybody: nothing was changed", 409)
        return await _resend(connection, access, resend_id)


@router.post("/organizations/{org}/deliveries/resends/{resend_id}/stop/")
async def stop_resend(resend_id: str, access: WriteAlerts) -> ResendShape:
    """What it has not reached stays as it is. One that has ended stays so."""
    async with access.deps.database.transaction() as connection:
        found = await _resend(connection, access, resend_id)
        await resends.stop_resend(connection, access.organization.id, int(found.id), access.deps.clock.now())
        return await _resend(connection, access, resend_id)


def _filter(access: Access, body: DeliveryFilterBody) -> DeliveryFilter:
    return DeliveryFilter(
        organization_id=access.organization.id,
        viewer=access.user_id,
        states=body.states or None,
        kind=body.kind or None,
        target=body.target or None,
        alert_number=alert_number(body.alert) if body.alert else None,
        issue_id=int(body.issue) if body.issue else None,
        since=body.since,
        classes=body.failures or None,
        ids=None if body.ids is None else [int(one) for one in body.ids],
        up_to=None if body.up_to is None else int(body.up_to),
        tests=body.ids is not None,
    )


async def _resend(connection: Connection, access: Access, resend_id: str) -> ResendShape:
    found = await resends.find_resend(connection, access.organization.id, wanted_id(resend_id))
    if found is None:
        raise not_found()
    return _shape(found)


def _shape(one: Resend) -> ResendShape:
    return ResendShape(
        id=str(one.id),
        state=cast(Literal["running", "waiting", "done", "stopped"], one.state),
        first=None if one.first is None else str(one.first),
        per_second=one.per_second,
        total=one.total,
        reached=one.reached,
        synced=one.synced,
        failed=one.failed,
        started_by=one.started_by,
        date_started=one.started_at,
        date_ended=one.ended_at,
    )
