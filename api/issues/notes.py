"""Comments on issues; changed and deleted only by who wrote them."""

from fastapi import APIRouter

from api.access.rights import Access, ReadEvents, WriteEvents
from api.ids import wanted_id
from api.issues.issues import issue_of
from api.issues.shape import activity_shape
from api.problems import forbidden, not_found
from api.schemas.issues.issues import ActivityShape, NoteBody
from core.db.database import Connection
from core.db.issues import activity
from core.db.issues.activity import Activity

router = APIRouter(tags=["issues"])


@router.get("/organizations/{org}/issues/{issue}/notes/")
@router.get("/issues/{issue}/notes/", include_in_schema=False)
async def list_notes(issue: str, access: ReadEvents) -> list[ActivityShape]:
    """Newest first."""
    async with access.deps.database.connection() as connection:
        found = await issue_of(connection, access, issue)
        done = await activity.of_issue(connection, found.id, only="comment")
    return [activity_shape(one) for one in done]


@router.post("/organizations/{org}/issues/{issue}/notes/", status_code=201)
@router.post("/issues/{issue}/notes/", status_code=201, include_in_schema=False)
@router.post("/organizations/{org}/issues/{issue}/comments/", status_code=201, include_in_schema=False)
async def add_note(issue: str, body: NoteBody, access: WriteEvents) -> ActivityShape:
    async with access.deps.database.transaction() as connection:
        found = await issue_of(connection, access, issue)
        now = access.deps.clock.now()
        note_id = await activity.add(connection, [found.id], access.user_id, "comment", {"text": body.text}, now)
        return activity_shape(await _note(connection, found.id, note_id[0]))


@router.put("/organizations/{org}/issues/{issue}/notes/{note_id}/")
@router.put("/issues/{issue}/notes/{note_id}/", include_in_schema=False)
async def change_note(issue: str, note_id: str, body: NoteBody, access: WriteEvents) -> ActivityShape:
    async with access.deps.database.transaction() as connection:
        note = await _own_note(connection, access, issue, note_id)
        await activity.change_comment(connection, note.id, body.text, access.deps.clock.now())
        return activity_shape(await _note(connection, note.issue_id, note.id))


@router.delete("/organizations/{org}/issues/{issue}/notes/{note_id}/", status_code=204)
@router.delete("/issues/{issue}/notes/{note_id}/", status_code=204, include_in_schema=False)
async def delete_note(issue: str, note_id: str, access: WriteEvents) -> None:
    async with access.deps.database.transaction() as connection:
        await activity.delete_comment(connection, (await _own_note(connection, access, issue, note_id)).id)


async def _own_note(connection: Connection, access: Access, issue: str, note_id: str) -> Activity:
    found = await issue_of(connection, access, issue)
    note = await _note(connection, found.id, wanted_id(note_id))
    if note.user_id is None or note.user_id != access.user_id:
        raise forbidden("Only who wrote a comment can change it.")
    return note


async def _note(connection: Connection, issue_id: int, note_id: int) -> Activity:
    note = await activity.comment(connection, issue_id, note_id)
    if note is None:
        raise not_found()
    return note
