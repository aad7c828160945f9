"""Events: an issue's, a project's, and one by its id, whole."""

from datetime import datetime
from typing import Any

import msgspec
import pydantic_core
from fastapi import APIRouter, Request, Response

from api.access.rights import Access, ReadEvents, project_of
from api.events.queries import event_query
from api.events.shape import event_shape, summary_shape
from api.ids import event_id as clean_event_id
from api.issues.issues import issue_of
from api.issues.queries import AskedFilter
from api.paging import Asked, Window, invalid_cursor, link, page_of
from api.problems import not_found
from api.schemas.events.events import Event, EventLocation, EventSummary
from core.db.database import Connection
from core.db.events import events
from core.db.events.events import EventQuery, EventRow
from core.db.organizations import projects
from core.errors import Rejected
from core.events import EventData
from core.payloads import PayloadKey

router = APIRouter(tags=["events"])

_encode = msgspec.json.Encoder().encode

NAMES = frozenset({"latest", "oldest", "recommended", "helpful"})
"""What stands for an event's id beside an issue; the last two are the latest, as with nothing else to go by."""


@router.get("/organizations/{org}/issues/{issue}/events/")
@router.get("/issues/{issue}/events/", include_in_schema=False)
async def list_events_of_issue(
    issue: str, access: ReadEvents, asked: AskedFilter, paging: Asked, request: Request, response: Response
) -> list[EventSummary]:
    """Newest first."""
    async with access.deps.database.connection() as connection:
        found = await issue_of(connection, access, issue)
        query = event_query(access, asked, [found.project_id], found.id)
        return await _list(connection, query, paging, request, response)


@router.get("/projects/{org}/{project}/events/")
async def list_events_of_project(
    project: str, access: ReadEvents, asked: AskedFilter, paging: Asked, request: Request, response: Response
) -> list[EventSummary]:
    """Newest first."""
    async with access.deps.database.connection() as connection:
        found = await project_of(connection, access, project)
        return await _list(connection, event_query(access, asked, [found.id]), paging, request, response)


@router.get("/organizations/{org}/issues/{issue}/events/{event_id}/", response_model=Event)
@router.get("/issues/{issue}/events/{event_id}/", response_model=Event, include_in_schema=False)
async def get_event_of_issue(issue: str, event_id: str, access: ReadEvents) -> Response:
    """By its id, or `latest`, `oldest`, `recommended`."""
    async with access.deps.database.connection() as connection:
        found = await issue_of(connection, access, issue)
        if event_id in NAMES:
            row = await events.end_of_issue(connection, found.id, oldest=event_id == "oldest")
        else:
            wanted = _wanted(event_id)
            row = await events.find_event(connection, [found.project_id], wanted)
        if row is None or row.issue_id != found.id:
            raise not_found()
        return _json(await _whole(connection, access, row))


@router.get("/projects/{org}/{project}/events/{event_id}/", response_model=Event)
async def get_event(project: str, event_id: str, access: ReadEvents) -> Response:
    async with access.deps.database.connection() as connection:
        return _json(await _whole(connection, access, await _row(connection, access, project, event_id)))


@router.get("/projects/{org}/{project}/events/{event_id}/json/")
async def get_stored_event(project: str, event_id: str, access: ReadEvents) -> dict[str, Any]:
    """The event as it is stored."""
    async with access.deps.database.connection() as connection:
        row = await _row(connection, access, project, event_id)
    return _as_sent(await _stored(access, row))


@router.get("/organizations/{org}/eventids/{event_id}/", response_model=EventLocation)
async def locate_event(event_id: str, access: ReadEvents) -> Response:
    """Where an event of that id is, in any project of the organization."""
    async with access.deps.database.connection() as connection:
        by_slug = await projects.project_ids(connection, access.organization.id)
        row = await events.find_event(connection, list(by_slug.values()), _wanted(event_id))
        if row is None:
            raise not_found()
        found = {
            "organizationSlug": access.organization.slug,
            "projectSlug": row.project_slug,
            "groupId": str(row.issue_id),
            "eventId": row.event_id,
        }
        try:
            return _json({**found, "event": await _whole(connection, access, row)})
        except Rejected:
            return _json({**found, "event": None})


async def _list(
    connection: Connection, query: EventQuery, paging: Window, request: Request, response: Response
) -> list[EventSummary]:
    rows = await events.list_events(connection, query, paging.size + 1, _after(paging), paging.backwards)
    page = page_of(rows, paging)
    link(request, response, page, lambda row: (row.at, row.event_id))
    return [summary_shape(row) for row in page.rows]


def _after(paging: Window) -> tuple[Any, str] | None:
    if paging.cursor is None:
        return None
    event_id = clean_event_id(paging.cursor.row)
    if event_id is None or not isinstance(paging.cursor.value, datetime):
        raise invalid_cursor()
    return paging.cursor.value, event_id


async def _row(connection: Connection, access: Access, project: str, event_id: str) -> EventRow:
    found = await project_of(connection, access, project)
    row = await events.find_event(connection, [found.id], _wanted(event_id))
    if row is None:
        raise not_found()
    return row


def _wanted(text: str) -> str:
    event_id = clean_event_id(text)
    if event_id is None:
        raise not_found()
    return event_id


async def _stored(access: Access, row: EventRow) -> EventData:
    """Raises 404 where retention has dropped the payload and left the row."""
    data = await access.deps.payloads.get(PayloadKey(row.project_id, row.event_id, row.day), row.payload)
    if data is None:
        raise Rejected("expired", "This event was dropped after its retention time; its counts are kept.", 404)
    return data


async def _whole(connection: Connection, access: Access, row: EventRow) -> dict[str, Any]:
    data = await _stored(access, row)
    neighbours = await events.neighbours(connection, row)
    position = await events.position(connection, row)
    return event_shape(access.deps, row, data, neighbours, position)


def _as_sent(data: EventData) -> EventData:
    """Without our own notes, which stand under names that begin with an underscore; `_meta` is the protocol's."""
    return {key: value for key, value in data.items() if not key.startswith("_") or key == "_meta"}


def _json(value: Any) -> Response:
    # Encoded here, as the models would cost ten times the time for what event_shape has put into shape already.
    try:
        body = _encode(value)
    except OverflowError:  # a whole number of more than 64 bits, which a program may well have in a variable
        body = pydantic_core.to_json(value)
    return Response(body, media_type="application/json")
