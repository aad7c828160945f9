"""Tags of events, counted per issue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from core.db.database import Connection
from core.db.queries import load_queries
from core.db.search_sql import like
from core.search import Pattern

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class TagCount:
    """A key: how many events carry it, with how many different values."""

    key: str
    total: int
    distinct: int


@dataclass(frozen=True, slots=True)
class ValueCount:
    key: str
    value: str
    times_seen: int
    first_seen: datetime
    last_seen: datetime


async def keys(connection: Connection, issue_id: int) -> list[TagCount]:
    return _counts(await connection.fetch(Q["keys"], issue_id))


async def top_values(connection: Connection, issue_id: int, most: int) -> dict[str, list[ValueCount]]:
    """By key, each with its most frequent values first."""
    found: dict[str, list[ValueCount]] = {}
    for row in await connection.fetch(Q["top_values"], issue_id, most):
        found.setdefault(row["key"], []).append(ValueCount(**row))
    return found


async def values(connection: Connection, issue_id: int, key: str, most: int) -> list[ValueCount]:
    """Most frequent first."""
    return [ValueCount(**row) for row in await connection.fetch(Q["values"], issue_id, key, most)]


async def keys_of_projects(connection: Connection, project_ids: Sequence[int], part: str, most: int) -> list[TagCount]:
    """Keys that hold `part`, most frequent first, among the issues seen last."""
    pattern = like(Pattern((part,)), contains=True)
    return _counts(await connection.fetch(Q["keys_of_projects"], list(project_ids), pattern, most))


async def values_of_projects(
    connection: Connection, project_ids: Sequence[int], key: str, part: str, most: int
) -> list[ValueCount]:
    """Values that hold `part`, most frequent first, among the issues seen last."""
    pattern = like(Pattern((part,)), contains=True)
    rows = await connection.fetch(Q["values_of_projects"], list(project_ids), key, pattern, most)
    return [ValueCount(**row) for row in rows]


def _counts(rows: Sequence[asyncpg.Record]) -> list[TagCount]:
    return [TagCount(row["key"], row["total"], row["distinct_values"]) for row in rows]
