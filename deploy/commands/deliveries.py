"""`redshank delivery`: every message that went out or is to go out."""

import time
from collections.abc import Collection
from typing import Any, Final

import click

from api.deliveries.resend_plans import because
from core.channels import KINDS
from core.db import installation
from core.db.deliveries import lists as delivery_lists
from core.db.deliveries.lists import BY_HAND, OVER, DeliveryFilter, DeliveryRow
from core.db.deliveries.targets import target_rows
from core.errors import Refused
from core.trackers import TrackerKind
from deploy.commands.accounts import organization
from deploy.commands.books import parse_since
from deploy.commands.options import as_json, ask, data_dir, harmless, settings_for, show, with_database

_LISTED: Final = 50
_KINDS: Final = sorted({*KINDS, *(kind.value for kind in TrackerKind)})
_STATES: Final = ("pending", "retrying", "failed", "dead", "synced", "discarded", "superseded")


@click.group()
def delivery() -> None:
    """Every message to a channel, a person or a tracker, with what became of it.

    \b
    redshank delivery list --state failed --state dead
    redshank delivery resend 17
    """


@delivery.command("list")
@click.option("--state", "states", multiple=True, type=click.Choice(_STATES), help="Only these; may be repeated.")
@click.option(
    "--kind", type=click.Choice(_KINDS), metavar="KIND", help="Only this kind of target: slack, email, jira, …"
)
@click.option("--target", help="Only to this target: channel:3, tracker:1, mail.")
@click.option("--since", help="Only those made from then on: 24h, 7d, or a date such as 2026-11-22.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=_LISTED, show_default=True)
@organization
@as_json
@data_dir
def list_deliveries(
    states: tuple[str, ...],
    kind: str | None,
    target: str | None,
    since: str | None,
    limit: int,
    slug: str | None,
    as_json: bool,
    data_dir: str | None,
) -> None:
    """Newest first.

    \b
    redshank delivery list
    redshank delivery list --state dead --since 24h --json
    """

    async def work(connection: Any) -> list[DeliveryRow]:
        home = await installation.chosen_organization(connection, slug)
        await _refuse_unknown(connection, home.id, target)
        wanted = DeliveryFilter(
            organization_id=home.id,
            viewer=None,
            states=states or None,
            kind=kind,
            target=target,
            since=None if since is None else parse_since(since, time.time()),
        )
        return await delivery_lists.deliveries(connection, wanted, limit)

    found = with_database(settings_for(data_dir), work)
    head = f"{'id':>8}  {'made':<17}  {'state':<10}  {'to':<34}  what"
    text = "\n".join([head, *map(_line, found)]) if found else "There are none."
    show({"deliveries": [_fields(one) for one in found]}, as_json, text)


@delivery.command("resend")
@click.argument("ids", nargs=-1, type=click.IntRange(min=1, max=2**63 - 1), metavar="[ID]…")
@click.option("--failed", is_flag=True, help="All that failed or are dead.")
@click.option("--target", help="With --failed: only to this target.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@organization
@as_json
@data_dir
def resend(
    ids: tuple[int, ...],
    failed: bool,
    target: str | None,
    yes: bool,
    slug: str | None,
    as_json: bool,
    data_dir: str | None,
) -> None:
    """Send deliveries again, with the idempotency keys they had. The running alerter sends them, at each channel's
    pace.

    \b
    redshank delivery resend 17 18
    redshank delivery resend --failed --target channel:3 --yes
    """
    if bool(ids) == failed:
        raise Refused("name deliveries by their ids, or say --failed", exit_code=2)

    async def work(connection: Any) -> list[int]:
        home = await installation.chosen_organization(connection, slug)
        await _refuse_unknown(connection, home.id, target)
        wanted = DeliveryFilter(organization_id=home.id, viewer=None, target=target, ids=ids or None, tests=bool(ids))
        chosen = await _named(connection, wanted, ids) if ids else await _planned(connection, wanted, yes)
        async with connection.transaction():
            return await delivery_lists.send_again(connection, chosen, BY_HAND if ids else OVER, time.time())

    sent = with_database(settings_for(data_dir), work)
    left = sorted(set(ids) - set(sent))
    note = f"; {len(left)} left alone: superseded, or under way just now" if left else ""
    show({"sent_again": sorted(sent), "left_alone": left}, as_json, f"sent again {len(sent):,}{note}")


async def _named(connection: Any, wanted: DeliveryFilter, ids: Collection[int]) -> list[int]:
    """Raises Refused where one of the ids does not exist."""
    there = {one.id for one in await delivery_lists.deliveries(connection, wanted, len(ids))}
    if missing := sorted(set(ids) - there):
        raise Refused(f"there is no delivery {missing[0]}: see `redshank delivery list`")
    return list(there)


async def _planned(connection: Any, wanted: DeliveryFilter, yes: bool) -> list[int]:
    """All that failed, once the person has seen what a batch would send again and why some of it would be in vain."""
    plan = await delivery_lists.plan(connection, wanted)
    for one in plan:
        note = f", would fail the same way. {because(one.why, one)}" if one.why is not None else ""
        click.echo(harmless(f"{one.quantity:>10,}  {one.failure}{note}"), err=True)
    if not plan:
        return []
    ask("Send them all again?", yes)
    return list(await delivery_lists.chosen(connection, wanted))


async def _refuse_unknown(connection: Any, organization_id: int, target: str | None) -> None:
    """Raises Refused for a target that does not exist, unless deliveries to it do."""
    there = [one.target for one in await target_rows(connection, organization_id, None, time.time())]
    if target is None or target in there:
        return
    once = DeliveryFilter(organization_id=organization_id, viewer=None, target=target)
    if not await delivery_lists.deliveries(connection, once, 1):
        raise Refused(f"there is no target {target!r}: there are {', '.join(there)}", exit_code=2)


def _line(one: DeliveryRow) -> str:
    to = f"{one.channel or one.recipient or one.target} ({one.kind})"
    what = f"{one.title}{f'; {one.failure}: {one.error}' if one.error else ''}"
    return f"{one.id:>8}  {one.created_at:%Y-%m-%d %H:%MZ}  {one.state:<10}  {to:<34}  {what}"


def _fields(one: DeliveryRow) -> dict[str, Any]:
    return {
        "id": one.id,
        "state": one.state,
        "target": one.target,
        "kind": one.kind,
        "recipient": one.recipient,
        "purpose": one.purpose,
        "title": one.title,
        "failure": one.failure,
        "error": one.error,
        "attempts": one.attempts,
        "next_at": one.next_at.isoformat() if one.next_at else None,
        "created_at": one.created_at.isoformat(),
        "ended_at": one.ended_at.isoformat() if one.ended_at else None,
    }
