"""Verdicts into rows: alerts open, are joined, fire again, resolve. All inside the pass's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from alerting.evaluate.grouping import Group
from alerting.evaluate.state import Watched
from alerting.evaluate.verdicts import Verdict, VerdictKind
from alerting.evaluate.words import joined_text, lateness
from alerting.evaluating.work import happens
from core.alerts import EntryKind, Policy
from core.db.alerts.closing import resolve_alerts
from core.db.alerts.entries import NewEntry, add_entries
from core.db.alerts.opening import (
    AlertIssue,
    IssueFacts,
    NewAlert,
    OpenAlert,
    Refired,
    add_issues,
    fire_again,
    issue_facts,
    open_alerts,
    open_new,
)
from core.db.alerts.rule_states import Pair
from core.db.database import Connection
from core.db.on_call.policies import policy_for
from core.db.organizations.projects import project_ids
from core.metrics import ALERTS_OPENED, ALERTS_RESOLVED

_REASON_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Decided:
    """A verdict on a group of a rule."""

    watched: Watched
    group: Group
    verdict: Verdict

    @property
    def pair(self) -> Pair:
        return self.watched.id, self.group.key


async def apply(connection: Connection, organization_id: int, groups: Iterable[Sequence[Decided]], now: float) -> None:
    """`groups`: the verdicts on each group, in their order."""
    for turn in zip_longest(*groups):
        await _apply_turn(connection, organization_id, [one for one in turn if one is not None], now)


async def _apply_turn(connection: Connection, organization_id: int, decided: Sequence[Decided], now: float) -> None:
    """At most one verdict of each group."""
    there = await open_alerts(connection, [one.pair for one in decided])
    over = {
        there[one.pair].id: f"{one.verdict.reason}{lateness(one.verdict.at, now)}"
        for one in decided
        if one.verdict.kind is VerdictKind.RESOLVED and one.pair in there
    }
    await resolve_alerts(connection, over, now)
    ALERTS_RESOLVED.inc(len(over))
    fired = [one for one in decided if one.verdict.kind is not VerdictKind.RESOLVED]
    again = [one for one in fired if one.pair in there]
    fresh = [one for one in fired if one.pair not in there and _opens(one, now)]
    facts = await issue_facts(connection, {i.issue_id for one in (*fresh, *again) for i in one.verdict.issues})
    opened = await _open(connection, organization_id, fresh, facts, now)
    await _go_on(connection, [(one, there[one.pair]) for one in again], facts, now)
    await add_issues(connection, [row for one, alert_id in opened for row in _issues_of(one, alert_id)])


def _opens(one: Decided, now: float) -> bool:
    return one.verdict.kind is VerdictKind.FIRED and one.watched.snoozed_until <= now


async def _open(
    connection: Connection,
    organization_id: int,
    fresh: Sequence[Decided],
    facts: Mapping[int, IssueFacts],
    now: float,
) -> list[tuple[Decided, int]]:
    """Open alerts; answers each verdict with the id of its alert."""
    if not fresh:
        return []
    slugs = {project_id: slug for slug, project_id in (await project_ids(connection, organization_id)).items()}
    policies: dict[tuple[int | None, str], Policy] = {}
    alerts = []
    for one in fresh:
        rule = one.watched.rule
        wanted = (rule.policy_id, rule.severity.value)
        if wanted not in policies:
            policies[wanted] = await policy_for(connection, organization_id, rule)
        alerts.append(_new_alert(one, organization_id, policies[wanted], facts, slugs, now))
    ids = await open_new(connection, alerts, now)
    entries = [
        NewEntry(alert_id, now, EntryKind.FIRED, alert.reason) for alert_id, alert in zip(ids, alerts, strict=True)
    ]
    await add_entries(connection, entries)
    ALERTS_OPENED.inc(len(ids))
    return list(zip(fresh, ids, strict=True))


async def _go_on(
    connection: Connection, again: Sequence[tuple[Decided, OpenAlert]], facts: Mapping[int, IssueFacts], now: float
) -> None:
    """Open alerts fire again: new issues in them are told, known ones only counted."""
    new = await add_issues(connection, [row for one, alert in again for row in _issues_of(one, alert.id)])
    refired, entries = [], []
    for one, alert in again:
        joined = [i.issue_id for i in one.verdict.issues if (alert.id, i.issue_id) in new]
        notify_at = None
        if joined and happens(one.watched):
            notify_at = _told_at(one, alert, now)
            entries.append(NewEntry(alert.id, now, EntryKind.JOINED, _joined(joined, facts)))
        verdict = one.verdict
        resolve_at = _resolve_at(one.watched, now)
        refired.append(Refired(alert.id, verdict.times, verdict.at, verdict.value, resolve_at, notify_at))
    await fire_again(connection, refired)
    await add_entries(connection, entries)


def _told_at(one: Decided, alert: OpenAlert, now: float) -> float | None:
    """When something new is told: with the first message, or one group interval after the last message."""
    if alert.notified_at is None:
        return None if alert.notify_at is not None else now
    return max(now, alert.notified_at.timestamp() + one.watched.rule.timing.group_interval)


def _new_alert(
    one: Decided,
    organization_id: int,
    policy: Policy,
    facts: Mapping[int, IssueFacts],
    slugs: Mapping[int, str],
    now: float,
) -> NewAlert:
    watched, verdict, group = one.watched, one.verdict, one.group
    labels = {**verdict.labels, **group.labels}
    if group.project_id is not None and group.project_id in slugs:
        labels["project"] = slugs[group.project_id]
    labels |= {"rule": watched.name, "severity": watched.rule.severity.value}
    return NewAlert(
        organization_id=organization_id,
        rule_id=watched.id,
        rule_name=watched.name,
        project_id=group.project_id,
        group_key=group.key,
        labels={name: value for name, value in labels.items() if value},
        severity=watched.rule.severity.value,
        reason=f"{_reason(one, facts)}{lateness(verdict.at, now)}",
        value=verdict.value,
        threshold=verdict.threshold,
        times_fired=verdict.times,
        started_at=verdict.since,
        last_fired_at=verdict.at,
        policy=policy,
        timing=watched.rule.timing,
        resolve_at=_resolve_at(watched, now),
    )


def _reason(one: Decided, facts: Mapping[int, IssueFacts]) -> str:
    """The reason of a verdict; where one issue caused it, the issue is described."""
    issues = one.verdict.issues
    known = facts.get(issues[0].issue_id) if len(issues) == 1 and happens(one.watched) else None
    text = one.verdict.reason if known is None else f"{one.verdict.reason}: {known.title}"
    return text[:_REASON_CHARACTERS]


def _joined(issue_ids: Sequence[int], facts: Mapping[int, IssueFacts]) -> str:
    names = [facts[one].short_id for one in issue_ids if one in facts]
    text = joined_text(names)
    return f"{text}: {facts[issue_ids[0]].title}"[:_REASON_CHARACTERS] if len(names) == 1 else text


def _resolve_at(watched: Watched, now: float) -> float | None:
    seconds = watched.rule.timing.auto_resolve
    return now + seconds if seconds and happens(watched) else None


def _issues_of(one: Decided, alert_id: int) -> list[AlertIssue]:
    return [AlertIssue(alert_id, i.issue_id, i.times, i.first_at, i.last_at, i.event_id) for i in one.verdict.issues]
