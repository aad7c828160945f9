"""The watchdog: each alerter notes that it lives and how far behind the engine is, and warns people when something is
wrong.

While all is well, it also pings an external address. Only an external watcher that misses the ping can tell of an
installation that is down altogether.
"""

import asyncio
import logging
import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from alerting.calls import CallFailed, Request
from alerting.outbound import Outbound, open_outbound
from core.addresses import Allowed
from core.alerts import Message
from core.db.alerts import health as alerting_health
from core.db.alerts.health import InCharge, Untold
from core.db.deliveries.deliveries import NewDelivery, enqueue, mail_to
from core.errors import Unavailable
from core.resources import Resources
from core.watchdog import LATE_SECONDS, PING_SECONDS, Round, Trouble, troubles, why_no_ping

WATCH_SECONDS: Final = 5.0
_TITLES: Final = {
    "no_alerter": "Redshank tells nobody of alerts",
    "late": "Redshank's alerts are late",
    "stuck": "Redshank's messages do not go out",
}

_log = logging.getLogger(__name__)


class Rounds:
    """When each duty of this process was last done."""

    def __init__(self, now: float, rests: Mapping[str, float]) -> None:
        """`rests`: the seconds that each duty may rest."""
        self._within = {duty: rest + LATE_SECONDS for duty, rest in rests.items()}
        self._at = dict.fromkeys(rests, now)

    def note(self, duty: str, now: float) -> None:
        self._at[duty] = now

    def all(self) -> dict[str, Round]:
        return {duty: Round(at, self._within[duty]) for duty, at in self._at.items()}


@dataclass(frozen=True, slots=True)
class Self:
    """This process, as others see it."""

    name: str
    started_at: float


async def keep_watching(res: Resources, rounds: Rounds, stop: asyncio.Event) -> None:
    """Watch until `stop` is set. While PostgreSQL is away, nobody can be warned from here, but the missing ping is
    noticed outside."""
    own = Self(f"{socket.gethostname()}-{os.getpid()}", res.clock.now())
    heartbeat = res.settings.heartbeat_url
    pinged = 0.0
    async with open_outbound(_only(heartbeat), proxy=res.settings.outbound_proxy) as outbound:
        while not stop.is_set():
            with suppress(Unavailable):
                found = await watch(res, own, rounds.all())
                if heartbeat is not None and res.clock.now() - pinged >= PING_SECONDS:
                    pinged = res.clock.now()
                    await beat(res, own, rounds.all(), found, outbound)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), WATCH_SECONDS)


async def watch(res: Resources, own: Self, rounds: Mapping[str, Round]) -> list[Trouble]:
    """Note that this alerter lives, look for trouble in the whole engine, and tell those in charge of each trouble
    once. Answers the troubles. Raises Unavailable."""
    now = res.clock.now()
    async with res.database.transaction() as connection:
        vitals = await alerting_health.vitals(connection, now)
        await alerting_health.put_alerter(connection, own.name, own.started_at, now, vitals.lag_seconds(now), rounds)
        found = troubles(await alerting_health.vitals(connection, now), now)
        untold = await alerting_health.keep_troubles(connection, found, now)
        if untold and res.settings.smtp_url is not None:
            for person in await alerting_health.those_in_charge(connection):
                for one in untold:
                    await enqueue(connection, notice(one, person, res.settings.base_url, now), now)
            for one in untold:
                await alerting_health.told(connection, one.trouble.name, now)
    for one in untold:
        if one.is_new:
            _log.error("%s", one.trouble.detail)
    return found


def notice(untold: Untold, person: InCharge, base_url: str, now: float) -> NewDelivery:
    """The mail about one trouble to one person."""
    trouble = untold.trouble
    message = Message(
        purpose="notice",
        title=_TITLES[trouble.name],
        text=trouble.detail[0].upper() + trouble.detail[1:],
        organization=person.slug,
        started_at=untold.since,
        url=f"{base_url}/{person.slug}/settings/alerting-health",
        thread=f"watchdog-{trouble.name}",
    )
    key = f"watchdog:{trouble.name}:{untold.since:.0f}:{person.user_id}"
    return mail_to(person.email, person.user_id, person.organization_id, message, key, now)


async def beat(
    res: Resources, own: Self, rounds: Mapping[str, Round], found: list[Trouble], outbound: Outbound
) -> None:
    """Ping, or note why not. A failure is noted for people and stops nothing. Raises Unavailable."""
    error = why_no_ping(rounds, found, res.clock.now()) or await _ping(res.settings.heartbeat_url or "", outbound)
    async with res.database.connection() as connection:
        await alerting_health.note_ping(connection, own.name, None if error else res.clock.now(), error)


async def _ping(url: str, outbound: Outbound) -> str | None:
    """Why the ping did not arrive; None: it did."""
    try:
        answer = await outbound.call(Request(method="GET", url=url, secrets=(url,)))
    except CallFailed as error:
        return error.detail
    return None if 200 <= answer.status < 300 else f"the heartbeat's address answers {answer.status}"


def _only(url: str | None) -> Allowed:
    """Allows this one host, wherever it is: the operator chose the address, which may be in the internal network."""
    host = urlsplit(url).hostname if url else None
    return Allowed(hosts=frozenset({host.lower().rstrip(".")} if host else ()))
