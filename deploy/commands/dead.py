"""`redshank dead`: look at, replay and discard events that were accepted and could not be processed."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import Any

import click

from core.db.events import dead_records
from core.db.events.dead_records import DeadFilter, DeadReason, DeadRecord
from core.dead import REASONS, opened
from core.errors import Refused
from deploy.commands.books import parse_since, project_named
from deploy.commands.dead_replay import replay_records
from deploy.commands.options import as_json, ask, data_dir, harmless, settings_for, show, with_database

_LISTED = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records the person means, as typed."""

    ids: tuple[int, ...] = ()
    project: str | None = None
    reason: str | None = None
    since: str | None = None
    until: str | None = None

    async def filter(self, connection: Any) -> DeadFilter:
        """Raises Refused, also for an id that no dead record has, and for an unknown reason."""
        now = time.time()
        chosen = DeadFilter(
            None if self.project is None else [(await project_named(connection, self.project)).id],
            self.reason,
            None if self.since is None else parse_since(self.since, now),
            None if self.until is None else parse_since(self.until, now, "--until"),
            self.ids or None,
        )
        await _refuse_unknown(connection, self.ids)
        if self.reason is not None and self.reason not in REASONS:
            await _refuse_unknown_reason(connection, self.reason)
        return chosen


async def _refuse_unknown(connection: Any, ids: Sequence[int]) -> None:
    found = await dead_records.dead_records(connection, DeadFilter(ids=list(ids)), len(ids)) if ids else []
    unknown = sorted(set(ids) - {one.id for one in found})
    if unknown:
        raise Refused(f"there is no dead record {unknown[0]}: see `redshank dead list`")


async def _refuse_unknown_reason(connection: Any, reason: str) -> None:
    known = REASONS.union(one.reason for one in await dead_records.dead_by_reason(connection, DeadFilter()))
    if reason not in known:
        raise Refused(f"--reason {reason}: there are {', '.join(sorted(known))}", exit_code=2)


def _filters(command: Callable[..., None]) -> Callable[..., None]:
    """The options that `Wanted` is made of."""

    @click.option("--project", help="Only those of one project (SLUG or ORG/SLUG).")
    @click.option("--reason", help="Only those that died of this.")
    @click.option("--since", help="Only those that died from then on: 24h, 7d, or a date such as 2026-11-22.")
    @click.option("--until", help="Only those that died before then.")
    @wraps(command)
    def with_filter(
        *args: Any, project: str | None, reason: str | None, since: str | None, until: str | None, **options: Any
    ) -> None:
        command(*args, wanted=Wanted(options.pop("ids", ()), project, reason, since, until), **options)

    return with_filter


_ids = click.argument("ids", nargs=-1, type=click.IntRange(min=1, max=2**63 - 1), metavar="[ID]…")
_yes = click.option("--yes", is_flag=True, help="Do not ask.")


@click.group()
def dead() -> None:
    """Events that were accepted and that we failed on.

    \b
    redshank dead list                 how many there are, and of what they died
    redshank dead show 12              the trace of one, and what it holds
    redshank dead replay               try them again when the cause is mended
    redshank dead discard 12           forget one
    """


@dead.command("list")
@_filters
@click.option("--limit", type=click.IntRange(1, 10_000), default=_LISTED, show_default=True)
@as_json
@data_dir
def list_dead(wanted: Wanted, limit: int, as_json: bool, data_dir: str | None) -> None:
    """Dead records, newest first, and how many there are by reason.

    \b
    redshank dead list
    redshank dead list --project shop --since 24h --json
    """

    async def work(connection: Any) -> tuple[list[DeadReason], list[DeadRecord]]:
        chosen = await wanted.filter(connection)
        found = await dead_records.dead_records(connection, chosen, limit)
        return await dead_records.dead_by_reason(connection, chosen), found

    reasons, records = with_database(settings_for(data_dir), work)
    total = sum(one.quantity for one in reasons)
    lines = [f"{one.quantity:>10,}  {one.reason}" for one in reasons] or ["Nothing is dead."]
    if records:
        lines += ["", f"{'id':>8}  {'died':<20}  {'project':<20}  {'tried':>5}  reason", *map(_line, records)]
    if total > len(records):
        lines.append(f"… and {total - len(records):,} more: see --limit")
    value = {
        "total": total,
        "reasons": {one.reason: one.quantity for one in reasons},
        "records": [_fields(one) for one in records],
    }
    show(value, as_json, "\n".join(lines))


