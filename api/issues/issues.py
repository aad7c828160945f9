"""Issues: found, listed, read, changed.

Each route stands in three forms: of an organization, of a project, and Sentry's old one of an issue alone.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from api.access.rights import Access, ReadEvents, WriteEvents
from api.again import again_if_collided
from api.ids import row_id
from api.issues.queries import AskedFilter, Filter, issue_query, project_in_path, wanted_projects
from api.issues.shape import activity_shape, issue_fields, issue_shape, tag_shape
from api.issues.updates import apply_update
from api.paging import Asked, link, page_of
from api.problems import not_found
from api.schemas.forms import Fingerprint
from api.schemas.issues.issues import (
    ActivityList,
    HashShape,
    IssueDetail,
    IssueShape,
    IssueStats,
    IssueUpdate,
    Point,
    ReleaseMark,
    Updated,
)
from core.db.database import Connection
from core.db.issues import activity, issues
from core.db.issues import changes as issue_changes
from core.db.issues import tags as issue_tags
from core.db.issues.changes import Actor
from core.db.issues.issues import SORTS, Issue
from core.db.organizations import projects
from core.errors import Rejected

router = APIRouter(tags=["issues"])

SortName = Literal["date", "new", "freq", "user", "priority", "inbox", "trends"]
_SORT_NAMES = {"inbox": "date", "trends": "priority"}

Trend = Literal["24h", "14d"]
_TRENDS: dict[str, tuple[int, int]] = {"24h": (3600, 24), "14d": (86400, 14)}
"""Seconds of an interval, and how many."""


@router.get("/organizations/{org}/issues/")
@router.get("/projects/{org}/{project}/issues/")
async def list_issues(
    access: ReadEvents,
    asked: AskedFilter,
    paging: Asked,
    request: Request,
    response: Response,
    sort: SortName = "date",
    trend: Annotated[Trend | Literal["auto", ""] | None, Query(alias="groupStatsPeriod")] = None,
) -> list[IssueShape]:
    """The head `X-Hits` counts them up to 1000; 1001 stands for more."""
    order = _SORT_NAMES.get(sort, sort)
    async with access.deps.database.connection() as connection:
        project_ids = await wanted_projects(connection, access, asked.projects, project_in_path(request))
        query = await issue_query(access, asked, project_ids)
        found = await issues.list_issues(
            connection, query, order, paging.size + 1, paging.after(SORTS[order].type), paging.backwards
        )
        page = page_of(found, paging)
        hits = await issues.count_issues(connection, query)
        shapes = await _shapes(connection, access, page.rows, _trend(trend, asked), asked.now)
    link(request, response, page, lambda issue: (issue.sort_value, str(issue.id)))
    response.headers["X-Hits"] = str(hits)
    response.headers["X-Max-Hits"] = str(issues.COUNTED)
    return shapes


@router.put("/organizations/{org}/issues/", response_model_exclude_unset=True)
@router.put("/projects/{org}/{project}/issues/", response_model_exclude_unset=True)
@again_if_collided
async def change_issues(
    body: IssueUpdate,
    access: WriteEvents,
    asked: AskedFilter,
    request: Request,
    ids: Annotated[list[str] | None, Query(alias="id", max_length=1000)] = None,
) -> Updated:
    """Those of `id`, which may come often, or without any, all that the query finds."""
    async with access.deps.database.transaction() as connection:
        project_ids = await wanted_projects(connection, access, asked.projects, project_in_path(request))
        if ids:
            chosen = await _chosen(connection, access, project_ids, ids)
        else:
            chosen = await issues.issue_ids(connection, await issue_query(access, asked, project_ids))
            if len(chosen) > issues.CHANGED_AT_ONCE:
                most = issues.CHANGED_AT_ONCE
                raise Rejected("too_many_issues", f"the query finds more than {most} issues: narrow it")
        return await apply_update(connection, access, chosen, body)


@router.get("/organizations/{org}/issues/{issue}/")
@router.get("/issues/{issue}/", include_in_schema=False)
async def get_issue(issue: str, access: ReadEvents) -> IssueDetail:
    async with access.deps.database.connection() as connection:
        return await _detail(connection, access, await issue_of(connection, access, issue))


@router.put("/organizations/{org}/issues/{issue}/")
@router.put("/issues/{issue}/", include_in_schema=False)
@again_if_collided
async def change_issue(issue: str, body: IssueUpdate, access: WriteEvents) -> IssueDetail:
    async with access.deps.database.transaction() as connection:
        found = await issue_of(connection, access, issue)
        await apply_update(connection, access, [found.id], body)
        return await _detail(connection, access, await issue_of(connection, access, str(found.id)))


@router.get("/organizations/{org}/issues/{issue}/hashes/")
@router.get("/issues/{issue}/hashes/", include_in_schema=False)
async def list_hashes(issue: str, access: ReadEvents) -> list[HashShape]:
    """The fingerprints that lead here; a merged issue has several."""
    async with access.deps.database.connection() as connection:
        found = await issue_of(connection, access, issue)
        return [HashShape(id=one.hex()) for one in await issues.hashes(connection, found.id)]


@router.delete("/organizations/{org}/issues/{issue}/hashes/", status_code=204)
@router.delete("/issues/{issue}/hashes/", status_code=204, include_in_schema=False)
@again_if_collided
async def split_hashes(
    issue: str,
    access: WriteEvents,
    ids: Annotated[list[Fingerprint] | None, Query(alias="id", max_length=100)] = None,
) -> None:
    """The next event with one of these fingerprints starts an issue of its own; what was counted here stays."""
    async with access.deps.database.transaction() as connection:
        found = await issue_of(connection, access, issue)
        await issue_changes.lock(connection, [found.id])
        actor = Actor(access.user_id, access.deps.clock.now())
        await issue_changes.split(connection, found.id, [bytes.fromhex(one) for one in ids or ()], actor)


@router.get("/organizations/{org}/issues/{issue}/stats/")
@router.get("/issues/{issue}/stats/", include_in_schema=False)
async def get_issue_stats(
    issue: str,
    access: ReadEvents,
    stats_period: Annotated[Literal["24h", "14d", "30d", "90d"], Query(alias="statsPeriod")] = "14d",
    interval: Literal["1h", "1d"] | None = None,
) -> IssueStats:
    """Events by hour or day, and the releases that began meanwhile."""
    spans = {"24h": 86400, "14d": 14 * 86400, "30d": 30 * 86400, "90d": 90 * 86400}
    by = interval or ("1h" if stats_period == "24h" else "1d")
    seconds = 3600 if by == "1h" else 86400
    now = datetime.fromtimestamp(access.deps.clock.now(), UTC)
    async with access.deps.database.connection() as connection:
        found = await issue_of(connection, access, issue)
        series = await _series(connection, [found.id], seconds, spans[stats_period] // seconds, now)
        marks = await issues.release_marks(connection, found.project_id, now - timedelta(seconds=spans[stats_period]))
    return IssueStats(
        interval=by,
        series=series[found.id],
        releases=[ReleaseMark(version=version, first_seen=at) for version, at in marks],
    )


@router.get("/organizations/{org}/issues/{issue}/activities/")
@router.get("/issues/{issue}/activities/", include_in_schema=False)
async def list_activity(issue: str, access: ReadEvents) -> ActivityList:
    """Newest first."""
    async with access.deps.database.connection() as connection:
        found = await issue_of(connection, access, issue)
        return ActivityList(activity=[activity_shape(one) for one in await activity.of_issue(connection, found.id)])


async def issue_of(connection: Connection, access: Access, text: str) -> Issue:
    """The issue of that id or short id in the caller's organization. Raises 404."""
    issue_id = await issues.find_issue_id(connection, access.organization.id, text)
    if issue_id is None:
        raise not_found()
    project_ids = list((await projects.project_ids(connection, access.organization.id)).values())
    found = await issues.issue_by_id(connection, project_ids, issue_id)
    if found is None:
        raise not_found()
    return found


