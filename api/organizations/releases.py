"""Releases and environments, read from what events said."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.access.rights import ReadProjects, project_of
from api.issues.queries import Projects, named, wanted_projects
from api.issues.shape import short_version
from api.paging import Asked, link, link_nothing_more, page_of
from api.problems import not_found
from api.schemas.organizations.people import ProjectReference
from api.schemas.organizations.stats import EnvironmentShape, ReleaseShape
from core.db.organizations import projects, releases
from core.db.organizations.releases import Release

router = APIRouter(tags=["releases"])


@router.get("/organizations/{org}/releases/")
@router.get("/projects/{org}/{project}/releases/")
async def list_releases(
    access: ReadProjects,
    paging: Asked,
    request: Request,
    response: Response,
    asked_projects: Projects = None,
    query: Annotated[str, Query(max_length=200)] = "",
) -> list[ReleaseShape]:
    """Newest first; `query` finds by a part of the version."""
    in_path = request.path_params.get("project")
    async with access.deps.database.connection() as connection:
        project_ids = await wanted_projects(connection, access, named(asked_projects), in_path)
        found = await releases.list_releases(
            connection, project_ids, query, paging.size + 1, paging.after("timestamptz"), paging.backwards
        )
    page = page_of(found, paging)
    link(request, response, page, lambda one: (one.first_seen, str(one.id)))
    return [_shape(one) for one in page.rows]


@router.get("/organizations/{org}/releases/{version:path}/deploys/", include_in_schema=False)
@router.get("/organizations/{org}/releases/{version:path}/commits/", include_in_schema=False)
@router.get("/projects/{org}/{project}/releases/{version:path}/commits/", include_in_schema=False)
async def list_nothing_of_release(
    version: str, access: ReadProjects, request: Request, response: Response
) -> list[str]:
    """Always empty, as a release is known from its events alone; sentry-mcp shows no release without asking."""
    await get_release(version, access, request)
    link_nothing_more(request, response)
    return []


@router.get("/organizations/{org}/releases/{version:path}/")
@router.get("/projects/{org}/{project}/releases/{version:path}/")
async def get_release(version: str, access: ReadProjects, request: Request) -> ReleaseShape:
    """A version may hold slashes."""
    in_path = request.path_params.get("project")
    async with access.deps.database.connection() as connection:
        project_ids = await wanted_projects(connection, access, [], in_path)
        found = await releases.find_release(connection, project_ids, version)
    if found is None:
        raise not_found()
    return _shape(found)


@router.get("/organizations/{org}/environments/")
async def list_environments(
    access: ReadProjects, request: Request, response: Response, asked_projects: Projects = None
) -> list[EnvironmentShape]:
    link_nothing_more(request, response)
    async with access.deps.database.connection() as connection:
        found = await projects.environments(
            connection, await wanted_projects(connection, access, named(asked_projects))
        )
    return [
        EnvironmentShape(id=one.name, name=one.name, first_seen=one.first_seen, last_seen=one.last_seen)
        for one in found
    ]


@router.get("/projects/{org}/{project}/environments/")
async def list_environments_of_project(
    project: str, access: ReadProjects, request: Request, response: Response
) -> list[EnvironmentShape]:
    link_nothing_more(request, response)
    async with access.deps.database.connection() as connection:
        found = await projects.environments(connection, [(await project_of(connection, access, project)).id])
    return [
        EnvironmentShape(id=one.name, name=one.name, first_seen=one.first_seen, last_seen=one.last_seen)
        for one in found
    ]


def _shape(release: Release) -> ReleaseShape:
    return ReleaseShape(
        id=release.id,
        version=release.version,
        short_version=short_version(release.version),
        date_created=release.first_seen,
        date_released=None,
        first_event=release.first_seen,
        last_event=release.last_seen,
        new_groups=release.new_issues,
        count=release.times_seen,
        projects=[
            ProjectReference(
                id=str(release.project_id),
                slug=release.project_slug,
                name=release.project_name,
                platform=release.project_platform,
            )
        ],
    )
