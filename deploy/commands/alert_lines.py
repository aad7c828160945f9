"""An alert, its counterparts at trackers and its time line, as `redshank alert` prints them."""

from datetime import datetime
from typing import Any

from core.db.alerts.alerts import Alert, Entry
from core.db.alerts.tracking import AlertLink


def alert_line(one: Alert) -> str:
    held = f", held back ({one.held_by})" if one.held_by else ""
    where = one.project_slug or "-"
    return (
        f"{f'A-{one.number}':<8} {one.severity:<8} {one.status + held:<14} {moment(one.last_fired_at)}"
        f"  {where:<16} {one.rule_name}"
    )


def moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%SZ")


def alert_fields(one: Alert) -> dict[str, Any]:
    return {
        "id": one.number,
        "short_id": f"A-{one.number}",
        "status": one.status,
        "severity": one.severity,
        "rule": one.rule_name,
        "project": one.project_slug,
        "reason": one.reason,
        "labels": one.labels,
        "issues": one.issue_count,
        "held_by": one.held_by,
        "noticed_at": one.noticed_at.isoformat(),
        "last_fired_at": one.last_fired_at.isoformat(),
        "acknowledged_by": one.acknowledged_by.email if one.acknowledged_by else None,
        "notified_at": one.notified_at.isoformat() if one.notified_at else None,
    }


def link_line(one: AlertLink) -> str:
    return f"{one.name}: {one.external_key or 'not made yet'} {one.external_status} {one.url or ''}".rstrip()


def link_fields(one: AlertLink) -> dict[str, Any]:
    return {
        "tracker": one.name,
        "kind": one.kind,
        "key": one.external_key,
        "url": one.url,
        "status": one.external_status,
        "is_done": one.is_done,
    }


def entry_fields(one: Entry) -> dict[str, Any]:
    by = one.user.email if one.user else None
    return {"at": one.at.isoformat(), "kind": one.kind, "text": one.text, "by": by}
