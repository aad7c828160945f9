"""What happens before an upgrade changes the database: a check that it can, and a backup to return to."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from core.db.migrate import Preflight, preflight
from core.disk import measure
from core.errors import Refused
from core.resources import disk_log
from core.settings import Settings
from deploy.backup.archive import Tell
from deploy.cluster import database_folders
from deploy.connect import connect

KEPT: Final = 2
"""How many backups of upgrades are kept; the oldest is deleted after another was made."""
_MIGRATION_BYTES: Final = 2**28
"""Disk that a running migration may take: WAL (128 MiB at most) and copies of the tables it changes, which are
small."""


def before_upgrade(settings: Settings, database_url: str, now: float, tell: Tell) -> None:
    """Refuse an upgrade that cannot work, naming the next step; make a backup of an embedded database that is about to
    change.

    Raises Refused.
    """
    found = asyncio.run(_look(database_url))
    if not found.missing or not found.schema:
        return
    refuse_without_room(settings, found)
    if _is_backed_up(settings):
        _keep_backup(settings, database_url, found, now, tell)


def refuse_without_room(settings: Settings, found: Preflight) -> None:
    """Raises Refused where the disk has no room for the migrations to come and for the backup before them."""
    if not found.missing or not found.schema:
        return
    # The backup is smaller than the database, whose indexes are not in it.
    needed = _MIGRATION_BYTES + (found.bytes if _is_backed_up(settings) else 0)
    for folder in (settings.data_dir, *database_folders(settings)):
        free = measure(folder).free
        if free < needed:
            raise Refused(
                f"the upgrade needs {needed / 2**30:.1f} GiB where {folder.resolve()} is, {free / 2**30:.1f} are free:"
                " make room, or make a backup elsewhere and set REDSHANK_BACKUP_BEFORE_UPGRADE=false"
            )


def _is_backed_up(settings: Settings) -> bool:
    return settings.database_url is None and settings.backup_before_upgrade


async def _look(url: str) -> Preflight:
    connection = await connect(url)
    try:
        return await preflight(connection)
    finally:
        await connection.close()


def _keep_backup(settings: Settings, url: str, found: Preflight, now: float, tell: Tell) -> None:
    from deploy.backup.make import make_backup  # not needed by a start without an upgrade

    disk_log(settings)  # somebody may have moved the old log away: then nothing waits in it
    folder = settings.data_dir / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    moment = datetime.fromtimestamp(now, UTC)
    milliseconds = moment.microsecond // 1000  # two tries within one second must not have the same name
    path = folder / f"{moment:%Y%m%d-%H%M%S}-{milliseconds:03}-schema-{found.schema}.tar"
    tell(f"Keeping a backup before the upgrade in {path}")
    make_backup(settings, url, path, lambda _: None)
    for old in _older(folder):
        old.unlink()


def _older(folder: Path) -> list[Path]:
    return sorted(folder.glob("*-schema-*.tar"))[:-KEPT]