async def _chosen(
    connection: Connection, access: Access, project_ids: Sequence[int], asked: Sequence[str]
) -> list[int]:
    """The issues of these ids that are the caller's; the others are passed over, as they may be merged or deleted."""
    numbers = {one: row_id(one) for one in dict.fromkeys(asked)}
    direct = [number for number in numbers.values() if number is not None]
    found = set(await issue_changes.only_of_projects(connection, direct, project_ids))
    # The rest are short ids, or issues that were merged into others.
    others = [one for one, number in numbers.items() if number not in found]
    ids = [await issues.find_issue_id(connection, access.organization.id, one) for one in others]
    known = [one for one in ids if one is not None]
    return sorted(found.union(await issue_changes.only_of_projects(connection, known, project_ids)))


def _trend(asked: str | None, over: Filter) -> str:
    if asked in _TRENDS:
        return asked
    return "24h" if over.period.is_given and over.period.seconds <= 86400 else "14d"


async def _shapes(
    connection: Connection, access: Access, found: Sequence[Issue], trend: str, now: datetime
) -> list[IssueShape]:
    series = await _series(connection, [issue.id for issue in found], *_TRENDS[trend], now)
    slug = access.organization.slug
    return [issue_shape(access.deps, slug, issue, {trend: series[issue.id]}) for issue in found]


async def _series(
    connection: Connection, issue_ids: Sequence[int], seconds: int, points: int, now: datetime
) -> dict[int, list[Point]]:
    """The last `points` intervals of each issue, the one under way included, zeros too."""
    last = int(now.timestamp()) // seconds * seconds
    ats = range(last - (points - 1) * seconds, last + 1, seconds)
    since = datetime.fromtimestamp(ats[0], UTC)
    counted = await issues.hours(connection, issue_ids, since, timedelta(seconds=seconds))
    return {issue_id: [(at, counts.get(at, 0)) for at in ats] for issue_id, counts in counted.items()}


async def _detail(connection: Connection, access: Access, issue: Issue) -> IssueDetail:
    now = datetime.fromtimestamp(access.deps.clock.now(), UTC)
    stats = {trend: (await _series(connection, [issue.id], *_TRENDS[trend], now))[issue.id] for trend in ("24h", "14d")}
    done = [activity_shape(one) for one in await activity.of_issue(connection, issue.id)]
    tags = await issue_tags.keys(connection, issue.id)
    values = await issue_tags.top_values(connection, issue.id, 4)
    people = {one.user.id: one.user for one in done if one.user is not None}
    return IssueDetail(
        **issue_fields(access.deps, access.organization.slug, issue, stats),
        activity=done,
        tags=[tag_shape(tag, values.get(tag.key, [])) for tag in tags],
        participants=list(people.values()),
    )
