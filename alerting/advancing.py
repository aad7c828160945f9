"""Follows alerts: looks at those that are due, and queues the messages that are due. The shell around escalate.py.

One transaction holds the locks on the alerts, the deliveries, the time lines and the alerts' next moments. So if an
alerter is killed, either all of this happened or nothing, and then another alerter does it.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from alerting.decide import FLAPS, Facts, Flap, flap_of, held
from alerting.escalate import Advance, Say, advance, rewound
from alerting.known import Known
from alerting.lives import before_of, life_of, moments_of
from alerting.recipients import Audience, Reached, Recipient, step_recipients, told_again
from alerting.telling import Saying, queue, told_before
from alerting.tracking import track
from core.alerts import AlertStatus, EntryKind, Severity
from core.db.alerts import life as alert_life
from core.db.alerts.entries import NewEntry, add_entries
from core.db.alerts.life import DueAlert
from core.db.database import OUTAGES, Connection
from core.resources import Resources

BATCH: Final = 100
"""Alerts in one transaction, about a tenth of a second of work: a person who answers one of them waits for its lock."""
_LOCKED_REST: Final = 0.2
"""Seconds until the next look where another alerter has locked the due alerts, since that one may die."""
_PUT_OFF_SECONDS: Final = 60.0
_LONG: Final = 3600.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Looked:
    """An alert, and what was decided about it."""

    alert: DueAlert
    flap: Flap
    audience: Audience
    reached: dict[int, Reached]
    """Whom a step reaches, by its index, for the steps that were asked about."""
    done: Advance


async def follow(res: Resources) -> float:
    """One pass; answers the seconds until the next alert is due, 0 where more are due now."""
    now = res.clock.now()
    async with res.database.transaction() as connection:
        ids = await alert_life.claim(connection, now, BATCH)
        if ids:
            await _follow_or_put_off(connection, res, ids, now)
        next_due = await alert_life.next_due(connection)
    if len(ids) == BATCH:
        return 0.0
    return _LONG if next_due is None else max(next_due - now, _LOCKED_REST)


async def _follow_or_put_off(connection: Connection, res: Resources, ids: Sequence[int], now: float) -> None:
    """Follow the alerts together; after a failure, each by itself, so that one bad alert does not stop the others. The
    bad one is put off, and the log says why."""
    try:
        async with connection.transaction():
            await _follow(connection, res, ids, now)
    except OUTAGES:
        raise
    except Exception as error:
        if len(ids) == 1:
            _log.exception("alert %d cannot be followed; looked at again in %d s", ids[0], _PUT_OFF_SECONDS)
            await alert_life.put_off(connection, ids[0], now + _PUT_OFF_SECONDS, now)
            return
        _log.warning("one of %d alerts cannot be followed (%s): each is followed alone", len(ids), error)
    else:
        return
    for alert_id in ids:
        await _follow_or_put_off(connection, res, [alert_id], now)


async def _follow(connection: Connection, res: Resources, ids: Sequence[int], now: float) -> None:
    """Decide about each alert in turn, then write the results of all together."""
    known = Known(connection, res, now)
    decided = [await _look(known, alert, now) for alert in await alert_life.due_alerts(connection, ids)]
    looked = await _superseded(connection, decided, now)
    notes = [NewEntry(one.alert.id, now, note.kind, note.text) for one in looked for note in one.done.notes]
    told = await queue(connection, res, await _sayings(connection, looked, now), now)
    await alert_life.save(connection, [moments_of(one.alert, one.done, one.flap) for one in looked], now)
    shown = [
        one for one in looked if one.done.life.held_by is None and one.done.life.status is not AlertStatus.RESOLVED
    ]
    tracked = [entry for one in shown for entry in await track(connection, one.alert, now)]
    await add_entries(connection, [*notes, *told, *tracked])
    over = {one.alert.organization_id for one in looked if one.done.life.status is AlertStatus.RESOLVED}
    if over:
        await alert_life.look_at_inhibited(connection, sorted(over), now)


async def _look(known: Known, alert: DueAlert, now: float) -> _Looked:
    audience = await known.audience(alert.organization_id, alert.project_id)
    reached: dict[int, Reached] = {}

    def reaches(step: int) -> str:
        severity = Severity(alert.severity)
        reached[step] = step_recipients(alert.policy, alert.policy.steps[step], severity, audience, now)
        return "" if reached[step].recipients else "; ".join(reached[step].left_out) or "it names nobody"

    flap = flap_of(alert.noticed_at.timestamp(), before_of(alert))
    done = advance(life_of(alert), held(await _facts(known, alert, flap), now), reaches, now)
    if done.life.status is AlertStatus.RESOLVED:
        known.note_resolved(alert.organization_id, alert.id)
    return _Looked(alert, flap, audience, reached, done)


async def _superseded(connection: Connection, looked: Sequence[_Looked], now: float) -> list[_Looked]:
    """Take back messages that still wait to be sent and have become useless."""
    wanted = [one.alert.id for one in looked if one.done.supersede]
    taken_back = await alert_life.supersede(connection, wanted, now) if wanted else set()
    return [
        replace(one, done=replace(one.done, life=rewound(one.done.life)))
        if one.alert.id in taken_back and one.done.life.held_by is not None and one.alert.held_by is None
        else one
        for one in looked
    ]


async def _sayings(connection: Connection, looked: Sequence[_Looked], now: float) -> list[Saying]:
    """The messages that are due, each with its recipients."""
    said = [(one, one.done.say) for one in looked if one.done.say is not None]
    again = [one.alert.id for one, say in said if say.step is None]
    told = await told_before(connection, again, now) if again else {}
    return [_saying(one, say, told.get(one.alert.id, ()), now) for one, say in said]


def _saying(one: _Looked, say: Say, told: Sequence[Recipient], now: float) -> Saying:
    alert, done = one.alert, one.done
    if say.step is not None:
        reached = one.reached[say.step]
    else:
        again = told_again(told, Severity(alert.severity), one.audience, now, only_chats=say.only_chats)
        reached = Reached(again, ())
    return Saying(
        alert=alert,
        purpose=say.purpose,
        status=done.life.status,
        resolved_because=done.life.resolved_because,
        reached=reached,
        audience=one.audience,
        step=say.step,
        note=_note(alert, done, one.flap),
    )


def _note(alert: DueAlert, done: Advance, flap: Flap) -> str:
    if flap is Flap.BEGINS and alert.notified_at is None:
        return f"It has opened {max(alert.openings, FLAPS)} times within an hour; more is told only when it stays."
    if any(one.kind is EntryKind.UNACKNOWLEDGED for one in done.notes):
        return (
            f"The acknowledgement{f' of {alert.acknowledged_name}' if alert.acknowledged_name else ''} has timed out."
        )
    if done.say is not None and done.say.purpose == "unacknowledged":
        return f"{'Its resolving' if alert.takes_back == 'resolved' else 'The acknowledgement'} was taken back."
    return ""


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
