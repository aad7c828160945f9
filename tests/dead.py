"""Dead records and their books in a real server, as a processor with a bug leaves them."""

import asyncio
import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import asyncpg

from core.clock import instant
from core.codec import encode_raw_event
from core.events import RawEvent
from deploy.cluster import cluster_in
from tests.server import RunningServer

DIED_AT = time.time() - 7200
"""In an hour in which nothing else is counted."""

TRACE = "Traceback (most recent call last):\n  File \"processor/enrich/event.py\", line 28\nKeyError: 'subdivision'"


def query(server: RunningServer, sql: str, *args: object) -> list[Any]:
    """Ask its database."""

    async def fetch() -> list[Any]:
        connection = await asyncpg.connect(cluster_in(server.data_dir).url())
        try:
            return list(await connection.fetch(sql, *args))
        finally:
            await connection.close()

    with ThreadPoolExecutor(1) as thread:  # whoever asks may be inside a loop, as Playwright's tests are
        return thread.submit(asyncio.run, fetch()).result()


def bury(server: RunningServer, project: str, bodies: Sequence[bytes]) -> list[int]:
    """Answers the ids of the records. The project is the one of that slug."""
    [found] = query(
        server,
        "select p.id, k.id as key_id from projects p join keys k on k.project_id = p.id where p.slug = $1",
        project,
    )
    rows = query(
        server,
        "insert into dead_records (project_id, key_id, topic, key, reason, trace, value, created_at)"
        " select $1, $2, 'events', '', 'processing_error', $3, value, $4 from unnest($5::bytea[]) value returning id",
        found["id"],
        found["key_id"],
        TRACE,
        instant(DIED_AT),
        [_record(found["id"], found["key_id"], body) for body in bodies],
    )
    for outcome, reason in (("accepted", ""), ("dead", "processing_error")):
        query(
            server,
            "insert into outcomes values (date_trunc('hour', $1::timestamptz), $2, $3, 'error', $4, $5, $6)",
            instant(DIED_AT),
            found["id"],
            found["key_id"],
            outcome,
            reason,
            len(bodies),
        )
    return [row["id"] for row in rows]


def messages(count: int) -> list[bytes]:
    """Events of one issue and fifty users."""
    return [json.dumps({"message": "out of stock", "user": {"id": str(n % 50)}}).encode() for n in range(count)]


def _record(project_id: int, key_id: int, body: bytes) -> bytes:
    raw = RawEvent(
        project_id, key_id, uuid4().hex, DIED_AT, None, None, None, "test/1", "error", "", 0, len(body), body
    )
    return encode_raw_event(raw)
