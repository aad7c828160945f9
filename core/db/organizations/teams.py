"""Teams: to whom issues are assigned, and who cares for which project."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from core.clock import instant
from core.db.database import Connection
from core.db.organizations.people import User
from core.db.queries import load_queries
from core.errors import Rejected
from core.slugs import is_slug, slugify

Q = load_queries(__file__)

_BAD_SLUG = "a slug has up to 50 small letters, digits and dashes, and not digits alone"


@dataclass(frozen=True, slots=True)
class Team:
    id: int
    slug: str
    name: str
    created_at: datetime
    is_member: bool
    """Whether who asked is in it."""
    member_count: int


@dataclass(frozen=True, slots=True)
class TeamProject:
    id: int
    slug: str
    name: str
    platform: str | None


async def create_team(
    connection: Connection, organization_id: int, name: str, now: float, slug: str | None = None
) -> int:
    """The id of a new team. Raises Rejected(`invalid_slug`, `slug_taken`)."""
    wanted = slug or slugify(name, "team")
    if not is_slug(wanted):
        raise Rejected("invalid_slug", _BAD_SLUG)
    team_id: int | None = await connection.fetchval(Q["insert_team"], organization_id, wanted, name, instant(now))
    if team_id is None:
        raise Rejected("slug_taken", f"there is a team {wanted} already", 409)
    return team_id


async def teams(connection: Connection, organization_id: int, user_id: int | None) -> list[Team]:
    """`user_id` is who asks."""
    return [Team(**row) for row in await connection.fetch(Q["teams"], organization_id, user_id, None, None)]


async def find_team(
    connection: Connection,
    organization_id: int,
    user_id: int | None,
    *,
    slug: str | None = None,
    team_id: int | None = None,
) -> Team | None:
    """By slug or id; `user_id` is who asks."""
    row = await connection.fetchrow(Q["teams"], organization_id, user_id, slug, team_id)
    return None if row is None else Team(**row)


async def teams_of_projects(connection: Connection, project_ids: Sequence[int]) -> dict[int, list[int]]:
    """Ids of teams by project."""
    found: dict[int, list[int]] = {project_id: [] for project_id in project_ids}
    for row in await connection.fetch(Q["teams_of_projects"], list(project_ids)):
        found[row["project_id"]].append(row["team_id"])
    return found


async def projects_of_team(connection: Connection, team_id: int) -> list[TeamProject]:
    return [TeamProject(**row) for row in await connection.fetch(Q["projects_of_team"], team_id)]


async def members_of_team(connection: Connection, team_id: int) -> list[User]:
    return [User(**row) for row in await connection.fetch(Q["members_of_team"], team_id)]


async def update_team(connection: Connection, team_id: int, name: str, slug: str) -> None:
    """Raises Rejected(`invalid_slug`, `slug_taken`)."""
    if not is_slug(slug):
        raise Rejected("invalid_slug", _BAD_SLUG)
    try:
        await connection.execute(Q["update_team"], team_id, name, slug)
    except asyncpg.UniqueViolationError:
        raise Rejected("slug_taken", f"there is a team {slug} already", 409) from None


async def delete_team(connection: Connection, team_id: int) -> None:
    await connection.execute(Q["delete_team"], team_id)


async def join_team(connection: Connection, team_id: int, user_id: int) -> None:
    await connection.execute(Q["join_team"], team_id, user_id)


async def leave_team(connection: Connection, team_id: int, user_id: int) -> None:
    await connection.execute(Q["leave_team"], team_id, user_id)


async def give_project(connection: Connection, team_id: int, project_id: int) -> None:
    await connection.execute(Q["give_project"], team_id, project_id)


async def take_project(connection: Connection, team_id: int, project_id: int) -> None:
    await connection.execute(Q["take_project"], team_id, project_id)
