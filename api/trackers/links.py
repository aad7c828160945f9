"""Links of an issue with issues at trackers: made by whoever may change issues."""

from typing import cast

from fastapi import APIRouter

from api.access.rights import Access, ReadEvents, WriteEvents
from api.ids import wanted_id
from api.issues.issues import issue_of
from api.problems import not_found
from api.schemas.trackers.links import IssueLinks, LinkDelivery, LinkShape, TrackerLinkBody
from api.schemas.trackers.trackers import TrackerKindName, TrackerName
from core.db.database import Connection
from core.db.events import events
from core.db.issues.issues import Issue
from core.db.trackers import links as tracker_links
from core.db.trackers import trackers
from core.db.trackers.changes import follow_theirs
from core.db.trackers.links import Link
from core.db.trackers.trackers import Tracker
from core.errors import Rejected, Unavailable
from core.events import EventData
from core.payloads import PayloadKey
from core.trackers import RemoteIssue, TrackerCall, means_done
from core.trackers.drafts import draft_of

router = APIRouter(tags=["trackers"])


@router.get("/organizations/{org}/issues/{issue}/links/")
async def list_links(issue: str, access: ReadEvents) -> IssueLinks:
    """Those there are, and the trackers where there could be one."""
    async with access.deps.database.connection() as connection:
        found = await issue_of(connection, access, issue)
        links = await tracker_links.links_of_issue(connection, found.id)
        every = await trackers.trackers(connection, access.organization.id)
    taken = {one.tracker_id for one in links}
    free = [one for one in every if one.is_active and one.id not in taken]
    return IssueLinks(
        links=[link_shape(one) for one in links],
        trackers=[TrackerName(id=str(t.id), kind=_kind(t.kind), name=t.name, is_active=True) for t in free],
    )


@router.post("/organizations/{org}/issues/{issue}/links/", status_code=201)
async def create_link(issue: str, body: TrackerLinkBody, access: WriteEvents) -> LinkShape:
    """With an issue that is there already (`key`), which is looked at first; or with a new one, which is made in the
    background: the link says how that goes."""
    async with access.deps.database.connection() as connection:
        found = await issue_of(connection, access, issue)
        tracker = await _active(connection, access, body.tracker)
    remote = await _read(access, tracker, body.key) if body.key is not None else None
    event = await newest_event(access, found) if remote is None else None
    now = access.deps.clock.now()
    async with access.deps.database.transaction() as connection:
        link_id = await tracker_links.create_link(connection, tracker.id, found.id, access.user_id, now)
        about = tracker_links.call_for(tracker, found.id, found.project_id, None if remote is None else remote.key)
        if remote is None:
            call = TrackerCall(
                action="create",
                title=f"Make an issue in {tracker.config.project}",
                link_id=link_id,
                draft=draft_of(found, event, body.title),
            )
        else:
            done = means_done(tracker.config, remote.status, remote.is_closed)
            await tracker_links.note_theirs(connection, link_id, remote, now, done=done)
            data = tracker_links.link_data("linked", tracker.name, remote.key, remote.url)
            await tracker_links.note_link(connection, found.id, access.user_id, data, now)
            said = f"Linked with {found.short_id} in Redshank"
            call = TrackerCall(action="comment", title=f"Comment {remote.key}", link_id=link_id, text=said)
        await tracker_links.enqueue_call(connection, about, call, call.action, now)
        return link_shape(await _link(connection, found.id, str(link_id)))


@router.post("/organizations/{org}/issues/{issue}/links/{link_id}/sync/")
async def sync_link(issue: str, link_id: str, access: WriteEvents) -> LinkShape:
    """Look at theirs now; ours follows it, if the tracker's settings let it."""
    async with access.deps.database.connection() as connection:
        found = await issue_of(connection, access, issue)
        link = await _link(connection, found.id, link_id)
        tracker = await _active(connection, access, str(link.tracker_id))
    if link.external_key is None:
        raise Rejected("not_made_yet", "the issue there is still being made: see its delivery")
    remote = await _read(access, tracker, link.external_key)
    async with access.deps.database.transaction() as connection:
        await follow_theirs(connection, tracker, remote, "", access.deps.clock.now(), asked=True)
        return link_shape(await _link(connection, found.id, link_id))


@router.delete("/organizations/{org}/issues/{issue}/links/{link_id}/", status_code=204)
async def delete_link(issue: str, link_id: str, access: WriteEvents) -> None:
    """Theirs stays as it is; neither follows the other from now on."""
    async with access.deps.database.transaction() as connection:
        found = await issue_of(connection, access, issue)
        data = await tracker_links.delete_link(connection, found.id, wanted_id(link_id))
        if data is None:
            raise not_found()
        await tracker_links.note_link(connection, found.id, access.user_id, data, access.deps.clock.now())


async def _active(connection: Connection, access: Access, tracker_id: str) -> Tracker:
    found = await trackers.find_tracker(connection, access.organization.id, wanted_id(tracker_id))
    if found is None:
        raise not_found()
    if not found.is_active:
        raise Rejected("switched_off", f"the tracker {found.name} is switched off: switch it on in the settings")
    return found


async def _read(access: Access, tracker: Tracker, text: str) -> RemoteIssue:
    if access.deps.trackers is None:
        raise not_found()
    return await access.deps.trackers.read(tracker.access(access.deps.vault), text)


async def newest_event(access: Access, issue: Issue) -> EventData | None:
    """None where retention has dropped it, or its store is away: an issue without a stack is better than none."""
    async with access.deps.database.connection() as connection:
        row = await events.end_of_issue(connection, issue.id, oldest=False)
    if row is None:
        return None
    try:
        return await access.deps.payloads.get(PayloadKey(row.project_id, row.event_id, row.day), row.payload)
    except Unavailable:
        return None


async def _link(connection: Connection, issue_id: int, link_id: str) -> Link:
    found = await tracker_links.find_link(connection, issue_id, wanted_id(link_id))
    if found is None:
        raise not_found()
    return found


def link_shape(link: Link) -> LinkShape:
    delivery = None
    if link.delivery_id is not None:
        delivery = LinkDelivery.model_validate(
            {
                "id": str(link.delivery_id),
                "state": link.delivery_state,
                "error": link.delivery_error,
                "next_at": link.delivery_next_at,
            }
        )
    name = TrackerName(
        id=str(link.tracker_id),
        kind=_kind(link.tracker_kind),
        name=link.tracker_name,
        is_active=link.tracker_is_active,
    )
    return LinkShape(
        id=str(link.id),
        tracker=name,
        key=link.external_key,
        url=link.url,
        status=link.external_status,
        is_done=link.is_done,
        delivery=delivery,
        date_created=link.created_at,
        last_synced=link.synced_at,
    )


def _kind(kind: str) -> TrackerKindName:
    return cast(TrackerKindName, str(kind))
