"""An alert as the link in a message shows it to the person it was sent to."""

from dataclasses import dataclass
from datetime import datetime

from core.db.database import Connection
from core.db.queries import load_queries

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class LinkedAlert:
    id: int
    organization: str
    """Slug."""
    number: int
    rule_name: str
    severity: str
    status: str
    reason: str
    started_at: datetime
    person: str
    """To whom the link was sent, by name."""
    role: str
    """Hers."""
    answered_by: str | None
    answered_at: datetime | None
    is_own: bool
    """She has acknowledged it."""


async def linked_alert(connection: Connection, alert_id: int, user_id: int) -> LinkedAlert | None:
    """None where the alert is gone, or the person is no active member of its organization."""
    row = await connection.fetchrow(Q["linked_alert"], alert_id, user_id)
    return None if row is None else LinkedAlert(**row)
