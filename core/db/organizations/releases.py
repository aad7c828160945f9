"""Releases, as events named them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.db.database import Connection
from core.db.queries import load_queries
from core.db.search_sql import like
from core.search import Pattern

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class Release:
    id: int
    project_id: int
    version: str
    first_seen: datetime
    last_seen: datetime
    times_seen: int
    new_issues: int
    project_slug: str
    project_name: str
    project_platform: str | None


async def list_releases(
    connection: Connection,
    project_ids: Sequence[int],
    part: str,
    size: int,
    after: tuple[Any, int] | None = None,
    backwards: bool = False,
) -> list[Release]:
    """Up to `size` whose version holds `part`, that follow (backwards: stand before, nearest first) the one with that
    first_seen and id; newest first."""
    at, row = after or (None, None)
    statement = Q["releases_backwards" if backwards else "releases"]
    pattern = like(Pattern((part,)), contains=True)
    rows = await connection.fetch(statement, list(project_ids), pattern, at, row, size)
    return [Release(**row) for row in rows]


async def find_release(connection: Connection, project_ids: Sequence[int], version: str) -> Release | None:
    """The oldest of that version, where several projects have it."""
    row = await connection.fetchrow(Q["release"], list(project_ids), version)
    return None if row is None else Release(**row)
