"""Who asks: a session's cookie or a bearer token, and the request that must not be forged."""

import hmac
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response

from api.deps import Deps, InjectedDeps
from api.problems import forbidden, unauthorized
from core.db.access.sessions import SESSION_SECONDS, Session, session_by_secret
from core.db.access.tokens import Token, token_by_secret
from core.db.organizations.people import User, user_by_id

COOKIE: Final = "redshank_session"
CSRF_HEADER: Final = "X-CSRF-Token"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_MAX_SECRET: Final = 500
"""Characters; nothing longer is worth a hash and a look."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, by exactly one of the two ways."""

    session: Session | None = None
    token: Token | None = None
    user: User | None = None
    """None for a token that belongs to an organization only."""

    @property
    def user_id(self) -> int | None:
        return None if self.user is None else self.user.id


async def authenticated(request: Request, deps: InjectedDeps) -> Caller:
    """Raises 401, or 403 where a page of somebody else's may have sent the browser here."""
    authorization = request.headers.get("Authorization")
    if authorization is not None:
        return await _by_token(deps, authorization)
    secret = request.cookies.get(COOKIE, "")
    if not secret or len(secret) > _MAX_SECRET:
        raise unauthorized()
    async with deps.database.connection() as connection:
        session = await session_by_secret(connection, secret, deps.clock.now())
    if session is None:
        raise unauthorized("This session is over. Log in again.")
    given = request.headers.get(CSRF_HEADER, "")
    if request.method not in _SAFE and not hmac.compare_digest(given.encode(), session.csrf_token.encode()):
        raise forbidden(f"CSRF check failed: send the csrfToken of GET /api/0/auth/ as {CSRF_HEADER}.")
    return Caller(session=session, user=session.user)


Authenticated = Annotated[Caller, Depends(authenticated)]


async def _by_token(deps: Deps, authorization: str) -> Caller:
    scheme, _, secret = authorization.partition(" ")
    if scheme.lower() != "bearer" or not secret or len(secret) > _MAX_SECRET:
        raise unauthorized("Send `Authorization: Bearer TOKEN`.")
    async with deps.database.connection() as connection:
        token = await token_by_secret(connection, secret.strip(), deps.clock.now())
        user = await user_by_id(connection, token.user_id) if token and token.user_id else None
    if token is None or (token.user_id is not None and (user is None or not user.is_active)):
        raise unauthorized("Invalid token")
    return Caller(token=token, user=user)


async def in_person(caller: Authenticated) -> Session:
    """The session of someone who is here herself: what a lost token must not be able to do. Raises 403 for tokens."""
    if caller.session is None:
        raise forbidden("This needs a person who is logged in; a token cannot do it.")
    return caller.session


InPerson = Annotated[Session, Depends(in_person)]


def check_origin(request: Request, deps: Deps) -> None:
    """Before there is a session to hold a CSRF token: a browser that comes from a foreign page says so itself.
    Otherwise that page could log its visitor in as somebody else. Raises 403."""
    origin = request.headers.get("Origin")
    if origin is None:
        return
    ours = {urlsplit(deps.public_url).netloc, request.headers.get("Host", "")}
    if urlsplit_safe(origin) not in ours:
        raise forbidden("This request comes from another site.")


def urlsplit_safe(url: str) -> str:
    """Host and port of a URL; empty for what is none."""
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""


def set_cookie(response: Response, deps: Deps, secret: str) -> None:
    response.set_cookie(
        COOKIE,
        secret,
        max_age=SESSION_SECONDS,
        path="/",
        secure=deps.public_url.startswith("https:"),
        httponly=True,
        samesite="lax",
    )


def clear_cookie(response: Response, deps: Deps) -> None:
    response.delete_cookie(COOKIE, path="/", secure=deps.public_url.startswith("https:"), httponly=True, samesite="lax")
