"""The outside world, opened in one place: the only code that chooses adapters."""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from core.bus import EventLog
from core.bus.dead_copies import ShowDead, show_nobody
from core.bus.disk import DiskLog
from core.bus.spool import SpooledLog
from core.clock import Clock, SystemClock
from core.db import Database, open_database
from core.db.events.refused import burying
from core.db.partitions import DayPartitions
from core.disk import DiskGuard, parse_budget
from core.errors import Refused
from core.payloads import PayloadStore
from core.payloads.index import index_folder
from core.payloads.index.search import IndexSearch
from core.payloads.postgres import PostgresPayloads
from core.payloads.search import EventSearch
from core.settings import Settings
from core.tls import Tls
from core.vault import Vault, open_vault

if TYPE_CHECKING:
    from core.bus.kafka.options import KafkaOptions, Sasl
    from core.payloads.elastic.options import ElasticOptions


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
    search: EventSearch | None
    """None: whole events are not searched here."""
    vault: Vault
    disk: DiskGuard = field(default_factory=DiskGuard)
    show_dead: ShowDead = show_nobody


@asynccontextmanager
async def open_resources(
    settings: Settings,
    database_url: str,
    *,
    writes_log: bool = False,
    connections: int = 4,
    database_folders: Sequence[Path] = (),
    name: str = "redshank",
) -> AsyncIterator[Resources]:
    """Open everything, in order; close it in reverse.

    `database_url` is the setting's or the embedded server's; `database_folders`, where that one lies on our disks;
    `name`, by which PostgreSQL knows whose connections these are.
    Raises Unavailable where PostgreSQL does not answer, and Refused where the log cannot be opened or a setting is
    wrong; Kafka and Elasticsearch may still be away.
    """
    async with AsyncExitStack() as stack:
        clock, rng = SystemClock(), Random()  # noqa: S311
        database = await stack.enter_async_context(open_database(database_url, max_size=connections, name=name))
        log, show_dead = await stack.enter_async_context(open_log(settings, database, clock, rng, writes=writes_log))
        partitions = DayPartitions(database)
        stores = open_stores(settings, database, partitions, clock, rng)
        payloads, search = await stack.enter_async_context(stores)
        disk = DiskGuard((settings.data_dir, *database_folders), parse_budget(settings.disk_min_free))
        vault = open_vault(settings.secret_key, settings.data_dir, secrets.token_bytes)
        yield Resources(settings, clock, rng, database, log, partitions, payloads, search, vault, disk, show_dead)


@asynccontextmanager
async def open_stores(
    settings: Settings, database: Database, partitions: DayPartitions, clock: Clock, rng: Random
) -> AsyncIterator[tuple[PayloadStore, EventSearch | None]]:
    """Where whole events are kept, and what searches them. Elasticsearch does both, and may be away for now. Raises
    Refused."""
    elastic = elastic_options(settings)
    if elastic is None:
        searched = IndexSearch(index_folder(settings.data_dir), database) if settings.search_index else None
        yield PostgresPayloads(database, partitions), searched
        return
    from core.payloads.elastic.store import (
        open_elastic,  # its client is slow to import, and only this needs it
    )

    async with open_elastic(settings.payloads_url, elastic, clock, rng) as in_elasticsearch:
        yield in_elasticsearch, in_elasticsearch


def elastic_options(settings: Settings) -> "ElasticOptions | None":
    """What the settings say of Elasticsearch; None where events are in PostgreSQL. Raises Refused."""
    if settings.payloads_url == "postgres:":
        return None
    from core.payloads.elastic.options import ElasticOptions, parse_address

    address = parse_address(settings.payloads_url, settings.elastic_api_key)
    files = (settings.elastic_ca_file, settings.elastic_client_cert, settings.elastic_client_key)
    if any(files) and address.nodes[0].scheme == "http":
        raise Refused("certificates for Elasticsearch take https:// in REDSHANK_PAYLOADS_URL", exit_code=2)
    for setting, path in zip(("CA_FILE", "CLIENT_CERT", "CLIENT_KEY"), files, strict=True):
        if path is not None and not path.is_file():
            raise Refused(f"REDSHANK_ELASTIC_{setting} {path} is no file", exit_code=2)
    if settings.elastic_client_key is not None and settings.elastic_client_cert is None:
        raise Refused("set REDSHANK_ELASTIC_CLIENT_CERT beside REDSHANK_ELASTIC_CLIENT_KEY", exit_code=2)

    return ElasticOptions(
        prefix=settings.elastic_index_prefix,
        shards=settings.elastic_shards,
        replicas=settings.elastic_replicas,
        seconds=settings.elastic_timeout_seconds,
        api_key=settings.elastic_api_key,
        tls=Tls(*files),
    )


