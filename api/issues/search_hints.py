"""What may be typed next in a search."""

from collections.abc import Sequence
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query

from api.access.rights import Access, ReadEvents
from api.issues.queries import wanted_projects
from api.schemas.issues.issues import SearchHint, SearchHintValue
from core.db.database import Connection
from core.db.issues import tags as issue_tags
from core.db.issues.search_fields import IS
from core.db.organizations import people, projects, teams

router = APIRouter(tags=["issues"])

_KEYS: Final = {
    "is": "State: unresolved, new, acknowledged, resolved, ignored, regressed, assigned, unassigned, …",
    "assigned": "To whom: me, none, an e-mail address, #team",
    "level": "fatal, error, warning, info, debug",
    "release": "Seen in a release; latest is the newest",
    "firstRelease": "First seen in a release",
    "environment": "Seen in an environment",
    "error.type": "Type of the exception",
    "error.value": "Message of the exception, whole; * stands for anything",
    "error.handled": "Whether the program caught it: true or false",
    "message": "A part of the title",
    "title": "A part of the title",
    "culprit": "Where it happened",
    "transaction": "The transaction it happened in",
    "platform": "Of the program: python, javascript, …",
    "logger": "Name of the logger",
    "project": "Slug of the project",
    "issue": "Short id",
    "id": "Id of an event",
    "has": "Events that have a tag",
    "firstSeen": "A time: >2027-01-15, or -24h for the last day",
    "lastSeen": "A time: >2027-01-15, or -24h for the last day",
    "age": "Since first seen: <24h, >7d",
    "timesSeen": "Number of events: >100",
    "users": "Number of users affected: >10",
}
_EVENT_KEYS: Final = {
    "timestamp": "When it happened: >2027-01-15T08:00, -1h",
    "url": "Of the request; * stands for anything",
    "http.method": "Of the request",
    "user.id": "Of the affected user",
    "user.email": "Of the affected user, as redaction left it",
    "user.username": "Of the affected user",
    "user.ip": "Of the affected user, as redaction left it",
    "stack.function": "A function in the stack trace",
    "stack.module": "A module in the stack trace",
    "stack.filename": "A file in the stack trace",
    "server_name": "Machine that it happened on",
    "dist": "Distribution of the release",
    "event.type": "error, default, csp",
    "sdk.name": "SDK that sent it",
}
"""Keys of single events beside those of issues."""

_LEVELS: Final = ("fatal", "error", "warning", "info", "debug")
MOST: Final = 20


@router.get("/organizations/{org}/search-hints/")
async def list_hints(
    access: ReadEvents,
    query: Annotated[str, Query(max_length=300)] = "",
    about: Literal["issues", "events"] = "issues",
) -> list[SearchHint]:
    """For `rel`, the keys that hold it; for `release:fr`, that key with the values that hold `fr`."""
    keys = _KEYS | _EVENT_KEYS if about == "events" else _KEYS
    word = query.lstrip("!-")
    key, colon, part = word.partition(":")
    async with access.deps.database.connection() as connection:
        project_ids = await wanted_projects(connection, access, [])
        if not colon:
            tags = await issue_tags.keys_of_projects(connection, project_ids, word, MOST)
            known = [name for name in keys if word.lower() in name.lower()]
            others = [one.key for one in tags if one.key not in keys]
            return [SearchHint(key=name, description=keys.get(name, "Tag"), values=[]) for name in [*known, *others]]
        fixed = await _fixed_values(connection, access, project_ids, key)
        if fixed is not None:
            values = [SearchHintValue(value=one, count=0) for one in fixed if part.lower() in one.lower()][:MOST]
        else:
            found = await issue_tags.values_of_projects(connection, project_ids, key, part.strip('"'), MOST)
            values = [SearchHintValue(value=one.value, count=one.times_seen) for one in found]
    return [SearchHint(key=key, description=keys.get(key, "Tag"), values=values)]


async def _fixed_values(
    connection: Connection, access: Access, project_ids: Sequence[int], key: str
) -> list[str] | None:
    """Values that are not counted anywhere; None for keys whose values are."""
    organization_id = access.organization.id
    match key:
        case "is":
            return list(IS)
        case "level":
            return list(_LEVELS)
        case "error.handled" | "error.unhandled":
            return ["true", "false"]
        case "assigned" | "assignee":
            members = [one.email for one in await people.members(connection, organization_id)]
            groups = [f"#{one.slug}" for one in await teams.teams(connection, organization_id, access.user_id)]
            return ["me", "none", *members, *groups]
        case "project":
            return sorted(await projects.project_ids(connection, organization_id))
        case "has":
            return [one.key for one in await issue_tags.keys_of_projects(connection, project_ids, "", 100)]
    return None
