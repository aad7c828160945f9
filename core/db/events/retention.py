"""Which events retention has passed, where projects differ in how long they keep them."""

from collections.abc import AsyncIterator, Collection
from datetime import date
from uuid import UUID

from core.db.database import Connection
from core.db.queries import load_queries
from core.payloads import PayloadKey

_SQL = load_queries(__file__)
_BATCH = 1000

ProjectDay = tuple[int, date]


async def project_retentions(connection: Connection) -> dict[int, int | None]:
    """Days that each project keeps events for, by id; None: as long as the installation does."""
    return {row["id"]: row["retention_days"] for row in await connection.fetch(_SQL["projects"])}


async def with_events(connection: Connection, pairs: Collection[ProjectDay]) -> list[ProjectDay]:
    """Those of the pairs of which there are events, oldest first."""
    rows = await connection.fetch(_SQL["holding"], [project for project, _ in pairs], [day for _, day in pairs])
    return [(row["project_id"], row["day"]) for row in rows]


async def alone(connection: Connection) -> bool:
    """Whether nobody else drops events now; holds until the caller's transaction ends."""
    return bool(await connection.fetchval(_SQL["alone"]))


async def events_of(connection: Connection, project_id: int, day: date) -> AsyncIterator[dict[PayloadKey, str]]:
    """A project's events of a day with their references, some at a time; inside a transaction."""
    cursor = await connection.cursor(_SQL["events"], project_id, day)
    while rows := await cursor.fetch(_BATCH):
        yield {PayloadKey(project_id, row["event_id"].hex, day): row["payload"] for row in rows}


async def delete_events(connection: Connection, project_id: int, day: date, keys: Collection[PayloadKey]) -> None:
    await connection.execute(_SQL["delete"], project_id, day, [UUID(key.event_id) for key in keys])
