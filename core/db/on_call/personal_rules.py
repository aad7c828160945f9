"""How people want to be told: their ways, quiet hours, reports."""

from collections.abc import Collection
from dataclasses import dataclass

import msgspec

from core.alerts import PersonalRules
from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class UsableChannel:
    """A channel that a person may be told by."""

    id: int
    name: str
    kind: str
    is_own: bool
    organization: str
    """Slug."""
    is_active: bool


async def personal_rules(connection: Connection, user_id: int) -> PersonalRules | None:
    """None where she has chosen nothing: PersonalRules() applies then."""
    return (await chosen_rules(connection, [user_id])).get(user_id)


async def chosen_rules(connection: Connection, user_ids: Collection[int]) -> dict[int, PersonalRules]:
    """By user; who has chosen nothing is missing."""
    rows = await connection.fetch(Q["personal_rules"], list(user_ids))
    return {row["user_id"]: msgspec.convert(row["definition"], PersonalRules, strict=False) for row in rows}


async def put_personal_rules(connection: Connection, user_id: int, rules: PersonalRules, now: float) -> None:
    await connection.execute(Q["put_personal_rules"], user_id, msgspec.to_builtins(rules), instant(now))


async def usable_channels(connection: Connection, user_id: int) -> list[UsableChannel]:
    """Her own and those of her organizations, her own first."""
    return [UsableChannel(**row) for row in await connection.fetch(Q["usable_channels"], user_id)]


async def visible_projects(connection: Connection, user_id: int) -> frozenset[int]:
    """Ids of the projects of her organizations."""
    return frozenset(row["id"] for row in await connection.fetch(Q["visible_projects"], user_id))
