"""People as schedules name them, also those who have left since; and how often alerts woke them."""

from collections.abc import Collection
from dataclasses import dataclass

from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class NamedPerson:
    id: int
    name: str
    """The address where there is none."""
    email: str
    is_member: bool
    """And active."""


async def named_people(
    connection: Connection, organization_id: int, user_ids: Collection[int]
) -> dict[int, NamedPerson]:
    """By id, in the order of their names. Only ids that the organization names itself may be asked for."""
    rows = await connection.fetch(Q["named_people"], organization_id, list(user_ids))
    return {row["id"]: NamedPerson(**row) for row in rows}


async def woken(
    connection: Connection, organization_id: int, user_ids: Collection[int], since: float, time_zone: str
) -> dict[int, int]:
    """How many alerts told each person between 22:00 and 06:00 of that zone; who was not told is missing."""
    rows = await connection.fetch(Q["woken"], organization_id, list(user_ids), instant(since), time_zone)
    return {row["user_id"]: row["alerts"] for row in rows}
