"""The end of an alert that no person brought about: its rule, its issues, or the clock says that it is over."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.alerts import EntryKind
from core.clock import instant
from core.db.alerts.entries import NewEntry, add_entries
from core.db.database import Connection
from core.db.queries import load_queries

Q = load_queries(__file__)


async def resolve_alerts(connection: Connection, because: Mapping[int, str], now: float) -> None:
    """Resolve those alerts of id -> reason that are still open; whoever was told is to be told of it."""
    ids = sorted(because)
    if ids:
        reasons = [because[one] for one in ids]
        await _note(connection, await connection.fetch(Q["resolve"], ids, reasons, instant(now)), now)


async def resolve_alerts_of_rule(connection: Connection, rule_id: int, because: str, now: float) -> None:
    """All that the rule has open."""
    await _note(connection, await connection.fetch(Q["resolve_of_rule"], rule_id, because, instant(now)), now)


async def resolve_answered_alerts(connection: Connection, issue_ids: Sequence[int], now: float) -> None:
    """To be called where issues were resolved or ignored: alerts of rules that fire by what happens are over when
    that is so of all their issues. Where that is dated before they were noticed, they end when they were."""
    await _note(connection, await connection.fetch(Q["resolve_answered"], list(issue_ids), instant(now)), now)


async def _note(connection: Connection, resolved: Sequence[Any], now: float) -> None:
    entries = [
        NewEntry(row["id"], max(now, row["noticed_at"].timestamp()), EntryKind.RESOLVED, row["resolved_because"])
        for row in resolved
    ]
    await add_entries(connection, entries)
