"""The end of alerts without a person: because of the rule, the issues, or the clock."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.alerts import EntryKind
from core.clock import instant
from core.db.alerts.entries import NewEntry, add_entries
from core.db.database import Connection
from core.db.queries import load_queries

Q = load_queries(__file__)


async def resolve_alerts(connection: Connection, because: Mapping[int, str], now: float) -> None:
    """Resolve the alerts that are still open, given as id -> reason; those who were told are told of it."""
    ids = sorted(because)
    if ids:
        reasons = [because[one] for one in ids]
        await _note(connection, await connection.fetch(Q["resolve"], ids, reasons, instant(now)), now)


async def resolve_alerts_of_rule(connection: Connection, rule_id: int, because: str, now: float) -> None:
    """All that the rule has open."""
    await _note(connection, await connection.fetch(Q["resolve_of_rule"], rule_id, because, instant(now)), now)


async def resolve_answered_alerts(connection: Connection, issue_ids: Sequence[int], now: float) -> None:
    """Call it where issues were resolved or ignored: an alert of a rule that fires by what happens is over once all its
    issues are. Where that is dated before the alert was noticed, the alert ends at the moment when it was noticed."""
    await _note(connection, await connection.fetch(Q["resolve_answered"], list(issue_ids), instant(now)), now)


async def _note(connection: Connection, resolved: Sequence[Any], now: float) -> None:
    entries = [
        NewEntry(row["id"], max(now, row["noticed_at"].timestamp()), EntryKind.RESOLVED, row["resolved_because"])
        for row in resolved
    ]
    await add_entries(connection, entries)
