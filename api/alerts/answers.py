"""What people do to alerts: acknowledge, resolve, take back either, escalate, comment.

Acknowledging or resolving an alert does not change its issues.
"""

from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from fastapi import APIRouter

from api.access.rights import Access, WriteAlerts
from api.again import again_if_collided
from api.alerts.detail import alert_detail
from api.alerts.queries import AskedAlerts, Narrowed, actor_of, alert_filter, alert_of, locked_alert, number_of
from api.alerts.shape import alert_shape
from api.schemas.alerts.alerts import AlertDetail
from api.schemas.alerts.answers import (
    AcknowledgeBody,
    BulkBody,
    BulkDone,
    CommentBody,
    EscalateBody,
    ResolveBody,
    TakeBackBody,
)
from core.db.alerts import actions as alert_actions
from core.db.alerts import alerts
from core.db.alerts.actions import Actor, LockedAlert
from core.db.alerts.alerts import AlertFilter
from core.db.database import Connection
from core.errors import Rejected

router = APIRouter(tags=["alerts"])

T = TypeVar("T")

_MOST_AT_ONCE: Final = 1000
"""Each is locked, changed and written of: so many take about a second."""


@router.post("/organizations/{org}/alerts/bulk/")
@again_if_collided
async def change_alerts(body: BulkBody, access: WriteAlerts, asked: AskedAlerts) -> BulkDone:
    """Acknowledge or resolve many at once: those of `ids`, or with `all` whatever the query of this request finds, as
    the list takes it, up to 1000."""
    act = alert_actions.acknowledge if body.action == "acknowledge" else alert_actions.resolve
    actor = actor_of(access)
    async with access.deps.database.transaction() as connection:
        numbers = await _chosen(connection, access, body, asked)
        found = await alert_actions.lock(connection, access.organization.id, numbers)
        changed = [await act(connection, one, actor, body.comment) for one in found]
        wanted = AlertFilter(access.organization.id, ids=[one.id for one in found])
        after = await alerts.list_alerts(connection, wanted, len(found))
    shapes = [alert_shape(access.deps.public_url, access.organization.slug, one) for one in after]
    return BulkDone(changed=sum(changed), alerts=shapes)


async def _chosen(connection: Connection, access: Access, body: BulkBody, asked: Narrowed) -> list[int]:
    if bool(body.ids) is body.all:
        raise Rejected("nothing_chosen", "say which alerts: `ids`, or `all` for those that the query finds")
    if body.ids:
        return sorted({number_of(one) for one in body.ids})
    wanted = await alert_filter(connection, access, asked)
    found = await alerts.alert_numbers(connection, wanted, _MOST_AT_ONCE + 1)
    if len(found) > _MOST_AT_ONCE:
        raise Rejected("too_many_alerts", f"the query finds more than {_MOST_AT_ONCE} alerts: narrow it")
    return found


@router.post("/organizations/{org}/alerts/{alert}/acknowledge/")
async def acknowledge_alert(alert: str, body: AcknowledgeBody, access: WriteAlerts) -> AlertDetail:
    """Escalation stops. What is answered already stays as it is."""
    return await _answered(access, alert, alert_actions.acknowledge, body.comment)


@router.post("/organizations/{org}/alerts/{alert}/unacknowledge/")
async def unacknowledge_alert(alert: str, access: WriteAlerts, body: TakeBackBody | None = None) -> AlertDetail:
    """It goes on escalating where it stood; a step that would have come meanwhile comes at once."""
    return await _answered(access, alert, alert_actions.unacknowledge, _comment(body))


@router.post("/organizations/{org}/alerts/{alert}/resolve/")
async def resolve_alert(alert: str, body: ResolveBody, access: WriteAlerts) -> AlertDetail:
    return await _answered(access, alert, alert_actions.resolve, body.comment)


@router.post("/organizations/{org}/alerts/{alert}/reopen/")
async def reopen_alert(alert: str, access: WriteAlerts, body: TakeBackBody | None = None) -> AlertDetail:
    """Take back that a person resolved it: it goes on where it stood, firing or acknowledged. 409 where it ended by
    itself, or where a newer one of the same rule and group is open."""
    return await _answered(access, alert, alert_actions.reopen, _comment(body), opens=True)


@router.post("/organizations/{org}/alerts/{alert}/escalate/")
async def escalate_alert(alert: str, body: EscalateBody, access: WriteAlerts) -> AlertDetail:
    """The next step at once, also of one that somebody has acknowledged."""
    return await _answered(access, alert, alert_actions.escalate, body.step)


@router.post("/organizations/{org}/alerts/{alert}/comments/", status_code=201)
async def comment_on_alert(alert: str, body: CommentBody, access: WriteAlerts) -> AlertDetail:
    return await _answered(access, alert, alert_actions.comment_on, body.text)


@again_if_collided
async def _answered(
    access: Access,
    alert: str,
    act: Callable[[Connection, LockedAlert, Actor, T], Awaitable[object]],
    given: T,
    *,
    opens: bool = False,
) -> AlertDetail:
    """Do that to it, and answer how it stands then. `opens`: it may open again, so no other may open meanwhile."""
    async with access.deps.database.transaction() as connection:
        if opens:
            await alert_actions.hold_openings(connection, access.organization.id)
        found = await locked_alert(connection, access, alert)
        await act(connection, found, actor_of(access), given)
        return await alert_detail(connection, access, await alert_of(connection, access, alert))


def _comment(body: TakeBackBody | None) -> str:
    return "" if body is None else body.comment
