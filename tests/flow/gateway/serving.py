"""A real gateway on a real port, with its log, its clock and its keys in the test's hands."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
import uvicorn
from uvicorn.server import ServerState

from core.bus import Topic
from core.bus.memory import MemoryLog
from core.clock import ManualClock
from core.codec import decode_raw_event
from core.errors import Rejected, Unavailable
from core.events import RawEvent
from core.inflate import event_json
from core.outcomes import Outcome
from core.payload_json import decode_object
from core.projects import IngestKey
from ingest.address import networks
from ingest.app import Gateway
from ingest.asgi import Receive, Scope, Send
from ingest.caps import Caps
from ingest.keep import Keeper
from ingest.keys import Keys
from ingest.outcomes import OutcomeBook
from ingest.protocol import PatientProtocol
from ingest.usage import Usage
from tests.data.recordings import PUBLIC_KEY

NEW_EVENT_ID = "c0ffee" + "0" * 26
"""What the gateway calls events that come without an id."""

AUTH = {"X-Sentry-Auth": f"Sentry sentry_version=7, sentry_client=test/1, sentry_key={PUBLIC_KEY}"}


class FragileLog(MemoryLog):
    """A log in memory that can be told to be full, and how much it takes."""

    full = False
    max_record_bytes = 2**30

    async def append(self, topic: Topic, records: Sequence[tuple[str, bytes]]) -> None:
        if self.full:
            raise Unavailable("the log is full", retry_after=7.0)
        if any(len(value) > self.max_record_bytes for _, value in records):
            raise Rejected("too_large", "the event is larger than the log takes", 413)
        await super().append(topic, records)


@dataclass
class Running:
    """A gateway that answers at `url`."""

    gateway: Gateway
    log: FragileLog
    clock: ManualClock
    port: int
    keys: dict[str, IngestKey]
    database_away: bool = False
    client: httpx.AsyncClient = field(init=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def dsn(self, project_id: int = 1) -> str:
        return f"http://{PUBLIC_KEY}@127.0.0.1:{self.port}/{project_id}"

    async def post(self, path: str, body: Any = b"", headers: dict[str, str] | None = None) -> httpx.Response:
        """Send with the test's key."""
        return await self.client.post(path, content=body, headers={**AUTH, **(headers or {})})

    def change_key(self, **changes: Any) -> None:
        """Change the one key, as a person would in the settings."""
        fields = {
            "key_id": 7, "project_id": 1, "organization_id": 1, "public_key": PUBLIC_KEY, "is_active": True, **changes
        }  # fmt: skip
        self.keys[PUBLIC_KEY] = IngestKey(**fields)
        self.gateway.keys.invalidate()

    def raw_events(self) -> list[RawEvent]:
        """What is on the log, in the order of their ids."""
        records = [
            record.value for (topic, _), kept in self.log._records.items() if topic is Topic.EVENTS for record in kept
        ]
        return sorted(map(decode_raw_event, records), key=lambda event: event.event_id)

    def events(self) -> list[dict[str, Any]]:
        """The same, opened as the processor opens them."""
        return [decode_object(event_json(event)) for event in self.raw_events()]

    def fates(self) -> dict[tuple[str, Outcome, str], int]:
        """(category, outcome, reason) -> how many, as the books have it."""
        found: Counter[tuple[str, Outcome, str]] = Counter()
        for count in self.gateway.book.counts():
            found[(count.category, count.outcome, count.reason)] += count.quantity
        return dict(found)


@asynccontextmanager
async def serving(caps: Caps | None = None) -> AsyncIterator[Running]:
    """Start a gateway on a free port; stop it afterwards."""
    caps = caps or Caps()
    clock, log = ManualClock(), FragileLog(UUID(int=1))
    keys: dict[str, IngestKey] = {}

    async def look_up(public_key: str) -> IngestKey | None:
        if running.database_away:
            raise Unavailable("the database is away")
        return keys.get(public_key)

    book = OutcomeBook(clock)
    keeper = Keeper(log, Usage(), book, clock, lambda: NEW_EVENT_ID, networks(caps.trusted_proxies))
    gateway = Gateway(Keys(look_up, clock), keeper, book, clock, caps)
    async with listening(gateway) as port:
        running = Running(gateway, log, clock, port, keys)
        running.change_key()
        async with httpx.AsyncClient(base_url=running.url, timeout=60, verify=False) as running.client:
            yield running


@asynccontextmanager
async def listening(app: Gateway) -> AsyncIterator[int]:
    """Serve an ASGI application as production does; the port."""

    async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
        await app(scope, receive, send)

    config = uvicorn.Config(asgi, lifespan="off", log_config=None, access_log=False, proxy_headers=False)
    config.load()
    state = ServerState()  # the server around it would only add its ticks of a tenth of a second
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: PatientProtocol(config, state, {}), "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for connection in list(state.connections):
            assert isinstance(connection, PatientProtocol)
            connection.transport.abort()
        await asyncio.gather(*state.tasks)


async def until(true: Callable[[], bool]) -> None:
    """Let the loop turn until something holds."""
    async with asyncio.timeout(60):
        while not true():  # noqa: ASYNC110  (nobody sets an event for this)
            await asyncio.sleep(0)


def envelope(*items: tuple[str, bytes], header: bytes = b"{}") -> bytes:
    """An envelope of (type, payload)."""
    return header + b"".join(b'\n{"type":"%b","length":%d}\n%b' % (t.encode(), len(p), p) for t, p in items)
