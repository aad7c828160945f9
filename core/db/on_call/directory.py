"""The directory of an organization: people, teams, schedules and channels that a policy can tell."""

from collections.abc import Sequence

import asyncpg

from core.alerts.reach import Directory, KnownChannel, Named
from core.db.database import Connection
from core.db.on_call.schedules import computable, schedules
from core.db.queries import load_queries
from core.schedules import MAX_RANGE_SECONDS

Q = load_queries(__file__)


async def directory(connection: Connection, organization_id: int, project_id: int | None, now: float) -> Directory:
    """As it is now, with what schedules say for a year to come. Without a project, all members stand for it."""
    people = {row["id"]: row["name"] for row in await connection.fetch(Q["people"], organization_id)}
    teams = _teams(await connection.fetch(Q["teams"], organization_id))
    kept = await schedules(connection, organization_id)
    known = await computable(connection, kept, organization_id, now, now + MAX_RANGE_SECONDS)
    channels = await connection.fetch(Q["channels"], organization_id)
    caring = await connection.fetch(Q["project_members"], organization_id, project_id)
    return Directory(
        people=people,
        teams=teams,
        schedules={one.id: (one.name, known[one.id]) for one in kept},
        channels={row["id"]: KnownChannel(*(row[name] for name in _CHANNEL)) for row in channels},
        project_members=tuple(row["user_id"] for row in caring) or tuple(people),
        has_teams=bool(caring),
    )


def _teams(rows: Sequence[asyncpg.Record]) -> dict[int, Named]:
    return {row["id"]: Named(row["name"], tuple(row["user_ids"])) for row in rows}


_CHANNEL = ("name", "kind", "user_id", "is_active", "disabled_because")
