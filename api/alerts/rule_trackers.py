"""Trackers as rules name them: which there are, and what an alert would make there."""

from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query

from api.access.rights import Access, ReadAlerts, ReadEvents, project_of
from api.ids import wanted_id
from api.issues.issues import issue_of
from api.problems import not_found
from api.schemas.trackers.links import FactShape, TrackerPreview
from api.schemas.trackers.trackers import RuleTrackerShape
from api.trackers.links import link_shape, newest_event
from core.db.database import Connection
from core.db.issues import issues
from core.db.issues.issues import Issue, IssueQuery
from core.db.organizations.projects import project_ids
from core.db.trackers import links as tracker_links
from core.db.trackers import trackers
from core.db.trackers.trackers import Tracker
from core.search import And
from core.trackers import TrackerDraft, TrackerKind
from core.trackers.drafts import draft_of

router = APIRouter(tags=["rules"])

_SAMPLE: Final = TrackerDraft(
    title="ValueError: no such item (SHOP-1)",
    sentence="ValueError: no such item in shop.cart in add",
    facts=(("Project", "shop"), ("Level", "error"), ("Events", "12")),
    stack=("add (shop/cart.py:41)", "checkout (shop/views.py:18)"),
)


@router.get("/organizations/{org}/rules/trackers/")
async def list_rule_trackers(access: ReadAlerts) -> list[RuleTrackerShape]:
    """Those that a rule may name, by name; one that is switched off is tried, and says so."""
    async with access.deps.database.connection() as connection:
        return [_shape(one) for one in await trackers.trackers(connection, access.organization.id)]


@router.get("/organizations/{org}/rules/trackers/{tracker_id}/preview/")
async def preview_rule_tracker(
    tracker_id: str,
    access: ReadEvents,
    project: Annotated[str | None, Query(max_length=50)] = None,
    issue: Annotated[str | None, Query(max_length=80)] = None,
) -> TrackerPreview:
    """What would be made there for `issue` (an id or short id), else for the newest issue of the project, or of all."""
    async with access.deps.database.connection() as connection:
        tracker = await trackers.find_tracker(connection, access.organization.id, wanted_id(tracker_id))
        if tracker is None:
            raise not_found()
        found = await _issue(connection, access, project, issue)
        links = [] if found is None else await tracker_links.links_of_issue(connection, found.id)
    draft = _SAMPLE if found is None else draft_of(found, await newest_event(access, found))
    link = next((one for one in links if one.tracker_id == tracker.id), None)
    return TrackerPreview(
        issue=None if found is None else found.short_id,
        link=None if link is None else link_shape(link),
        title=draft.title,
        sentence=draft.sentence,
        facts=[FactShape(name=name, value=value) for name, value in draft.facts],
        stack=list(draft.stack),
    )


async def _issue(connection: Connection, access: Access, project: str | None, issue: str | None) -> Issue | None:
    if issue:
        return await issue_of(connection, access, issue)
    if project:
        ids = [(await project_of(connection, access, project)).id]
    else:
        ids = [*(await project_ids(connection, access.organization.id)).values()]
    now = datetime.fromtimestamp(access.deps.clock.now(), UTC)
    newest = await issues.list_issues(connection, IssueQuery(ids, And(()), now, None), "date", 1)
    return newest[0] if newest else None


def _shape(tracker: Tracker) -> RuleTrackerShape:
    config = tracker.config
    return RuleTrackerShape(
        id=str(tracker.id),
        kind=tracker.kind.value,
        name=tracker.name,
        is_active=tracker.is_active,
        project=config.project,
        issue_type=config.issue_type if tracker.kind is TrackerKind.JIRA else "",
        labels=list(config.labels),
        assignee=config.assignee,
    )
