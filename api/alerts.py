"""Alerts: the inbox, one alert with everything that happened and comes next, and what people do to it.

Acknowledging or resolving an alert does not change its issues.
"""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request, Response

from api.access import Access, ReadAlerts, WriteAlerts
from api.alert_detail import alert_detail
from api.alert_shape import alert_shape, counts_shape
from api.ids import row_id
from api.issue_queries import Projects, named, wanted_projects
from api.issues import issue_of
from api.paging import Asked, link, page_of
from api.problems import not_found
from api.schemas.alerts import (
    AcknowledgeBody,
    AlertCounts,
    AlertDetail,
    AlertShape,
    AlertStatusName,
    BulkBody,
    BulkDone,
    CommentBody,
    EscalateBody,
    ResolveBody,
    SeverityName,
)
from api.schemas.base import MAX_BIGINT
from core.db import alert_actions, alerts
from core.db.alert_actions import Actor, LockedAlert
from core.db.alerts import OPEN, AlertFilter
from core.db.database import Connection

router = APIRouter(tags=["alerts"])

_WAY: Final[dict[bool, str]] = {True: "by a token", False: ""}
"""By whether a token did it; the UI goes without saying."""

Statuses = Annotated[list[AlertStatusName | Literal["open", "all"]] | None, Query(alias="status", max_length=10)]
Severities = Annotated[list[SeverityName] | None, Query(alias="severity", max_length=10)]


@router.get("/organizations/{org}/alerts/")
async def list_alerts(
    access: ReadAlerts,
    request: Request,
    response: Response,
    paging: Asked,
    asked_projects: Projects = None,
    statuses: Statuses = None,
    severities: Severities = None,
    rule: Annotated[str | None, Query(pattern=r"^[0-9]{1,18}$")] = None,
    mine: bool = False,
) -> list[AlertShape]:
    """The last to fire first. `status`: open ones where it is left out, `firing` for those that nobody has answered;
    `mine`: those that the caller was told of or has answered."""
    projects = named(asked_projects)
    async with access.deps.database.connection() as connection:
        wanted = AlertFilter(
            access.organization.id,
            statuses=_statuses(statuses),
            severities=severities or None,
            project_ids=await wanted_projects(connection, access, projects) if projects else None,
            rule_id=None if rule is None else int(rule),
            told_user_id=_caller(access) if mine else None,
        )
        after = paging.after("timestamptz")
        page = page_of(await alerts.list_alerts(connection, wanted, paging.size + 1, after, paging.backwards), paging)
    link(request, response, page, lambda one: (one.last_fired_at, str(one.id)))
    return [_shape(access, one) for one in page.rows]


@router.get("/organizations/{org}/alerts/counts/")
async def count_alerts(access: ReadAlerts) -> AlertCounts:
    async with access.deps.database.connection() as connection:
        return counts_shape(await alerts.count_open(connection, access.organization.id))


@router.post("/organizations/{org}/alerts/bulk/")
async def change_alerts(body: BulkBody, access: WriteAlerts) -> BulkDone:
    """Acknowledge or resolve many at once."""
    numbers = sorted({number_of(one) for one in body.ids})
    act = alert_actions.acknowledge if body.action == "acknowledge" else alert_actions.resolve
    actor = actor_of(access)
    async with access.deps.database.transaction() as connection:
        found = await alert_actions.lock(connection, access.organization.id, numbers)
        changed = [await act(connection, one, actor, body.comment) for one in found]
        wanted = AlertFilter(access.organization.id, ids=[one.id for one in found])
        after = await alerts.list_alerts(connection, wanted, len(found))
    return BulkDone(changed=sum(changed), alerts=[_shape(access, one) for one in after])


@router.get("/organizations/{org}/alerts/{alert}/")
async def get_alert(alert: str, access: ReadAlerts) -> AlertDetail:
    async with access.deps.database.connection() as connection:
        return await _detail(connection, access, number_of(alert))


