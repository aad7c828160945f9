"""What an installation holds after the stream, read from every side that it can be seen from."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

import httpx

from core.bus import Topic
from core.db.database import Connection
from core.db.positions import Positions
from core.payloads import PayloadKey
from core.payloads.clauses import EVERYTHING
from core.payloads.search import PayloadQuery
from core.resources import Resources, open_resources
from processor.run import GROUP
from tests.server import RunningServer
from tests.soak.shape import Shape
from tests.soak.stream import Stream

_SETTLED_SECONDS = 600.0
_LOOK_SECONDS = 0.5
_AT_ONCE = 500
_SAMPLE = 60
"""Events that are looked up over HTTP as a person would."""
_EVER = (0, 4_000_000_000_000)

Hour = datetime
EventRow = tuple[str, int, Hour]
"""Event id, id of its issue, and the hour in which it happened."""


@dataclass(slots=True)
class Holdings:
    """By SQL, through the payload store, by search, and over HTTP."""

    rows: list[EventRow] = field(default_factory=list)
    issues: dict[int, tuple[str, int, int]] = field(default_factory=dict)
    """Id -> exception type, times seen, users seen."""
    hours: Counter[tuple[int, Hour]] = field(default_factory=Counter)
    tags: Counter[tuple[int, str, str]] = field(default_factory=Counter)
    users: Counter[int] = field(default_factory=Counter)
    releases: Counter[str] = field(default_factory=Counter)
    books: Counter[str] = field(default_factory=Counter)
    limited: Counter[str] = field(default_factory=Counter)
    """By reason."""
    dead: Counter[str] = field(default_factory=Counter)
    """Dead records by reason."""
    dead_copies: Counter[str] | None = None
    """The same of those with a copy in the log's topic of them; None where there is no such topic."""
    found: Counter[str] = field(default_factory=Counter)
    """Event ids, as often as searching for everything finds them."""
    damaged: list[str] = field(default_factory=list)
    """Of whole events that are missing or other than they were sent; and of pages that show one wrongly."""
    api_issues: dict[str, int] = field(default_factory=dict)
    """Exception type -> times seen, as the list of issues says."""
    settling_seconds: float = 0.0
    """From the end of the stream until nothing waited any more."""


async def take_stock(shape: Shape, stream: Stream, numbers: dict[str, int]) -> Holdings:
    """Wait until nothing waits, then read everything. `numbers`: of all events that were ever sent, by id."""
    held = Holdings()
    main = shape.servers[0]
    begun = time.monotonic()
    async with open_resources(shape.settings(), shape.database_url()) as res:
        await _settle(res, shape)
        await _read_tables(res, held)
        await _until_found(res, len(held.rows))
        held.settling_seconds = time.monotonic() - begun
        await _search_all(res, held)
        await _open_all(res, stream, numbers, held)
    held.dead_copies = await shape.dead_copies()
    _read_books(main, held)
    await _ask_api(main, stream, numbers, held)
    return held


async def _settle(res: Resources, shape: Shape) -> None:
    """Nothing in a spool, nothing in the log, in two looks between which the gateways can flush their books."""
    quiet = 0
    deadline = time.monotonic() + _SETTLED_SECONDS
    async with httpx.AsyncClient(timeout=60) as client:
        while quiet < 5:
            assert time.monotonic() < deadline, f"something still waits after {_SETTLED_SECONDS:.0f} s"
            waits = await _waiting_in_spools(client, shape.ports) + sum([await _backlog(res, one) for one in Topic])
            quiet = 0 if waits else quiet + 1
            await asyncio.sleep(_LOOK_SECONDS)


async def _waiting_in_spools(client: httpx.AsyncClient, ports: Sequence[int]) -> int:
    waiting = 0
    for port in ports:
        health = (await client.get(f"http://127.0.0.1:{port}/health/ready")).json()
        waiting += health.get("spool", {"waiting": 0})["waiting"]
    return waiting


async def _backlog(res: Resources, topic: Topic) -> int:
    return await res.log.backlog(topic, await Positions(res.database, res.log, GROUP, topic).all())


