"""Saved views: everybody may keep some for herself; those who may change issues may share them.

A shared one is changed by who made it, and by who administers the organization.
"""

from typing import cast

from fastapi import APIRouter

from api.access.rights import Access, ReadEvents
from api.ids import wanted_id
from api.problems import forbidden, not_found
from api.schemas.issues.saved_views import ViewBody, ViewShape, ViewSort, ViewUpdate
from core.db.database import Connection
from core.db.issues import saved_views
from core.db.issues.saved_views import SavedView, ViewText
from core.search import parse

router = APIRouter(tags=["saved views"])


@router.get("/organizations/{org}/views/")
async def list_views(access: ReadEvents) -> list[ViewShape]:
    """The shared ones, then the caller's own."""
    async with access.deps.database.connection() as connection:
        found = await saved_views.views(connection, access.organization.id, access.user_id)
    return [_shape(access, one) for one in found]


@router.post("/organizations/{org}/views/", status_code=201)
async def create_view(body: ViewBody, access: ReadEvents) -> ViewShape:
    text = _checked(access, ViewText(body.name, body.query, body.sort, body.shared))
    if access.user_id is None and not text.shared:
        raise forbidden("A token that is nobody's has no views of its own.")
    async with access.deps.database.transaction() as connection:
        organization_id, now = access.organization.id, access.deps.clock.now()
        view_id = await saved_views.create_view(connection, organization_id, access.user_id, text, now)
        return _shape(access, await _view(connection, access, view_id))


@router.put("/organizations/{org}/views/{view_id}/")
async def change_view(view_id: str, body: ViewUpdate, access: ReadEvents) -> ViewShape:
    async with access.deps.database.transaction() as connection:
        found = await _changeable(connection, access, view_id)
        text = ViewText(
            name=body.name or found.name,
            query=found.query if body.query is None else body.query,
            sort=body.sort or found.sort,
            shared=found.shared if body.shared is None else body.shared,
        )
        await saved_views.update_view(connection, found.id, _checked(access, text))
        return _shape(access, await _view(connection, access, found.id))


@router.delete("/organizations/{org}/views/{view_id}/", status_code=204)
async def delete_view(view_id: str, access: ReadEvents) -> None:
    async with access.deps.database.transaction() as connection:
        await saved_views.delete_view(connection, (await _changeable(connection, access, view_id)).id)


def _checked(access: Access, text: ViewText) -> ViewText:
    """Raises 400 with the place for a query that says nothing, 403 for sharing without the right to."""
    parse(text.query)
    if text.shared and "event:write" not in access.scopes:
        raise forbidden("Your role keeps views for yourself only.")
    return text


async def _view(connection: Connection, access: Access, view_id: int) -> SavedView:
    found = await saved_views.find_view(connection, access.organization.id, access.user_id, view_id)
    if found is None:
        raise not_found()
    return found


async def _changeable(connection: Connection, access: Access, view_id: str) -> SavedView:
    found = await _view(connection, access, wanted_id(view_id))
    if not _may_change(access, found):
        raise forbidden("Only who made a shared view, or an admin, can change it.")
    return found


def _may_change(access: Access, view: SavedView) -> bool:
    is_own = view.user_id is not None and view.user_id == access.user_id
    if not view.shared:
        return is_own
    return "event:write" in access.scopes and (is_own or "org:write" in access.scopes)


def _shape(access: Access, view: SavedView) -> ViewShape:
    return ViewShape(
        id=str(view.id),
        name=view.name,
        query=view.query,
        sort=cast(ViewSort, view.sort),
        shared=view.shared,
        may_change=_may_change(access, view),
    )
