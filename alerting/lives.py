"""Converts rows of alerts to the values that decisions take, and decisions to values for the row. Pure."""

from datetime import datetime

from alerting.decide import Before, Flap
from alerting.escalate import Advance, Life
from core.alerts import AlertStatus
from core.db.alerts.life import DueAlert, Moments


def before_of(alert: DueAlert) -> Before:
    return Before(openings=alert.openings, flapped=bool(alert.flapped), ended_at=_seconds(alert.ended_at))


def life_of(alert: DueAlert) -> Life:
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


def moments_of(alert: DueAlert, done: Advance, flap: Flap) -> Moments:
    life = done.life
    return Moments(
        alert_id=alert.id,
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
