"""What a caller may do, decided in this one place: roles give scopes, routes name the scope they need.

Strangers learn nothing: for them an organization that exists and one that does not are both 404.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Final

from fastapi import Depends, Request

from api.access.auth import Authenticated, Caller
from api.deps import Deps, InjectedDeps
from api.ids import row_id
from api.problems import lacks_scope, not_found
from core.db.access.tokens import SCOPES
from core.db.database import Connection
from core.db.issues.issues import find_issue_id, organization_of_issue
from core.db.organizations.organizations import Membership, Organization, membership, organizations_of_user
from core.db.organizations.projects import Project, project_by_id, project_by_slug

_VIEWER: Final = frozenset({"org:read", "member:read", "team:read", "project:read", "event:read", "alerts:read"})
_MEMBER: Final = _VIEWER | {"event:write", "event:admin", "project:releases", "org:ci", "alerts:write"}
_ADMIN: Final = _MEMBER | {
    "org:write",
    "org:integrations",
    "member:write",
    "member:admin",
    "team:write",
    "team:admin",
    "project:write",
    "project:admin",
}

ROLE_SCOPES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {"viewer": _VIEWER, "member": _MEMBER, "admin": _ADMIN, "owner": SCOPES}
)
"""What each role may do. An admin does everything but make, change and remove owners."""

_RIGHTS: Final = ("read", "write", "admin")
"""Each holds those before it: `event:admin` is also `event:write` and `event:read`, as with Sentry."""


@dataclass(frozen=True, slots=True)
class Access:
    """A caller in an organization, allowed to do what the route is for."""

    deps: Deps
    caller: Caller
    organization: Organization
    role: str | None
    """None for a token that belongs to the organization only."""
    scopes: frozenset[str]

    @property
    def user_id(self) -> int | None:
        return self.caller.user_id


def with_implied(scopes: frozenset[str]) -> frozenset[str]:
    """The scopes and those that they hold."""
    found = set(scopes)
    for scope in scopes:
        subject, _, right = scope.partition(":")
        if right in _RIGHTS:
            found.update(f"{subject}:{lesser}" for lesser in _RIGHTS[: _RIGHTS.index(right)])
    return frozenset(found) & SCOPES


def scopes_of(caller: Caller, organization_id: int, role: str | None) -> frozenset[str]:
    """What the caller may do there: what the role gives, and of that only what the token was made for."""
    if caller.token is None:
        return ROLE_SCOPES[role] if role else frozenset()
    if caller.token.organization_id not in (None, organization_id):
        return frozenset()
    granted = with_implied(frozenset(caller.token.scopes))
    if caller.token.user_id is None:
        return granted
    return granted & ROLE_SCOPES[role] if role else frozenset()


class Allowed:
    """A route's dependency: lets in who has one of the scopes, and gives it the Access.

    The organization is the one in the path, or that of the issue in the path (`/issues/{issue}/`).
    """

    def __init__(self, *any_of: str) -> None:
        self.any_of = frozenset(any_of)
        assert self.any_of <= SCOPES

    async def __call__(self, request: Request, caller: Authenticated, deps: InjectedDeps) -> Access:
        async with deps.database.connection() as connection:
            access = await _access(connection, request, caller, deps)
        if not access.scopes & self.any_of:
            raise lacks_scope(self.any_of)
        return access


async def _access(connection: Connection, request: Request, caller: Caller, deps: Deps) -> Access:
    path = request.path_params
    organization_id = (
        row_id(path["org"]) if "org" in path else await _organization_of_issue(connection, caller, path["issue"])
    )
    found = await membership(connection, caller.user_id, slug=path.get("org", ""), organization_id=organization_id)
    if found is None:
        raise not_found()
    if found.role is None and not _is_its_own(caller, found.organization.id):
        raise not_found()
    if caller.token is not None and caller.token.organization_id not in (None, found.organization.id):
        raise not_found()
    scopes = scopes_of(caller, found.organization.id, found.role)
    return Access(deps, caller, found.organization, found.role, scopes)


async def visible_organizations(connection: Connection, caller: Caller) -> list[Membership]:
    """Those that the caller may see: a token may be good for one only."""
    only = None if caller.token is None else caller.token.organization_id
    if caller.user_id is None:
        found = await membership(connection, None, organization_id=only)
        return [] if found is None else [found]
    mine = await organizations_of_user(connection, caller.user_id)
    return [one for one in mine if only in (None, one.organization.id)]


async def _organization_of_issue(connection: Connection, caller: Caller, text: str) -> int:
    """That of the issue in a path without an organization, by its id, or by a short id of the caller's. Raises 404."""
    if row_id(text) is not None:
        found = await organization_of_issue(connection, text)
        if found is not None:
            return found
        raise not_found()
    for one in await visible_organizations(connection, caller):
        if await find_issue_id(connection, one.organization.id, text) is not None:
            return one.organization.id
    raise not_found()


def _is_its_own(caller: Caller, organization_id: int) -> bool:
    token = caller.token
    return token is not None and token.user_id is None and token.organization_id == organization_id


async def project_of(connection: Connection, access: Access, slug_or_id: str) -> Project:
    """The project of that slug or id in the caller's organization. Raises 404."""
    project_id = row_id(slug_or_id)
    project = (
        await project_by_slug(connection, access.organization.id, slug_or_id)
        if project_id is None
        else await project_by_id(connection, access.organization.id, project_id)
    )
    if project is None:
        raise not_found()
    return project


ReadOrganization = Annotated[Access, Depends(Allowed("org:read"))]
WriteOrganization = Annotated[Access, Depends(Allowed("org:write"))]
ReadMembers = Annotated[Access, Depends(Allowed("member:read", "org:read"))]
WriteMembers = Annotated[Access, Depends(Allowed("member:write"))]
ReadTeams = Annotated[Access, Depends(Allowed("team:read", "org:read"))]
WriteTeams = Annotated[Access, Depends(Allowed("team:write"))]
ReadProjects = Annotated[Access, Depends(Allowed("project:read", "org:read"))]
WriteProjects = Annotated[Access, Depends(Allowed("project:write"))]
AdminProjects = Annotated[Access, Depends(Allowed("project:admin"))]
ReadEvents = Annotated[Access, Depends(Allowed("event:read"))]
WriteEvents = Annotated[Access, Depends(Allowed("event:write"))]
ReadAlerts = Annotated[Access, Depends(Allowed("alerts:read"))]
WriteAlerts = Annotated[Access, Depends(Allowed("alerts:write"))]
Integrations = Annotated[Access, Depends(Allowed("org:integrations"))]
