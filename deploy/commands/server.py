"""`redshank serve`, `migrate` and `settings`: running the server."""

import json
import logging
import os
import time

import click

from core.db.migrate import Migration
from core.db.migrate import migrate as apply_migrations
from core.settings import read_settings, shown_settings, unknown_variables
from deploy import BEGAN
from deploy.commands.options import as_json, data_dir, database_url, progress, settings_for, show, with_database
from deploy.first_run import Welcome

ROLES = ("gateway", "processor", "alerter", "api")

_SNIPPET = """\
    pip install sentry-sdk

    import sentry_sdk
    sentry_sdk.init(dsn="{dsn}")
    1 / 0
"""


def tell(text: str) -> None:
    """Say what goes on."""
    click.echo(f"  {text} …")


def greet(url: str | None, welcome: Welcome) -> None:
    """Say that the server is up, and tell a newcomer how to begin. `url` is None where no web role runs."""
    at = f"at {url}" if url else "and works in the background"
    lines = [f"\nRedshank is ready {at}  ({time.monotonic() - BEGAN:.1f} s; Ctrl-C stops it)\n"]
    if welcome.login_url:
        lines.append(f"  Log in (this link works once):\n    {welcome.login_url}\n")
    if welcome.dsn:
        lines.append(f"  DSN of the first project:\n    {welcome.dsn}\n")
        lines.append(f"  Send a first error:\n{_SNIPPET.format(dsn=welcome.dsn)}")
    click.echo("\n".join(lines))  # in one piece: scripts wait for the first line and read the rest


@click.command()
@click.argument("roles", nargs=-1, type=click.Choice(ROLES), metavar="[gateway|processor|alerter|api]...")
@click.option("--host", help="Address to listen on. [REDSHANK_HOST, default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; 0 takes a free one. [REDSHANK_PORT, default: 9000]")
@click.option("--processors", type=click.IntRange(1, 64), help="Processes that work on events. [default: 2]")
@data_dir
def serve(
    roles: tuple[str, ...], host: str | None, port: int | None, processors: int | None, data_dir: str | None
) -> None:
    """Start the server: all roles on one port, or only those named.

    \b
    redshank serve
    redshank serve --host 0.0.0.0 --port 8080 --data-dir /var/lib/redshank
    REDSHANK_DATABASE_URL=postgresql://… redshank serve gateway api
    """
    # Imported here: it takes seconds, for which no other command should wait.
    from deploy.serve import serve as run_server

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    settings = read_settings(host=host, port=port, processors=processors, data_dir=data_dir)

    for sentence in unknown_variables(os.environ).values():
        click.echo(f"  {sentence}", err=True)
    run_server(settings, roles or ROLES, tell, greet)
    database = "" if settings.database_url is None else " and its database"
    click.echo(f"\nStopped. Everything accepted is kept in {settings.data_dir.resolve()}{database}.")


@click.command()
@as_json
@data_dir
def migrate(as_json: bool, data_dir: str | None) -> None:
    """Bring the database to this version's schema. `serve` does so by itself, after a backup of an embedded one.

    \b
    redshank migrate
    REDSHANK_DATABASE_URL=postgresql://… redshank migrate --json
    """

    from deploy.upgrade import before_upgrade

    settings = settings_for(data_dir)

    async def work(connection: object) -> list[Migration]:
        return await apply_migrations(connection, time.time())

    with database_url(settings) as url:
        before_upgrade(settings, url, time.time(), progress)
    applied = with_database(settings, work)
    lines = [f"applied {migration.version:04} {migration.name}" for migration in applied]
    value = {"applied": [{"version": migration.version, "name": migration.name} for migration in applied]}
    show(value, as_json, "\n".join(lines) or "the schema is up to date")


@click.command()
@as_json
@data_dir
def settings(as_json: bool, data_dir: str | None) -> None:
    """Print every setting with its value and meaning; secrets stay hidden. Misspelt REDSHANK_ variables are listed,
    too.

    \b
    redshank settings
    REDSHANK_PORT=8080 redshank settings --json
    """
    shown = shown_settings(settings_for(data_dir))
    strange = unknown_variables(os.environ)
    for sentence in strange.values():
        click.echo(f"  {sentence}", err=True)
    if as_json:
        said = {name: {"value": value, "meaning": meaning} for name, value, meaning in shown}
        # Never their values: a misspelt variable may hold a secret.
        said |= {name: {"value": "", "meaning": sentence} for name, sentence in strange.items()}
        click.echo(json.dumps(said))
        return
    width = max(len(name) for name, _, _ in shown)
    for name, value, meaning in shown:
        click.echo(f"{name:<{width}}  {value or '–'}\n{'':<{width}}  {meaning}\n")