@dead.command("show")
@click.argument("record_id", type=click.IntRange(min=1, max=2**63 - 1), metavar="ID")
@click.option(
    "--raw", type=click.Path(dir_okay=False), help="Write the record's bytes, as they stood in the log, there."
)
@as_json
@data_dir
def show_dead(record_id: int, raw: str | None, as_json: bool, data_dir: str | None) -> None:
    """What one died of and what it holds. UNREDACTED: it may hold personal data and secrets.

    \b
    redshank dead show 12
    redshank dead show 12 --raw record.bin
    """

    async def work(connection: Any) -> Any:
        found = await dead_records.dead_records(connection, DeadFilter(ids=[record_id]), 1)
        kept = await dead_records.remains(connection, record_id)
        if not found or kept is None:
            raise Refused(f"there is no dead record {record_id}: see `redshank dead list`")
        return found[0], kept

    record, kept = with_database(settings_for(data_dir), work)
    if raw is not None:
        _write(raw, kept.value)
    found = opened(kept.value)
    event_id, client = (found.raw.event_id, found.raw.client) if found.raw else (None, "")
    value = {**_fields(record), "event_id": event_id, "client": client, "trace": kept.trace, "body": found.text}
    times = "once" if record.attempts == 1 else f"{record.attempts} times"
    head = f"{record.project_slug or 'no project'}: {record.reason}, tried {times}, died {_when(record.created_at)}"
    body = found.text or "The event cannot be read; --raw has its bytes."
    show(value, as_json, "\n".join([head, f"event {event_id or 'unknown'}", "", kept.trace.rstrip(), "", body]))


@dead.command("replay")
@_ids
@_filters
@click.option("--rate", type=click.IntRange(1, 1000), default=50, show_default=True, help="Records a second.")
@click.option("--dry-run", is_flag=True, help="Only say what would be tried again.")
@_yes
@as_json
@data_dir
def replay_dead(wanted: Wanted, rate: int, dry_run: bool, yes: bool, as_json: bool, data_dir: str | None) -> None:
    """Try dead records again, in the running processors: those named, those that the options select, or all.

    A record that succeeds is stored as if it had never failed; one that fails again stays dead. Ctrl-C stops the
    replay.

    \b
    redshank dead replay --dry-run
    redshank dead replay --project shop --reason processing_error --rate 100 --yes
    redshank dead replay 12 13
    """
    replay_records(settings_for(data_dir), wanted.filter, rate=rate, dry_run=dry_run, yes=yes, as_json=as_json)


@dead.command("discard")
@_ids
@_filters
@_yes
@as_json
@data_dir
def discard_dead(wanted: Wanted, yes: bool, as_json: bool, data_dir: str | None) -> None:
    """Delete dead records for good. Outcomes go on counting them as dead.

    \b
    redshank dead discard 12 13
    redshank dead discard --reason invalid_json --until 30d --yes
    """

    async def work(connection: Any) -> int:
        chosen = await wanted.filter(connection)
        reasons = await dead_records.dead_by_reason(connection, chosen)
        if not reasons:
            return 0
        click.echo(harmless("\n".join(f"{one.quantity:>10,}  {one.reason}" for one in reasons)), err=True)
        ask("Discard them for good?", yes)
        shown = replace(chosen, up_to=max(one.up_to for one in reasons))
        return await dead_records.discard(connection, shown)

    discarded = with_database(settings_for(data_dir), work)
    show({"discarded": discarded}, as_json, f"discarded {discarded:,}")


def _line(one: DeadRecord) -> str:
    return f"{one.id:>8}  {_when(one.created_at):<20}  {one.project_slug or '?':<20}  {one.attempts:>5}  {one.reason}"


def _when(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%SZ")


def _fields(record: DeadRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "project": record.project_slug,
        "category": record.category,
        "reason": record.reason,
        "attempts": record.attempts,
        "died_at": record.created_at.isoformat(),
        "last_tried_at": record.last_tried_at.isoformat() if record.last_tried_at else None,
        "bytes": record.size,
    }


def _write(path: str, value: bytes) -> None:
    """Readable by its owner alone: it is unredacted."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise Refused(f"cannot write {path}: {error.strerror}") from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(value)
