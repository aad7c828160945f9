"""Programs that send the stream as fast as they are answered, whatever happens to the server."""

import asyncio
import itertools
import time
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

import msgspec

from tests.soak.ledger import Ledger
from tests.soak.stream import Stream

_PATIENCE_SECONDS = 30.0
"""For one answer; later it counts as broken off."""
_PAUSE_SECONDS = 0.05
_REFUSED_SECONDS = 0.2
"""After a 429: less than any SDK waits, so that a server that is full hears of everybody all the time."""
_BROKEN = (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError)

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Senders:
    """So many kept-alive connections, spread over the gateways; who finds one dead goes to the next."""

    def __init__(
        self,
        stream: Stream,
        ledger: Ledger,
        dsn: str,
        ports: Sequence[int],
        may_send: Callable[[], bool],
        pause: Callable[[], float],
    ):
        parts = urlsplit(dsn)
        self._stream, self._ledger, self._ports, self._may_send = stream, ledger, ports, may_send
        self._pause = pause
        self._head = (
            f"POST /api{parts.path}/envelope/ HTTP/1.1\r\nHost: localhost\r\n"
            f"X-Sentry-Auth: Sentry sentry_version=7, sentry_client=soak/1, sentry_key={parts.username}\r\n"
            "Content-Type: application/x-sentry-envelope\r\nContent-Length: "
        )
        self._numbers = itertools.count()
        self._going = True

    async def run(self, connections: int) -> None:
        """Until `stop`; answers that are on their way are waited for."""
        await asyncio.gather(*(self._send(place) for place in range(connections)))

    def stop(self) -> None:
        self._going = False

    async def _send(self, place: int) -> None:
        connection: Connection | None = None
        while self._going:
            if not self._may_send():
                await asyncio.sleep(_PAUSE_SECONDS)
                continue
            try:
                connection = connection or await self._connect(place)
            except _BROKEN:
                place += 1
                await asyncio.sleep(_PAUSE_SECONDS)
                continue
            number = self._next()
            try:
                async with asyncio.timeout(_PATIENCE_SECONDS):
                    await self._send_one(connection, number)
            except _BROKEN:
                self._ledger.break_off(number)
                connection[1].transport.abort()
                connection = None
                place += 1
        if connection is not None:
            connection[1].transport.abort()

    async def _connect(self, place: int) -> Connection:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await asyncio.open_connection("127.0.0.1", self._ports[place % len(self._ports)])

    def _next(self) -> int:
        return self._ledger.again.popleft() if self._ledger.again else next(self._numbers)

    async def _send_one(self, connection: Connection, number: int) -> None:
        reader, writer = connection
        body = self._stream.envelope(number, time.time())
        self._ledger.sent += 1
        writer.write(f"{self._head}{len(body)}\r\n\r\n".encode() + body)
        status, headers, answer = await _answer(reader)
        self._ledger.answers[status] += 1
        if status == 200:
            self._ledger.accept(number)
            await asyncio.sleep(self._pause())
        elif status == 429:
            self._ledger.refuse(number, ",".join(msgspec.json.decode(answer)["causes"]))
            if not headers.get("retry-after", "").isdigit():
                self._ledger.odd["429 without Retry-After"] += 1
            await asyncio.sleep(_REFUSED_SECONDS)
        else:
            self._ledger.odd[f"{status} {answer[:80].decode(errors='replace')}"] += 1


async def _answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return int(first.split()[1]), headers, body
