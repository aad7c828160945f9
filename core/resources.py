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
from core.errors import Refused
from core.payloads import PayloadStore
from core.payloads.elastic import ElasticOptions, open_elastic
from core.payloads.postgres import PostgresPayloads
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


@asynccontextmanager
async def open_resources(
    settings: Settings, database_url: str, *, writes_log: bool = False, connections: int = 4
) -> AsyncIterator[Resources]:
    """Open everything, in order; close it in reverse.

    `database_url` is the setting's or the embedded server's. Raises Unavailable where PostgreSQL does not answer, and
    Refused where the log cannot be opened or a setting is wrong. An Elasticsearch may still be away.
    """
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(database_url, max_size=connections))
        log = open_log(settings)
        if writes_log:
            stack.enter_context(log.writing())
        partitions = DayPartitions(database)
        clock, rng = SystemClock(), Random()  # noqa: S311
        payloads = await stack.enter_async_context(open_payloads(settings, database, partitions, clock, rng))
        yield Resources(settings, clock, rng, database, log, partitions, payloads)


@asynccontextmanager
async def open_payloads(
    settings: Settings, database: Database, partitions: DayPartitions, clock: Clock, rng: Random
) -> AsyncIterator[PayloadStore]:
    """The store of whole events that the settings name. Raises Refused."""
    url = settings.payloads_url
    if url == "postgres:":
        yield PostgresPayloads(database, partitions)
    elif url.startswith(("http://", "https://")):
        options = ElasticOptions(
            prefix=settings.elastic_index_prefix,
            shards=settings.elastic_shards,
            replicas=settings.elastic_replicas,
            seconds=settings.elastic_timeout_seconds,
            api_key=settings.elastic_api_key,
            ca_file=settings.elastic_ca_file,
        )
        async with open_elastic(url, options, clock, rng) as payloads:
            yield payloads
    else:
        raise Refused(
            "REDSHANK_PAYLOADS_URL names no store that we know; write it as postgres: or as "
            "https://user:password@host:9200",
            exit_code=2,
        )


def open_log(settings: Settings) -> DiskLog:
    """The log of this installation. Raises Refused."""
    return DiskLog(log_folder(settings.data_dir), max_bytes=settings.log_max_bytes, sharers=settings.processors)


def log_folder(data_dir: Path) -> Path:
    return data_dir / "log"
