"""Programs that go on raising errors at a modest pace, and what must be true of a server afterwards."""

import asyncio
import json
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import httpx

from deploy.cluster import cluster_in

_EVENTS_PER_SECOND = 150.0
_SENDERS = 4


class Senders:
    """Programs that go on raising errors whatever happens to the server; they remember which events got 200."""

    def __init__(self, dsn: str) -> None:
        parts = urlsplit(dsn)
        self._url = f"http://{parts.hostname}:{parts.port}/api{parts.path}/envelope/"
        self._auth = {"X-Sentry-Auth": f"Sentry sentry_version=7, sentry_key={parts.username}, sentry_client=test/1"}
        self.accepted: list[str] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._send, args=(number,)) for number in range(_SENDERS)]

    def __enter__(self) -> "Senders":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _send(self, sender: int) -> None:
        number = 0
        with httpx.Client(timeout=60) as client:
            while not self._stop.is_set():
                number += 1
                event_id = f"{sender:08x}{number:024x}"
                try:
                    answer = client.post(self._url, content=envelope(event_id, number), headers=self._auth)
                except httpx.TransportError:
                    time.sleep(0.05)  # the web process is being started again
                    continue
                if answer.status_code == 200:
                    self.accepted.append(event_id)
                self._stop.wait(_SENDERS / _EVENTS_PER_SECOND)


def envelope(event_id: str, number: int) -> bytes:
    event = {
        "event_id": event_id,
        "platform": "python",
        "timestamp": time.time(),
        "exception": {"values": [{"type": f"Error{number % 7}", "value": f"number {number}"}]},
        "user": {"id": str(number % 50)},
    }
    payload = json.dumps(event).encode()
    return b'{"event_id":"%s"}\n{"type":"event","length":%d}\n%s' % (event_id.encode(), len(payload), payload)


@dataclass(frozen=True, slots=True)
class Counted:
    """What one moment's database says, wherever it says it."""

    stored: set[str]
    """Event ids."""
    seen: int
    """By the issues, and so on."""
    users: int
    hours: int
    tags: int
    books: dict[str, int]


def assert_stored_once(data_dir: Path, accepted: set[str]) -> None:
    found = asyncio.run(read_counts(data_dir))
    # An event whose 200 was cut off by the kill may be stored as well; never the other way round.
    assert accepted <= found.stored
    assert found.seen == len(found.stored) == found.hours == found.tags
    numbers = [int(event_id[8:], 16) for event_id in found.stored]
    assert found.users == len({(number % 7, number % 50) for number in numbers})
    assert found.books["stored"] == len(found.stored)
    assert found.books["accepted"] == found.books["stored"] + found.books.get("duplicate", 0)
    assert "dead" not in found.books


async def read_counts(data_dir: Path) -> Counted:
    """All of it as of one moment: the server may be recording meanwhile."""
    connection = await asyncpg.connect(cluster_in(data_dir).url())
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        stored = {row["event_id"].hex for row in await connection.fetch("select event_id from events")}
        seen = await connection.fetchval("select sum(times_seen) from issues")
        users = await connection.fetchval("select sum(users_seen) from issues")
        hours = await connection.fetchval("select sum(times_seen) from issue_hours")
        tags = await connection.fetchval("select sum(times_seen) from issue_tags where key = 'level'")
        books = await connection.fetch("select outcome, sum(quantity)::bigint as n from outcomes group by 1")
    await connection.close()
    return Counted(
        stored, int(seen), int(users), int(hours), int(tags), {row["outcome"]: row["n"] for row in books if row["n"]}
    )
