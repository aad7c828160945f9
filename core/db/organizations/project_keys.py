"""A project's keys and limits, as people manage them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import asyncpg

from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries
from core.errors import Rejected
from core.secret import RandomBytes

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class ProjectKey:
    id: int
    project_id: int
    public_key: str
    name: str
    is_active: bool
    created_at: datetime
    last_used_at: datetime | None = None
    """The last hour in which something was accepted through it."""


@dataclass(frozen=True, slots=True)
class ProjectLimit:
    id: int
    """0 for one that is not stored yet."""
    key_id: int | None
    """None: it counts for the whole project."""
    categories: tuple[str, ...]
    """None given: all."""
    window_seconds: int
    quantity: int


def dsn(public_url: str, public_key: str, project_id: int) -> str:
    """What a program is configured with: `https://KEY@host/path/ID`."""
    url = urlsplit(public_url)
    return f"{url.scheme}://{public_key}@{url.netloc}{url.path.rstrip('/')}/{project_id}"


async def create_key(
    connection: Connection, project_id: int, *, now: float, random_bytes: RandomBytes, name: str = "Default"
) -> ProjectKey:
    row = await connection.fetchrow(Q["insert_key"], project_id, random_bytes(16).hex(), name, instant(now))
    assert row is not None
    return ProjectKey(**row)


async def keys(connection: Connection, project_id: int) -> list[ProjectKey]:
    """Oldest first."""
    return [ProjectKey(**row) for row in await connection.fetch(Q["keys"], project_id, None)]


async def key_by_id(connection: Connection, project_id: int, key_id: int) -> ProjectKey | None:
    row = await connection.fetchrow(Q["keys"], project_id, key_id)
    return None if row is None else ProjectKey(**row)


async def update_key(connection: Connection, key_id: int, *, name: str, is_active: bool) -> None:
    await connection.execute(Q["update_key"], key_id, name, is_active)


async def delete_key(connection: Connection, key_id: int) -> None:
    await connection.execute(Q["delete_key"], key_id)


async def limits(connection: Connection, organization_id: int, project_id: int) -> list[ProjectLimit]:
    rows = await connection.fetch(Q["limits"], organization_id, project_id)
    return [ProjectLimit(**{**row, "categories": tuple(row["categories"])}) for row in rows]


async def replace_limits(
    connection: Connection, organization_id: int, project_id: int, wanted: Sequence[ProjectLimit]
) -> None:
    """Raises Rejected(`limit_twice`) where two count the same. To be called in a transaction."""
    await connection.fetchval(Q["lock_limits"], project_id)
    await connection.execute(Q["delete_limits"], organization_id, project_id)
    rows = [
        (organization_id, project_id, limit.key_id, sorted(limit.categories), limit.window_seconds, limit.quantity)
        for limit in wanted
    ]
    try:
        await connection.executemany(Q["insert_limit"], rows)
    except asyncpg.UniqueViolationError:
        raise Rejected("limit_twice", "two of these limits count the same items over the same time") from None
