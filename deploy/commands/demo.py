"""`redshank demo`: a little shop in trouble, to look at."""

import asyncio
import http.client
import math
import secrets
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import click
from redshank.dsn import parse_dsn
from redshank.envelope import envelope_bytes
from redshank.errors import InvalidDsn
from redshank.transport import HttpTransport, TransportError

from core.clock import SystemClock
from core.errors import Refused
from core.settings import Settings
from core.vault import open_vault
from deploy import datadir
from deploy.commands.options import as_json, base_url, data_dir, progress, settings_for, show, with_database

if TYPE_CHECKING:
    from deploy.demo.run import Pace, Told

_PATIENCE_SECONDS: Final = 10.0


@click.command()
@click.option("--rate", type=click.FloatRange(0.01, 100), default=2.0, show_default=True, help="Live events a second.")
@click.option(
    "--minutes",
    type=click.FloatRange(0, 1440),
    default=1.0,
    show_default=True,
    help="How long; 0: not at all.",
)
@click.option("--dsn", help="Send everything to this project instead, which may be of another server.")
@click.option("--org", "slug", help="Organization of the shop's projects, by slug. [default: the first one]")
@click.option("--seed", type=int, default=26, show_default=True, help="The same number makes the same story again.")
@as_json
@data_dir
def demo(
    rate: float, minutes: float, dsn: str | None, slug: str | None, seed: int, as_json: bool, data_dir: str | None
) -> None:
    """Send the errors of a little shop in trouble: twenty problems in four projects, really raised.

    First come the last thirteen days, with what the shop's people did about them (only where its projects have no
    events yet); then live events. Makes the projects shop-api, shop-web, billing and warehouse-sync where they are
    missing, a team, and three members who cannot log in.

    They have rules, a schedule, policies (of the severities critical and high, too, where you chose none) and channels
    whose names lead nowhere: the alerts are the server's own, and their messages honestly fail.

    \b
    redshank demo
    redshank demo --rate 10 --minutes 5
    redshank demo --minutes 0 --json
    redshank demo --dsn http://KEY@localhost:9000/1
    """
    from deploy.demo.run import Pace  # the shop: nothing that other commands should wait for

    if math.isnan(rate) or math.isnan(minutes):  # which no range leaves out
        raise Refused("--rate and --minutes are numbers, such as 2.5", exit_code=2)
    pace = Pace(rate, minutes)
    if dsn is None:
        told, url = _here(settings_for(data_dir), slug, seed, pace)
    else:
        told, url = _away(dsn, seed, pace)
    _sum_up(told, url, as_json)


def _here(settings: Settings, slug: str | None, seed: int, pace: "Pace") -> tuple["Told", str]:
    from deploy.demo.run import Means, play_here
    from deploy.demo.stage import set_stage

    url = base_url(settings)
    ours = settings.database_url is not None or datadir.is_locked(settings.data_dir)
    if not ours or not _answers(url):
        where = f"at {url}" if ours else f"for data dir {settings.data_dir}"
        elsewhere = "" if ours else ", or name its folder with --data-dir"
        raise Refused(f"no server runs {where}: start it with `redshank serve`, then run this beside it{elsewhere}")

    means = Means(url, open_vault(settings.secret_key, settings.data_dir, secrets.token_bytes), secrets.token_bytes)

    async def work(connection: Any) -> tuple["Told", str]:
        stage = await set_stage(connection, slug, url, time.time(), secrets.token_bytes)
        told = await play_here(connection, stage, means, seed, pace, SystemClock(), progress)
        return told, f"{url.rstrip('/')}/{stage.organization.slug}/issues"

    return with_database(settings, work)


def _away(dsn: str, seed: int, pace: "Pace") -> tuple["Told", str]:
    from deploy.demo.releases import DEPLOYS
    from deploy.demo.run import play_away

    url = _knock(dsn)
    return asyncio.run(play_away(dict.fromkeys(DEPLOYS, dsn), seed, pace, SystemClock(), progress)), url


def _knock(dsn: str) -> str:
    """Send an empty envelope, to see that the key is accepted; answers the server's URL. Raises Refused."""
    try:
        parsed = parse_dsn(dsn)
    except InvalidDsn as error:
        raise Refused(f"wrong DSN: {error}; it looks like http://KEY@localhost:9000/1", exit_code=2) from error
    url = f"{parsed.scheme}://{parsed.host}:{parsed.port}{parsed.prefix}"
    transport = HttpTransport(parsed, _PATIENCE_SECONDS)
    try:
        answer = transport.post(envelope_bytes([], datetime.now(UTC).isoformat()))
    except TransportError as error:
        raise Refused(f"no server answers at {url}: {error}; is it running?") from error
    finally:
        transport.close()
    if not answer.accepted:
        raise Refused(f"{url} answers {answer.status}: {answer.headers.get('x-sentry-error', 'no reason given')}")
    return url


def _answers(url: str) -> bool:
    """Whether anything answers HTTP there, whatever the answer."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=_PATIENCE_SECONDS)
    try:
        connection.request("GET", "/health/live")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def _sum_up(told: "Told", url: str, as_json: bool) -> None:
    kept = "" if told.kept is None else f", {told.kept} kept"
    lost = f", {told.lost} lost on the way" if told.lost else ""
    alerts = "" if told.alerts is None else f", {told.alerts} alert{'' if told.alerts == 1 else 's'}"
    lines = [f"{'Interrupted: ' if told.interrupted else ''}{told.sent} events sent{kept}{lost}{alerts}", f"Open {url}"]
    if told.kept is not None:
        lines.append("Not logged in? `redshank user create you@example.com --role owner` prints a link.")
    answer = {
        "sent": told.sent,
        "kept": told.kept,
        "lost": told.lost,
        "interrupted": told.interrupted,
        "alerts": told.alerts,
        "url": url,
    }
    show(answer, as_json, "\n".join(lines))
