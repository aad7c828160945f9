"""`redshank backup` and `restore`: the whole installation in one file."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from core.errors import Refused
from deploy import datadir
from deploy.backup.archive import Manifest, verify
from deploy.commands.options import as_json, data_dir, database_url, progress, settings_for, show


def _somewhere(_: click.Context, __: click.Parameter, path: str) -> Path:
    # `redshank backup "$UNSET"` would write into the current folder, and - does not mean standard output here.
    if path.strip() in ("", "-"):
        raise click.BadParameter("name a file or a folder")
    return Path(path)


@click.command()
@click.argument("target", type=click.Path(), callback=_somewhere, metavar="FILE|FOLDER")
@as_json
@data_dir
def backup(target: Path, as_json: bool, data_dir: str | None) -> None:
    """Write everything into one file: issues, people, settings, whole events, and events that wait to be processed.

    The server may run meanwhile; every event that was accepted before is in the backup. The file is read again and
    compared at the end. It holds events that are not redacted yet, and password hashes: let nobody else read it.

    \b
    redshank backup /backups
    redshank backup /backups/before-upgrade.tar --json
    """
    from deploy.backup.make import make_backup

    settings = settings_for(data_dir)
    path = target / f"redshank-{datetime.now(UTC):%Y%m%d-%H%M%S}.tar" if target.is_dir() else target
    began = time.monotonic()
    with database_url(settings) as url:
        made = make_backup(settings, url, path, progress)
    size = made.path.stat().st_size
    answer = {"file": str(made.path), "bytes": size, "seconds": round(time.monotonic() - began, 1)}
    show(answer | _summary(made.manifest), as_json, f"{made.path}: {size / 2**20:,.1f} MiB, {_said(made.manifest)}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Only read the file and compare it with its checksums.")
@as_json
@data_dir
def restore(file: Path, check: bool, as_json: bool, data_dir: str | None) -> None:
    """Bring a backup back into an empty data dir (or an empty REDSHANK_DATABASE_URL).

    Nothing is overwritten: an installation that holds anything is refused. Start the server afterwards; events that
    waited when the backup was made are processed then.

    \b
    redshank restore /backups/redshank-20261129-221530.tar --data-dir /var/lib/redshank
    redshank restore /backups/redshank-20261129-221530.tar --check --json
    """
    from deploy.backup.restore import restore_backup

    if check:
        manifest = verify(file)
        show(_summary(manifest), as_json, f"{file} is whole: {_said(manifest)}")
        return
    settings = settings_for(data_dir)
    if datadir.is_locked(settings.data_dir):
        raise Refused(f"a server runs with data dir {settings.data_dir}: stop it, or restore into another --data-dir")
    restored = restore_backup(settings, file, time.time(), progress)
    show(
        _summary(restored.manifest) | {"migrated": restored.migrated},
        as_json,
        f"restored: {_said(restored.manifest)}\nStart it with `redshank serve --data-dir {settings.data_dir}`",
    )


def _summary(manifest: Manifest) -> dict[str, Any]:
    return {
        "made_at": manifest.made_at,
        "redshank": manifest.redshank,
        "schema": manifest.schema,
        "tables": manifest.tables,
        "waiting": manifest.waiting,
        "whole_events": manifest.whole_events,
    }


def _said(manifest: Manifest) -> str:
    tables, waiting = manifest.tables, (manifest.waiting or {}).get("events", 0)
    return (
        f"{tables.get('events', 0):,} events in {tables.get('issues', 0):,} issues"
        f" and {waiting:,} that waited, as of {manifest.made_at}"
    )
