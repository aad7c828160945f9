"""Answers to `GET /health/live` and `/health/ready`: 200 only when true.

`/health/ready` is about all roles of this process, `/health/ready/<role>` about one. A load balancer for events alone
asks about the gateway, which works without the database.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from typing import Any

import msgspec

from core.bus import Topic
from core.bus.spool import SpooledLog
from core.db.alerts import health as alerting_health
from core.errors import RedshankError, Unavailable
from core.resources import Resources
from core.watchdog import troubles
from deploy.readiness import OK, Standing, Surroundings, report
from ingest.asgi import Receive, Scope, Send

App = Callable[[Scope, Receive, Send], Awaitable[None]]

_READY = "/health/ready"
HEALTH_PATHS = ("/health/live", _READY, *(f"{_READY}/{role}" for role in ("gateway", "api", "processor", "alerter")))

_PATIENCE_SECONDS = 4.0
_IMPATIENCE_SECONDS = 0.8
"""How long to wait for the database when the probe is about the gateway alone, which does not need it: many probes time
out after one second."""


def health_app(res: Resources, roles: Collection[str], known_keys: Callable[[], int] = lambda: 0) -> App:
    """An ASGI application for HEALTH_PATHS. Live: this process answers. Ready: its roles can work.

    `known_keys` says how many keys the gateway would accept without the database.
    """

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"].rstrip("/")
        if path == "/health/live":
            await _answer(send, 200, {"status": "live"})
            return
        asked = [role for role in roles if path in (_READY, f"{_READY}/{role}")]
        if not asked:
            await _answer(send, 404, {"status": "this process has no such role"})
            return
        res.disk.look()
        worst, body = report(asked, await _look(res, asked, known_keys()), res.clock.now())
        # A full disk is reported but does not make the gateway unready: a 429 with a reason serves senders better than
        # a load balancer without a ready server.
        disk = res.disk.room.name.lower()
        await _answer(send, 503 if worst is Standing.NOT_READY else 200, {**body, "disk": disk})

    return app


async def _look(res: Resources, roles: Collection[str], known_keys: int) -> Surroundings:
    needs_database = any(role != "gateway" for role in roles)
    questions = [_works(res.database.ping(), _PATIENCE_SECONDS if needs_database else _IMPATIENCE_SECONDS)]
    if "gateway" in roles:
        questions.append(_works(res.log.append(Topic.EVENTS, [])))
    elif "processor" in roles:
        questions.append(_works(_read_log(res)))
    needs_log = len(questions) > 1
    if needs_database:
        questions.append(_works(res.payloads.ping()))
    database, *others = await asyncio.gather(*questions)
    return Surroundings(
        database=database,
        log=others[0] if needs_log else None,
        payloads=others[-1] if needs_database else None,
        alerting=await _works(_ask_alerting(res)) if "api" in roles and database == OK else None,
        spool=res.log.state() if isinstance(res.log, SpooledLog) and "gateway" in roles else None,
        known_keys=known_keys,
    )


async def _ask_alerting(res: Resources) -> None:
    """Ask whether the alert engine works: only another process, such as the web process, can notice that no alerter
    lives. Raises Unavailable that says what is wrong."""
    now = res.clock.now()
    async with res.database.connection() as connection:
        found = troubles(await alerting_health.vitals(connection, now), now)
    if found:
        raise Unavailable(found[0].detail)


async def _read_log(res: Resources) -> None:
    await res.log.backlog(Topic.OUTCOMES, {})


async def _works(question: Awaitable[None], patience: float = _PATIENCE_SECONDS) -> str:
    try:
        await asyncio.wait_for(question, patience)
    except TimeoutError:
        return f"no answer within {patience:g} s"
    except RedshankError as error:
        return str(error)
    return OK


async def _answer(send: Send, status: int, body: dict[str, Any]) -> None:
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": msgspec.json.encode(body)})
