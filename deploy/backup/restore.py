"""Brings a backup back into an empty installation: all of it, or nothing."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tarfile import TarFile
from typing import Final

import asyncpg
import zstandard

from core.bus import EventLog, Topic
from core.db.backup import table_counts, table_names
from core.db.migrate import migrate, migrations
from core.errors import RedshankError, Refused
from core.resources import log_folder, open_resources
from core.settings import Settings
from core.vault import put_key
from deploy import datadir
from deploy.backup import programs
from deploy.backup.archive import DATABASE, EVENTS, KEY, WAITING, Manifest, Tell, opened, reading, verify
from deploy.backup.waiting import read_waiting
from deploy.backup.whole_events import read_events
from deploy.cluster import NAME, Cluster
from deploy.connect import connect
from deploy.postgres import running_cluster

_UNFINISHED: Final = "redshank_restoring"
"""Name of the embedded database until it is complete, so that no server starts on half of one."""
_AT_ONCE: Final = 100
_AT_ONCE_BYTES: Final = 8 * 2**20
_NO_LIMIT: Final = 2**62
"""The log takes back all that it held; its limit is for events that come in later."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored."""

    manifest: Manifest
    migrated: int
    """Migrations that were applied to a backup of an older version."""


def restore_backup(settings: Settings, path: Path, now: float, tell: Tell) -> Restored:
    """Check the file, refuse an installation that holds anything, then load. Raises Refused, having changed nothing or
    undone what was begun."""
    tell("Checking the file")
    manifest = verify(path)
    _refuse_newer(path, manifest)
    _refuse_other_store(settings, manifest)
    with datadir.locked(settings.data_dir, tell):
        _refuse_log(settings)
        with (
            opened(path) as (archive, _),
            _database(settings, tell) as (url, at_once),
            _log_undone(settings, manifest),
        ):
            return asyncio.run(_load(settings, url, archive, manifest, now, at_once=at_once, tell=tell))


async def _load(
    settings: Settings, url: str, archive: TarFile, manifest: Manifest, now: float, *, at_once: bool, tell: Tell
) -> Restored:
    roomy = settings.model_copy(update={"log_max_bytes": _NO_LIMIT})
    async with open_resources(roomy, url, writes_log=manifest.waiting is not None) as res:
        if manifest.waiting is not None:
            tell("Restoring what waits in the log")
            await _append_waiting(res.log, archive)
        tell("Restoring the database")
        program, _ = programs.suitable("pg_restore", manifest.dumped_by)
        with zstandard.ZstdDecompressor().stream_reader(reading(archive, DATABASE)) as dump:
            programs.restore(url, program, dump, at_once=at_once)
        if manifest.whole_events is not None:
            tell("Restoring whole events")
            await read_events(reading(archive, EVENTS), res.database, res.payloads)
    connection = await connect(url)
    try:
        await _compare(connection, manifest, tell)
        if KEY in manifest.members and settings.secret_key is None:
            put_key(settings.data_dir, reading(archive, KEY).read())
        return Restored(manifest, len(await migrate(connection, now)))
    finally:
        await connection.close()


async def _append_waiting(log: EventLog, archive: TarFile) -> None:
    batch: dict[Topic, list[tuple[str, bytes]]] = {topic: [] for topic in Topic}
    size = 0
    for topic, key, value in read_waiting(reading(archive, WAITING)):
        batch[topic].append((key, value))
        size += len(value)
        if size > _AT_ONCE_BYTES or sum(map(len, batch.values())) >= _AT_ONCE:
            await _append(log, batch)
            size = 0
    await _append(log, batch)


async def _append(log: EventLog, batch: dict[Topic, list[tuple[str, bytes]]]) -> None:
    for topic, records in batch.items():
        if records:
            await log.append(topic, records)
            records.clear()


async def _compare(connection: "asyncpg.Connection[asyncpg.Record]", manifest: Manifest, tell: Tell) -> None:
    """Raises Refused where the number of rows of a table differs from that in the backup."""
    tell("Counting")
    found = await table_counts(connection)
    # Whole events that were kept in another store may become rows here; their number is compared by itself.
    wrong = [
        f"{name} has {found.get(name)} rows instead of {rows}"
        for name, rows in manifest.tables.items()
        if found.get(name) != rows and not (name == "payload_blocks" and manifest.whole_events is not None)
    ]
    if wrong:
        raise Refused(f"the restored database is not the one that was backed up: {'; '.join(wrong)}")


@contextmanager
def _database(settings: Settings, tell: Tell) -> Iterator[tuple[str, bool]]:
    """An empty database to load into, and whether that must be done in one transaction. Raises Refused."""
    if settings.database_url is not None:
        asyncio.run(_refuse_tables(settings.database_url))
        yield settings.database_url, True
        return
    tell("Starting PostgreSQL")
    with running_cluster(settings.data_dir, tell) as server:
        asyncio.run(_make_unfinished(server.cluster))
        yield server.cluster.url(_UNFINISHED), False
        asyncio.run(_finish(server.cluster))


async def _refuse_tables(url: str) -> None:
    connection = await connect(url)
    try:
        if await table_names(connection):
            raise Refused("the database holds something already: restore into an empty one")
    finally:
        await connection.close()


async def _make_unfinished(cluster: Cluster) -> None:
    await _refuse_tables(cluster.url())
    admin = await connect(cluster.url("postgres"))
    try:
        await admin.execute(f"drop database if exists {_UNFINISHED}")
        await admin.execute(f"create database {_UNFINISHED}")
    finally:
        await admin.close()


async def _finish(cluster: Cluster) -> None:
    admin = await connect(cluster.url("postgres"))
    try:
        await admin.execute(f"drop database {NAME}")
        await admin.execute(f"alter database {_UNFINISHED} rename to {NAME}")
    finally:
        await admin.close()


@contextmanager
def _log_undone(settings: Settings, manifest: Manifest) -> Iterator[None]:
    """Empties the log again where loading the database fails."""
    try:
        yield
    except (RedshankError, OSError, KeyboardInterrupt, asyncpg.PostgresError):
        if manifest.waiting is not None and settings.log_url.startswith("disk:"):
            shutil.rmtree(log_folder(settings.data_dir), ignore_errors=True)
        raise


def _refuse_log(settings: Settings) -> None:
    if any(log_folder(settings.data_dir).glob("*.segment")):
        raise Refused(
            f"{settings.data_dir.resolve()} holds an installation already (its log is in use): restore into another"
            " folder with --data-dir"
        )


def _refuse_newer(path: Path, manifest: Manifest) -> None:
    newest = migrations()[-1].version
    if manifest.schema > newest:
        raise Refused(
            f"{path} was made by Redshank {manifest.redshank} (schema {manifest.schema}, this one knows {newest}):"
            " install that version or a newer one"
        )


def _refuse_other_store(settings: Settings, manifest: Manifest) -> None:
    if manifest.whole_events is None and not settings.payloads_url.startswith("postgres:"):
        raise Refused(
            "whole events of this backup are rows of PostgreSQL: restore with REDSHANK_PAYLOADS_URL=postgres:"
            " and move them afterwards"
        )
