"""Public keys as the gateway needs them: with their project, their limits, and what of those is used up."""

import asyncio
from collections.abc import Callable, Collection
from typing import Final

import asyncpg

from core.clock import instant
from core.db.database import Connection, Database
from core.db.queries import load_queries
from core.errors import Unavailable
from core.projects import IngestKey, Limit

Q = load_queries(__file__)

CHANNEL: Final = "keys_changed"
"""Notified, with no payload, whenever something that an IngestKey shows has changed."""

_WINDOW_NAMES: Final = {60: "minute", 3600: "hour", 86400: "day", 2592000: "month"}


async def ingest_key(connection: Connection, public_key: str) -> IngestKey | None:
    """Raises Unavailable, too, where the database came up new and nobody has prepared it yet."""
    try:
        row = await connection.fetchrow(Q["ingest_key"], public_key)
    except asyncpg.UndefinedTableError as error:
        raise Unavailable("the database is not prepared yet") from error
    if row is None:
        return None
    limits = await connection.fetch(Q["ingest_limits"], row["organization_id"], row["project_id"], row["key_id"])
    return IngestKey(
        key_id=row["key_id"],
        project_id=row["project_id"],
        organization_id=row["organization_id"],
        public_key=public_key,
        is_active=row["is_active"],
        allowed_origins=tuple(row["allowed_origins"]),
        limits=tuple(
            Limit(
                scope=limit["scope"],
                scope_id=limit["scope_id"],
                categories=tuple(limit["categories"]),
                window_seconds=limit["window_seconds"],
                quantity=limit["quantity"],
                reason=f"{limit['scope']}_{_WINDOW_NAMES[limit['window_seconds']]}",
            )
            for limit in limits
        ),
    )


async def active_keys(connection: Connection, ids: Collection[int]) -> set[int]:
    """Those of these keys that exist and are active."""
    if not ids:
        return set()
    return {row["id"] for row in await connection.fetch(Q["active_keys"], sorted(ids))}


async def accepted_since(connection: Connection, limit: Limit, categories: tuple[str, ...], since: float) -> int:
    """Items of these categories (none given: all) that the books count as accepted under the limit's scope."""
    query = Q[f"accepted_of_{limit.scope}"]
    return int(await connection.fetchval(query, limit.scope_id, list(categories), instant(since)))


async def follow_changes(db: Database, changed: Callable[[], None]) -> None:
    """Call `changed` at the start, since something may have been missed, and whenever keys or limits change.

    Returns never; raises Unavailable when the connection ends.
    """
    async with db.connection() as connection:
        ended = asyncio.Event()

        def on_notification(*_: object) -> None:
            changed()

        def on_end(*_: object) -> None:
            ended.set()

        connection.add_termination_listener(on_end)
        await connection.add_listener(CHANNEL, on_notification)
        changed()
        try:
            await ended.wait()
        finally:
            connection.remove_termination_listener(on_end)
            if not connection.is_closed():
                await connection.remove_listener(CHANNEL, on_notification)
        raise Unavailable("the connection that told of changed keys has ended")
