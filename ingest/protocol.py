"""Uvicorn's HTTP protocol with manners for slow and half-closed connections.

Pass it to uvicorn as `http=PatientProtocol`. It adds:

- A sender that closes its own half after the request (a shell's `nc`, some small HTTP clients) still gets its answer.
- A request that ends in its middle gets a 400 instead of silence.
- Answers leave at once: asyncio forgets TCP_NODELAY on sockets whose listener was made without a protocol number, and
  then the body of an answer waits 40 ms behind its headers.
- Nothing is written for pipelined requests once their connection is gone; uvicorn only remembers the newest of them.
- What follows a whole request does not take its answer away, even when it is no request.
- Broken requests are answered, but not logged: strangers could fill the disk with them.
- Headers must be complete within `HEADER_SECONDS`, the body within `BODY_SECONDS`, and what is neither (trailers, chunk
  extensions) within `MAX_HEAD_BYTES`; uvicorn waits and collects for ever.
- Trailers are not read (RFC 9110, 6.5.1); uvicorn would take them for headers.
- Requests that wait behind another one are few: uvicorn goes on reading, and keeps 3 KB for each 18 bytes.
"""

import asyncio
import logging
import socket
from typing import Final

from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from ingest.request import BODY
from ingest.routes import is_ingest_path

HEADER_SECONDS: Final = 20.0
"""From the connection, or a request's first byte, to the end of its headers."""

BODY_SECONDS: Final = 240.0
"""From the headers to the body's end, read or not. A minute longer than the gateway's own patience, whose answer says
more."""

MAX_HEAD_BYTES: Final = 64 * 2**10
"""Request line and headers, or bytes of a body's framing without any of the body; what usual servers take."""

MAX_WAITING: Final = 100
"""Requests of one connection that wait for the answer to an earlier one."""

_log = logging.getLogger(__name__)
_log.setLevel(logging.ERROR)


class _Joining:
    """What one answer is written to: its head waits for the first piece of its body, so that both leave in one packet,
    but no longer than until the event loop's next turn."""

    __slots__ = ("_begun", "_head", "_loop", "_transport")

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._head = b""
        self._begun = False

    def write(self, data: bytes) -> None:
        if not self._begun:
            self._begun, self._head = True, data
            self._loop.call_soon(self._flush)
        elif self._head:
            head, self._head = self._head, b""
            self._transport.write(head + data)
        else:
            self._transport.write(data)

    def _flush(self) -> None:
        if self._head:
            head, self._head = self._head, b""
            self._transport.write(head)

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def close(self) -> None:
        self._flush()
        self._transport.close()


class PatientProtocol(HttpToolsProtocol):
    """One connection."""

    _in_head = False
    _in_body = False
    _framing_bytes = 0
    """What came since a head, or a piece of a body, was whole."""
    _moved = False
    _timer: asyncio.TimerHandle | None = None
    _awaits_body = False
    """What the timer is for; else it is for a head."""
    _at_work: RequestResponseCycle | None = None
    """The request that the application works on; pipelined ones may wait behind it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.logger = _log
        connection = transport.get_extra_info("socket")
        if connection is not None and connection.family != socket.AF_UNIX:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._expect(HEADER_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        self._expect_nothing()
        self.pipeline.clear()
        if self._at_work is not None and not self._at_work.response_complete:
            self._at_work.disconnected = True
            self._at_work.message_event.set()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._moved = False
        super().data_received(data)
        self._framing_bytes = 0 if self._moved else self._framing_bytes + len(data)
        if self._framing_bytes > MAX_HEAD_BYTES:
            self.send_400_response("The headers are too large.")
        elif not (self._in_head or self._in_body):
            self._expect_nothing()
        elif self._timer is None or self._awaits_body != self._in_body:
            self._expect(BODY_SECONDS if self._in_body else HEADER_SECONDS)

    def on_message_begin(self) -> None:
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        if len(self.pipeline) >= MAX_WAITING:
            raise ValueError("too many requests wait on one connection")  # uvicorn answers 400
        self._in_head, self._in_body, self._moved = False, True, True
        super().on_headers_complete()
        self.headers = []  # not the request's own any more: trailers come here

    def on_body(self, body: bytes) -> None:
        self._moved = True
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._in_body, self._moved = False, True
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.pipeline:
            self.flow.pause_reading()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._at_work = cycle
        # Most requests are there as a whole before the application begins: it need not set a clock for them.
        cycle.scope["extensions"] = {BODY: {"arrived": cycle.message_event}}
        cycle.transport = _Joining(cycle.transport, self.loop)  # type: ignore[assignment]
        super()._start_asgi_task(cycle, app)

    def eof_received(self) -> bool | None:  # type: ignore[override]
        """True where the connection stays open for writing: without TLS, which knows no half-closed connections."""
        if self.scheme == "https" or self.transport.is_closing():
            return None
        if self._in_head:
            self.send_400_response("The request ended before its headers did.")
            return None
        cycle = self.cycle
        # For other paths, the end of a connection means that the reader of a stream has gone.
        if cycle is None or cycle.response_complete or not is_ingest_path(cycle.scope["path"]):
            return None
        if cycle.more_body:
            self.send_400_response("The request ended before its body did.")
            return None
        cycle.keep_alive = False
        return True

    def _expect(self, seconds: float) -> None:
        self._expect_nothing()
        self._awaits_body = self._in_body
        self._timer = self.loop.call_later(seconds, self._is_late)

    def _expect_nothing(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _is_late(self) -> None:
        self._timer = None
        if self._in_head or self._in_body:
            part = "headers" if self._in_head else "body"
            self.send_400_response(f"The {part} took too long.")
        elif self.cycle is None:
            self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is not a whole request, after the answers to the whole ones before it."""
        if self.transport.is_closing():
            return
        at_work = self._at_work
        if at_work is None or at_work.response_complete or (self._in_body and not at_work.response_started):
            super().send_400_response(msg)
        elif self._in_body:
            self.transport.close()
        else:
            self.cycle.keep_alive = False
