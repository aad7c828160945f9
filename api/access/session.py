"""Who am I; logging in and out; oneself."""

from fastapi import APIRouter, Request, Response

from api.access.auth import (
    Authenticated,
    Caller,
    InPerson,
    check_origin,
    clear_cookie,
    set_cookie,
)
from api.access.passwords import Passwords
from api.access.rights import scopes_of, visible_organizations
from api.deps import Deps, InjectedDeps
from api.problems import too_many, unauthorized
from api.schemas.organizations.people import Auth, LinkBody, LoginBody, MeBody, Root, WhoAmI
from api.shapes import membership_shape, user_shape
from core.db.access import login_failures, sessions
from core.db.access.login_failures import Attempt
from core.db.access.sessions import Session
from core.db.organizations import people
from core.db.organizations.people import User, user_by_email, user_by_id
from core.errors import Rejected

router = APIRouter(tags=["session"])


def passwords_of(request: Request) -> Passwords:
    passwords: Passwords = request.app.state.passwords
    return passwords


@router.get("/")
async def root(caller: Authenticated, deps: InjectedDeps) -> Root:
    """What `sentry-cli info` asks: the version, the caller, and its scopes."""
    scopes: set[str] = set()
    async with deps.database.connection() as connection:
        organizations = await visible_organizations(connection, caller)
    for one in organizations:
        scopes |= scopes_of(caller, one.organization.id, one.role)
    user = None if caller.user is None else user_shape(caller.user)
    return Root(version=deps.version, auth=Auth(scopes=sorted(scopes)), user=user)


@router.get("/auth/")
async def who_am_i(caller: Authenticated, deps: InjectedDeps) -> WhoAmI:
    """401 when nobody."""
    return await _who(deps, caller)


@router.post("/auth/login/")
async def log_in(body: LoginBody, request: Request, response: Response, deps: InjectedDeps) -> WhoAmI:
    """401 for a wrong address or password, 429 with Retry-After after repeated failures."""
    check_origin(request, deps)
    email = body.email.strip().lower()
    attempt = await _attempt(request, deps, email)
    async with deps.database.connection() as connection:
        user = await user_by_email(connection, email)
    right = await passwords_of(request).verify(user.password_hash if user else None, body.password)
    if user is None or not right or not user.is_active:
        raise unauthorized("The e-mail address or the password is wrong.")
    await _succeeded(deps, attempt)
    return await _begin_session(request, response, deps, user, by_link=False)


@router.post("/auth/link/")
async def log_in_by_link(body: LinkBody, request: Request, response: Response, deps: InjectedDeps) -> WhoAmI:
    """By the secret of a one-time link. 401 where it is unknown, used or too old."""
    check_origin(request, deps)
    async with deps.database.transaction() as connection:
        user_id = await people.use_login_link(connection, body.token, deps.clock.now())
        user = None if user_id is None else await user_by_id(connection, user_id)
    if user is None or not user.is_active:
        raise unauthorized("This link was used already, or is too old. Ask for a new one.")
    return await _begin_session(request, response, deps, user, by_link=True)


@router.post("/auth/logout/", status_code=204)
async def log_out(session: InPerson, response: Response, deps: InjectedDeps) -> None:
    async with deps.database.connection() as connection:
        await sessions.delete_session(connection, session.secret)
    clear_cookie(response, deps)


@router.put("/users/me/")
async def change_me(body: MeBody, request: Request, session: InPerson, deps: InjectedDeps) -> WhoAmI:
    """A new password ends all other sessions. That and a new address need the current password, but for someone who
    came by a link."""
    new_hash = None
    if body.password is not None or body.email is not None:
        await _check_current_password(body, request, deps, session)
    if body.password is not None:
        new_hash = await passwords_of(request).hash(body.password)
    async with deps.database.transaction() as connection:
        if body.name is not None:
            await people.set_name(connection, session.user.id, body.name)
        if body.email is not None:
            await people.set_email(connection, session.user.id, body.email)
        if new_hash is not None:
            await people.set_password(connection, session.user.id, new_hash)
            await sessions.keep_only(connection, session)
        again = await sessions.session_by_secret(connection, session.secret, deps.clock.now())
    if again is None:
        raise unauthorized("This session is over. Log in again.")
    return await _who(deps, Caller(session=again, user=again.user))


async def _attempt(request: Request, deps: Deps, email: str) -> Attempt:
    """Before a password is looked at. Raises 429 with Retry-After after too many wrong ones."""
    async with deps.database.transaction() as connection:
        address, now = deps.client_address(request), deps.clock.now()
        attempt = await login_failures.begin_attempt(connection, email, address, now)
    if isinstance(attempt, float):
        raise too_many("Too many wrong passwords.", attempt)
    return attempt


async def _succeeded(deps: Deps, attempt: Attempt) -> None:
    async with deps.database.transaction() as connection:
        await login_failures.succeed(connection, attempt)


async def _check_current_password(body: MeBody, request: Request, deps: Deps, session: Session) -> None:
    if session.by_link or session.user.password_hash is None:
        return
    attempt = await _attempt(request, deps, session.user.email)
    if not await passwords_of(request).verify(session.user.password_hash, body.current_password or ""):
        raise Rejected("wrong_password", "The current password is wrong.")
    await _succeeded(deps, attempt)


async def _begin_session(request: Request, response: Response, deps: Deps, user: User, *, by_link: bool) -> WhoAmI:
    async with deps.database.transaction() as connection:
        session = await sessions.create_session(
            connection,
            user,
            user_agent=request.headers.get("User-Agent", ""),
            by_link=by_link,
            now=deps.clock.now(),
            random_bytes=deps.random_bytes,
        )
        await people.touch_login(connection, user.id, deps.clock.now())
    set_cookie(response, deps, session.secret)
    return await _who(deps, Caller(session=session, user=user))


async def _who(deps: Deps, caller: Caller) -> WhoAmI:
    has_password = caller.user is not None and caller.user.password_hash is not None
    user = None if caller.user is None else user_shape(caller.user)
    async with deps.database.connection() as connection:
        organizations = await visible_organizations(connection, caller)
    return WhoAmI(
        id=user.id if user else "",
        name=user.name if user else "",
        email=user.email if user else "",
        user=user,
        organizations=[membership_shape(one) for one in organizations],
        csrf_token=caller.session.csrf_token if caller.session else None,
        has_password=has_password,
        may_set_password=caller.session is not None and (caller.session.by_link or not has_password),
        version=deps.version,
    )
