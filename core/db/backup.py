"""A snapshot of the database, for copies, with the rows of its tables counted."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.db.database import Connection
from core.db.queries import load_queries

_SQL = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class Moment:
    """What the database was like."""

    snapshot: str
    """What `pg_dump --snapshot` takes, as long as the transaction is open."""
    schema: int
    """Number of the newest migration."""
    postgres: str
    major: int
    at: datetime


@asynccontextmanager
async def standing_still(connection: Connection) -> AsyncIterator[Moment]:
    """A transaction with a snapshot that others may share; no day is dropped meanwhile."""
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        await connection.execute("set local idle_in_transaction_session_timeout = 0")
        await connection.execute(_SQL["hold"])
        snapshot = await connection.fetchval(_SQL["snapshot"])
        row = await connection.fetchrow(_SQL["about"])
        assert row is not None
        yield Moment(snapshot, row["schema"], row["postgres"], row["major"], row["at"])


async def table_names(connection: Connection) -> list[str]:
    """Tables of ours, partitions left out; none in an empty database."""
    return [row["name"] for row in await connection.fetch(_SQL["tables"])]


async def table_counts(connection: Connection) -> dict[str, int]:
    """Rows of every table, really counted."""
    names = await table_names(connection)
    return {name: await connection.fetchval(f"select count(*) from {name}") for name in names}  # noqa: S608


async def positions(connection: Connection, log_id: UUID, group: str) -> Mapping[str, dict[int, int]]:
    """By topic and partition, the next record that the group will read."""
    found: dict[str, dict[int, int]] = {}
    for row in await connection.fetch(_SQL["positions"], log_id, group):
        found.setdefault(row["topic"], {})[row["partition"]] = row["position"]
    return found