@asynccontextmanager
async def open_log(
    settings: Settings, database: Database, clock: Clock, rng: Random, *, writes: bool
) -> AsyncIterator[tuple[EventLog, ShowDead]]:
    """The log of this installation, and where its dead records are shown. One in Kafka opens without Kafka too, and
    goes on trying; who writes it has a spool on disk for that time. Raises Refused."""
    kafka = kafka_options(settings)
    if kafka is not None:
        # Imported here: its client takes a fifth of a second, which others need not wait.
        from core.bus.kafka import KafkaLog

        async with KafkaLog(kafka, clock, rng).running(writes=writes) as in_kafka:
            if not writes:
                yield in_kafka, in_kafka.show_dead
                return
            spool = DiskLog(settings.data_dir / "spool", max_bytes=settings.log_max_bytes, partitions=1)
            bury = burying(database, in_kafka.show_dead, clock)
            async with SpooledLog(in_kafka, spool, bury, clock, rng).running() as spooled:
                yield spooled, in_kafka.show_dead
        return
    on_disk = disk_log(settings)
    with on_disk.writing() if writes else nullcontext():
        yield on_disk, show_nobody


def disk_log(settings: Settings) -> DiskLog:
    """The log in the data dir. Raises Refused."""
    return DiskLog(log_folder(settings.data_dir), max_bytes=settings.log_max_bytes, sharers=settings.processors)


def kafka_options(settings: Settings) -> "KafkaOptions | None":
    """What the settings say of Kafka; None where the log is on disk. Raises Refused where the settings contradict each
    other."""
    if settings.log_url == "disk:":
        return None
    from core.bus.kafka.options import KafkaOptions, check, parse_servers

    options = KafkaOptions(
        parse_servers(settings.log_url),
        prefix=settings.kafka_topic_prefix,
        partitions=settings.kafka_partitions,
        replication=settings.kafka_replication,
        retention_hours=settings.kafka_retention_hours,
        dead_retention_hours=settings.kafka_dead_retention_hours,
        max_message_bytes=settings.kafka_max_message_bytes,
        append_seconds=settings.kafka_append_seconds,
        sasl=_sasl(settings),
        tls=_tls(settings),
    )
    check(options)
    return options


def _sasl(settings: Settings) -> "Sasl | None":
    from core.bus.kafka.options import Sasl

    mechanism, user, password = settings.kafka_sasl_mechanism, settings.kafka_user, settings.kafka_password
    if mechanism is None and user is None and password is None:
        return None
    if mechanism is None or not user or not password:
        raise Refused(
            "logging in to Kafka takes all three: REDSHANK_KAFKA_SASL_MECHANISM, _USER and _PASSWORD", exit_code=2
        )
    return Sasl(mechanism, user, password)


def _tls(settings: Settings) -> Tls | None:
    tls = Tls(settings.kafka_ca_file, settings.kafka_client_cert, settings.kafka_client_key)
    if tls != Tls() and not settings.kafka_tls:
        raise Refused("certificates for Kafka are of no use without REDSHANK_KAFKA_TLS=true", exit_code=2)
    if (tls.client_cert is None) != (tls.client_key is None):
        raise Refused("set both REDSHANK_KAFKA_CLIENT_CERT and REDSHANK_KAFKA_CLIENT_KEY, or neither", exit_code=2)
    return tls if settings.kafka_tls else None


def log_folder(data_dir: Path) -> Path:
    return data_dir / "log"


def keys_file(data_dir: Path) -> Path:
    """The file in which the gateway's cache of keys outlives its process."""
    return data_dir / "gateway" / "keys"
