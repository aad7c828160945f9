"""How the alert engine itself does: is anybody told when something breaks?"""

from datetime import datetime

from fastapi import APIRouter

from api.access.rights import ReadEvents
from api.schemas.alerts.health import (
    AlerterRound,
    AlerterShape,
    AlertingHealth,
    HealthChannel,
    HeartbeatShape,
    TroubleShape,
)
from core.clock import instant
from core.db.alerts import health as alerting_health
from core.watchdog import Alerter, Ways, troubles, verdict

router = APIRouter(tags=["alerting health"])


@router.get("/organizations/{org}/alerting-health/")
async def get_alerting_health(access: ReadEvents) -> AlertingHealth:
    """The installation's alerters and what waits, and this organization's ways out."""
    now, deps = access.deps.clock.now(), access.deps
    async with deps.database.transaction() as connection:
        vitals = await alerting_health.vitals(connection, now)
        waiting, failed, arrived = await alerting_health.delivery_counts(connection, now, access.organization.id)
        ways = await alerting_health.ways_out(connection, access.organization.id)
        disabled = await alerting_health.disabled_channels(connection, access.organization.id)
        told = {one.name: one for one in await alerting_health.open_troubles(connection)}
    outs = Ways(ways.rules, ways.active_channels, deps.mail_is_set_up, all_failed=failed > 0 and not arrived)
    is_told, sentence = verdict(vitals, outs, now)
    knows_hosts = "org:write" in access.scopes
    shown = vitals.worth_showing(now)
    return AlertingHealth(
        somebody_is_told=is_told,
        sentence=sentence,
        alerters=[_alerter(one, number, knows_hosts, now) for number, one in enumerate(shown, 1)],
        earlier_alerters=len(vitals.alerters) - len(shown),
        lag_seconds=vitals.lag_seconds(now),
        oldest_signal_at=_instant(vitals.oldest_signal_at),
        evaluated_at=ways.evaluated_at,
        oldest_due_at=_instant(vitals.oldest_due_at),
        deliveries_waiting=waiting,
        deliveries_failed=failed,
        heartbeat=_heartbeat(vitals.alive(now), deps.heartbeat_is_set_up),
        mail_is_set_up=deps.mail_is_set_up,
        active_channels=ways.active_channels,
        disabled_channels=[
            HealthChannel(id=str(one.id), name=one.name, kind=one.kind, disabled_because=one.disabled_because)
            for one in disabled
        ],
        troubles=[
            TroubleShape(
                name=one.name,
                detail=one.detail,
                since=told[one.name].since if one.name in told else instant(now),
                told_at=told[one.name].told_at if one.name in told else None,
            )
            for one in troubles(vitals, now)
        ],
    )


def _alerter(one: Alerter, number: int, knows_hosts: bool, now: float) -> AlerterShape:
    return AlerterShape(
        name=one.name if knows_hosts else f"alerter {number}",
        started_at=instant(one.started_at),
        seen_at=instant(one.seen_at),
        is_alive=one.is_alive(now),
        lag_seconds=one.lag_seconds,
        rounds=[
            AlerterRound(duty=duty, at=instant(done.at), is_late=done.is_late(now))
            for duty, done in sorted(one.rounds.items())
        ],
        pinged_at=_instant(one.pinged_at),
        ping_error=one.ping_error if knows_hosts else None,
    )


def _heartbeat(alive: list[Alerter], is_set_up: bool) -> HeartbeatShape:
    """Of several alerters the one whose ping arrived last; an error only where none of them gets through."""
    latest = max((one.pinged_at for one in alive if one.pinged_at is not None), default=None)
    errors = [one.ping_error for one in alive]
    return HeartbeatShape(
        is_set_up=is_set_up,
        pinged_at=_instant(latest),
        error=errors[0] if errors and all(errors) else None,
    )


def _instant(at: float | None) -> datetime | None:
    return None if at is None else instant(at)
