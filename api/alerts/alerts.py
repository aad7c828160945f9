"""Alerts: the inbox, and one alert with everything that happened, what comes next and what was measured.

What people do to them: api/alerts/answers.py.
"""

from fastapi import APIRouter, Request, Response

from api.access.rights import ReadAlerts
from api.alerts.detail import alert_detail
from api.alerts.queries import AskedAlerts, alert_filter, alert_of
from api.alerts.shape import alert_shape, counts_shape
from api.alerts.trend import alert_trend
from api.issues.issues import issue_of
from api.paging import Asked, link, page_of
from api.schemas.alerts.alerts import AlertCounts, AlertDetail, AlertShape
from api.schemas.alerts.trends import AlertTrend
from core.db.alerts import alerts
from core.db.alerts.alerts import AlertFilter

router = APIRouter(tags=["alerts"])


@router.get("/organizations/{org}/alerts/")
async def list_alerts(
    access: ReadAlerts, request: Request, response: Response, paging: Asked, asked: AskedAlerts
) -> list[AlertShape]:
    """The last to fire first. `status`: open ones where it is left out, `firing` for those that nobody has answered;
    `mine`: those that the caller was told of or has answered. The head `X-Hits` counts them up to 10000; 10001 stands
    for more."""
    async with access.deps.database.connection() as connection:
        wanted = await alert_filter(connection, access, asked)
        after = paging.after("timestamptz")
        page = page_of(await alerts.list_alerts(connection, wanted, paging.size + 1, after, paging.backwards), paging)
        hits = await alerts.count_alerts(connection, wanted)
    link(request, response, page, lambda one: (one.last_fired_at, str(one.id)))
    response.headers["X-Hits"] = str(hits)
    response.headers["X-Max-Hits"] = str(alerts.COUNTED)
    return [alert_shape(access.deps.public_url, access.organization.slug, one) for one in page.rows]


@router.get("/organizations/{org}/alerts/counts/")
async def count_alerts(access: ReadAlerts) -> AlertCounts:
    async with access.deps.database.connection() as connection:
        return counts_shape(await alerts.count_open(connection, access.organization.id))


@router.get("/organizations/{org}/alerts/{alert}/")
async def get_alert(alert: str, access: ReadAlerts) -> AlertDetail:
    async with access.deps.database.connection() as connection:
        return await alert_detail(connection, access, await alert_of(connection, access, alert))


@router.get("/organizations/{org}/alerts/{alert}/trend/")
async def get_alert_trend(alert: str, access: ReadAlerts) -> AlertTrend:
    """What its rule measured around it, from stored events; of rules that fire by what happens, the events of its
    issues."""
    async with access.deps.database.connection() as connection:
        return await alert_trend(connection, access, await alert_of(connection, access, alert))


@router.get("/organizations/{org}/issues/{issue}/alerts/")
@router.get("/issues/{issue}/alerts/", include_in_schema=False)
async def list_alerts_of_issue(issue: str, access: ReadAlerts) -> list[AlertShape]:
    """Open and resolved, the last to fire first, at most 100."""
    async with access.deps.database.connection() as connection:
        found = await issue_of(connection, access, issue)
        wanted = AlertFilter(access.organization.id, issue_id=found.id)
        rows = await alerts.list_alerts(connection, wanted, 100)
    return [alert_shape(access.deps.public_url, access.organization.slug, one) for one in rows]
