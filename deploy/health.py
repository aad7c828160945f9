"""Answers to `GET /health/live` and `/health/ready`: 200 only when true."""

import asyncio
from collections.abc import Awaitable, Callable

import msgspec

from core.bus import Topic
from core.errors import RedshankError
from core.resources import Resources
from ingest.asgi import Receive, Scope, Send

App = Callable[[Scope, Receive, Send], Awaitable[None]]

_PATIENCE_SECONDS = 3.0


def health_app(res: Resources) -> App:
    """An ASGI application for the two paths. Live: this process answers. Ready: log and database answer too."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].rstrip("/") == "/health/live":
            await _answer(send, 200, {"status": "live"})
            return
        res.disk.look()
        parts = {"database": await _works(_ask_database(res)), "log": await _works(_ask_log(res))}
        ready = all(state == "ok" for state in parts.values())
        # A full disk is said, and changes nothing: senders that get 429 with a reason are better served than by a
        # load balancer that finds nobody ready.
        status = "ready" if ready else "not ready"
        await _answer(send, 200 if ready else 503, {"status": status, **parts, "disk": res.disk.room.name.lower()})

    return app


async def _ask_database(res: Resources) -> None:
    async with res.database.connection() as connection:
        await connection.fetchval("select 1")


async def _ask_log(res: Resources) -> None:
    await res.log.append(Topic.OUTCOMES, [])


async def _works(question: Awaitable[None]) -> str:
    try:
        await asyncio.wait_for(question, _PATIENCE_SECONDS)
    except TimeoutError:
        return f"no answer within {_PATIENCE_SECONDS:.0f} s"
    except RedshankError as error:
        return str(error)
    return "ok"


async def _answer(send: Send, status: int, body: dict[str, str]) -> None:
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": msgspec.json.encode(body)})
