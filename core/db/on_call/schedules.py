"""Schedules and their overrides, kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg
import msgspec

from core.alerts import Layer
from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries
from core.errors import Rejected
from core.schedules import Override, Schedule

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class KeptSchedule:
    id: int
    organization_id: int
    name: str
    time_zone: str
    layers: tuple[Layer, ...]
    feed_token: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class KeptOverride:
    id: int
    schedule_id: int
    user_id: int | None
    starts_at: datetime
    ends_at: datetime
    created_by: int | None


@dataclass(frozen=True, slots=True)
class ScheduleText:
    """What a person writes of one; checked by core/schedules/checks.py."""

    name: str
    time_zone: str
    layers: tuple[Layer, ...]


async def schedules(connection: Connection, organization_id: int) -> list[KeptSchedule]:
    """All of an organization, by name."""
    return [_kept(row) for row in await connection.fetch(Q["schedules"], organization_id, None)]


async def find_schedule(connection: Connection, organization_id: int, schedule_id: int) -> KeptSchedule | None:
    row = await connection.fetchrow(Q["schedules"], organization_id, schedule_id)
    return None if row is None else _kept(row)


async def schedule_by_feed(connection: Connection, feed_token: str) -> KeptSchedule | None:
    row = await connection.fetchrow(Q["schedule_by_feed"], feed_token)
    return None if row is None else _kept(row)


async def create_schedule(
    connection: Connection, organization_id: int, text: ScheduleText, feed_token: str, now: float
) -> int:
    """Its id. Raises Rejected(`name_taken`)."""
    layers = msgspec.to_builtins(text.layers)
    values = (organization_id, text.name, text.time_zone, layers, feed_token, instant(now))
    try:
        async with connection.transaction():
            found: int = await connection.fetchval(Q["insert_schedule"], *values)
    except asyncpg.UniqueViolationError:
        raise _taken(text.name) from None
    return found


async def update_schedule(connection: Connection, schedule_id: int, text: ScheduleText, now: float) -> None:
    """Raises Rejected(`name_taken`)."""
    layers = msgspec.to_builtins(text.layers)
    try:
        async with connection.transaction():
            await connection.execute(Q["update_schedule"], schedule_id, text.name, text.time_zone, layers, instant(now))
    except asyncpg.UniqueViolationError:
        raise _taken(text.name) from None


async def renew_feed(connection: Connection, schedule_id: int, feed_token: str) -> None:
    """The old address of the feed opens nothing from now on."""
    await connection.execute(Q["renew_feed"], schedule_id, feed_token)


async def delete_schedule(connection: Connection, schedule_id: int) -> None:
    await connection.execute(Q["delete_schedule"], schedule_id)


async def overrides(
    connection: Connection, schedule_ids: Collection[int], start: float, end: float
) -> dict[int, list[KeptOverride]]:
    """Those that touch the range, by schedule, in the order they were made."""
    found: dict[int, list[KeptOverride]] = {schedule_id: [] for schedule_id in schedule_ids}
    for row in await connection.fetch(Q["overrides"], list(schedule_ids), instant(start), instant(end)):
        found[row["schedule_id"]].append(KeptOverride(**row))
    return found


async def add_override(
    connection: Connection,
    schedule_id: int,
    user_id: int | None,
    start: float,
    end: float,
    created_by: int | None,
    now: float,
) -> KeptOverride:
    row = await connection.fetchrow(
        Q["insert_override"], schedule_id, user_id, instant(start), instant(end), created_by, instant(now)
    )
    assert row is not None
    return KeptOverride(**row)


async def count_overrides(connection: Connection, schedule_id: int, since: float) -> int:
    """Those that are not over."""
    found: int = await connection.fetchval(Q["count_overrides"], schedule_id, instant(since))
    return found


async def delete_override(connection: Connection, schedule_id: int, override_id: int) -> bool:
    """False where there was none."""
    return await connection.fetchval(Q["delete_override"], schedule_id, override_id) is not None


async def members_of(connection: Connection, organization_id: int) -> frozenset[int]:
    """Who may be on call."""
    return frozenset(row["user_id"] for row in await connection.fetch(Q["active_members"], organization_id))


async def computable(
    connection: Connection, kept: Sequence[KeptSchedule], organization_id: int, start: float, end: float
) -> dict[int, Schedule]:
    """The schedules with what counts from `start` until `end`, by id."""
    if not kept:
        return {}
    members = await members_of(connection, organization_id)
    above = await overrides(connection, [one.id for one in kept], start, end)
    return {
        one.id: Schedule(
            time_zone=one.time_zone,
            layers=one.layers,
            overrides=tuple(_override(over) for over in above[one.id]),
            members=members,
        )
        for one in kept
    }


def _override(kept: KeptOverride) -> Override:
    return Override(id=kept.id, start=kept.starts_at.timestamp(), end=kept.ends_at.timestamp(), user_id=kept.user_id)


def _kept(row: asyncpg.Record) -> KeptSchedule:
    values = dict(row)
    values["layers"] = msgspec.convert(values["layers"], tuple[Layer, ...], strict=False)
    return KeptSchedule(**values)


def _taken(name: str) -> Rejected:
    return Rejected("name_taken", f"there is a schedule “{name}” already: choose another name", 409)
