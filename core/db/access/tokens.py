"""Bearer tokens for programs, with Sentry's scope names. Only hashes are kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries
from core.errors import Rejected
from core.secret import RandomBytes, new_secret, secret_hash

Q = load_queries(__file__)

TOKEN_PREFIX: Final = "sntryu_"  # noqa: S105 - no secret: the form that sentry-cli takes for a token of a user
"""What our tokens begin with, so that Sentry's tools and secret scanners know them."""

SCOPES: Final = frozenset(
    f"{subject}:{right}"
    for subject, rights in {
        "org": ("read", "write", "admin", "integrations", "ci"),
        "member": ("read", "write", "admin"),
        "team": ("read", "write", "admin"),
        "project": ("read", "write", "admin", "releases"),
        "event": ("read", "write", "admin"),
        "alerts": ("read", "write"),
    }.items()
    for right in rights
)
"""Sentry's names, all of them, so that a token made for its tools can be asked for word by word."""


@dataclass(frozen=True, slots=True)
class Token:
    id: int
    user_id: int | None
    """The user whose token it is; None for the organization's own."""
    organization_id: int | None
    """The organization for which it is valid; None for all organizations of its user."""
    name: str
    last_characters: str
    scopes: tuple[str, ...]
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None


def check_scopes(scopes: Iterable[str]) -> tuple[str, ...]:
    """Sorted, each once. Raises Rejected(`unknown_scope`)."""
    unknown = sorted(set(scopes) - SCOPES)
    if unknown:
        raise Rejected("unknown_scope", f"no scope {unknown[0]!r}: there are {', '.join(sorted(SCOPES))}")
    return tuple(sorted(set(scopes)))


async def create_token(
    connection: Connection,
    *,
    organization_id: int,
    user_id: int | None,
    name: str,
    scopes: Iterable[str],
    now: float,
    random_bytes: RandomBytes,
    expires_at: float | None = None,
) -> tuple[Token, str]:
    """A new token and its secret, which nobody can read again. Raises Rejected(`unknown_scope`)."""
    secret = TOKEN_PREFIX + new_secret(random_bytes)
    row = await connection.fetchrow(
        Q["insert_token"],
        user_id,
        organization_id,
        name,
        secret_hash(secret),
        secret[-4:],
        check_scopes(scopes),
        instant(now),
        None if expires_at is None else instant(expires_at),
    )
    assert row is not None
    return _token(row), secret


async def token_by_secret(connection: Connection, secret: str, now: float) -> Token | None:
    """The valid token of that secret; its time of last use is updated."""
    row = await connection.fetchrow(Q["token_by_hash"], secret_hash(secret), instant(now))
    if row is None:
        return None
    await connection.execute(Q["touch_token"], row["id"], instant(now))
    return _token(row)


async def tokens_of_organization(connection: Connection, organization_id: int, user_id: int | None) -> list[Token]:
    """Newest first; only those of one user, or everybody's for None."""
    return [_token(row) for row in await connection.fetch(Q["tokens_of_organization"], organization_id, user_id)]


async def delete_token(connection: Connection, organization_id: int, token_id: int, user_id: int | None) -> bool:
    """Whether there was one (of that user, unless None)."""
    return await connection.fetchval(Q["delete_token"], organization_id, token_id, user_id) is not None


def _token(row: object) -> Token:
    fields = dict(row)  # type: ignore[call-overload]
    return Token(**{**fields, "scopes": tuple(fields["scopes"])})
