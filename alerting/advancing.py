"""Following alerts: those that are due are looked at, and whoever is to be told is told. The shell around escalate.py.

One transaction holds the lock on the alert, the deliveries, the time line and the alert's next moments. So whatever
kills an alerter, all of it happened or nothing, and another one does it then.
"""

import logging
from dataclasses import replace
from datetime import datetime
from typing import Final

from alerting.decide import FLAPS, Before, Facts, Flap, flap_of, held
from alerting.escalate import Advance, Life, Say, advance, rewound
from alerting.known import Known
from alerting.recipients import Reached, step_recipients
from alerting.telling import Saying, queue, told_before
from core.alerts import AlertStatus, EntryKind, Severity
from core.db import alert_life
from core.db.alert_entries import NewEntry, add_entries
from core.db.alert_life import DueAlert, Moments
from core.db.database import OUTAGES, Connection
from core.resources import Resources

BATCH: Final = 20
"""Alerts of one transaction: their locks keep a person who answers one of them waiting."""
_LOCKED_REST: Final = 0.2
"""Seconds, where what is due is another alerter's: it may die."""
_PUT_OFF_SECONDS: Final = 60.0
_LONG: Final = 3600.0

_log = logging.getLogger(__name__)


async def follow(res: Resources) -> float:
    """A pass: answers the seconds until the next alert is due, 0 where more wait."""
    now = res.clock.now()
    async with res.database.transaction() as connection:
        ids = await alert_life.claim(connection, now, BATCH)
        known = Known(connection, res, now)
        for alert in await alert_life.due_alerts(connection, ids) if ids else ():
            await _follow_or_put_off(connection, res, known, alert, now)
        next_due = await alert_life.next_due(connection)
    if len(ids) == BATCH:
        return 0.0
    return _LONG if next_due is None else max(next_due - now, _LOCKED_REST)


async def _follow_or_put_off(connection: Connection, res: Resources, known: Known, alert: DueAlert, now: float) -> None:
    """One that we fail on must not stop the others: it is looked at again later, and the log says why."""
    try:
        async with connection.transaction():
            await _follow(connection, res, known, alert, now)
    except OUTAGES:
        raise
    except Exception:
        _log.exception("alert %d cannot be followed; looked at again in %d s", alert.id, _PUT_OFF_SECONDS)
        await alert_life.put_off(connection, alert.id, now + _PUT_OFF_SECONDS, now)


async def _follow(connection: Connection, res: Resources, known: Known, alert: DueAlert, now: float) -> None:
    audience = await known.audience(alert.organization_id, alert.project_id)
    reached: dict[int, Reached] = {}

    def reaches(step: int) -> str:
        severity = Severity(alert.severity)
        reached[step] = step_recipients(alert.policy, alert.policy.steps[step], severity, audience, now)
        return "" if reached[step].recipients else "; ".join(reached[step].left_out) or "it names nobody"

    flap = flap_of(alert.noticed_at.timestamp(), _before(alert))
    hold = held(await _facts(known, alert, flap), now)
    done = await _superseded(connection, alert, advance(_life(alert), hold, reaches, now), now)
    entries = [NewEntry(alert.id, now, note.kind, note.text) for note in done.notes]
    if done.say is not None:
        say = done.say
        told = (
            reached[say.step]
            if say.step is not None
            else await told_before(connection, alert, audience, now, only_chats=say.only_chats)
        )
        saying = _saying(alert, done, say, flap)
        entries += await queue(connection, res, saying, told, audience, now)
    await alert_life.save(connection, alert.id, _moments(alert, done, flap), now)
    await add_entries(connection, entries)
    if done.life.status is AlertStatus.RESOLVED:
        known.forget_holding(alert.organization_id)
        await alert_life.look_at_inhibited(connection, alert.organization_id, now)


async def _superseded(connection: Connection, alert: DueAlert, done: Advance, now: float) -> Advance:
    """With what waits to be sent taken back, where it is of no use."""
    if not done.supersede:
        return done
    taken_back = await alert_life.supersede(connection, [alert.id], now)
    is_held_now = done.life.held_by is not None and alert.held_by is None
    return replace(done, life=rewound(done.life)) if taken_back and is_held_now else done


def _saying(alert: DueAlert, done: Advance, say: Say, flap: Flap) -> Saying:
    note = ""
    if flap is Flap.BEGINS and alert.notified_at is None:
        note = f"It has opened {max(alert.openings, FLAPS)} times within an hour; more is told only when it stays."
    elif any(one.kind is EntryKind.UNACKNOWLEDGED for one in done.notes):
        note = (
            f"The acknowledgement{f' of {alert.acknowledged_name}' if alert.acknowledged_name else ''} has timed out."
        )
    elif say.purpose == "unacknowledged":
        note = f"{'Its resolving' if alert.takes_back == 'resolved' else 'The acknowledgement'} was taken back."
    return Saying(
        alert=alert,
        purpose=say.purpose,
        status=done.life.status,
        resolved_because=done.life.resolved_because,
        step=say.step,
        note=note,
    )


async def _facts(known: Known, alert: DueAlert, flap: Flap) -> Facts:
    holding = await known.holding(alert.organization_id)
    return Facts(
        alert_id=alert.id,
        labels=alert.labels,
        noticed_at=alert.noticed_at.timestamp(),
        is_told=alert.notified_at is not None,
        flap=flap,
        silences=holding.silences,
        inhibitions=holding.inhibitions,
        others=holding.open_alerts,
        mute_times=alert.mute_times,
    )


def _before(alert: DueAlert) -> Before:
    return Before(openings=alert.openings, flapped=bool(alert.flapped), ended_at=_seconds(alert.ended_at))


def _life(alert: DueAlert) -> Life:
    return Life(
        status=AlertStatus(alert.status),
        policy=alert.policy,
        timing=alert.timing,
        step=alert.step,
        round=alert.round,
        step_at=_seconds(alert.step_at),
        notify_at=_seconds(alert.notify_at),
        notified_at=_seconds(alert.notified_at),
        acknowledged_until=_seconds(alert.acknowledged_until),
        resolve_at=_seconds(alert.resolve_at),
        held_by=alert.held_by,
        resolved_because=alert.resolved_because,
        takes_back=alert.takes_back,
        untold=alert.untold,
    )


def _moments(alert: DueAlert, done: Advance, flap: Flap) -> Moments:
    life = done.life
    return Moments(
        status=life.status.value,
        step=life.step,
        round=life.round,
        step_at=life.step_at,
        notify_at=life.notify_at,
        notified_at=life.notified_at,
        acknowledged_until=life.acknowledged_until,
        resolve_at=life.resolve_at,
        held_by=life.held_by,
        resolved_because=life.resolved_because,
        messages=alert.messages + (done.say is not None),
        is_flapping=flap is not Flap.NO,
        takes_back=life.takes_back,
    )


def _seconds(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()
