"""Request bodies: received within bounds of size, time and memory."""

import asyncio
from typing import Final

from core.errors import Rejected, Unavailable
from ingest.asgi import Message, Receive
from ingest.caps import Caps
from ingest.request import Request

_REQUEST_BYTES: Final = 4096
"""What a request costs us besides its body."""


class Overloaded(Unavailable):
    """The gateway has no room for more."""


class InFlight:
    """Counts the bytes of all requests that are not answered yet."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self.held = 0

    def take(self, size: int) -> None:
        """Raises Overloaded."""
        if self.held + size > self._max_bytes:
            raise Overloaded("the gateway holds as many bytes as it may", retry_after=2.0)
        self.held += size

    def give_back(self, size: int) -> None:
        self.held -= size


class Held:
    """One request's share of what is in flight; to be closed when the request is answered."""

    __slots__ = ("_in_flight", "_size")

    def __init__(self, in_flight: InFlight) -> None:
        in_flight.take(_REQUEST_BYTES)
        self._in_flight = in_flight
        self._size = _REQUEST_BYTES

    def grow(self, size: int) -> None:
        """Raises Overloaded."""
        self._in_flight.take(size)
        self._size += size

    def close(self) -> None:
        self._in_flight.give_back(self._size)
        self._size = 0


async def read_body(request: Request, receive: Receive, max_bytes: int, held: Held, caps: Caps) -> bytes:
    """The whole body as it came.

    Raises Rejected: `too_large` (413), `body_timeout` (408), `incomplete_body` (400: the sender went away);
    Overloaded when all bodies together are too large.
    """
    content_length = request.headers.get(b"content-length", b"")
    if content_length.isdigit() and (len(content_length) > 15 or int(content_length) > max_bytes):
        raise _too_large(max_bytes)
    deadline = asyncio.get_running_loop().time() + caps.body_timeout
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await (receive() if request.has_arrived() else _wait(receive, deadline, caps.chunk_timeout))
        if message["type"] != "http.request":
            raise Rejected("incomplete_body", "the connection ended before the body did")
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > max_bytes:
            raise _too_large(max_bytes)
        held.grow(len(chunk))
        if not message.get("more_body"):
            chunks.append(chunk)
            return chunk if len(chunks) == 1 else b"".join(chunks)
        if chunk:
            chunks.append(chunk)


async def _wait(receive: Receive, deadline: float, seconds: float) -> Message:
    """The next message, if it comes before `deadline` (by the loop's clock) and in so many seconds."""
    try:
        async with asyncio.timeout_at(min(deadline, asyncio.get_running_loop().time() + seconds)):
            return await receive()
    except TimeoutError:
        raise Rejected("body_timeout", "the body took too long", 408) from None


def _too_large(max_bytes: int) -> Rejected:
    return Rejected("too_large", f"the body is larger than {max_bytes} bytes", 413)
