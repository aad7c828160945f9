"""Puts the gateway together, and runs what goes on behind its requests."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from pathlib import Path
from uuid import uuid4

from core.bus import EventLog
from core.clock import Clock
from core.db import Database
from core.db.organizations.keys import accepted_since, active_keys, follow_changes, ingest_key
from core.disk import DiskGuard
from core.errors import Unavailable
from core.projects import IngestKey
from ingest.address import networks
from ingest.admit import HOUR, window_start
from ingest.app import Gateway
from ingest.caps import Caps
from ingest.categories import ERROR_BUDGET
from ingest.keep import Keeper
from ingest.kept_keys import KeptKeys
from ingest.keys import Keys, Lookup
from ingest.outcomes import OutcomeBook
from ingest.usage import Usage

FLUSH_SECONDS = 1.0
"""The longest a count stays in memory before it is put on the log: people watch the outcomes page."""

_LOOK_SECONDS = 1.0
"""Between two looks at the disk: in that time a gateway writes far less than the room that must stay free."""
_PAUSE_SECONDS = 2.0
_CALM_SECONDS = 1.0
"""Between two looks at all keys, or two writes of their file: many changes at once cost one of either."""

_log = logging.getLogger(__name__)


def _random_event_id() -> str:
    return uuid4().hex


def create_gateway(
    log: EventLog,
    db: Database,
    clock: Clock,
    caps: Caps | None = None,
    new_event_id: Callable[[], str] = _random_event_id,
    keys_file: Path | None = None,
    disk: DiskGuard | None = None,
) -> Gateway:
    """The ASGI application; `run` must run beside it. Raises Refused for malformed networks of trusted proxies.

    `keys_file` keeps the cache of keys across restarts.
    """
    caps = caps or Caps()
    usage = Usage()
    keys = Keys(_lookup(db, usage, clock), clock, KeptKeys(keys_file))
    book = OutcomeBook(clock)
    keeper = Keeper(log, usage, book, clock, new_event_id, networks(caps.trusted_proxies), disk)
    return Gateway(keys, keeper, book, clock, caps)


def _lookup(db: Database, usage: Usage, clock: Clock) -> Lookup:
    async def look_up(public_key: str) -> IngestKey | None:
        async with db.connection() as connection:
            key = await ingest_key(connection, public_key)
            for limit in key.limits if key else ():
                if limit.window_seconds > HOUR:
                    now = clock.now()
                    budget = ERROR_BUDGET if ERROR_BUDGET.intersection(limit.categories) else frozenset()
                    counted = tuple(sorted(budget.union(limit.categories)))
                    since = window_start(limit.window_seconds, now)
                    usage.learn(limit, await accepted_since(connection, limit, counted, since), now)
        return key

    return look_up


async def watch_disk(disk: DiskGuard, clock: Clock) -> None:
    """Look at the disk at intervals until cancelled; requests only read the last result."""

    async def look() -> None:
        disk.look()
        await clock.sleep(_LOOK_SECONDS)

    await _for_ever(look)


async def run(gateway: Gateway, log: EventLog, db: Database, stop: asyncio.Event) -> None:
    """Keep the cache of keys current and on disk, and the books flushed, until `stop` is set; then flush once more.

    Set `stop` after the server has answered its last request.
    """
    keys = gateway.keys
    tasks = [
        asyncio.create_task(_for_ever(work))
        for work in (
            lambda: follow_changes(db, keys.invalidate),
            lambda: _recheck_keys(keys, db),
            lambda: _write_keys(keys),
            lambda: gateway.book.flush_when_counted(log, FLUSH_SECONDS),
        )
    ]
    await stop.wait()
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    try:
        await gateway.book.flush(log)
    except Unavailable as error:
        _log.error("the last outcomes are lost, the log is away: %s", error)


async def _recheck_keys(keys: Keys, db: Database) -> None:
    async def active(ids: Collection[int]) -> Collection[int]:
        async with db.connection() as connection:
            return await active_keys(connection, ids)

    await keys.recheck(active)
    await asyncio.sleep(_CALM_SECONDS)


async def _write_keys(keys: Keys) -> None:
    await keys.kept.write_when_changed()
    await asyncio.sleep(_CALM_SECONDS)


async def _for_ever(work: Callable[[], Awaitable[None]]) -> None:
    """Repeat `work`, with a pause after a failure: no such task may end while the gateway accepts requests."""
    while True:
        try:
            await work()
        except Unavailable as error:
            _log.info("waiting: %s", error)
            await asyncio.sleep(_PAUSE_SECONDS)
        except Exception:
            _log.exception("a task behind the gateway failed")
            await asyncio.sleep(_PAUSE_SECONDS)
