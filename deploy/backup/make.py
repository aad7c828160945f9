"""Makes a backup, while the server runs or stands still.

The order decides whether anything is lost. An event that was answered 200 is in the log first and in the database
later, and the log drops what the database has. So first the log is kept from dropping anything; then a snapshot of the
database is taken; then the records behind the positions in that snapshot are copied from the log. Snapshot and copy
together hold every event exactly once. The dump, which takes longest, shows the same snapshot, and the log may drop
records again meanwhile.
"""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from core.bus import Topic
from core.bus.disk import DiskLog
from core.db.backup import Moment, positions, standing_still, table_counts
from core.db.database import Connection
from core.errors import Refused
from core.payloads import PayloadStore
from core.resources import disk_log, log_folder, open_resources
from core.settings import Settings
from core.vault import key_file
from deploy.backup import programs
from deploy.backup.archive import (
    DATABASE,
    EVENTS,
    FORMAT,
    KEY,
    WAITING,
    ArchiveWriter,
    Manifest,
    Tell,
    new_file,
    verify,
)
from deploy.backup.waiting import Waiting, write_waiting
from deploy.backup.whole_events import write_events
from deploy.connect import connect
from processor.run import GROUP


@dataclass(frozen=True, slots=True)
class Made:
    """A finished, verified backup."""

    path: Path
    manifest: Manifest


def make_backup(settings: Settings, database_url: str, path: Path, tell: Tell) -> Made:
    """Write the archive, then read it again and compare. Raises Refused, and removes the file then."""
    log = _log(settings)
    with new_file(path) as target:
        asyncio.run(_write(settings, database_url, log, ArchiveWriter(target, tell), tell))
    tell("Reading it again")
    try:
        return Made(path, verify(path))
    except Refused:
        path.unlink(missing_ok=True)
        raise


async def _write(settings: Settings, url: str, log: DiskLog | None, archive: ArchiveWriter, tell: Tell) -> None:
    connection = await connect(url)
    try:
        waiting: dict[str, int] | None = None
        with ExitStack() as held:
            if log is not None:
                held.enter_context(log.holding())
            async with standing_still(connection) as moment:
                if log is not None:
                    tell("Copying what waits in the log")
                    waiting = _copy_waiting(archive, log, await positions(connection, log.log_id, GROUP))
                held.close()
                await _copy_rest(settings, url, connection, archive, moment, waiting, tell)
    finally:
        await connection.close()


async def _copy_rest(
    settings: Settings,
    url: str,
    connection: Connection,
    archive: ArchiveWriter,
    moment: Moment,
    waiting: dict[str, int] | None,
    tell: Tell,
) -> None:
    pg_dump, dumped_by = programs.suitable("pg_dump", moment.major)
    tell("Copying the database")
    with archive.member(DATABASE) as sink:
        programs.dump(url, pg_dump, moment.snapshot, sink.take_compressed)
    _copy_key(settings, archive)
    whole_events = None
    if not settings.payloads_url.startswith("postgres:"):
        tell("Copying whole events")
        async with open_resources(settings, url) as res:
            whole_events = await copy_events(archive, connection, res.payloads)
    archive.finish(
        Manifest(
            format=FORMAT,
            redshank=version("redshank-server"),
            schema=moment.schema,
            made_at=moment.at.isoformat(),
            postgres=moment.postgres,
            dumped_by=dumped_by,
            tables=await table_counts(connection),
            waiting=waiting,
            whole_events=whole_events,
            members=dict(archive.members),
        )
    )


def _copy_key(settings: Settings, archive: ArchiveWriter) -> None:
    """Copy the installation's key: without it, the secrets of channels and trackers in the dump could never be read
    again. A key that comes from a setting is not copied."""
    file = key_file(settings.data_dir)
    if settings.secret_key is None and file.exists():
        with archive.member(KEY) as sink:
            sink.write(file.read_bytes())


async def copy_events(archive: ArchiveWriter, connection: Connection, payloads: PayloadStore) -> int:
    """Copy whole events from their store into the archive; answers how many."""
    with archive.member(EVENTS) as sink:
        return await write_events(sink, connection, payloads)


def _log(settings: Settings) -> DiskLog | None:
    """The log on disk; None where it is elsewhere and keeps its records itself. Raises Refused."""
    if not settings.log_url.startswith("disk:"):
        return None
    if not (log_folder(settings.data_dir) / "log.json").exists():
        raise Refused(
            f"there is no log in {settings.data_dir.resolve()}, and events may wait in it: run this where the gateway"
            " runs, with its --data-dir"
        )
    return disk_log(settings)


def _copy_waiting(archive: ArchiveWriter, log: DiskLog, reached: Mapping[str, dict[int, int]]) -> dict[str, int]:
    def records() -> Iterator[Waiting]:
        for topic in Topic:
            for record in log.unread(topic, reached.get(topic.value, {})):
                yield topic, record.key, record.value

    with archive.member(WAITING) as sink:
        return write_waiting(sink, records())
