"""`redshank channel`: where messages go, and whether they arrive there."""

import asyncio
import secrets
import time
from typing import Any, Final

import click

from core.db import installation
from core.db.deliveries import channels
from core.db.deliveries import lists as delivery_lists
from core.db.deliveries.channel_tests import ask_for_test
from core.db.deliveries.channels import ChannelRow
from core.db.deliveries.lists import AttemptRow, DeliveryFilter, DeliveryRow
from core.errors import Refused
from deploy.commands.accounts import organization
from deploy.commands.options import as_json, base_url, data_dir, progress, settings_for, show, with_database

_PATIENCE_SECONDS: Final = 45.0
"""An alerter looks for deliveries at least every 5 s; a slow mail server takes more than 20 s."""
_LOOK_EVERY_SECONDS: Final = 0.2


@click.group()
def channel() -> None:
    """Where messages of alerts go: mail, chats, pagers, webhooks.

    \b
    redshank channel list              all of an organization
    redshank channel test 3            send one to it, and see the answer
    """


@channel.command("list")
@organization
@as_json
@data_dir
def list_channels(slug: str | None, as_json: bool, data_dir: str | None) -> None:
    """The organization's channels, without the personal ones.

    \b
    redshank channel list
    redshank channel list --org main --json
    """

    async def work(connection: Any) -> list[ChannelRow]:
        home = await installation.chosen_organization(connection, slug)
        return await channels.channels(connection, home.id, None)

    found = with_database(settings_for(data_dir), work)
    lines = [f"{one.id:>6}  {one.kind:<14}  {one.name:<30}  {_state(one)}" for one in found]
    show({"channels": [_fields(one) for one in found]}, as_json, "\n".join(lines) or "There are no channels yet.")


@channel.command("test")
@click.argument("channel_id", type=click.IntRange(min=1, max=2**63 - 1), metavar="ID")
@organization
@as_json
@data_dir
@click.pass_context
def test_channel(
    context: click.Context, channel_id: int, slug: str | None, as_json: bool, data_dir: str | None
) -> None:
    """Send a test message through the running alerter, and print what became of it. Exit code 1: it did not arrive.

    \b
    redshank channel test 3
    redshank channel test 3 --json
    """
    settings = settings_for(data_dir)

    async def work(connection: Any) -> tuple[DeliveryRow, list[AttemptRow]]:
        home = await installation.chosen_organization(connection, slug)
        found = await channels.find_channel(connection, home.id, None, channel_id)
        if found is None:
            raise Refused(f"there is no channel {channel_id}: see `redshank channel list`")
        progress(f"Sending a test to {found.name}")
        async with connection.transaction():
            made = await ask_for_test(
                connection, found, home.slug, base_url(settings), None, time.time(), secrets.token_bytes
            )
        return await _outcome(connection, DeliveryFilter(organization_id=home.id, viewer=None, ids=[made]))

    delivery, tries = with_database(settings, work)
    last = tries[-1] if tries else None
    show(_result_fields(delivery, last), as_json, _result_text(delivery, last))
    if delivery.state != "synced":
        context.exit(1)


def _result_fields(delivery: DeliveryRow, last: AttemptRow | None) -> dict[str, Any]:
    return {
        "delivery": delivery.id,
        "arrived": delivery.state == "synced",
        "failure": delivery.failure,
        "status": last.status if last else None,
        "answer": last.answer if last else "",
        "milliseconds": last.milliseconds if last else None,
    }


def _result_text(delivery: DeliveryRow, last: AttemptRow | None) -> str:
    if last is None:
        return "The message has not been sent yet: is an alerter running (`redshank serve`, role alerter)?"
    if delivery.state == "synced":
        return f"It arrived: {last.answer}"
    return f"It did not arrive ({delivery.failure}): {last.answer}"


async def _outcome(connection: Any, wanted: DeliveryFilter) -> tuple[DeliveryRow, list[AttemptRow]]:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        [found] = await delivery_lists.deliveries(connection, wanted, 1)
        if found.state not in ("pending", "retrying") or time.monotonic() > deadline:
            return found, await delivery_lists.attempts(connection, found.id)
        await asyncio.sleep(_LOOK_EVERY_SECONDS)


def _state(one: ChannelRow) -> str:
    return "on" if one.is_active else f"off: {one.disabled_because or 'by a person'}"


def _fields(one: ChannelRow) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "name": one.name,
        "target": one.target,
        "config": one.config,
        "is_active": one.is_active,
        "disabled_because": one.disabled_because,
        "per_minute": one.per_minute,
    }
