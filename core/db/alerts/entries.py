"""The time lines of alerts: everything that happened, with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from core.alerts import EntryKind
from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries

Q = load_queries(__file__)

ALERTS: Final = "alerts"
"""PostgreSQL's channel that wakes whoever follows alerts, open pages too: told by `add_entries`. It says the ids of the
organizations, with blanks between."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    alert_id: int
    at: float
    """Epoch seconds."""
    kind: EntryKind
    text: str
    """One sentence."""
    user_id: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


async def add_entries(connection: Connection, entries: Sequence[NewEntry]) -> None:
    """Write the entries, in the transaction that they tell of, and notify those who follow alerts."""
    if not entries:
        return
    rows = [(one.alert_id, instant(one.at), one.kind.value, one.user_id, one.text, dict(one.data)) for one in entries]
    await connection.execute(Q["insert_entries"], *(list(column) for column in zip(*rows, strict=True)))
    await connection.execute(Q["tell_alerters"], sorted({one.alert_id for one in entries}))
