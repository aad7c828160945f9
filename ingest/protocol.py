"""Uvicorn's HTTP protocol with manners for slow and half-closed connections.

Pass it to uvicorn as `http=PatientProtocol`. It adds:

- A sender that closes its own half after the request (a shell's `nc`, some small HTTP clients) still gets its answer.
- A request that ends in its middle gets a 400 instead of silence.
- Answers leave at once: asyncio forgets TCP_NODELAY on sockets whose listener was made without a protocol number, and
  then the body of an answer waits 40 ms behind its headers.
- Nothing is written for pipelined requests once their connection is gone; uvicorn only remembers the newest of them.
- Broken requests are answered, but not logged: strangers could fill the disk with them.
- Headers must be complete within `HEADER_SECONDS` and `MAX_HEAD_BYTES`; uvicorn waits and collects for ever.
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

MAX_HEAD_BYTES: Final = 64 * 2**10
"""Request line and headers; what usual servers take."""


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
    _head_bytes = 0
    _head_timer: asyncio.TimerHandle | None = None
    _at_work: RequestResponseCycle | None = None
    """The request that the application works on; pipelined ones may wait behind it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.logger = _log
        connection = transport.get_extra_info("socket")
        if connection is not None and connection.family != socket.AF_UNIX:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_arrived()
        self.pipeline.clear()
        if self._at_work is not None and not self._at_work.response_complete:
            self._at_work.disconnected = True
            self._at_work.message_event.set()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._in_head:
            self._head_bytes += len(data)
            if self._head_bytes > MAX_HEAD_BYTES:
                self._refuse("The headers are too large.")
            elif self._head_timer is None:
                self._expect_head()
        elif self._head_timer is not None:
            self._head_arrived()

    def on_message_begin(self) -> None:
        self._in_head = True
        self._head_bytes = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

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
            self._refuse("The request ended before its headers did.")
            return None
        cycle = self.cycle
        # For other paths, the end of a connection means that the reader of a stream has gone.
        if cycle is None or cycle.response_complete or not is_ingest_path(cycle.scope["path"]):
            return None
        if cycle.more_body:
            self._refuse("The request ended before its body did.")
            return None
        cycle.keep_alive = False
        return True

    def _expect_head(self) -> None:
        self._head_timer = self.loop.call_later(HEADER_SECONDS, self._head_is_late)

    def _head_arrived(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _head_is_late(self) -> None:
        self._head_timer = None
        if self._in_head:
            self._refuse("The headers took too long.")
        elif self.cycle is None:
            self.transport.close()

    def _refuse(self, message: str) -> None:
        if not self.transport.is_closing():
            self.send_400_response(message)
