"""Projects."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.access.rights import Access, AdminProjects, ReadEvents, ReadProjects, WriteProjects, project_of
from api.organizations.teams import team_of
from api.paging import link_nothing_more
from api.schemas.organizations.projects import (
    FirstEvent,
    FirstEventShape,
    FirstIssue,
    ProjectBody,
    ProjectShape,
    ProjectUpdate,
    Refusal,
)
from api.shapes import organization_shape, project_shape, team_shape
from core.db.database import Connection
from core.db.events.events import first_event
from core.db.organizations import outcomes, project_keys, projects, teams
from core.db.organizations.projects import Project

router = APIRouter(tags=["projects"])


@router.get("/organizations/{org}/projects/")
async def list_projects(
    access: ReadProjects, request: Request, response: Response, query: Annotated[str, Query(max_length=200)] = ""
) -> list[ProjectShape]:
    """All, by slug; `query` finds by a part of slug or name."""
    link_nothing_more(request, response)
    async with access.deps.database.connection() as connection:
        found = await projects.projects(connection, access.organization.id)
        wanted = query.lower()
        matching = [one for one in found if wanted in one.slug or wanted in one.name.lower()]
        return await _shapes(connection, access, matching)


@router.post("/organizations/{org}/projects/", status_code=201)
async def create_project(body: ProjectBody, access: WriteProjects) -> ProjectShape:
    """With a key, so that it can be used at once."""
    async with access.deps.database.transaction() as connection:
        return await _create(connection, access, body)


@router.post("/teams/{org}/{team}/projects/", status_code=201)
async def create_project_of_team(team: str, body: ProjectBody, access: WriteProjects) -> ProjectShape:
    async with access.deps.database.transaction() as connection:
        found = await team_of(connection, access, team)
        project = await _create(connection, access, body)
        await teams.give_project(connection, found.id, int(project.id))
        return await _shape(connection, access, project.slug)


@router.get("/teams/{org}/{team}/projects/")
async def list_projects_of_team(
    team: str, access: ReadProjects, request: Request, response: Response
) -> list[ProjectShape]:
    link_nothing_more(request, response)
    async with access.deps.database.connection() as connection:
        found = await team_of(connection, access, team)
        wanted = {one.id for one in await teams.projects_of_team(connection, found.id)}
        every = await projects.projects(connection, access.organization.id)
        return await _shapes(connection, access, [one for one in every if one.id in wanted])


@router.get("/projects/{org}/{project}/")
async def get_project(project: str, access: ReadProjects) -> ProjectShape:
    async with access.deps.database.connection() as connection:
        return await _shape(connection, access, project)


@router.put("/projects/{org}/{project}/")
async def change_project(project: str, body: ProjectUpdate, access: WriteProjects) -> ProjectShape:
    """What is left out stays."""
    async with access.deps.database.transaction() as connection:
        found = await project_of(connection, access, project)
        await projects.update_project(
            connection,
            found,
            name=body.name or found.name,
            slug=body.slug or found.slug,
            platform=body.platform if "platform" in body.model_fields_set else found.platform,
            allowed_origins=found.allowed_origins if body.allowed_origins is None else body.allowed_origins,
        )
        if "retention_days" in body.model_fields_set:
            await projects.set_retention(connection, found.id, body.retention_days)
        return await _shape(connection, access, str(found.id))


@router.delete("/projects/{org}/{project}/", status_code=204)
async def delete_project(project: str, access: AdminProjects) -> None:
    """With everything that was ever sent to it."""
    async with access.deps.database.transaction() as connection:
        await projects.delete_project(connection, (await project_of(connection, access, project)).id)


@router.get("/projects/{org}/{project}/first-event/")
async def get_first_event(project: str, access: ReadEvents) -> FirstEventShape:
    """Whether anything came yet, and what was refused meanwhile."""
    async with access.deps.database.connection() as connection:
        found = await project_of(connection, access, project)
        event = await first_event(connection, found.id)
        refused = await outcomes.refusals(connection, found.id, access.deps.clock.now())
    if event is None:
        return FirstEventShape(first_event=None, refusals=[Refusal(**one) for one in refused])
    issue = FirstIssue(id=str(event.issue_id), short_id=event.short_id, title=event.title)
    return FirstEventShape(
        first_event=FirstEvent(event_id=event.event_id, issue=issue), refusals=[Refusal(**one) for one in refused]
    )


async def _create(connection: Connection, access: Access, body: ProjectBody) -> ProjectShape:
    now, random_bytes = access.deps.clock.now(), access.deps.random_bytes
    created = await projects.create_project(
        connection,
        access.organization.id,
        body.name,
        now=now,
        random_bytes=random_bytes,
        slug=body.slug,
        platform=body.platform,
    )
    await project_keys.create_key(connection, created.id, now=now, random_bytes=random_bytes)
    return await _shape(connection, access, str(created.id))


async def _shape(connection: Connection, access: Access, slug_or_id: str) -> ProjectShape:
    return (await _shapes(connection, access, [await project_of(connection, access, slug_or_id)]))[0]


async def _shapes(connection: Connection, access: Access, found: list[Project]) -> list[ProjectShape]:
    ids = [project.id for project in found]
    by_id = {one.id: team_shape(one) for one in await teams.teams(connection, access.organization.id, access.user_id)}
    members = await teams.teams_of_projects(connection, ids)
    environments = await projects.environment_names(connection, ids)
    organization = organization_shape(access.organization, access.role)
    return [
        project_shape(one, organization, [by_id[team] for team in members[one.id]], environments.get(one.id, []))
        for one in found
    ]
