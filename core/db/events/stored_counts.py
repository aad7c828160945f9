"""Counts of what is stored, for rules that compare with the past."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.alerts import Sighting
from core.alerts.scopes import Subject
from core.db.database import Connection
from core.db.queries import load_queries
from core.issues import short_id

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class Kind:
    """Events that are alike in all that a rule without tags can ask."""

    subject: Subject
    sighting: Sighting
    """One that stands for them: without moment, user and tags."""
    quantity: int


async def hourly_means(connection: Connection, issue_ids: Collection[int], before: datetime) -> dict[int, float]:
    """Events an hour of each issue in the week that ended an hour before, whole hours; 0 for those without."""
    rows = await connection.fetch(Q["week_before"], list(issue_ids), before)
    return dict.fromkeys(issue_ids, 0.0) | {row["issue_id"]: row["times_seen"] / 168 for row in rows}


async def kinds_of_events(
    connection: Connection, organization_id: int, project_id: int | None, start: datetime, end: datetime
) -> Sequence[Kind]:
    """All events with `start < at <= end` by their own time, of one project or of all, by kind."""
    rows = await connection.fetch(Q["kinds"], organization_id, project_id, start, end)
    return [
        Kind(
            Subject(row["project_id"], row["slug"], row["issue_id"], short_id(row["slug"], row["number"])),
            Sighting(0.0, row["level"], row["environment"], row["release"], b"", {}),
            row["quantity"],
        )
        for row in rows
    ]
