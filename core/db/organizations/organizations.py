"""Organizations: what belongs together and is seen by nobody else."""

from dataclasses import dataclass
from datetime import datetime

from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries
from core.slugs import numbered, slugify

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class Organization:
    id: int
    slug: str
    name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Membership:
    """An organization as one user stands to it."""

    organization: Organization
    role: str | None
    """`owner`, `admin`, `member` or `viewer`; None for a stranger."""


async def create_organization(connection: Connection, name: str, now: float, slug: str | None = None) -> Organization:
    """A new organization; a taken slug gets a number (`shop-2`)."""
    wanted = slug or slugify(name, "organization")
    number = 1
    while True:
        candidate = wanted if number == 1 else numbered(wanted, number)
        row = await connection.fetchrow(Q["insert_organization"], candidate, name, instant(now))
        if row is not None:
            return Organization(**row)
        number += 1


async def organization_by_slug(connection: Connection, slug: str) -> Organization | None:
    row = await connection.fetchrow(Q["organization_by_slug"], slug)
    return None if row is None else Organization(**row)


async def membership(
    connection: Connection, user_id: int | None, *, slug: str = "", organization_id: int | None = None
) -> Membership | None:
    """How a user stands to the organization of that slug or id; None where there is no such organization."""
    row = await connection.fetchrow(Q["membership"], slug, user_id, organization_id)
    if row is None:
        return None
    return Membership(Organization(row["id"], row["slug"], row["name"], row["created_at"]), row["role"])


async def organizations_of_user(connection: Connection, user_id: int) -> list[Membership]:
    rows = await connection.fetch(Q["organizations_of_user"], user_id)
    return [Membership(Organization(r["id"], r["slug"], r["name"], r["created_at"]), r["role"]) for r in rows]


async def rename_organization(connection: Connection, organization_id: int, name: str) -> Organization:
    row = await connection.fetchrow(Q["update_organization"], organization_id, name)
    assert row is not None
    return Organization(**row)
