"""Alerts as people look at them: listed, counted, one by one with everything that happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from core.alerts import Policy, Timing
from core.db.database import Connection
from core.db.queries import load_queries

Q = load_queries(__file__)

OPEN: Final = ("firing", "acknowledged")

COUNTED: Final = 10_000
"""Alerts are counted up to here; COUNTED + 1 stands for more."""

_BACKWARDS: Final = Q["alerts"].replace("/*compare*/ <", ">").replace("/*direction*/ desc", "asc")
_COUNT: Final = f"select count(*) from ({Q['alerts']}) a"  # noqa: S608 - our own statement, without values
_NUMBERS: Final = f"select number from ({Q['alerts']}) a"  # noqa: S608 - the same


@dataclass(frozen=True, slots=True)
class AlertFilter:
    """Which alerts of an organization are meant; what is None does not narrow."""

    organization_id: int
    statuses: Sequence[str] | None = None
    severities: Sequence[str] | None = None
    project_ids: Sequence[int] | None = None
    """Those of a rule that watches several projects are left out where this narrows."""
    rule_id: int | None = None
    issue_id: int | None = None
    told_user_id: int | None = None
    """Whom a message of theirs was for, or who answered them."""
    numbers: Sequence[int] | None = None
    ids: Sequence[int] | None = None

    def values(self) -> tuple[object, ...]:
        """As the statements take it, from `$1` on."""
        return (
            self.organization_id,
            self.statuses,
            self.severities,
            self.project_ids,
            self.rule_id,
            self.issue_id,
            self.told_user_id,
            self.numbers,
            self.ids,
        )


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    email: str
    name: str
    joined_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A row of `alerts` with the names that stand for its references."""

    id: int
    number: int
    rule_id: int | None
    rule_name: str
    project_id: int | None
    project_slug: str | None
    project_name: str | None
    project_platform: str | None
    labels: dict[str, str]
    severity: str
    status: str
    reason: str
    value: float | None
    threshold: float | None
    times_fired: int
    issue_count: int
    started_at: datetime
    noticed_at: datetime
    last_fired_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: Person | None
    acknowledged_until: datetime | None
    resolved_at: datetime | None
    resolved_by: Person | None
    resolved_because: str | None
    policy: Policy
    timing: Timing
    step: int
    round: int
    step_at: datetime | None
    notify_at: datetime | None
    notified_at: datetime | None
    held_by: str | None
    resolve_at: datetime | None
    resolved_from: str | None
    """How it stood when a person resolved it; None: it is open, or ended by itself."""


@dataclass(frozen=True, slots=True)
class AlertIssue:
    id: int
    project_slug: str
    number: int
    type: str
    value: str
    culprit: str
    level: str
    times_seen: int
    first_at: datetime
    last_at: datetime
    event_id: UUID | None


@dataclass(frozen=True, slots=True)
class Entry:
    id: int
    at: datetime
    kind: str
    text: str
    data: dict[str, Any]
    user: Person | None


@dataclass(frozen=True, slots=True)
class AlertDelivery:
    """What became of a message."""

    id: int
    target: str
    kind: str
    recipient: str
    purpose: str
    state: str
    error: str | None
    attempts: int
    next_at: datetime | None
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Counted:
    """Open alerts that are alike."""

    status: str
    severity: str
    is_held: bool
    quantity: int


async def list_alerts(
    connection: Connection,
    wanted: AlertFilter,
    size: int,
    after: tuple[object, int] | None = None,
    backwards: bool = False,
) -> list[Alert]:
    """Up to `size`, the last to fire first, that follow the one with that moment and id (backwards: stand before,
    nearest first)."""
    statement = _BACKWARDS if backwards else Q["alerts"]
    at, alert_id = after or (None, None)
    return [_alert(row) for row in await connection.fetch(statement, *wanted.values(), at, alert_id, size)]


async def count_alerts(connection: Connection, wanted: AlertFilter) -> int:
    """How many there are; COUNTED + 1 stands for more."""
    found: int = await connection.fetchval(_COUNT, *wanted.values(), None, None, COUNTED + 1)
    return found


async def alert_numbers(connection: Connection, wanted: AlertFilter, size: int) -> list[int]:
    """The numbers of all that are meant, at most `size`."""
    found = await connection.fetch(_NUMBERS, *wanted.values(), None, None, size)
    return [row["number"] for row in found]


async def find_alert(connection: Connection, organization_id: int, number: int) -> Alert | None:
    found = await list_alerts(connection, AlertFilter(organization_id, numbers=[number]), 1)
    return found[0] if found else None


async def count_open(connection: Connection, organization_id: int) -> list[Counted]:
    return [Counted(**row) for row in await connection.fetch(Q["count_open"], organization_id)]


async def issues_of(connection: Connection, alert_id: int) -> list[AlertIssue]:
    """Most seen first, at most 100."""
    return [AlertIssue(**row) for row in await connection.fetch(Q["issues_of"], alert_id)]


async def time_line(connection: Connection, alert_id: int) -> list[Entry]:
    """Oldest first, at most the last 500."""
    rows = await connection.fetch(Q["time_line"], alert_id)
    return [Entry(row["id"], row["at"], row["kind"], row["text"], row["data"], _person(row, "user")) for row in rows]


async def deliveries_of(connection: Connection, alert_id: int) -> list[AlertDelivery]:
    """Newest first, at most 500."""
    return [AlertDelivery(**row) for row in await connection.fetch(Q["deliveries_of"], alert_id)]


def _alert(row: Any) -> Alert:
    values = {name: value for name, value in row.items() if not name.startswith(("acknowledger_", "resolver_"))}
    values["policy"] = msgspec.convert(row["policy"], Policy, strict=False)
    values["timing"] = msgspec.convert(row["timing"], Timing, strict=False)
    return Alert(**values, acknowledged_by=_person(row, "acknowledger"), resolved_by=_person(row, "resolver"))


def _person(row: Any, role: str) -> Person | None:
    if row[f"{role}_id"] is None:
        return None
    return Person(row[f"{role}_id"], row[f"{role}_email"], row[f"{role}_name"], row[f"{role}_joined_at"])
