"""Members of an organization, and the links that let them in."""

from fastapi import APIRouter

from api.access.rights import Access, ReadMembers, WriteMembers
from api.ids import wanted_id
from api.problems import forbidden, not_found
from api.schemas.organizations.people import InvitedMember, LoginUrl, MemberBody, MemberShape, RoleBody
from api.shapes import invited_shape, member_shape
from core.db.database import Connection
from core.db.organizations import people
from core.db.organizations.people import ROLES, Member
from core.errors import Rejected
from core.secret import new_secret

router = APIRouter(tags=["members"])


@router.get("/organizations/{org}/members/")
async def list_members(access: ReadMembers) -> list[MemberShape]:
    async with access.deps.database.connection() as connection:
        return [member_shape(one) for one in await people.members(connection, access.organization.id)]


@router.get("/organizations/{org}/members/{member_id}/")
async def get_member(member_id: str, access: ReadMembers) -> MemberShape:
    async with access.deps.database.connection() as connection:
        return member_shape(await _member(connection, access, member_id))


@router.post("/organizations/{org}/members/", status_code=201)
async def invite(body: MemberBody, access: WriteMembers) -> InvitedMember:
    """Someone new gets a login link; no mail is sent, whoever invites passes it on."""
    _check_rank(access, body.role)
    now = access.deps.clock.now()
    async with access.deps.database.transaction() as connection:
        user = await people.find_or_create_user(connection, body.email, now, body.name)
        if not await people.add_member(connection, access.organization.id, user.id, body.role, now):
            raise Rejected("member_already", f"{user.email} is a member already", 409)
        member = await _member(connection, access, str(user.id))
        return invited_shape(member, await _login_url(connection, access, member))


@router.put("/organizations/{org}/members/{member_id}/")
async def change_member(member_id: str, body: RoleBody, access: WriteMembers) -> MemberShape:
    async with access.deps.database.transaction() as connection:
        member = await _member(connection, access, member_id)
        _check_rank(access, member.role)
        _check_rank(access, body.role)
        await people.change_role(connection, access.organization.id, member.id, body.role)
        return member_shape(await _member(connection, access, member_id))


@router.delete("/organizations/{org}/members/{member_id}/", status_code=204)
async def remove_member(member_id: str, access: WriteMembers) -> None:
    async with access.deps.database.transaction() as connection:
        member = await _member(connection, access, member_id)
        _check_rank(access, member.role)
        await people.remove_member(connection, access.organization.id, member.id)


@router.post("/organizations/{org}/members/{member_id}/link/", status_code=201)
async def new_login_link(member_id: str, access: WriteMembers) -> LoginUrl:
    """For someone who lost the invitation or the password."""
    async with access.deps.database.transaction() as connection:
        member = await _member(connection, access, member_id)
        _check_rank(access, member.role)
        url = await _login_url(connection, access, member)
    if url is None:
        raise forbidden(
            "This person belongs to other organizations too, so a login link is not yours alone to give."
            " Whoever runs this Redshank can make one."
        )
    return LoginUrl(login_url=url)


async def _login_url(connection: Connection, access: Access, member: Member) -> str | None:
    """None for someone who belongs elsewhere too: the link would open the other organizations to whoever gets it."""
    if await people.belongs_elsewhere(connection, member.id, access.organization.id):
        return None
    secret = new_secret(access.deps.random_bytes)
    await people.create_login_link(connection, member.id, secret, access.deps.clock.now())
    return people.login_url(access.deps.public_url, secret)


async def _member(connection: Connection, access: Access, member_id: str) -> Member:
    member = await people.member(connection, access.organization.id, wanted_id(member_id))
    if member is None:
        raise not_found()
    return member


def _check_rank(access: Access, role: str) -> None:
    """Only owners make, change, remove owners and let them in; otherwise an admin would be one in two steps."""
    own = ROLES.index(access.role) if access.role else ROLES.index("admin")
    if ROLES.index(role) > own:
        raise forbidden(f"Only an owner can do this for an {role}.")
