"""Saved views: searches of issues with a name, one's own or shared with the organization."""

from dataclasses import dataclass
from typing import Final

import asyncpg

from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries
from core.errors import Rejected

Q = load_queries(__file__)

MOST_VIEWS: Final = 50
"""Shared ones, and of each person: more tabs than anybody reads."""


@dataclass(frozen=True, slots=True)
class ViewText:
    """What a person says about a view."""

    name: str
    query: str
    sort: str
    shared: bool


@dataclass(frozen=True, slots=True)
class SavedView:
    id: int
    user_id: int | None
    """Who made it; None: somebody who is gone, or a token that is nobody's."""
    shared: bool
    name: str
    query: str
    sort: str


async def views(connection: Connection, organization_id: int, user_id: int | None) -> list[SavedView]:
    """The shared ones, then those of `user_id` alone; each by name."""
    return [SavedView(**row) for row in await connection.fetch(Q["views"], organization_id, user_id, None)]


async def find_view(
    connection: Connection, organization_id: int, user_id: int | None, view_id: int
) -> SavedView | None:
    """If `user_id` may see it."""
    row = await connection.fetchrow(Q["views"], organization_id, user_id, view_id)
    return None if row is None else SavedView(**row)


async def create_view(
    connection: Connection, organization_id: int, user_id: int | None, text: ViewText, now: float
) -> int:
    """Its id. Raises Rejected(`name_taken`, `too_many_views`)."""
    if await connection.fetchval(Q["count"], organization_id, user_id, text.shared) >= MOST_VIEWS:
        raise Rejected("too_many_views", f"there are {MOST_VIEWS} views already: delete one first")
    values = (text.shared, text.name, text.query, text.sort)
    try:
        view_id: int = await connection.fetchval(Q["insert_view"], organization_id, user_id, *values, instant(now))
    except asyncpg.UniqueViolationError:
        raise _taken(text) from None
    return view_id


async def update_view(connection: Connection, view_id: int, text: ViewText) -> None:
    """Raises Rejected(`name_taken`)."""
    try:
        await connection.execute(Q["update_view"], view_id, text.shared, text.name, text.query, text.sort)
    except asyncpg.UniqueViolationError:
        raise _taken(text) from None


async def delete_view(connection: Connection, view_id: int) -> None:
    await connection.execute(Q["delete_view"], view_id)


def _taken(text: ViewText) -> Rejected:
    return Rejected("name_taken", f"there is a view {text.name!r} already: choose another name", 409)
