"""Silences, maintenance windows and inhibitions, kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from core.alerts import Repeats
from core.alerts.holding import Inhibition, OpenAlert, Silence
from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries
from core.errors import Rejected

Q = load_queries(__file__)

MOST_SILENCES: Final = 500
"""The most silences of an organization that are not over: each is checked for each alert."""
MOST_INHIBITIONS: Final = 100


@dataclass(frozen=True, slots=True)
class KeptSilence:
    silence: Silence
    user_id: int | None
    user_email: str | None
    user_name: str | None
    user_joined_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class KeptInhibition:
    inhibition: Inhibition
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Holding:
    """What may hold an organization's alerts back."""

    silences: Sequence[Silence]
    inhibitions: Sequence[Inhibition]
    open_alerts: Sequence[OpenAlert]
    """None where there are no inhibitions: nothing else asks."""


async def holding(connection: Connection, organization_id: int, now: float) -> Holding:
    """Everything that holds alerts back at `now`, or may later."""
    found = [one.inhibition for one in await inhibitions(connection, organization_id)]
    others = await open_alerts(connection, organization_id) if found else []
    kept = await connection.fetch(Q["silences"], organization_id, None, instant(now))
    return Holding([_silence(row) for row in kept], found, others)


async def open_alerts(connection: Connection, organization_id: int) -> list[OpenAlert]:
    """Firing and acknowledged, newest first."""
    rows = await connection.fetch(Q["open_alerts"], organization_id)
    return [OpenAlert(id=row["id"], number=row["number"], labels=row["labels"]) for row in rows]


async def silences(connection: Connection, organization_id: int) -> list[KeptSilence]:
    """All, also those that are over; the last to begin first, at most 1000."""
    return [_kept(row) for row in await connection.fetch(Q["silences"], organization_id, None, None)]


async def find_silence(connection: Connection, organization_id: int, silence_id: int) -> KeptSilence | None:
    row = await connection.fetchrow(Q["silences"], organization_id, silence_id, None)
    return None if row is None else _kept(row)


async def create_silence(
    connection: Connection, organization_id: int, user_id: int | None, wanted: Silence, now: float
) -> int:
    """Its id; that of `wanted` does not count. Raises Rejected(`too_many_silences`)."""
    if await connection.fetchval(Q["count_silences"], organization_id, instant(now)) >= MOST_SILENCES:
        raise Rejected("too_many_silences", f"there are {MOST_SILENCES} silences that are not over: end some first")
    silence_id: int = await connection.fetchval(
        Q["insert_silence"], organization_id, user_id, wanted.kind, *_columns(wanted), instant(now)
    )
    return silence_id


async def update_silence(connection: Connection, wanted: Silence) -> None:
    await connection.execute(Q["update_silence"], wanted.id, *_columns(wanted))


async def delete_silence(connection: Connection, silence_id: int) -> None:
    await connection.execute(Q["delete_silence"], silence_id)


async def inhibitions(connection: Connection, organization_id: int) -> list[KeptInhibition]:
    """By name."""
    return [_kept_inhibition(row) for row in await connection.fetch(Q["inhibitions"], organization_id, None)]


async def find_inhibition(connection: Connection, organization_id: int, inhibition_id: int) -> KeptInhibition | None:
    row = await connection.fetchrow(Q["inhibitions"], organization_id, inhibition_id)
    return None if row is None else _kept_inhibition(row)


async def create_inhibition(connection: Connection, organization_id: int, wanted: Inhibition, now: float) -> int:
    """Its id. Raises Rejected(`too_many_inhibitions`)."""
    if len(await inhibitions(connection, organization_id)) >= MOST_INHIBITIONS:
        raise Rejected("too_many_inhibitions", f"there are {MOST_INHIBITIONS} inhibitions: delete some first")
    text = (wanted.name, wanted.source, wanted.target, list(wanted.equal))
    inhibition_id: int = await connection.fetchval(Q["insert_inhibition"], organization_id, *text, instant(now))
    return inhibition_id


async def update_inhibition(connection: Connection, wanted: Inhibition) -> None:
    text = (wanted.name, wanted.source, wanted.target, list(wanted.equal))
    await connection.execute(Q["update_inhibition"], wanted.id, *text)


async def delete_inhibition(connection: Connection, inhibition_id: int) -> None:
    await connection.execute(Q["delete_inhibition"], inhibition_id)


async def held_now(connection: Connection, organization_id: int) -> dict[str, int]:
    """Open alerts by what holds them back, as in `alerts.held_by`."""
    return {row["held_by"]: row["alerts"] for row in await connection.fetch(Q["held_now"], organization_id)}


async def look_again(connection: Connection, organization_id: int, now: float) -> None:
    """Have the firing alerts looked at, since what holds them back has changed. Call it in the transaction of that
    change."""
    await connection.execute(Q["look_again"], organization_id, instant(now))
    await connection.execute(Q["tell_alerters"], organization_id)


def _columns(one: Silence) -> tuple[object, ...]:
    repeats = None if one.repeats is None else msgspec.to_builtins(one.repeats)
    return one.matcher, one.comment, instant(one.starts_at), instant(one.ends_at), repeats


def _silence(row: Any) -> Silence:
    return Silence(
        id=row["id"],
        kind=row["kind"],
        matcher=row["matcher"],
        comment=row["comment"],
        starts_at=row["starts_at"].timestamp(),
        ends_at=row["ends_at"].timestamp(),
        repeats=None if row["repeats"] is None else msgspec.convert(row["repeats"], Repeats, strict=False),
    )


def _kept(row: Any) -> KeptSilence:
    who = (row["user_id"], row["user_email"], row["user_name"], row["user_joined_at"])
    return KeptSilence(_silence(row), *who, row["created_at"])


def _kept_inhibition(row: Any) -> KeptInhibition:
    text = {name: row[name] for name in ("id", "name", "source", "target")}
    return KeptInhibition(Inhibition(**text, equal=tuple(row["equal"])), row["created_at"])
