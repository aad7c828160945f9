"""Asks for a replay of dead records, and follows it on the terminal."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import click

from core.db.events import dead_records, replays
from core.db.events.dead_records import DeadFilter, DeadReason
from core.db.events.replays import Replay
from core.errors import Refused
from core.settings import Settings
from deploy import datadir
from deploy.commands.options import ask, show, with_database

_LOOK_SECONDS = 0.5
_TAKEN_UP_SECONDS = 10.0
"""How long to wait for a processor to begin; one that runs begins at once."""
_SILENT_SECONDS = 60.0
"""How long to wait for progress; a processor that waits for PostgreSQL tries every 5 s."""


def replay_records(
    settings: Settings,
    chosen: Callable[[Any], Awaitable[DeadFilter]],
    *,
    rate: int,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Show the plan, ask the person, start the replay, follow it to the end. Raises Refused."""
    if not dry_run and settings.database_url is None and not datadir.is_locked(settings.data_dir):
        raise Refused(
            f"no server runs on {settings.data_dir.resolve()}, and its processors do the work: start `redshank serve`,"
            " then replay"
        )

    async def work(connection: Any) -> dict[str, Any]:
        wanted = await chosen(connection)
        reasons = await dead_records.dead_by_reason(connection, wanted)
        plan = _plan(reasons, rate)
        if dry_run or not reasons:
            return plan
        click.echo(_plan_text(plan), err=True)
        ask("Replay them?", yes)
        wanted = replace(wanted, up_to=max(one.up_to for one in reasons))
        async with connection.transaction():
            started = await replays.start(connection, None, None, wanted, rate, time.time())
        return _fields(await _follow(connection, started, as_json))

    found = with_database(settings, work)
    show(found, as_json, _result_text(found) if "state" in found else _plan_text(found))


async def _follow(connection: Any, replay: Replay, quiet: bool) -> Replay:
    """Show the progress until the replay is over; Ctrl-C stops it. Raises Refused where no processor works on it."""
    try:
        while replay.state == "running":
            await asyncio.sleep(_LOOK_SECONDS)
            before, replay = replay, await _again(connection, replay)
            if not quiet and replay != before:
                click.echo(f"{replay.tried:>10,} of {replay.total:,}: {_counts(replay)}", err=True)
            _refuse_silence(replay, time.time())
    except asyncio.CancelledError:
        await replays.stop(connection, replay.id, time.time())
        replay = await _again(connection, replay)
    return replay


async def _again(connection: Any, replay: Replay) -> Replay:
    found = await replays.find_replay(connection, None, replay.id)
    if found is None:
        raise Refused("the replay is gone: somebody has cleared the table")
    return found


def _refuse_silence(replay: Replay, now: float) -> None:
    last = replay.worked_at or replay.started_at
    patience = _SILENT_SECONDS if replay.worked_at else _TAKEN_UP_SECONDS
    if replay.state == "running" and now - last.timestamp() > patience:
        raise Refused(
            f"no processor works on it ({replay.left:,} left): is the server running? It stays asked for,"
            " and goes on when a processor runs"
        )


def _plan(reasons: list[DeadReason], rate: int) -> dict[str, Any]:
    total = sum(one.quantity for one in reasons)
    return {
        "total": total,
        "reasons": {one.reason: one.quantity for one in reasons},
        "oldest": min(one.oldest for one in reasons).isoformat() if reasons else None,
        "newest": max(one.newest for one in reasons).isoformat() if reasons else None,
        "rate": rate,
        "seconds": total / rate,
    }


def _plan_text(plan: dict[str, Any]) -> str:
    if not plan["total"]:
        return "Nothing is dead."
    lines = [f"{quantity:>10,}  {reason}" for reason, quantity in plan["reasons"].items()]
    span = f"died from {plan['oldest'][:19]}Z to {plan['newest'][:19]}Z"
    return "\n".join([*lines, f"{span}; about {plan['seconds']:,.0f} s at {plan['rate']} a second"])


def _fields(replay: Replay) -> dict[str, Any]:
    return {
        "replay": replay.id,
        "state": replay.state,
        "total": replay.total,
        "stored": replay.stored,
        "duplicate": replay.duplicate,
        "filtered": replay.filtered,
        "failed": replay.failed,
        "left": replay.left,
    }


def _counts(replay: Replay) -> str:
    return f"{replay.stored + replay.duplicate + replay.filtered:,} came through, {replay.failed:,} failed again"


def _result_text(found: dict[str, Any]) -> str:
    parts = [
        f"{found['stored']:,} stored",
        f"{found['duplicate']:,} had come before" if found["duplicate"] else "",
        f"{found['filtered']:,} of deleted projects left out" if found["filtered"] else "",
        f"{found['failed']:,} failed again and stay dead" if found["failed"] else "",
        f"{found['left']:,} not tried" if found["left"] else "",
    ]
    return f"{found['state']}: " + ", ".join(part for part in parts if part)
