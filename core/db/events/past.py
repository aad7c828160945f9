"""Stored events as dry runs of rules read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from core.alerts.scopes import Subject
from core.db.database import Connection
from core.db.queries import load_queries
from core.errors import Rejected
from core.issues import SignalKind, short_id
from core.payloads import PayloadKey

Q = load_queries(__file__)

_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class PastEvent:
    key: PayloadKey
    reference: str
    """Of its payload."""
    kind: SignalKind
    subject: Subject
    received_at: float
    """Epoch seconds."""
    level: str
    environment: str
    release: str
    user_label: str
    """What redaction left of the user."""
    is_late: bool
    """Received more than an hour after it happened."""


async def past_events(
    connection: Connection, organization_id: int, project_id: int | None, since: datetime, most: int
) -> list[PastEvent]:
    """The latest events of one project or of all to arrive since then, newest first. Raises Rejected(`too_slow`)."""
    rows = await _fetch(connection, "newest", organization_id, project_id, since, most)
    if len(rows) == most:
        since = rows[-1]["at"]  # From here on all are there, but those that happened before it.
    rows += await _fetch(connection, "from_before", organization_id, project_id, since, most)
    return _events(sorted(rows, key=itemgetter("received_at"), reverse=True)[:most])


async def past_turns(
    connection: Connection, organization_id: int, project_id: int | None, since: datetime, most: int
) -> list[PastEvent]:
    """The latest events to arrive by which an issue began or came back, as the activity of issues has it, the newest
    first."""
    return _events(await _fetch(connection, "turns", organization_id, project_id, since, most))


async def _fetch(connection: Connection, name: str, *args: Any) -> list[Any]:
    try:
        return list(await connection.fetch(Q[name], *args, timeout=_SECONDS))
    except TimeoutError:
        raise Rejected("too_slow", "this dry run takes too long: look back fewer days, or choose a project") from None


def _events(rows: Sequence[Any]) -> list[PastEvent]:
    return [
        PastEvent(
            PayloadKey(row["project_id"], row["event_id"].hex, row["day"]),
            row["payload"],
            SignalKind(row["kind"]),
            Subject(row["project_id"], row["slug"], row["issue_id"], short_id(row["slug"], row["number"])),
            row["received_at"].timestamp(),
            row["level"],
            row["environment"] or "",
            row["release"] or "",
            row["user_label"] or "",
            row["is_late"],
        )
        for row in rows
    ]
