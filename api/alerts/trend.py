"""What a rule measured around one of its alerts, read from what is stored, within bounds that the answer tells of."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from api.access.rights import Access
from api.schemas.alerts.trends import AlertTrend, TrendMoment
from core.alerts import Measure, Rule
from core.alerts.scopes import PLAIN, TAG, Scope, compile_scope, field_named, value_of
from core.alerts.trends import WEEK, Counted, Span, bars, measured, points, slice_of, span_of, window_of
from core.clock import instant
from core.db.alerts import rules
from core.db.alerts import trends as alert_trends
from core.db.alerts.alerts import Alert
from core.db.alerts.rules import StoredRule
from core.db.alerts.trends import Slice
from core.db.database import Connection
from core.search import InvalidQuery

MOST_EVENTS: Final = 20_000
"""A person waits for them: where each is of another user, about a second."""
_HAPPENS: Final = frozenset({Measure.NEW_ISSUE, Measure.REGRESSION, Measure.EVERY_EVENT})
_HOUR: Final = 3600


async def alert_trend(connection: Connection, access: Access, alert: Alert) -> AlertTrend:
    now = access.deps.clock.now()
    found = None
    if alert.rule_id is not None:
        found = await rules.find_rule(connection, access.organization.id, alert.rule_id)
    stored = None if found is None else found.stored
    scope = None if stored is None else _scope(stored.rule)
    if stored is None or scope is None:
        return await _events(connection, alert, stored, now)
    return await _value(connection, access.organization.id, alert, stored, scope, now)


def _scope(rule: Rule) -> Scope | None:
    """None: it fires by what happens, or asks for more than counts have."""
    if rule.measure in _HAPPENS or any(field_named(key).startswith(TAG) for key in rule.group_by):
        return None
    try:
        scope = compile_scope(rule.query)
    except InvalidQuery:
        return None
    return None if scope.asks_tags else scope


async def _events(connection: Connection, alert: Alert, stored: StoredRule | None, now: float) -> AlertTrend:
    span = _span(alert, now, 0)
    since, until = instant(span.start), instant(span.end)
    note = ""
    if stored is None:
        note = "The rule is gone: these are the events of the alert’s issues."
    elif stored.rule.measure not in _HAPPENS:
        note = "The rule asks for tags, which counts do not have: these are the events of the alert’s issues."
    if span.step >= _HOUR:
        counted = await alert_trends.hours_of_issues(connection, alert.id, since, until)
    else:
        read = await alert_trends.events_of_issues(connection, alert.id, since, until, MOST_EVENTS, 1, users=False)
        # Each stands at the end of its second.
        counted = [Counted(one.counted.at - 1, one.counted.quantity, "") for one in read]
        note = _with_cut(note, read)
    shown = bars(counted, span, now)
    return await _shape(connection, alert, None if stored is None else stored.rule, span, shown, "events", note)


async def _value(
    connection: Connection, organization_id: int, alert: Alert, stored: StoredRule, scope: Scope, now: float
) -> AlertTrend:
    rule = stored.rule
    window = window_of(rule)
    span = _span(alert, now, window)
    back = 2 * window if rule.measure is Measure.CHANGE and rule.baseline == "window_before" else window
    reads = [(span.start - back, span.end)]
    if rule.measure is Measure.CHANGE and rule.baseline == "same_window_last_week":
        reads.append((span.start - back - WEEK, span.end - WEEK))
    read = [
        await _read(connection, organization_id, alert, stored, instant(start), instant(end)) for start, end in reads
    ]
    # In a thread: some tenths of a second of arithmetic that nobody else should wait for.
    shown = await asyncio.to_thread(_shown, alert, rule, scope, read, span, now)
    note = ""
    if stored.updated_at > alert.noticed_at:
        note = "The rule was changed after this alert fired: it is measured as the rule stands today."
    if rule.measure is Measure.USERS:
        note = f"{note} Users are told apart by what redaction left of them.".strip()
    for slices in read:
        note = _with_cut(note, slices)
    return await _shape(connection, alert, rule, span, shown, "value", note)


def _shown(
    alert: Alert, rule: Rule, scope: Scope, read: Sequence[Sequence[Slice]], span: Span, now: float
) -> list[tuple[int, float | None]]:
    kept = [[one.counted for one in slices if _is_meant(alert, rule, scope, one)] for slices in read]
    earlier = [Counted(one.at + WEEK, one.quantity, one.user) for one in kept[1]] if len(kept) > 1 else []
    return points(measured(rule, kept[0], earlier, span), span, now, highest=not _fires_below(rule))


async def _read(
    connection: Connection, organization_id: int, alert: Alert, stored: StoredRule, since: datetime, until: datetime
) -> list[Slice]:
    """Of the alert's issues alone, where each of the rule's alerts is about one issue."""
    rule = stored.rule
    seconds, users = slice_of(window_of(rule)), rule.measure is Measure.USERS
    if rule.measure is Measure.ESCALATING or "issue" in map(field_named, rule.group_by):
        return await alert_trends.events_of_issues(
            connection, alert.id, since, until, MOST_EVENTS, seconds, users=users
        )
    project_id = alert.project_id or stored.project_id
    return await alert_trends.events_of_projects(
        connection, organization_id, project_id, since, until, MOST_EVENTS, seconds, users=users
    )


def _is_meant(alert: Alert, rule: Rule, scope: Scope, one: Slice) -> bool:
    """Whether the rule counts it, and for this alert: its group has the same values as the alert's labels."""
    if not scope.matches(one.subject, one.sighting):
        return False
    fields = [field_named(key) for key in rule.group_by]
    # A project's slug may have changed since; that it is the alert's project was asked for already.
    return all(
        value_of(field, one.subject, one.sighting) == alert.labels.get(field, "")
        for field in fields
        if field in PLAIN and field != "project"
    )


def _span(alert: Alert, now: float, window: int) -> Span:
    over = now if alert.resolved_at is None else alert.resolved_at.timestamp()
    return span_of(alert.started_at.timestamp(), over, now, window)


def _fires_below(rule: Rule) -> bool:
    return rule.measure not in (Measure.NOTHING, Measure.ESCALATING) and rule.compare in ("below", "at_most")


def _with_cut(note: str, read: list[Slice]) -> str:
    if not read or read[0].read < MOST_EVENTS:
        return note
    first = instant(min(one.counted.at for one in read))
    cut = f"Only the latest {MOST_EVENTS:,} events were looked at, since {first:%Y-%m-%d %H:%M} UTC."
    return f"{note} {cut}".strip()


async def _shape(
    connection: Connection,
    alert: Alert,
    rule: Rule | None,
    span: Span,
    shown: list[tuple[int, float | None]],
    kind: str,
    note: str,
) -> AlertTrend:
    is_value = kind == "value" and rule is not None
    return AlertTrend.model_validate(
        {
            "kind": kind,
            "measure": None if rule is None else rule.measure.value,
            "window": window_of(rule) if is_value and rule is not None else None,
            "start": span.start,
            "end": span.end,
            "step": span.step,
            "points": [(at, None if value is None else round(value, 3)) for at, value in shown],
            "limit": alert.threshold if is_value else None,
            "resolve_limit": rule.resolve_threshold if is_value and rule is not None else None,
            "fires_below": is_value and rule is not None and _fires_below(rule),
            "moments": [
                TrendMoment.model_validate({"kind": what, "at": at})
                for what, at in await alert_trends.moments(connection, alert.id)
            ],
            "note": note,
        }
    )
