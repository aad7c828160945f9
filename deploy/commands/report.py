"""`redshank report`: show or send by hand the report that goes out by mail every day or week."""

import json
import secrets
import time
from typing import Any

import click

from alerting.report import write_report
from core.alerts import Message
from core.db.deliveries import reports
from core.db.deliveries.deliveries import enqueue
from core.db.deliveries.reports import Reader, report_delivery
from core.errors import Refused
from core.mail.addresses import reserved_end
from core.reports import PERIODS, Period
from core.reports.unsubscribe import report_links
from core.settings import Settings
from core.vault import open_vault
from deploy.commands.options import as_json, base_url, data_dir, settings_for, show, with_database

_period = click.option("--period", type=click.Choice(PERIODS), default="daily", show_default=True)
_to = click.option("--to", "email", required=True, metavar="EMAIL", help="Whose report: a member's address.")
_org = click.option("--org", metavar="SLUG", help="Of which organization, for members of several.")


@click.group()
def report() -> None:
    """Daily and weekly reports: look at one, or send one now.

    \b
    redshank report show --period weekly --to ines@example.com
    redshank report send --period daily --to ines@example.com
    """


@report.command("show")
@_period
@_to
@_org
@as_json
@data_dir
def show_report(period: Period, email: str, org: str | None, as_json: bool, data_dir: str | None) -> None:
    """Print what this person's report of the last whole day or week says. Nothing is sent.

    \b
    redshank report show --period weekly --to ines@example.com
    redshank report show --to ines@example.com --json
    """
    settings = settings_for(data_dir)

    async def work(connection: Any) -> Message:
        return (await _written(connection, settings, email, org, period))[1]

    message = with_database(settings, work)
    show({"subject": message.title, "text": message.text, "html": message.html}, as_json, message.text)


@report.command("send")
@_period
@_to
@_org
@as_json
@data_dir
def send_report(period: Period, email: str, org: str | None, as_json: bool, data_dir: str | None) -> None:
    """Queue this person's report of the last whole day or week, whether hers is on or not; an alerter sends it.

    \b
    redshank report send --period daily --to ines@example.com
    redshank report send --period weekly --to ines@example.com --org acme --json
    """
    settings = settings_for(data_dir)
    if settings.smtp_url is None:
        raise Refused("no mail server is set up: set REDSHANK_SMTP_URL, smtp://user:pass@host:587")

    async def work(connection: Any) -> int | None:
        reader, message = await _written(connection, settings, email, org, period)
        end = reserved_end(email)
        if end is not None:
            raise Refused(f"no mail gets to {email}: names in {end} lead nowhere; she can enter another address")
        now = time.time()
        async with connection.transaction():
            return await enqueue(connection, report_delivery(reader, message, period, f"hand:{now:.0f}", now), now)

    queued = with_database(settings, work)
    if as_json:
        click.echo(json.dumps({"delivery": queued, "recipient": email}))
    else:
        click.echo(f"Queued for {email}. `redshank serve` or `redshank serve alerter` sends it.")


async def _written(
    connection: Any, settings: Settings, email: str, org: str | None, period: Period
) -> tuple[Reader, Message]:
    """Raises Refused."""
    reader = await _reader(connection, email.strip().lower(), org)
    async with connection.transaction():
        figures = await reports.figures(connection, reader, reader.last(period, time.time()))
    vault = open_vault(settings.secret_key, settings.data_dir, secrets.token_bytes)
    return reader, write_report(figures, report_links(base_url(settings), vault, reader.user_id, period))


async def _reader(connection: Any, email: str, org: str | None) -> Reader:
    found = [one for one in await reports.readers(connection, email) if org in (None, one.slug)]
    if not found:
        raise Refused(f"{email} is no member{'' if org is None else f' of {org}'}: `redshank user create` makes one")
    if len(found) > 1:
        raise Refused(
            f"{email} is a member of several organizations: say --org {' or '.join(one.slug for one in found)}"
        )
    return found[0]
