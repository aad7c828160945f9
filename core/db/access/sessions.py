"""Sessions of people in browsers. Only hashes of the cookies are kept."""

from dataclasses import dataclass
from typing import Final

from core.clock import instant
from core.db.database import Connection
from core.db.organizations.people import User
from core.db.queries import load_queries
from core.secret import RandomBytes, new_secret, secret_hash

Q = load_queries(__file__)

SESSION_SECONDS: Final = 30 * 86400
"""A month without typing a password, whether used or not."""

MAX_USER_AGENT: Final = 300
"""Characters kept to tell sessions apart."""


@dataclass(frozen=True, slots=True)
class Session:
    secret: str
    """The cookie's value."""
    csrf_token: str
    by_link: bool
    """Came in by a one-time link and has not set a password since."""
    user: User


async def create_session(
    connection: Connection, user: User, *, user_agent: str, by_link: bool, now: float, random_bytes: RandomBytes
) -> Session:
    """A new session; expired ones are deleted on this occasion."""
    session = Session(new_secret(random_bytes), random_bytes(16).hex(), by_link, user)
    await connection.execute(Q["drop_old_sessions"], instant(now))
    await connection.execute(
        Q["insert_session"],
        secret_hash(session.secret),
        user.id,
        session.csrf_token,
        instant(now),
        instant(now + SESSION_SECONDS),
        user_agent[:MAX_USER_AGENT],
        by_link,
    )
    return session


async def session_by_secret(connection: Connection, secret: str, now: float) -> Session | None:
    """The valid session of an active user."""
    row = await connection.fetchrow(Q["session_by_hash"], secret_hash(secret), instant(now))
    if row is None:
        return None
    fields = dict(row)
    csrf_token, by_link = fields.pop("csrf_token"), fields.pop("by_link")
    return Session(secret, csrf_token, by_link, User(**fields))


async def delete_session(connection: Connection, secret: str) -> None:
    await connection.execute(Q["delete_session"], secret_hash(secret))


async def keep_only(connection: Connection, session: Session) -> None:
    """After a new password: end all other sessions of the user, and treat this one as logged in by password."""
    await connection.execute(Q["delete_other_sessions"], session.user.id, secret_hash(session.secret))
    await connection.execute(Q["keep_by_password"], secret_hash(session.secret))
