"""The outside world, opened in one place: the only code that chooses adapters."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from core.bus import EventLog
from core.bus.disk import DiskLog
from core.clock import Clock, SystemClock
from core.db import Database, open_database
from core.db.partitions import DayPartitions
from core.payloads import PayloadStore
from core.payloads.index import index_folder
from core.payloads.index.search import IndexSearch
from core.payloads.postgres import PostgresPayloads
from core.payloads.search import EventSearch
from core.settings import Settings


@dataclass(frozen=True, slots=True)
class Resources:
    """What a service is given to work with."""

    settings: Settings
    clock: Clock
    rng: Random
    database: Database
    log: EventLog
    partitions: DayPartitions
    payloads: PayloadStore
    search: EventSearch


@asynccontextmanager
async def open_resources(
    settings: Settings, database_url: str, *, writes_log: bool = False, connections: int = 4
) -> AsyncIterator[Resources]:
    """Open everything, in order; close it in reverse.

    `database_url` is the setting's or the embedded server's. Raises Unavailable where PostgreSQL does not answer, and
    Refused where the log cannot be opened.
    """
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(database_url, max_size=connections))
        log = open_log(settings)
        if writes_log:
            stack.enter_context(log.writing())
        partitions = DayPartitions(database)
        payloads = PostgresPayloads(database, partitions)
        search = IndexSearch(index_folder(settings.data_dir), database)
        yield Resources(settings, SystemClock(), Random(), database, log, partitions, payloads, search)  # noqa: S311


def open_log(settings: Settings) -> DiskLog:
    """The log of this installation. Raises Refused."""
    return DiskLog(log_folder(settings.data_dir), max_bytes=settings.log_max_bytes, sharers=settings.processors)


def log_folder(data_dir: Path) -> Path:
    return data_dir / "log"
