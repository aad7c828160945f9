"""Events that end the process that works on them: found out, kept aside, and tried again when the cause is mended."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from core.db import Database
from core.db.events import replays
from core.db.events.dead_records import DeadFilter
from core.resources import disk_log
from core.settings import read_settings
from tests.app import Installation, installed
from tests.deadly_processor import DEADLY, HANGS, MENDED
from tests.replays import dead, progress

_PATIENCE_SECONDS = 90.0
_LOOK_SECONDS = 0.1


@contextmanager
def processing(folder: Path, database_url: str) -> Iterator[None]:
    """A supervisor and its processor."""
    command = [sys.executable, "-m", "tests.deadly_processor", str(folder), database_url]
    with (folder / "log.txt").open("ab") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            yield
        finally:
            process.terminate()


@asynccontextmanager
async def shop_on_disk(database: Database, folder: Path) -> AsyncIterator[Installation]:
    log = disk_log(read_settings(data_dir=folder))
    with log.writing():
        async with installed(database, log) as shop:
            yield shop


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while not await condition():  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_SECONDS)


async def retried(shop: Installation, record_id: int) -> replays.Replay:
    """The replay of one dead record, when it is over."""
    async with shop.resources.database.transaction() as connection:
        asked = await replays.start(connection, None, None, DeadFilter(ids=[record_id]), 1000, time.time())

    async def over() -> bool:
        return (await progress(shop, asked.id)).state != "running"

    await until(over)
    return await progress(shop, asked.id)


async def test_an_event_that_ends_processors_is_dead_alone_and_comes_home_when_the_cause_is_mended(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    async with shop_on_disk(database, tmp_path) as shop:
        for address in ("81.2.69.11", DEADLY, *(f"81.2.69.{n}" for n in range(12, 22))):
            await shop.send({"message": "out of stock", "user": {"ip_address": address}})

        async def all_settled() -> bool:
            return await shop.books() == {"accepted": 12, "stored": 11, "dead": 1}

        with processing(tmp_path, database_url):
            await until(all_settled)
            [killer] = await dead(shop)
            assert (killer.reason, killer.attempts) == ("killed_processor", 1)

            (tmp_path / HANGS).touch()
            again = await retried(shop, killer.id)
            assert (again.stored, again.failed) == (0, 1), "one that never comes back is ended, and found out as well"
            [killer] = await dead(shop)
            assert (killer.reason, killer.attempts) == ("killed_processor", 2)

            (tmp_path / MENDED).touch()
            assert (await retried(shop, killer.id)).stored == 1
        assert await shop.books() == {"accepted": 12, "stored": 12}
        said = (tmp_path / "log.txt").read_text()
        assert (said.count("killed by SIGABRT"), said.count("killed by SIGVTALRM")) == (4, 3)
