"""`redshank move`: to engines of your own, without losing an issue."""

from contextlib import ExitStack

import click

from core.errors import Refused
from core.settings import postgres_url
from deploy import datadir
from deploy.cluster import cluster_in
from deploy.commands.options import as_json, data_dir, progress, settings_for, show
from deploy.postgres import running_cluster


def _to_postgres(_: click.Context, __: click.Parameter, url: str) -> str:
    try:
        return postgres_url(url)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command()
@click.option(
    "--to-database",
    required=True,
    metavar="URL",
    callback=_to_postgres,
    help="An empty PostgreSQL: postgresql://user:pass@host/db.",
)
@click.option("--to-log", metavar="URL", help="Where events wait from now on: kafka://… [default: stays where it is]")
@click.option("--to-payloads", metavar="URL", help="Where whole events go: https://… [default: stays where it is]")
@as_json
@data_dir
def move(to_database: str, to_log: str | None, to_payloads: str | None, as_json: bool, data_dir: str | None) -> None:
    """Take an installation to another PostgreSQL and, if wanted, to another log and another store of whole events.

    Stop the server first. If the move is interrupted, call it again: it goes on where it was (move.json in the data
    dir). At the end, the rows of all tables are compared, and some events are opened on both sides. The old
    installation is only read.

    \b
    redshank move --to-database postgresql://redshank:…@db/redshank
    redshank move --to-database postgresql://… --to-log kafka://kafka:9092 --to-payloads https://search:9200 --json
    """
    from deploy.move.run import move as run_move

    source = settings_for(data_dir)
    if datadir.is_locked(source.data_dir):
        raise Refused("the server runs: stop it (most SDKs drop what they cannot send meanwhile), then move")
    if to_database == source.database_url:
        raise Refused("that is where the installation is already: name another database with --to-database")
    given = {"database_url": to_database, "log_url": to_log, "payloads_url": to_payloads}
    target = source.model_copy(update={name: value for name, value in given.items() if value is not None})
    if source.database_url is None and not (cluster_in(source.data_dir).data / "PG_VERSION").exists():
        raise Refused(f"there is no installation in {source.data_dir.resolve()}: name its folder with --data-dir")
    with ExitStack() as stack:
        stack.enter_context(datadir.locked(source.data_dir))
        url = source.database_url
        if url is None:
            url = stack.enter_context(running_cluster(source.data_dir, progress)).cluster.url()
        moved = run_move(source, url, target, progress)
    variables = [f"REDSHANK_{name.upper()}" for name, value in given.items() if value is not None]
    answer = {"tables": moved.tables, "events": moved.events, "waiting": moved.waiting, "opened": moved.opened}
    tables = moved.tables
    lines = [
        f"moved {tables.get('issues', 0):,} issues and {tables.get('events', 0):,} events; all tables have the same"
        f" number of rows, {moved.opened:,} events were opened on both sides",
        f"Set {', '.join(variables)} to the new places and start the server with the same data dir.",
    ]
    show(answer, as_json, "\n".join(lines))
