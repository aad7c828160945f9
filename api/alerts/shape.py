"""Alerts as the API shows them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final, Literal, cast

from api.schemas.alerts.alerts import (
    AlertCounts,
    AlertDeliveryShape,
    AlertIssueShape,
    AlertShape,
    AlertStepShape,
    CounterpartShape,
    EntryShape,
    NextShape,
    PolicyStateShape,
    RuleReference,
    StepTargetShape,
)
from api.schemas.organizations.people import ProjectReference, UserShape
from core.alerts import Policy
from core.alerts.reach import GONE, Directory, Told, reach, target_name
from core.db.alerts.alerts import Alert, AlertDelivery, AlertIssue, Counted, Entry, Person
from core.db.alerts.tracking import AlertLink
from core.events import Headline
from core.issues import short_id

_MOST_NAMES: Final = 10
_LEAST_REPEAT: Final = timedelta(seconds=60)


def alert_shape(public_url: str, organization: str, alert: Alert) -> AlertShape:
    return AlertShape.model_validate(alert_fields(public_url, organization, alert))


def alert_fields(public_url: str, organization: str, alert: Alert) -> dict[str, object]:
    same = ("status", "severity", "labels", "reason", "value", "threshold", "times_fired", "issue_count", "held_by")
    project = None
    if alert.project_id is not None and alert.project_slug is not None:
        project = ProjectReference(
            id=str(alert.project_id),
            slug=alert.project_slug,
            name=alert.project_name or alert.project_slug,
            platform=alert.project_platform,
        )
    return {
        **{name: getattr(alert, name) for name in same},
        "id": str(alert.number),
        "short_id": f"A-{alert.number}",
        "rule": RuleReference(id=None if alert.rule_id is None else str(alert.rule_id), name=alert.rule_name),
        "project": project,
        "date_started": alert.started_at,
        "date_noticed": alert.noticed_at,
        "date_last_fired": alert.last_fired_at,
        "date_acknowledged": alert.acknowledged_at,
        "acknowledged_by": person_shape(alert.acknowledged_by),
        "acknowledged_until": alert.acknowledged_until if alert.status == "acknowledged" else None,
        "date_resolved": alert.resolved_at,
        "resolved_by": person_shape(alert.resolved_by),
        "resolved_because": alert.resolved_because,
        "may_reopen": alert.resolved_from is not None,
        "date_notified": alert.notified_at,
        "next_step_at": alert.step_at if alert.status == "firing" and _has_step(alert) else None,
        "permalink": f"{public_url}/{organization}/alerts/{alert.number}",
    }


def person_shape(person: Person | None) -> UserShape | None:
    if person is None:
        return None
    return UserShape(
        id=str(person.id),
        email=person.email,
        name=person.name or person.email,
        username=person.email,
        is_active=True,
        date_joined=person.joined_at,
    )


def issue_shape(issue: AlertIssue, links: Sequence[AlertLink]) -> AlertIssueShape:
    return AlertIssueShape(
        id=str(issue.id),
        short_id=short_id(issue.project_slug, issue.number),
        title=Headline(issue.type, issue.value, issue.culprit).title,
        culprit=issue.culprit,
        level=issue.level,
        project=issue.project_slug,
        times_seen=issue.times_seen,
        first_at=issue.first_at,
        last_at=issue.last_at,
        event_id=None if issue.event_id is None else issue.event_id.hex,
        links=[
            CounterpartShape(
                tracker=one.name,
                kind=cast(Literal["jira", "github", "gitlab"], one.kind),
                key=one.external_key,
                url=one.url,
                status=one.external_status,
                is_done=one.is_done,
            )
            for one in links
            if one.issue_id == issue.id
        ],
    )


def delivery_shape(one: AlertDelivery) -> AlertDeliveryShape:
    return AlertDeliveryShape(
        id=str(one.id),
        target=one.target,
        kind=one.kind,
        recipient=one.recipient,
        purpose=one.purpose,
        state=one.state,
        error=one.error,
        attempts=one.attempts,
        date_next=one.next_at,
        date_created=one.created_at,
        date_ended=one.ended_at,
    )


def entry_shapes(entries: Iterable[Entry], deliveries: Mapping[str, AlertDeliveryShape]) -> list[EntryShape]:
    return [
        EntryShape(
            id=str(one.id),
            at=one.at,
            kind=one.kind,
            text=one.text,
            user=person_shape(one.user),
            delivery=deliveries.get(str(one.data.get("delivery", ""))),
            data=one.data,
        )
        for one in entries
    ]


def policy_shape(alert: Alert, policy_id: int | None, directory: Directory) -> PolicyStateShape:
    """`policy_id`: of the policy that has its name today."""
    policy = alert.policy
    waits = alert.step_at if alert.status == "firing" else None
    steps = [
        AlertStepShape(
            number=number + 1,
            targets=[
                StepTargetShape(kind=one.kind, id=str(one.id), name=target_name(one, directory) or GONE[one.kind])
                for one in step.targets
            ],
            minutes=step.minutes,
            state="past" if number < alert.step else "next" if number == alert.step else "later",
            at=waits if number == alert.step else None,
        )
        for number, step in enumerate(policy.steps)
    ]
    return PolicyStateShape(
        name=policy.name,
        id=None if policy_id is None else str(policy_id),
        steps=steps,
        round=alert.round + 1,
        rounds=max(policy.repeats, alert.round) + 1,
        acknowledged_minutes=policy.acknowledged_minutes,
    )


def next_shapes(alert: Alert, directory: Directory) -> list[NextShape]:
    """What the clock does to it if nobody does anything; soonest first."""
    found: list[NextShape] = []
    if alert.status == "resolved":
        return found
    if alert.resolve_at is not None:
        text = "It resolves by itself if nothing more joins it."
        found.append(NextShape(what="resolves", at=alert.resolve_at, text=text))
    if alert.status == "acknowledged":
        if alert.acknowledged_until is not None:
            text = "The acknowledgement times out: it escalates again."
            found.append(NextShape(what="escalates_again", at=alert.acknowledged_until, text=text))
    elif alert.held_by is None:
        found += _of_firing(alert, directory)
    return sorted(found, key=lambda one: one.at)


def _of_firing(alert: Alert, directory: Directory) -> list[NextShape]:
    found: list[NextShape] = []
    if alert.step_at is not None and _has_step(alert):
        text = f"Step {alert.step + 1}: {_named(alert.policy, alert.step, directory, alert.step_at.timestamp())}."
        found.append(NextShape(what="step", at=alert.step_at, text=text))
    elif alert.step_at is not None and alert.policy.steps:
        text = "The policy comes to its end unanswered."
        found.append(NextShape(what="exhausted", at=alert.step_at, text=text))
    if alert.notified_at is not None and alert.timing.repeat_interval:
        pause = max(timedelta(seconds=alert.timing.repeat_interval), _LEAST_REPEAT)
        text = "Whoever was told is told again."
        found.append(NextShape(what="repeat", at=alert.notified_at + pause, text=text))
    return found


def counts_shape(counted: Sequence[Counted]) -> AlertCounts:
    firing = [one for one in counted if one.status == "firing"]
    severities = dict.fromkeys(("critical", "high", "medium", "low"), 0)
    for one in counted:
        severities[one.severity] += one.quantity
    return AlertCounts(
        firing=sum(one.quantity for one in firing),
        acknowledged=sum(one.quantity for one in counted if one.status == "acknowledged"),
        held=sum(one.quantity for one in firing if one.is_held),
        by_severity=severities,
    )


def _named(policy: Policy, step: int, directory: Directory, at: float) -> str:
    """Whom it tells when it comes, as far as that is known now; what reaches nobody says why."""
    found = [one for target in policy.steps[step].targets for one in reach(target, directory, at)]
    names = list(dict.fromkeys(one.name if isinstance(one, Told) else one.text for one in found))
    shown = ", ".join(names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return f"{shown} and {more} more" if more > 0 else shown or "nobody"


def _has_step(alert: Alert) -> bool:
    return alert.step < len(alert.policy.steps)
