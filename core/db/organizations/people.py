"""Users, their roles in organizations, and the one-time links that log them in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import asyncpg

from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries
from core.errors import Rejected
from core.secret import secret_hash

Q = load_queries(__file__)

ROLES: Final = ("viewer", "member", "admin", "owner")
"""Weakest first."""

LOGIN_LINK_SECONDS: Final = 3 * 86400
"""How long a login link works: an invitation sent on Friday still opens on Monday morning."""

MAX_EMAIL: Final = 254
"""Characters, RFC 5321."""


@dataclass(frozen=True, slots=True)
class User:
    id: int
    email: str
    name: str
    password_hash: str | None
    is_active: bool
    created_at: datetime
    last_login_at: datetime | None


@dataclass(frozen=True, slots=True)
class Member:
    """A user in an organization."""

    id: int
    """Of the user."""
    email: str
    name: str
    is_active: bool
    created_at: datetime
    last_login_at: datetime | None
    role: str
    joined_at: datetime
    pending: bool
    """Invited, but was never here."""


def clean_email(text: str) -> str:
    """The one form in which we keep an address. Raises Rejected(`invalid_email`) for what cannot be one."""
    email = text.strip().lower()
    local, at, domain = email.rpartition("@")
    odd = any(ch.isspace() or not ch.isprintable() for ch in email)
    if not (local and at and domain) or odd or len(email) > MAX_EMAIL:
        raise Rejected("invalid_email", "not an e-mail address")
    return email


async def create_user(
    connection: Connection, email: str, role: str, organization_id: int, now: float, name: str = ""
) -> User:
    """The user of that address, made where there is none, with that role in the organization (also where it was
    another). To be called in a transaction. Raises Rejected for what is no address or no role."""
    if role not in ROLES:
        raise Rejected("unknown_role", f"no role {role!r}: there are {', '.join(reversed(ROLES))}")
    user = await find_or_create_user(connection, email, now, name)
    await connection.execute(Q["put_member"], organization_id, user.id, role, instant(now))
    return user


async def find_or_create_user(connection: Connection, email: str, now: float, name: str = "") -> User:
    """The user of that address. Raises Rejected(`invalid_email`)."""
    row = await connection.fetchrow(Q["insert_user"], clean_email(email), name, instant(now))
    if row is None:  # someone else inserted the same address since our statement began
        row = await connection.fetchrow(Q["user_by_email"], clean_email(email))
    assert row is not None
    return User(**row)


async def user_by_email(connection: Connection, email: str) -> User | None:
    row = await connection.fetchrow(Q["user_by_email"], email)
    return None if row is None else User(**row)


async def user_by_id(connection: Connection, user_id: int) -> User | None:
    row = await connection.fetchrow(Q["user_by_id"], user_id)
    return None if row is None else User(**row)


async def first_user(connection: Connection) -> User | None:
    """Who was made at the first start, whatever address she has by now."""
    row = await connection.fetchrow(Q["first_user"])
    return None if row is None else User(**row)


async def set_email(connection: Connection, user_id: int, email: str) -> None:
    """What she logs in with and where mail goes. Raises Rejected (400) for what is no address, (409) for somebody
    else's."""
    try:
        await connection.execute(Q["set_email"], user_id, clean_email(email))
    except asyncpg.UniqueViolationError:
        raise Rejected("address_taken", "somebody else here has that address: choose another", 409) from None


async def set_name(connection: Connection, user_id: int, name: str) -> None:
    await connection.execute(Q["set_name"], user_id, name)


async def set_password(connection: Connection, user_id: int, password_hash: str) -> None:
    await connection.execute(Q["set_password"], user_id, password_hash)


async def touch_login(connection: Connection, user_id: int, now: float) -> None:
    await connection.execute(Q["touch_login"], user_id, instant(now))


async def create_login_link(connection: Connection, user_id: int, secret: str, now: float) -> None:
    """Let the holder of `secret` log in as the user, once, within LOGIN_LINK_SECONDS. The caller makes the URL:
    `login_url(public_url, secret)`."""
    await connection.execute(Q["drop_old_login_links"], instant(now))
    await connection.execute(
        Q["insert_login_link"], secret_hash(secret), user_id, instant(now), instant(now + LOGIN_LINK_SECONDS)
    )


def login_url(public_url: str, secret: str) -> str:
    return f"{public_url.rstrip('/')}/login/{secret}"


async def use_login_link(connection: Connection, secret: str, now: float) -> int | None:
    """The id of the user whom the link logs in; None where it is unknown, used or too old."""
    user_id: int | None = await connection.fetchval(Q["use_login_link"], secret_hash(secret), instant(now))
    return user_id


async def members(connection: Connection, organization_id: int) -> list[Member]:
    return [Member(**row) for row in await connection.fetch(Q["members"], organization_id, None)]


async def member(connection: Connection, organization_id: int, user_id: int) -> Member | None:
    row = await connection.fetchrow(Q["members"], organization_id, user_id)
    return None if row is None else Member(**row)


async def add_member(connection: Connection, organization_id: int, user_id: int, role: str, now: float) -> bool:
    """False where the user is a member already; the role stays as it was then."""
    return await connection.fetchval(Q["add_member"], organization_id, user_id, role, instant(now)) is not None


async def change_role(connection: Connection, organization_id: int, user_id: int, role: str) -> None:
    """Raises Rejected(`last_owner`). To be called in a transaction."""
    if role != "owner":
        await _keep_an_owner(connection, organization_id, user_id)
    await connection.execute(Q["set_role"], organization_id, user_id, role)


async def remove_member(connection: Connection, organization_id: int, user_id: int) -> None:
    """Also out of its teams and assignments, and its tokens for this organization die. Raises Rejected(`last_owner`).
    To be called in a transaction."""
    await _keep_an_owner(connection, organization_id, user_id)
    for name in ("leave_teams", "leave_assignments", "leave_tokens", "remove_member"):
        await connection.execute(Q[name], organization_id, user_id)


async def _keep_an_owner(connection: Connection, organization_id: int, user_id: int) -> None:
    owners = [row["user_id"] for row in await connection.fetch(Q["lock_owners"], organization_id)]
    if owners == [user_id]:
        raise Rejected("last_owner", "an organization needs an owner: make somebody else owner first", 409)


async def belongs_elsewhere(connection: Connection, user_id: int, organization_id: int) -> bool:
    """Whether the user is a member of other organizations too, whose matter a login link would be as well."""
    return await connection.fetchval(Q["roles_elsewhere"], user_id, organization_id) is not None
