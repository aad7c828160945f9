"""Alerts as the engine opens them, for tests of what comes after."""

from typing import Any

import msgspec

from core.alerts import BUILT_IN_POLICIES, EntryKind, Policy, Rule, Severity, Timing
from core.clock import instant
from core.db.alerts.entries import NewEntry, add_entries
from core.db.database import Connection

TIMING = Timing(auto_resolve=0)
_RULE = """
    insert into rules (organization_id, name, definition, created_at, updated_at) values ($1, $2, $3, $4, $4)
    returning id
"""
_ALERT = """
    insert into alerts (organization_id, number, rule_id, rule_name, project_id, group_key, labels, severity, reason,
        started_at, noticed_at, last_fired_at, policy, timing, step_at, notify_at, resolve_at)
    values ($1, (select coalesce(max(number), 0) + 1 from alerts where organization_id = $1),
        $2, $3, $4, $5, $6, $7, $8,
        $9, $9, $9, $10, $11, $12, $12, $13)
    returning id
"""
_ISSUE = """
    insert into issues (project_id, number, level, platform, type, value, culprit, first_seen, last_seen, times_seen,
        users_seen, status_changed_at)
    values ($1, (select coalesce(max(number), 0) + 1 from issues where project_id = $1),
        'error', 'python', $2, 'no such item',
        'shop.cart in add', $3, $3, 1, 0, $3)
    returning id
"""
_JOIN = """
    insert into alert_issues (alert_id, issue_id, times_seen, first_at, last_at) values ($1, $2, 1, $3, $3)
"""


async def make_rule(
    connection: Connection, organization_id: int, now: float, rule: Rule, name: str = "New issue"
) -> int:
    return int(await connection.fetchval(_RULE, organization_id, name, msgspec.to_builtins(rule), instant(now)))


async def open_alert(
    connection: Connection,
    organization_id: int,
    project_id: int | None,
    now: float,
    *,
    severity: Severity = Severity.CRITICAL,
    policy: Policy | None = None,
    timing: Timing = TIMING,
    rule_id: int | None = None,
    rule_name: str = "New issue",
    group_key: str = "",
    labels: dict[str, str] | None = None,
    issues: tuple[str, ...] = (),
) -> int:
    """An alert that opens now; `issues` are types of errors that belong to it."""
    first_at = instant(now + timing.group_wait)
    alert_id: int = await connection.fetchval(
        _ALERT,
        organization_id,
        rule_id,
        rule_name,
        project_id,
        group_key,
        {"project": "shop", "severity": severity.value} if labels is None else labels,
        severity.value,
        "3 events in 5 minutes, at least 3 is too many.",
        instant(now),
        msgspec.to_builtins(policy or BUILT_IN_POLICIES[severity]),
        msgspec.to_builtins(timing),
        first_at,
        instant(now + timing.auto_resolve) if timing.auto_resolve else None,
    )
    for one in issues:
        await join(connection, alert_id, project_id, one, now)
    await add_entries(connection, [NewEntry(alert_id, now, EntryKind.FIRED, "3 events in 5 minutes.")])
    return alert_id


async def join(connection: Connection, alert_id: int, project_id: int | None, type: str, now: float) -> int:
    """Another issue belongs to it; answers the issue's id."""
    issue_id: int = await connection.fetchval(_ISSUE, project_id, type, instant(now))
    await connection.execute(_JOIN, alert_id, issue_id, instant(now))
    await connection.execute(
        "update alerts set last_fired_at = $2, times_fired = times_fired + 1, notify_at = $2 where id = $1",
        alert_id,
        instant(now),
    )
    return issue_id


async def add_channel(
    connection: Connection,
    organization_id: int,
    name: str,
    now: float,
    *,
    kind: str = "slack",
    user_id: int | None = None,
) -> int:
    return int(
        await connection.fetchval(
            "insert into channels (organization_id, user_id, kind, name, config, created_at, updated_at)"
            " values ($1, $2, $3, $4, '{}', $5, $5) returning id",
            organization_id,
            user_id,
            kind,
            name,
            instant(now),
        )
    )


def texts(rows: list[Any]) -> list[tuple[str, str]]:
    return [(row["kind"], row["text"]) for row in rows]
