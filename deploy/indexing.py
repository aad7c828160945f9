"""Indexing in a process of its own: a recorded event can be found a moment later, and recording does not wait for
it."""

import asyncio
import gc
import logging
import os
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from shutil import rmtree
from typing import TYPE_CHECKING

from core.backoff import delay
from core.db import open_database
from core.db.database import OUTAGES
from core.db.events.recorded_blocks import AT_ONCE
from core.db.listening import RECORDED, listen_until_lost
from core.errors import Unavailable
from core.payloads.index import index_folder
from core.settings import Settings
from deploy.loops import run_until_told

if TYPE_CHECKING:
    from core.payloads.index.indexer import Indexer

_NAME = "redshank search"
"""The name of its connections in PostgreSQL."""
_NICENESS = 15
"""After accepting and processing: what is not indexed yet waits in the database."""
_GATHER_SECONDS = 1.0
"""Events that are recorded within this time are committed together; a commit costs as much as a dozen events."""
_SHARE = 3
"""While few events come, the indexer rests this many times as long as it worked, so that there are few commits."""
_IDLE_SECONDS = 60.0
"""After this long without work, memory is given back."""
_LONGEST_SECONDS = 600.0
"""Look after this long even without a notification: a connection can die unnoticed."""

_log = logging.getLogger(__name__)


def index_events(settings: Settings, database_url: str) -> None:
    """Main function of the process that writes the search index."""
    os.nice(_NICENESS)
    gc.set_threshold(200_000, 20, 100)  # see deploy/processing.py

    async def main(stop: asyncio.Event) -> None:
        wake = asyncio.Event()
        listening = asyncio.create_task(_listen(database_url, wake))
        stopping = asyncio.create_task(_wake_at_end(stop, wake))
        try:
            await _work(index_folder(settings.data_dir), database_url, stop, wake)
        finally:
            listening.cancel()
            stopping.cancel()

    run_until_told(main)


def forget_index(settings: Settings) -> None:
    """Delete an index that is switched off: retention would not reach it. It can be built again."""
    rmtree(index_folder(settings.data_dir).parent, ignore_errors=True)


async def _work(folder: Path, database_url: str, stop: asyncio.Event, wake: asyncio.Event) -> None:
    """Index whenever something was recorded. An obstacle is logged once, and indexing tried again."""
    # Imported here: processes that are forked before this one do not need it.
    from core.payloads.index.indexer import Indexer
    from core.payloads.index.writing import one_writer

    rng = Random()  # noqa: S311
    failures = 0
    async with open_database(database_url, max_size=1, name=_NAME) as database:
        while not stop.is_set():
            try:
                with one_writer(folder):
                    indexer = Indexer(folder, database)
                    while not stop.is_set():
                        rest = await _pass(indexer, stop)
                        failures = 0
                        await _until_more(indexer, stop, wake, rest)
            except Unavailable as error:
                if not failures:
                    _log.warning("what is recorded now is not found by searching yet: %s", error)
                await _wait(stop, delay(failures, rng))
                failures += 1


async def _pass(indexer: "Indexer", stop: asyncio.Event) -> float:
    """Index all that was recorded; answers how long to rest afterwards."""
    started = time.monotonic()
    done = 0
    while not stop.is_set() and (looked_at := await indexer.round()):
        done += looked_at
        if looked_at < AT_ONCE and not indexer.is_behind:
            break  # blocks that came meanwhile wait for more: each small commit has to be merged later
    return max(_GATHER_SECONDS, _SHARE * (time.monotonic() - started)) if done < AT_ONCE else 0.0


async def _until_more(indexer: "Indexer", stop: asyncio.Event, wake: asyncio.Event, rest: float) -> None:
    """Wait until something is recorded, and then a moment for what follows it."""
    if indexer.is_even and not await _wait(wake, _IDLE_SECONDS):
        await indexer.rest()
        await _wait(wake, _LONGEST_SECONDS)
    wake.clear()
    await indexer.tidy()
    await _wait(stop, rest)


async def _listen(url: str, wake: asyncio.Event) -> None:
    while True:
        with suppress(*OUTAGES):
            await listen_until_lost(url, {RECORDED: lambda _: wake.set()}, wake.set, name=_NAME)
        await asyncio.sleep(_GATHER_SECONDS)


async def _wake_at_end(stop: asyncio.Event, wake: asyncio.Event) -> None:
    await stop.wait()
    wake.set()


async def _wait(event: asyncio.Event, seconds: float) -> bool:
    """Whether the event was set within that time."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
    return event.is_set()