@router.post("/organizations/{org}/alerts/{alert}/acknowledge/")
async def acknowledge_alert(alert: str, body: AcknowledgeBody, access: WriteAlerts) -> AlertDetail:
    """Escalation stops. What is answered already stays as it is."""
    async with access.deps.database.transaction() as connection:
        await alert_actions.acknowledge(
            connection, await _locked(connection, access, alert), actor_of(access), body.comment
        )
        return await _detail(connection, access, number_of(alert))


@router.post("/organizations/{org}/alerts/{alert}/unacknowledge/")
async def unacknowledge_alert(alert: str, access: WriteAlerts) -> AlertDetail:
    """Give it back: it escalates again, from the first step."""
    async with access.deps.database.transaction() as connection:
        await alert_actions.unacknowledge(connection, await _locked(connection, access, alert), actor_of(access))
        return await _detail(connection, access, number_of(alert))


@router.post("/organizations/{org}/alerts/{alert}/resolve/")
async def resolve_alert(alert: str, body: ResolveBody, access: WriteAlerts) -> AlertDetail:
    async with access.deps.database.transaction() as connection:
        await alert_actions.resolve(
            connection, await _locked(connection, access, alert), actor_of(access), body.comment
        )
        return await _detail(connection, access, number_of(alert))


@router.post("/organizations/{org}/alerts/{alert}/escalate/")
async def escalate_alert(alert: str, body: EscalateBody, access: WriteAlerts) -> AlertDetail:
    """The next step at once, also of one that somebody has acknowledged."""
    async with access.deps.database.transaction() as connection:
        await alert_actions.escalate(connection, await _locked(connection, access, alert), actor_of(access), body.step)
        return await _detail(connection, access, number_of(alert))


@router.post("/organizations/{org}/alerts/{alert}/comments/", status_code=201)
async def comment_on_alert(alert: str, body: CommentBody, access: WriteAlerts) -> AlertDetail:
    async with access.deps.database.transaction() as connection:
        await alert_actions.comment_on(
            connection, await _locked(connection, access, alert), actor_of(access), body.text
        )
        return await _detail(connection, access, number_of(alert))


@router.get("/organizations/{org}/issues/{issue}/alerts/")
@router.get("/issues/{issue}/alerts/", include_in_schema=False)
async def list_alerts_of_issue(issue: str, access: ReadAlerts) -> list[AlertShape]:
    """Open and resolved, the last to fire first, at most 100."""
    async with access.deps.database.connection() as connection:
        found = await issue_of(connection, access, issue)
        wanted = AlertFilter(access.organization.id, issue_id=found.id)
        return [_shape(access, one) for one in await alerts.list_alerts(connection, wanted, 100)]


def number_of(text: str) -> int:
    """The number that `12` and `A-12` stand for. Raises 404 for what is none."""
    number = row_id(text[2:] if text[:2] in ("A-", "a-") else text)
    if number is None or number > MAX_BIGINT:
        raise not_found()
    return number


def actor_of(access: Access) -> Actor:
    user, token = access.caller.user, access.caller.token
    name = f"The token {token.name}" if user is None and token is not None else "Somebody"
    if user is not None:
        name = user.name or user.email
    way = _WAY[token is not None] if user is not None else ""
    return Actor(access.user_id, name, way, access.deps.clock.now())


async def _locked(connection: Connection, access: Access, text: str) -> LockedAlert:
    found = await alert_actions.lock(connection, access.organization.id, [number_of(text)])
    if not found:
        raise not_found()
    return found[0]


async def _detail(connection: Connection, access: Access, number: int) -> AlertDetail:
    found = await alerts.find_alert(connection, access.organization.id, number)
    if found is None:
        raise not_found()
    return await alert_detail(connection, access, found)


def _shape(access: Access, alert: Any) -> AlertShape:
    return alert_shape(access.deps.public_url, access.organization.slug, alert)


def _statuses(asked: list[Any] | None) -> list[str] | None:
    if asked and "all" in asked:
        return None
    wanted = set(asked or ("open",))
    return sorted((wanted - {"open"}) | (set(OPEN) if "open" in wanted else set()))


def _caller(access: Access) -> int:
    """A token that is nobody's has no alerts of its own."""
    return access.user_id or 0
