"""Counts of stored events around an alert, for what its rule measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.alerts import Sighting
from core.alerts.scopes import Subject
from core.alerts.trends import Counted
from core.db.database import Connection
from core.db.queries import load_queries
from core.issues import short_id

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class Slice:
    """Events of a few seconds that are equal in all that a rule without tags can ask about."""

    subject: Subject
    sighting: Sighting
    """One that stands for them: without moment, user and tags."""
    counted: Counted
    read: int
    """How many events were looked at for all slices."""


async def events_of_projects(
    connection: Connection,
    organization_id: int,
    project_id: int | None,
    since: datetime,
    until: datetime,
    most: int,
    seconds: int,
    *,
    users: bool,
) -> list[Slice]:
    """Of the latest `most` events of one project or of all, those received then, in slices of so many seconds; `users`:
    told apart."""
    rows = await connection.fetch(Q["of_projects"], since, until, most, seconds, users, organization_id, project_id)
    return _slices(rows, seconds)


async def events_of_issues(
    connection: Connection, alert_id: int, since: datetime, until: datetime, most: int, seconds: int, *, users: bool
) -> list[Slice]:
    """The same of the alert's issues, of the 100 that it saw most."""
    return _slices(await connection.fetch(Q["of_issues"], since, until, most, seconds, users, alert_id), seconds)


async def hours_of_issues(connection: Connection, alert_id: int, since: datetime, until: datetime) -> list[Counted]:
    """Events of those issues by hour; each stands at the beginning of its hour."""
    rows = await connection.fetch(Q["hours_of_issues"], alert_id, since, until)
    return [Counted(float(row["slice"]), row["quantity"], "") for row in rows]


async def moments(connection: Connection, alert_id: int) -> list[tuple[str, datetime]]:
    """The entries of the alert that a chart marks."""
    return [(row["kind"], row["at"]) for row in await connection.fetch(Q["moments"], alert_id)]


def _slices(rows: Sequence[Any], seconds: int) -> list[Slice]:
    return [
        Slice(
            Subject(row["project_id"], row["slug"], row["issue_id"], short_id(row["slug"], row["number"])),
            Sighting(0.0, row["level"], row["environment"], row["release"], b"", {}),
            Counted(float(row["slice"] + seconds), row["quantity"], row["user_label"]),
            row["read"],
        )
        for row in rows
    ]
