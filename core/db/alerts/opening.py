"""Opens alerts, and adds what joins them. Only the transaction that holds the organization opens any."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from core.alerts import Policy, Timing
from core.clock import instant
from core.db.alerts.rule_states import Pair
from core.db.database import Connection
from core.db.queries import load_queries
from core.issues import short_id

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAlert:
    organization_id: int
    rule_id: int
    rule_name: str
    project_id: int | None
    group_key: str
    labels: Mapping[str, str]
    severity: str
    reason: str
    value: float | None
    threshold: float | None
    times_fired: int
    started_at: float
    """Epoch seconds, as the others."""
    last_fired_at: float
    policy: Policy
    timing: Timing
    resolve_at: float | None


@dataclass(frozen=True, slots=True)
class OpenAlert:
    id: int
    notify_at: datetime | None
    notified_at: datetime | None


@dataclass(frozen=True, slots=True)
class Refired:
    """An open alert fires again."""

    alert_id: int
    times: int
    at: float
    value: float | None
    resolve_at: float | None
    notify_at: float | None
    """When to tell of what joined, if no earlier message is due. None: nothing to tell."""


@dataclass(frozen=True, slots=True)
class AlertIssue:
    alert_id: int
    issue_id: int
    times: int
    first_at: float
    last_at: float
    event_id: bytes


@dataclass(frozen=True, slots=True)
class IssueFacts:
    short_id: str
    title: str


async def issue_facts(connection: Connection, issue_ids: Collection[int]) -> dict[int, IssueFacts]:
    """Those that are still there."""
    rows = await connection.fetch(Q["issue_facts"], list(issue_ids))
    return {row["id"]: IssueFacts(short_id(row["slug"], row["number"]), row["title"]) for row in rows}


async def open_alerts(connection: Connection, pairs: Collection[Pair]) -> dict[Pair, OpenAlert]:
    """What is open of these rules and groups; nobody else changes it until the transaction ends."""
    rows = await connection.fetch(Q["open_alerts"], [rule for rule, _ in pairs], [key for _, key in pairs])
    return {
        (row["rule_id"], row["group_key"]): OpenAlert(row["id"], row["notify_at"], row["notified_at"]) for row in rows
    }


async def open_new(connection: Connection, alerts: Sequence[NewAlert], now: float) -> list[int]:
    """Their ids; all of one organization, numbered in their order."""
    if not alerts:
        return []
    number = await connection.fetchval(Q["take_numbers"], alerts[0].organization_id, len(alerts))
    rows = [_row(one, number + index, now) for index, one in enumerate(alerts)]
    return [row["id"] for row in await connection.fetch(Q["insert_alerts"], *_columns(rows))]


async def fire_again(connection: Connection, refired: Sequence[Refired]) -> None:
    rows = [
        (one.alert_id, one.times, instant(one.at), one.value, _moment(one.resolve_at), _moment(one.notify_at))
        for one in refired
    ]
    if rows:
        await connection.execute(Q["fire_again"], *_columns(rows))


async def add_issues(connection: Connection, issues: Sequence[AlertIssue]) -> set[tuple[int, int]]:
    """Count issues into alerts, leaving out deleted ones; answers (alert, issue) of those that are new in their
    alert."""
    if not issues:
        return set()
    # By issue, in the order in which recorders lock them.
    rows = sorted(
        (one.issue_id, one.alert_id, one.times, instant(one.first_at), instant(one.last_at), one.event_id.hex())
        for one in issues
    )
    found = await connection.fetch(Q["add_issues"], *_columns(rows))
    return {(row["alert_id"], row["issue_id"]) for row in found if row["is_new"]}


def _row(alert: NewAlert, number: int, now: float) -> tuple[Any, ...]:
    notify_at = instant(now + alert.timing.group_wait)
    return (
        alert.organization_id,
        number,
        alert.rule_id,
        alert.rule_name,
        alert.project_id,
        alert.group_key,
        dict(alert.labels),
        alert.severity,
        alert.reason,
        alert.value,
        alert.threshold,
        alert.times_fired,
        instant(alert.started_at),
        instant(now),
        instant(alert.last_fired_at),
        msgspec.to_builtins(alert.policy),
        msgspec.to_builtins(alert.timing),
        notify_at,
        _moment(alert.resolve_at),
    )


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else instant(seconds)


def _columns(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
