"""What one browser changes in one place happens in the order in which it came."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from api.auth import COOKIE

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_PLACE_PARTS: Final = 6
"""/api/0/organizations/ORG/issues: its first parts, with the empty one before the first slash."""


@dataclass(slots=True)
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    requests: int = 0


class InTurn:
    """Middleware. A page that is left sends all that waits at once, and cannot wait for answers: without this, the
    second of two changes was seen to overtake the first in one of five. It holds within one process."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._turns: dict[tuple[str, str], _Turn] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = "" if scope["type"] != "http" or scope["method"] in _SAFE else _session(scope)
        if not session:
            await self._app(scope, receive, send)
            return
        place = (session, "/".join(scope["path"].split("/", _PLACE_PARTS)[:_PLACE_PARTS]))
        turn = self._turns.setdefault(place, _Turn())
        turn.requests += 1
        try:
            async with turn.lock:  # first come, first served
                await self._app(scope, receive, send)
        finally:
            turn.requests -= 1
            if turn.requests == 0:
                del self._turns[place]


def _session(scope: Scope) -> str:
    return HTTPConnection(scope).cookies.get(COOKIE, "")
