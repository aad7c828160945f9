"""Turns messages that are due into rows of `deliveries` and lines of the time line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from alerting.message import MOST_ISSUES, Subject, alert_message
from alerting.recipients import Audience, Reached, Recipient
from core.alerts import AlertStatus, EntryKind, IssueLine, Purpose, Severity
from core.alerts.links import link_token, link_url
from core.db.alerts import life as alert_life
from core.db.alerts.entries import NewEntry
from core.db.alerts.life import DueAlert
from core.db.database import Connection
from core.db.deliveries.deliveries import NewDelivery, enqueue_all
from core.resources import Resources

FIRES: Final = frozenset({"firing", "update", "repeat"})
"""Purposes of messages that say that an alert fires: a later one makes the earlier ones useless."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One message to several recipients, about an alert in its state after the decision."""

    alert: DueAlert
    purpose: Purpose
    status: AlertStatus
    resolved_because: str | None
    reached: Reached
    audience: Audience
    step: int | None = None
    """The step from 0; None: the message belongs to none."""
    note: str = ""


async def queue(connection: Connection, res: Resources, sayings: Sequence[Saying], now: float) -> list[NewEntry]:
    """Write the deliveries; answers their lines for the time lines. At most one saying for each alert; the caller
    counts it among the alert's messages, so that no two have the same idempotency keys."""
    if not sayings:
        return []
    organizations = {one.alert.id: one.alert.organization for one in sayings}
    issues = await alert_life.issue_lines(connection, organizations, res.settings.base_url, MOST_ISSUES)
    fires = [one for one in sayings if one.purpose in FIRES]
    await alert_life.supersede_earlier(connection, [place for one in fires for place in _at_once(one, now)], now)
    await alert_life.mark_told(connection, [one.alert.id for one in fires])
    wanted = [
        (saying, one, _delivery(res, saying, one, issues[saying.alert.id], now))
        for saying in sayings
        for one in saying.reached.recipients
    ]
    ids = await enqueue_all(connection, [delivery for _, _, delivery in wanted], now)
    entries = [_step_entry(saying, saying.step, now) for saying in sayings if saying.step is not None]
    for saying, one, delivery in wanted:
        delivery_id = ids.get(delivery.idempotency_key)
        if delivery_id is not None:
            data = {"delivery": delivery_id, "purpose": saying.purpose}
            entries.append(NewEntry(saying.alert.id, now, EntryKind.TOLD, _told(saying, one, now), data=data))
    return entries


async def told_before(connection: Connection, alert_ids: Sequence[int], now: float) -> dict[int, list[Recipient]]:
    """By alert, the recipients of messages that said that it fires."""
    found: dict[int, list[Recipient]] = {}
    for one in await alert_life.told(connection, alert_ids, now):
        recipient = Recipient(target=one.target, kind=one.kind, recipient=one.recipient, user_id=one.user_id, at=now)
        found.setdefault(one.alert_id, []).append(recipient)
    return found


def _at_once(saying: Saying, now: float) -> list[tuple[int, str, str]]:
    """(alert, target, recipient) of the messages that go out at once."""
    return [(saying.alert.id, one.target, one.recipient) for one in saying.reached.recipients if one.at <= now]


def _delivery(res: Resources, saying: Saying, to: Recipient, issues: Sequence[IssueLine], now: float) -> NewDelivery:
    alert = saying.alert
    message = alert_message(
        saying.purpose,
        _subject(saying),
        issues,
        alert.issues,
        res.settings.base_url,
        step=None if saying.step is None else saying.step + 1,
        note=saying.note,
        acknowledge_url=_acknowledge_url(res, saying, to, now),
    )
    step = "-" if saying.step is None else str(saying.step)
    return NewDelivery(
        organization_id=alert.organization_id,
        idempotency_key=f"alert:{alert.id}:{alert.messages}:{saying.purpose}:{step}:{to.key}",
        target=to.target,
        kind=to.kind,
        recipient=to.recipient,
        message=message,
        alert_id=alert.id,
        project_id=alert.project_id,
        user_id=to.user_id,
        at=to.at,
    )


def _subject(saying: Saying) -> Subject:
    alert = saying.alert
    is_over = saying.status is AlertStatus.RESOLVED
    return Subject(
        alert_id=alert.id,
        number=alert.number,
        organization=alert.organization,
        project=alert.project or "",
        rule_name=alert.rule_name,
        severity=Severity(alert.severity),
        status=saying.status,
        reason=alert.reason,
        labels=alert.labels,
        started_at=alert.started_at.timestamp(),
        answered_by=(alert.resolved_name if is_over else alert.acknowledged_name) or "",
        resolved_because=saying.resolved_because or "",
    )


def _acknowledge_url(res: Resources, saying: Saying, to: Recipient, now: float) -> str:
    """Only for a person who may acknowledge, since the link acts in her name."""
    person = saying.audience.contacts.people.get(to.user_id or 0)
    if person is None or not person.may_answer:
        return ""
    return link_url(res.settings.base_url, link_token(res.vault, saying.alert.id, person.id, now))


def _step_entry(saying: Saying, step: int, now: float) -> NewEntry:
    reached = saying.reached
    steps, count = len(saying.alert.policy.steps), len(reached.recipients)
    text = f"Step {step + 1} of {steps}: {count} message{'' if count == 1 else 's'}"
    text += "".join(f"; {why}" for why in reached.left_out) + "."
    return NewEntry(saying.alert.id, now, EntryKind.STEP, text, data={"step": step + 1})


def _told(saying: Saying, one: Recipient, now: float) -> str:
    person = saying.audience.contacts.people.get(one.user_id or 0)
    whom = one.recipient if person is None else person.name
    by = "by mail" if one.target == "mail" else f"through {one.recipient} ({one.kind})"
    minutes = round((one.at - now) / 60)
    later = f", in {minutes} minute{'' if minutes == 1 else 's'}" if minutes > 0 else ""
    return f"{whom} {by}{later}."
