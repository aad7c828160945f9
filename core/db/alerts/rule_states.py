"""What rules have counted: one row for each rule and group. Only the transaction that holds the organization writes
it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TypeAlias

from core.db.database import Connection
from core.db.queries import load_queries

Q = load_queries(__file__)

Pair: TypeAlias = tuple[int, str]
"""Rule, group."""


async def states(connection: Connection, pairs: Collection[Pair]) -> dict[Pair, bytes]:
    """Those that there are."""
    rows = await connection.fetch(Q["states"], [rule for rule, _ in pairs], [key for _, key in pairs])
    return {(row["rule_id"], row["group_key"]): row["state"] for row in rows}


async def due_states(connection: Connection, organization_id: int, now: datetime, most: int) -> dict[Pair, bytes]:
    """The states that are due by the clock, the earliest first."""
    rows = await connection.fetch(Q["due"], organization_id, now, most)
    return {(row["rule_id"], row["group_key"]): row["state"] for row in rows}


async def write_states(connection: Connection, rows: Sequence[tuple[int, str, bytes, datetime | None]]) -> None:
    """(rule, group, state, due at) each."""
    if rows:
        await connection.execute(Q["write"], *(list(column) for column in zip(*rows, strict=True)))


async def forget_states(connection: Connection, pairs: Collection[Pair]) -> None:
    if pairs:
        await connection.execute(Q["forget"], [rule for rule, _ in pairs], [key for _, key in pairs])


async def next_due(connection: Connection) -> datetime | None:
    """When the next state is due by the clock."""
    found: datetime | None = await connection.fetchval(Q["next_due"])
    return found
