"""What holds for every request before a route sees it, and for every answer: sizes, characters, headers."""

from contextlib import suppress
from typing import Final
from urllib.parse import unquote_to_bytes

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import NOT_FOUND, problem

MAX_BODY_BYTES: Final = 1024 * 1024
"""Nothing that people or their programs send here is near that."""

_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Edges:
    """Middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _with_headers(scope, send)
        if "\0" in scope["path"]:
            await problem(404, NOT_FOUND)(scope, receive, answer)
        elif b"\0" in unquote_to_bytes(scope["query_string"]):
            # PostgreSQL keeps no NUL in text; no question can mean one.
            await problem(400, "The character NUL is not allowed.")(scope, receive, answer)
        elif _announced(scope) > MAX_BODY_BYTES:
            await _too_large(scope, receive, answer)
        else:
            await self._bounded(scope, receive, answer)

    async def _bounded(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A body that comes in pieces says no length before; it ends when it has become too large."""
        read, started = 0, False

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > MAX_BODY_BYTES:
                raise _TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            # What a route makes of a body that broke off is not said: the size is the reason.
            if started or read <= MAX_BODY_BYTES:
                started = True
                await send(message)

        with suppress(_TooLarge):
            await self._app(scope, counted, noted)
        if read > MAX_BODY_BYTES and not started:
            await _too_large(scope, receive, send)


class _TooLarge(Exception):
    pass


async def _too_large(scope: Scope, receive: Receive, send: Send) -> None:
    await problem(413, f"The body is larger than {MAX_BODY_BYTES} bytes.")(scope, receive, send)


def _announced(scope: Scope) -> int:
    """Bytes that the request says it will send; 0 where it does not say."""
    length = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(length) if length.isdigit() and len(length) < 19 else 0


def _with_headers(scope: Scope, send: Send) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            if scope["path"].startswith("/api/"):
                headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return with_headers
