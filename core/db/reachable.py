"""Who may be told in an organization, and by what: read whole, at a moment."""

from typing import Any

import msgspec

from core.alerts import PersonalRules
from core.db.database import Connection
from core.db.on_call import by_schedule
from core.db.queries import load_queries
from core.directory import ChannelRow, Directory, Person

Q = load_queries(__file__)

_ANSWERS = frozenset({"member", "admin", "owner"})
"""Roles that may acknowledge (api/access.py: `alerts:write`)."""


async def directory(connection: Connection, organization_id: int, now: float, *, sends_mail: bool) -> Directory:
    """Everybody and everything there is at `now`."""
    people = [_person(row) for row in await connection.fetch(Q["people"], organization_id)]
    teams = await connection.fetch(Q["teams"], organization_id)
    projects = await connection.fetch(Q["projects"], organization_id)
    channels = await connection.fetch(Q["channels"], organization_id)
    return Directory(
        people={one.id: one for one in people},
        teams={row["id"]: tuple(row["user_ids"]) for row in teams},
        projects={row["id"]: tuple(row["user_ids"]) for row in projects},
        channels={row["id"]: ChannelRow(**row) for row in channels},
        on_call=await by_schedule(connection, organization_id, None, now),
        sends_mail=sends_mail,
    )


def _person(row: Any) -> Person:
    rules = msgspec.convert(row["rules"] or {}, PersonalRules, strict=False)
    return Person(
        id=row["id"], email=row["email"], name=row["name"], may_answer=row["role"] in _ANSWERS, rules=rules
    )
