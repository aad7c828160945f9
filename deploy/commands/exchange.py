"""`redshank export` and `import`: events as NDJSON."""

import asyncio
import sys
import time
from typing import IO, Any

import click

from core.clock import instant
from core.db import installation
from core.errors import Refused
from core.outcomes import Outcome
from core.resources import open_resources
from core.search import parse
from deploy.cluster import database_folders
from deploy.commands.books import parse_since, project_named
from deploy.commands.options import as_json, data_dir, database_url, progress, settings_for, show
from deploy.exchange.give_out import GivenOut, give_out


@click.command("export")
@click.argument("project", required=False)
@click.option("--since", help="Only from then on: 24h, 7d, or a date such as 2026-11-22. [default: the beginning]")
@click.option("--query", default="", help="Only events that match, as in the search of events: 'level:fatal timeout'.")
@data_dir
def export_events(project: str | None, since: str | None, query: str, data_dir: str | None) -> None:
    """Write whole events to standard output, one JSON object a line, oldest first: of one project or of all.

    \b
    redshank export > all.ndjson
    redshank export shop --since 7d | zstd > shop.ndjson.zst
    redshank export main/shop --query 'level:fatal' | jq -r .event.event_id
    """
    now = time.time()
    start = None if since is None else parse_since(since, now)
    for text in (project or "", query):
        text.encode()  # a query that is not UTF-8 is refused before anything is opened
    tree = parse(query)
    settings = settings_for(data_dir)

    async def work(url: str) -> GivenOut:
        async with open_resources(settings, url) as res:
            async with res.database.connection() as connection:
                if project is None:
                    wanted = await installation.all_projects(connection)
                else:
                    wanted = [await project_named(connection, project)]
            return await give_out(res, wanted, tree, start, instant(now), sys.stdout.buffer.write, progress)

    with database_url(settings) as url:
        given = asyncio.run(work(url))
    sys.stdout.buffer.flush()
    gone = f"; of {given.gone:,} more, retention has left the row alone" if given.gone else ""
    click.echo(f"{given.events:,} events{gone}", err=True)


@click.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--project", required=True, help="Where they belong: SLUG or ORG/SLUG.")
@as_json
@data_dir
def import_events(file: IO[bytes], project: str, as_json: bool, data_dir: str | None) -> None:
    """Import what `redshank export` wrote (- for standard input). The server may run meanwhile.

    Events keep their ids and times, and are redacted and grouped by this project's rules. Repeating it is safe: an
    event that is there already counts as a duplicate. Statuses of issues are not imported.

    \b
    redshank import shop.ndjson --project shop
    zstd -dc shop.ndjson.zst | redshank import - --project main/shop --json
    """
    from deploy.exchange.take_in import take_in
    from deploy.processing import prepare

    settings = settings_for(data_dir)

    async def work(url: str) -> dict[str, Any]:
        lookups = prepare(settings)
        async with open_resources(settings, url, database_folders=database_folders(settings)) as res:
            async with res.database.connection() as connection:
                found = await project_named(connection, project)
            return dict(await take_in(res, lookups, file, found.id, settings.retention_days, progress))

    with database_url(settings) as url:
        fates = asyncio.run(work(url))
    known = (Outcome.STORED, Outcome.DUPLICATE, Outcome.FILTERED, Outcome.INVALID, Outcome.DEAD)
    counts = {outcome.value: fates.get(outcome.value, 0) for outcome in known}
    said = ", ".join(f"{quantity:,} {outcome}" for outcome, quantity in counts.items() if quantity)
    show(counts, as_json, said or "there was no event in it")
    if counts[Outcome.INVALID] and counts[Outcome.INVALID] == sum(counts.values()):
        raise Refused(f"{file.name} holds no event: give it what `redshank export` wrote, unpacked")
