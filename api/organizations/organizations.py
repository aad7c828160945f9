"""Organizations, and their tokens."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.access.auth import Authenticated, InPerson
from api.access.rights import Access, ReadOrganization, WriteOrganization, visible_organizations, with_implied
from api.deps import InjectedDeps
from api.ids import wanted_id
from api.paging import link_nothing_more
from api.problems import forbidden, not_found
from api.schemas.organizations.people import NewToken, OrganizationBody, OrganizationShape, TokenBody, TokenShape
from api.shapes import membership_shape, organization_shape, token_shape
from core.db.access import tokens
from core.db.organizations.organizations import rename_organization
from core.errors import Rejected

router = APIRouter(tags=["organizations"])


@router.get("/organizations/")
async def list_organizations(
    caller: Authenticated,
    deps: InjectedDeps,
    request: Request,
    response: Response,
    query: Annotated[str, Query(max_length=200)] = "",
) -> list[OrganizationShape]:
    """Those that the caller belongs to; `query` finds by a part of the name."""
    link_nothing_more(request, response)
    async with deps.database.connection() as connection:
        found = await visible_organizations(connection, caller)
    wanted = query.lower()
    return [
        membership_shape(one)
        for one in found
        if wanted in one.organization.slug or wanted in one.organization.name.lower()
    ]


@router.get("/organizations/{org}/")
async def get_organization(access: ReadOrganization) -> OrganizationShape:
    return organization_shape(access.organization, access.role)


@router.put("/organizations/{org}/")
async def change_organization(body: OrganizationBody, access: WriteOrganization) -> OrganizationShape:
    async with access.deps.database.connection() as connection:
        changed = await rename_organization(connection, access.organization.id, body.name)
    return organization_shape(changed, access.role)


@router.get("/organizations/{org}/api-tokens/")
async def list_tokens(access: ReadOrganization) -> list[TokenShape]:
    """One's own; with `org:write`, everybody's."""
    async with access.deps.database.connection() as connection:
        found = await tokens.tokens_of_organization(connection, access.organization.id, _only_own(access))
    return [token_shape(token) for token in found]


@router.post("/organizations/{org}/api-tokens/", status_code=201)
async def create_token(body: TokenBody, access: ReadOrganization, session: InPerson) -> NewToken:
    """A token that acts as its maker, in this organization, with no more than her own rights."""
    wanted = frozenset(tokens.check_scopes(body.scopes))
    if not with_implied(wanted) <= access.scopes:
        beyond = ", ".join(sorted(with_implied(wanted) - access.scopes))
        raise forbidden(f"Your role does not give: {beyond}")
    expires_at = None if body.expires_at is None else body.expires_at.timestamp()
    if expires_at is not None and expires_at <= access.deps.clock.now():
        raise Rejected("invalid_expiry", "expiresAt is in the past")
    async with access.deps.database.connection() as connection:
        token, secret = await tokens.create_token(
            connection,
            organization_id=access.organization.id,
            user_id=session.user.id,
            name=body.name,
            scopes=wanted,
            now=access.deps.clock.now(),
            random_bytes=access.deps.random_bytes,
            expires_at=expires_at,
        )
    return NewToken.model_validate({**token_shape(token).model_dump(by_alias=False), "token": secret})


@router.delete("/organizations/{org}/api-tokens/{token_id}/", status_code=204)
async def delete_token(token_id: str, access: ReadOrganization, _: InPerson) -> None:
    """One's own; with `org:write`, anybody's."""
    async with access.deps.database.connection() as connection:
        if not await tokens.delete_token(connection, access.organization.id, wanted_id(token_id), _only_own(access)):
            raise not_found()


def _only_own(access: Access) -> int | None:
    """Whose tokens are meant: None for everybody's. A token without a user sees none but those of the organization."""
    if "org:write" in access.scopes:
        return None
    return access.user_id or -1
