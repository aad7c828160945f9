"""What one browser does to issues, and to alerts, happens in the order in which it came."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from api.access.auth import COOKIE

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_ORDERED: Final = frozenset({"issues", "alerts"})
"""What people change from lists, one thing after the other, while they go on. Nothing there takes long: elsewhere a
try-out of some seconds would hold up who saves."""
_COLLECTION: Final = 5
"""Where its name stands in /api/0/organizations/ORG/issues."""


@dataclass(slots=True)
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    requests: int = 0


class InTurn:
    """Middleware. A page that is left sends all that waits at once, and cannot wait for answers: without this, the
    second of two changes was seen to overtake the first in one of five. It holds within one process: where there
    are several, the door sends a browser to always the same one (deploy/nginx.conf)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._turns: dict[tuple[str, str], _Turn] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        place = _place(scope)
        if place is None:
            await self._app(scope, receive, send)
            return
        turn = self._turns.setdefault(place, _Turn())
        turn.requests += 1
        try:
            async with turn.lock:  # first come, first served
                await self._app(scope, receive, send)
        finally:
            turn.requests -= 1
            if turn.requests == 0:
                del self._turns[place]


def _place(scope: Scope) -> tuple[str, str] | None:
    """The session, and the path of the collection that is changed; None: nothing whose order counts."""
    if scope["type"] != "http" or scope["method"] in _SAFE:
        return None
    parts = scope["path"].split("/")[: _COLLECTION + 1]
    session = HTTPConnection(scope).cookies.get(COOKIE)
    return (session, "/".join(parts)) if session and parts[-1] in _ORDERED and len(parts) > _COLLECTION else None
