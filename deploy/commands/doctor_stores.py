"""What the doctor finds of the stores: the database, the search index, and whole events."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.db import installation
from core.db.events.recorded_blocks import RecordedDay, recorded_days
from core.db.migrate import Preflight, migrations, preflight
from core.errors import RedshankError, Refused, Unavailable
from core.payloads.index import index_folder
from core.payloads.index.search import missing
from core.settings import Settings
from deploy.commands.finding import Finding
from deploy.commands.options import with_database
from deploy.upgrade import refuse_without_room
from deploy.whole_events import trouble

_MANY_BEHIND = 10_000
"""Events that the index may lag behind: half a minute's at full load."""


def database(settings: Settings) -> list[Finding]:
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


def whole_events(settings: Settings) -> list[Finding]:
    """The store of whole events, where that is not PostgreSQL, which is checked anyway."""
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
    from core.payloads.index.days import Days  # imports tantivy, which only this line needs

    used = sum(path.stat().st_size for path in folder.glob("*/*") if path.is_file())
    try:
        behind = missing(recorded, Days(folder).counts())
    except Unavailable as error:
        return Finding("search", "warning", str(error))
    lag = f"{behind} events are not found yet" if behind else "finds everything"
    return Finding("search", "ok" if behind < _MANY_BEHIND else "warning", f"{used / 2**20:.0f} MiB, {lag}")
