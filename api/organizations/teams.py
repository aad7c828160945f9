"""Teams."""

from fastapi import APIRouter

from api.access.rights import Access, ReadTeams, WriteTeams, project_of
from api.ids import row_id, wanted_id
from api.problems import not_found
from api.schemas.organizations.people import TeamBody, TeamDetail, TeamShape, TeamUpdate
from api.shapes import project_reference, team_shape, user_shape
from core.db.database import Connection
from core.db.organizations import people, teams
from core.db.organizations.teams import Team
from core.errors import Rejected

router = APIRouter(tags=["teams"])


@router.get("/organizations/{org}/teams/")
async def list_teams(access: ReadTeams) -> list[TeamShape]:
    async with access.deps.database.connection() as connection:
        return [team_shape(one) for one in await teams.teams(connection, access.organization.id, access.user_id)]


@router.post("/organizations/{org}/teams/", status_code=201)
async def create_team(body: TeamBody, access: WriteTeams) -> TeamShape:
    name = body.name or body.slug
    if not name:
        raise Rejected("nameless", "a team needs a name or a slug")
    async with access.deps.database.transaction() as connection:
        team_id = await teams.create_team(connection, access.organization.id, name, access.deps.clock.now(), body.slug)
        return team_shape(await team_of(connection, access, str(team_id)))


@router.get("/teams/{org}/{team}/")
async def get_team(team: str, access: ReadTeams) -> TeamDetail:
    async with access.deps.database.connection() as connection:
        return await _detail(connection, await team_of(connection, access, team))


@router.put("/teams/{org}/{team}/")
async def change_team(team: str, body: TeamUpdate, access: WriteTeams) -> TeamDetail:
    async with access.deps.database.transaction() as connection:
        found = await team_of(connection, access, team)
        await teams.update_team(connection, found.id, body.name or found.name, body.slug or found.slug)
        return await _detail(connection, await team_of(connection, access, str(found.id)))


@router.delete("/teams/{org}/{team}/", status_code=204)
async def delete_team(team: str, access: WriteTeams) -> None:
    async with access.deps.database.connection() as connection:
        await teams.delete_team(connection, (await team_of(connection, access, team)).id)


@router.post("/teams/{org}/{team}/members/{user_id}/")
async def join_team(team: str, user_id: str, access: WriteTeams) -> TeamDetail:
    async with access.deps.database.transaction() as connection:
        found = await team_of(connection, access, team)
        member = await people.member(connection, access.organization.id, wanted_id(user_id))
        if member is None:
            raise not_found()
        await teams.join_team(connection, found.id, member.id)
        return await _detail(connection, await team_of(connection, access, str(found.id)))


@router.delete("/teams/{org}/{team}/members/{user_id}/")
async def leave_team(team: str, user_id: str, access: WriteTeams) -> TeamDetail:
    async with access.deps.database.transaction() as connection:
        found = await team_of(connection, access, team)
        await teams.leave_team(connection, found.id, wanted_id(user_id))
        return await _detail(connection, await team_of(connection, access, str(found.id)))


@router.get("/projects/{org}/{project}/teams/")
async def list_teams_of_project(project: str, access: ReadTeams) -> list[TeamShape]:
    async with access.deps.database.connection() as connection:
        found = await project_of(connection, access, project)
        known = await teams.teams(connection, access.organization.id, access.user_id)
        wanted = (await teams.teams_of_projects(connection, [found.id])).get(found.id, [])
    return [team_shape(one) for one in known if one.id in wanted]


@router.post("/projects/{org}/{project}/teams/{team}/", status_code=201)
async def give_project(project: str, team: str, access: WriteTeams) -> TeamDetail:
    async with access.deps.database.transaction() as connection:
        found = await team_of(connection, access, team)
        await teams.give_project(connection, found.id, (await project_of(connection, access, project)).id)
        return await _detail(connection, found)


@router.delete("/projects/{org}/{project}/teams/{team}/")
async def take_project(project: str, team: str, access: WriteTeams) -> TeamDetail:
    async with access.deps.database.transaction() as connection:
        found = await team_of(connection, access, team)
        await teams.take_project(connection, found.id, (await project_of(connection, access, project)).id)
        return await _detail(connection, found)


async def team_of(connection: Connection, access: Access, slug_or_id: str) -> Team:
    """The team of that slug or id in the caller's organization. Raises 404."""
    team_id = row_id(slug_or_id)
    slug = slug_or_id if team_id is None else None
    found = await teams.find_team(connection, access.organization.id, access.user_id, slug=slug, team_id=team_id)
    if found is None:
        raise not_found()
    return found


async def _detail(connection: Connection, team: Team) -> TeamDetail:
    return TeamDetail(
        **team_shape(team).model_dump(by_alias=False),
        members=[user_shape(user) for user in await teams.members_of_team(connection, team.id)],
        projects=[project_reference(one) for one in await teams.projects_of_team(connection, team.id)],
    )