async def _until_found(res: Resources, stored: int) -> None:
    """Searching is a moment behind; what it never finds is told afterwards, by name."""
    assert res.search is not None
    deadline = time.monotonic() + _SETTLED_SECONDS
    whole = await _everything(res)
    while (await res.search.summarize(whole, 86400, [], 1)).total < stored:
        if time.monotonic() > deadline:
            return
        await asyncio.sleep(_LOOK_SECONDS)


async def _everything(res: Resources) -> PayloadQuery:
    async with res.database.connection() as connection:
        ids = [row["id"] for row in await connection.fetch("select id from projects")]
    return PayloadQuery(frozenset(ids), EVERYTHING, *_EVER)


async def _read_tables(res: Resources, held: Holdings) -> None:
    async with res.database.connection() as connection:
        rows = await connection.fetch("select event_id, issue_id, date_trunc('hour', at, 'UTC') as hour from events")
        held.rows = [(row["event_id"].hex, row["issue_id"], row["hour"]) for row in rows]
        for row in await connection.fetch("select id, type, times_seen, users_seen from issues"):
            held.issues[row["id"]] = (row["type"], row["times_seen"], row["users_seen"])
        held.hours = await _counter(connection, "select issue_id, hour, times_seen from issue_hours")
        held.tags = await _counter(connection, "select issue_id, key, value, times_seen from issue_tags")
        held.users = await _counter(connection, "select issue_id, count(*) from issue_users group by 1")
        held.releases = await _counter(connection, "select version, times_seen from releases")
        held.dead = await _counter(connection, "select reason, count(*) from dead_records group by 1")


async def _counter(connection: Connection, sql: str) -> Counter[Any]:
    """Quantities in the last column, by the value, or the values, of those before it."""
    found: Counter[Any] = Counter()
    for *key, quantity in await connection.fetch(sql):
        found[tuple(key) if len(key) > 1 else key[0]] = quantity
    return found


async def _search_all(res: Resources, held: Holdings) -> None:
    assert res.search is not None
    async for page in res.search.scan(await _everything(res), _AT_ONCE):
        held.found.update(hit.key.event_id for hit in page)


async def _open_all(res: Resources, stream: Stream, numbers: dict[str, int], held: Holdings) -> None:
    async with res.database.connection() as connection:
        rows = await connection.fetch("select project_id, event_id, day, payload from events order by received_at")
    for start in range(0, len(rows), _AT_ONCE):
        some = {
            PayloadKey(row["project_id"], row["event_id"].hex, row["day"]): row["payload"]
            for row in rows[start : start + _AT_ONCE]
        }
        whole = await res.payloads.get_many(some)
        for key in some:
            number, stored = numbers.get(key.event_id), whole.get(key)
            if number is not None:
                wrong = ["it is missing"] if stored is None else list(stream.differences(number, stored))
                held.damaged += [f"event {number} in the payload store: {what}" for what in wrong]


def _read_books(server: RunningServer, held: Holdings) -> None:
    books = server.command("outcomes")
    for reason, quantity in books.pop("reasons").items():
        outcome, word, _ = reason.split("/")
        if outcome == "limited":
            held.limited[word] += quantity
    held.books = Counter(books)


async def _ask_api(server: RunningServer, stream: Stream, numbers: dict[str, int], held: Holdings) -> None:
    token = server.command("token", "create", "--scope", "org:read,project:read,event:read")["token"]
    stored = sorted(numbers[event_id] for event_id, _, _ in held.rows if event_id in numbers)
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{server.port}/api/0/organizations/main",
        headers={"Authorization": f"Bearer {token}"},
        timeout=60,
    ) as client:
        issues = (await client.get("/issues/", params={"query": "", "limit": 100})).raise_for_status().json()
        held.api_issues = {one["metadata"]["type"]: int(one["count"]) for one in issues}
        for number in Random(stream.seed).sample(stored, min(_SAMPLE, len(stored))):
            event_id = stream.event_id(number)
            if stream.type(number) not in (await client.get(f"/eventids/{event_id}/")).text:
                held.damaged.append(f"event {number} does not open over HTTP")
            hits = (await client.get("/explore/events/", params={"query": stream.word(number)})).json()
            if [hit["id"] for hit in hits] != [event_id]:
                held.damaged.append(f"event {number} is not what searching for its word finds: {json.dumps(hits)[:80]}")
