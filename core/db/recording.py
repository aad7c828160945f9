"""Writes what a batch of events changes. Every function works inside the caller's one transaction."""

from collections.abc import Collection, Sequence
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg

from core.clock import instant
from core.db.database import Connection
from core.db.organizations.pipeline_rules import active_rules
from core.db.organizations.projects import privacy_policy
from core.db.queries import load_queries
from core.errors import Unavailable
from core.outcomes import OutcomeCount
from core.projects import ProcessingConfig

SQL = load_queries(__file__)

Row: TypeAlias = "asyncpg.Record"
Hash = tuple[int, bytes]
"""(project id, fingerprint)."""


async def processing_configs(connection: Connection, project_ids: Collection[int]) -> dict[int, ProcessingConfig]:
    """What the processor needs to know of these projects; those that were deleted are left out."""
    rows = await connection.fetch(SQL["projects"], list(project_ids))
    return {
        row["id"]: ProcessingConfig(
            row["id"],
            row["organization_id"],
            row["slug"],
            privacy_policy(row["privacy"], row["salt"]),
            active_rules(row["rules"]),
        )
        for row in rows
    }


async def issues_of(connection: Connection, hashes: Collection[Hash]) -> dict[Hash, int]:
    """The issues that these fingerprints belong to."""
    wanted = sorted(hashes)
    rows = await connection.fetch(SQL["issues_of_hashes"], *columns(wanted, 2))
    return {(row["project_id"], row["hash"]): row["issue_id"] for row in rows}


async def lock_projects(connection: Connection, project_ids: Collection[int]) -> None:
    """Hold the projects that are about to get new issues, so that no two processes make the same one."""
    await connection.execute(SQL["lock_projects"], sorted(project_ids))


async def insert_issue(connection: Connection, project_id: int, values: Sequence[object]) -> int:
    """A new issue with the project's next number; `values` as in the statement, from `level` on.

    Raises Unavailable where the project was deleted a moment ago: read again, the batch leaves its events out.
    """
    number = await connection.fetchval(SQL["take_number"], project_id)
    if number is None:
        raise Unavailable(f"project {project_id} was deleted meanwhile", retry_after=0)
    return int(await connection.fetchval(SQL["insert_issue"], project_id, number, *values))


async def insert_events(connection: Connection, rows: Sequence[tuple[object, ...]]) -> set[tuple[int, str]]:
    """Insert those that are not there yet; answer their (project id, event id)."""
    inserted = await connection.fetch(SQL["insert_events"], *columns(rows, 12))
    return {(row["project_id"], row["event_id"].hex) for row in inserted}


async def lock_issues(connection: Connection, issue_ids: Collection[int]) -> dict[int, Row]:
    """How the issues stand; nobody else changes them until the transaction ends."""
    return {row["id"]: row for row in await connection.fetch(SQL["lock_issues"], sorted(issue_ids))}


async def write(connection: Connection, name: str, rows: Sequence[tuple[object, ...]]) -> list[Any]:
    """Run a statement that takes one array a column; nothing for no rows."""
    if not rows:
        return []
    return await connection.fetch(SQL[name], *columns(rows, len(rows[0])))


async def new_outcome_batches(connection: Connection, ids: Collection[UUID], now: float) -> set[UUID]:
    """Those that were not counted before; from now on they count as counted."""
    rows = await connection.fetch(SQL["new_outcome_batches"], sorted(ids), instant(now))
    return {row["id"] for row in rows}


async def count_outcomes(connection: Connection, counts: Collection[OutcomeCount]) -> None:
    """Add to the books."""
    sums: dict[tuple[float, int, int, str, str, str], int] = {}
    for count in counts:
        hour = count.at - count.at % 3600
        key = (hour, count.project_id, count.key_id, count.category, count.outcome.value, count.reason)
        sums[key] = sums.get(key, 0) + count.quantity
    # Sorted, as everywhere: two processes that count the same rows must lock them in the same order.
    rows = [(instant(hour), *what, quantity) for (hour, *what), quantity in sorted(sums.items())]
    await write(connection, "count_outcomes", rows)


def columns(rows: Sequence[tuple[object, ...]], width: int) -> list[list[object]]:
    """Rows turned into the arrays that `unnest` takes; `width` of them even where there is no row."""
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]
