"""What several commands share: options, the way to the database, answers for people or for machines."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import asyncpg
import click

from core.db.database import OUTAGES
from core.errors import Refused
from core.settings import Settings, read_settings
from deploy import datadir
from deploy.cluster import cluster_in, is_running
from deploy.connect import connect
from deploy.postgres import running_cluster

Result = TypeVar("Result")
Connection = asyncpg.Connection


def _no_empty_folder(_: click.Context, __: click.Parameter, folder: str | None) -> str | None:
    # `--data-dir "$UNSET"` would create a database in the current folder.
    if folder == "":
        raise click.BadParameter("the name of the folder is empty")
    return folder


data_dir = click.option(
    "--data-dir",
    type=click.Path(),
    callback=_no_empty_folder,
    help="Folder of the installation. [REDSHANK_DATA_DIR, default: data]",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def name_of(thing: str, most: int = 200) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """A click callback for a name that people see: not blank, and of limited length, as in the API."""

    def checked(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
        if name is not None and not name.strip():
            raise click.BadParameter(f"{thing} is empty")
        if name is not None and len(name) > most:
            raise click.BadParameter(f"{thing} has {len(name):,} characters, it may have {most}")
        return name

    return checked


def with_database(settings: Settings, work: Callable[[Any], Awaitable[Result]]) -> Result:
    """Run `work` on a connection: to REDSHANK_DATABASE_URL, to the running server's, or to one started just for this.

    Raises Refused, and Unavailable where no server answers.
    """

    async def connected(url: str) -> Result:
        connection = await connect(url)
        try:
            return await work(connection)
        except asyncpg.UndefinedTableError as error:
            raise Refused("the database is empty or old: run `redshank migrate`") from error
        except asyncpg.DataError as error:
            raise Refused(
                "a value given here is too large, or no text in UTF-8: the database cannot hold it", 2
            ) from error
        except OUTAGES as error:
            raise Refused(f"PostgreSQL went away: {error}") from error
        finally:
            await connection.close()

    with database_url(settings) as url:
        return asyncio.run(connected(url))


@contextmanager
def database_url(settings: Settings) -> Iterator[str]:
    """REDSHANK_DATABASE_URL, or the address of the running server's database, or of one started just for this.

    Raises Refused.
    """
    if settings.database_url is not None:
        yield settings.database_url
        return
    cluster = cluster_in(settings.data_dir)
    if is_running(cluster) and datadir.is_locked(settings.data_dir):
        yield cluster.url()
        return
    _refuse_missing(settings)
    with datadir.locked(settings.data_dir), running_cluster(settings.data_dir) as server:
        yield server.cluster.url()


def _refuse_missing(settings: Settings) -> None:
    if not (cluster_in(settings.data_dir).data / "PG_VERSION").exists():
        raise Refused(
            f"there is no installation in {settings.data_dir.resolve()}: start `redshank serve` first,"
            " or name its folder with --data-dir"
        )


def settings_for(data_dir: str | None) -> Settings:
    return read_settings(data_dir=data_dir)


def base_url(settings: Settings) -> str:
    """The URL of this installation: as set, else where the server was last started."""
    return settings.public_url or datadir.remembered_url(settings.data_dir) or settings.base_url


def ask(question: str, yes: bool) -> None:
    """Ask the person at the terminal whether to go on, unless --yes was given. Raises Refused where nobody can be
    asked, click.Abort at a no."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise Refused(f"{question} Nobody is at the terminal to ask: say --yes", exit_code=2)
    click.confirm(question, abort=True, err=True)


def show(value: dict[str, Any], as_json: bool, text: str) -> None:
    """Print the value for programs, or the text for people."""
    click.echo(json.dumps(value) if as_json else harmless(text))


def harmless(text: str) -> str:
    """The text without terminal escapes: it may quote events and remote servers, and an escape could do harm there."""
    return "".join(one if one.isprintable() or one == "\n" else " " for one in text)


def progress(text: str) -> None:
    """Report progress on standard error; standard output is for the answer."""
    click.echo(f"  {text} …", err=True)
