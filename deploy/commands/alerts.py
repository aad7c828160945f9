"""`redshank alert`: look at alerts and answer them from a terminal."""

import time
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

import click

from core.db import installation
from core.db.alerts import actions as alert_actions
from core.db.alerts import alerts
from core.db.alerts.actions import Actor, LockedAlert
from core.db.alerts.alerts import OPEN, Alert, AlertFilter, Entry
from core.db.alerts.tracking import AlertLink, links_of_alert
from core.errors import Refused
from deploy.commands.accounts import organization
from deploy.commands.alert_lines import alert_fields, alert_line, entry_fields, link_fields, link_line, moment
from deploy.commands.books import project_named
from deploy.commands.options import as_json, data_dir, settings_for, show, with_database

_STATUSES = ("firing", "acknowledged", "resolved", "open", "all")
_SEVERITIES = ("critical", "high", "medium", "low")


@click.group()
def alert() -> None:
    """Look at alerts and answer them.

    \b
    redshank alert list                what is open
    redshank alert show A-12           one, with everything that happened
    redshank alert ack A-12            stop the escalation: you look into it
    redshank alert resolve A-12
    redshank alert reopen A-12         it is not over, or nobody is on it after all
    redshank alert comment A-12 "It was the deploy."
    """


def _one(command: Callable[..., None]) -> Callable[..., None]:
    """The argument and options that all commands about one alert have."""

    @click.argument("number", metavar="A-NUMBER")
    @organization
    @as_json
    @data_dir
    @wraps(command)
    def about_one(*args: Any, number: str, **options: Any) -> None:
        command(*args, number=_number(number), **options)

    return about_one


@alert.command("list")
@click.option("--status", type=click.Choice(_STATUSES), default="open", show_default=True)
@click.option("--severity", type=click.Choice(_SEVERITIES), multiple=True, help="Only these; may come often.")
@click.option("--project", help="Only those of one project (SLUG or ORG/SLUG).")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@organization
@as_json
@data_dir
def list_alerts(
    status: str,
    severity: tuple[str, ...],
    project: str | None,
    limit: int,
    slug: str | None,
    as_json: bool,
    data_dir: str | None,
) -> None:
    """Alerts, the last to fire first.

    \b
    redshank alert list
    redshank alert list --status firing --severity critical --json
    """

    async def work(connection: Any) -> list[Alert]:
        home = await installation.chosen_organization(connection, slug)
        wanted = AlertFilter(
            home.id,
            statuses={"open": OPEN, "all": None}.get(status, [status]),
            severities=severity or None,
            project_ids=None if project is None else [(await project_named(connection, project)).id],
        )
        return await alerts.list_alerts(connection, wanted, limit)

    found = with_database(settings_for(data_dir), work)
    lines = [alert_line(one) for one in found] or ["No alerts."]
    show({"alerts": [alert_fields(one) for one in found]}, as_json, "\n".join(lines))


@alert.command("show")
@_one
def show_alert(number: int, slug: str | None, as_json: bool, data_dir: str | None) -> None:
    """One alert, its issues at trackers, and its time line.

    \b
    redshank alert show A-12
    redshank alert show 12 --json
    """

    async def work(connection: Any) -> tuple[Alert, list[Entry], list[AlertLink]]:
        home = await installation.chosen_organization(connection, slug)
        found = await alerts.find_alert(connection, home.id, number)
        if found is None:
            raise _missing(number)
        entries = await alerts.time_line(connection, found.id)
        return found, entries, await links_of_alert(connection, found.id)

    found, entries, links = with_database(settings_for(data_dir), work)
    at_trackers = [link_fields(one) for one in links]
    value = {**alert_fields(found), "trackers": at_trackers, "time_line": [entry_fields(one) for one in entries]}
    lines = [alert_line(found), found.reason, *(link_line(one) for one in links), ""]
    lines += [f"{moment(one.at)}  {one.kind:<15} {one.text}" for one in entries]
    show(value, as_json, "\n".join(lines))


@alert.command("ack")
@_one
@click.option("--comment", default="", help="What to say with it.")
def acknowledge(number: int, comment: str, **options: Any) -> None:
    """Acknowledge: nobody else is called while somebody looks into it. Done once, however often it is said.

    \b
    redshank alert ack A-12 --comment "looking"
    """
    _act(number, lambda connection, found, by: alert_actions.acknowledge(connection, found, by, comment), **options)


@alert.command("resolve")
@_one
@click.option("--comment", default="", help="What to say with it.")
def resolve(number: int, comment: str, **options: Any) -> None:
    """Resolve: those who were told are told so. Its issues stay as they are.

    \b
    redshank alert resolve A-12 --comment "rolled back"
    """
    _act(number, lambda connection, found, by: alert_actions.resolve(connection, found, by, comment), **options)


@alert.command("reopen")
@_one
@click.option("--comment", default="", help="Why.")
def reopen(number: int, comment: str, **options: Any) -> None:
    """Take an answer back: what a person resolved is open again as it stood, what was acknowledged fires again.

    \b
    redshank alert reopen A-12 --comment "it is back"
    redshank alert reopen A-12 --json
    """

    async def take_back(connection: Any, found: LockedAlert, by: Actor) -> bool:
        if found.status == "acknowledged":
            return await alert_actions.unacknowledge(connection, found, by, comment)
        return await alert_actions.reopen(connection, found, by, comment)

    _act(number, take_back, **options)


@alert.command("comment")
@_one
@click.argument("text")
def comment(number: int, text: str, **options: Any) -> None:
    """Write on the time line.

    \b
    redshank alert comment A-12 "It was the deploy."
    """

    async def write(connection: Any, found: LockedAlert, by: Actor) -> bool:
        await alert_actions.comment_on(connection, found, by, text)
        return True

    _act(number, write, **options)


def _act(
    number: int,
    act: Callable[[Any, LockedAlert, Actor], Awaitable[bool]],
    *,
    slug: str | None,
    as_json: bool,
    data_dir: str | None,
) -> None:
    """Answer the alert in one transaction, and print it as it is afterwards."""

    async def work(connection: Any) -> tuple[Alert, bool]:
        home = await installation.chosen_organization(connection, slug)
        async with connection.transaction():
            await alert_actions.hold_openings(connection, home.id)
            locked = await alert_actions.lock(connection, home.id, [number])
            if not locked:
                raise _missing(number)
            by = Actor(None, "The command line", "", time.time())
            changed = await act(connection, locked[0], by)
        found = await alerts.find_alert(connection, home.id, number)
        assert found is not None
        return found, changed

    found, changed = with_database(settings_for(data_dir), work)
    text = alert_line(found) if changed else f"Nothing to do: A-{number} is {found.status}."
    show({**alert_fields(found), "changed": changed}, as_json, text)


def _number(text: str) -> int:
    digits = text[2:] if text[:2] in ("A-", "a-") else text
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise Refused(f"{text!r} is no alert: say its number, such as A-12", exit_code=2)
    return int(digits)


def _missing(number: int) -> Refused:
    return Refused(f"there is no alert A-{number}: see `redshank alert list --status all`")
