"""Tags of an issue's events, with how often each value was seen."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.access.rights import ReadEvents
from api.issues.issues import issue_of
from api.issues.shape import tag_shape, value_shape
from api.problems import not_found
from api.schemas.issues.issues import TagShape, TagValue
from core.db.issues import tags as issue_tags

router = APIRouter(tags=["issues"])


@router.get("/organizations/{org}/issues/{issue}/tags/")
@router.get("/issues/{issue}/tags/", include_in_schema=False)
async def list_issue_tags(
    issue: str, access: ReadEvents, limit: Annotated[int, Query(ge=1, le=100)] = 10
) -> list[TagShape]:
    """By key, each with its `limit` most frequent values."""
    async with access.deps.database.connection() as connection:
        found = await issue_of(connection, access, issue)
        keys = await issue_tags.keys(connection, found.id)
        values = await issue_tags.top_values(connection, found.id, limit)
    return [tag_shape(one, values.get(one.key, [])) for one in keys]


@router.get("/organizations/{org}/issues/{issue}/tags/{key:path}/values/")
@router.get("/issues/{issue}/tags/{key:path}/values/", include_in_schema=False)
async def list_issue_tag_values(
    issue: str, key: str, access: ReadEvents, limit: Annotated[int, Query(ge=1, le=1000)] = 100
) -> list[TagValue]:
    """Most frequent first."""
    async with access.deps.database.connection() as connection:
        found = await issue_of(connection, access, issue)
        return [value_shape(one) for one in await issue_tags.values(connection, found.id, key, limit)]


@router.get("/organizations/{org}/issues/{issue}/tags/{key:path}/")
@router.get("/issues/{issue}/tags/{key:path}/", include_in_schema=False)
async def get_issue_tag(issue: str, key: str, access: ReadEvents) -> TagShape:
    async with access.deps.database.connection() as connection:
        found = await issue_of(connection, access, issue)
        tag = next((one for one in await issue_tags.keys(connection, found.id) if one.key == key), None)
        if tag is None:
            raise not_found()
        return tag_shape(tag, await issue_tags.values(connection, found.id, key, 25))
