"""The installation as a whole, for the commands of the person who runs it. Not scoped to anybody: never for the API."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.db.database import Connection
from core.db.organizations.organizations import Organization, organization_by_slug
from core.db.queries import load_queries
from core.errors import Refused

_SQL = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class NamedProject:
    id: int
    slug: str
    organization: str
    """Slug of its organization."""


@dataclass(frozen=True, slots=True)
class OutcomeSum:
    category: str
    outcome: str
    reason: str
    quantity: int


async def any_organization(connection: Connection) -> bool:
    return bool(await connection.fetchval(_SQL["any_organization"]))


async def one_at_a_time(connection: Connection) -> None:
    """Wait until no other transaction holds this; hold it to the end of this one."""
    await connection.execute(_SQL["one_at_a_time"])


async def chosen_organization(connection: Connection, slug: str | None) -> Organization:
    """The organization of that slug; the first one for None. Raises Refused where there is none."""
    if slug is not None:
        found = await organization_by_slug(connection, slug)
        if found is None:
            raise Refused(f"there is no organization {slug}")
        return found
    row = await connection.fetchrow(_SQL["oldest_organization"])
    if row is None:
        raise Refused("there is no organization yet: start the server")
    return Organization(**row)


async def oldest_keys(connection: Connection, limit: int) -> Sequence[Any]:
    """(id, project_id, public_key) of the first active keys."""
    return await connection.fetch(_SQL["oldest_keys"], limit)


async def projects_named(connection: Connection, name: str) -> list[NamedProject]:
    """Projects of that slug, or of that `organization/project`."""
    organization, slash, slug = name.rpartition("/")
    rows = await connection.fetch(_SQL["projects_named"], slug, organization if slash else None)
    return [NamedProject(**row) for row in rows]


async def all_projects(connection: Connection) -> list[NamedProject]:
    """Of all organizations, in the order they were made."""
    return [NamedProject(**row) for row in await connection.fetch(_SQL["all_projects"])]


async def statuses(connection: Connection, issue_ids: Collection[int]) -> dict[int, str]:
    """Of these issues, by id."""
    return {row["id"]: row["status"] for row in await connection.fetch(_SQL["statuses"], list(issue_ids))}


async def outcomes(connection: Connection, project_id: int | None, since: datetime | None) -> list[OutcomeSum]:
    """The books: of one project or of all, from the hour of `since` on or from the beginning."""
    return [OutcomeSum(**row) for row in await connection.fetch(_SQL["outcomes"], project_id, since)]


async def size(connection: Connection) -> tuple[int, str, int]:
    """(bytes of the database, PostgreSQL's version, dead records)."""
    row = await connection.fetchrow(_SQL["size"])
    assert row is not None
    return row["bytes"], row["version"], row["dead"]
