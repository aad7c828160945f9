"""Where the demo plays: the shop's projects, made where they are missing, and the people who look after them."""

from dataclasses import dataclass
from typing import Final

from core.db import Connection, installation
from core.db.organizations import people, project_keys, projects, teams
from core.db.organizations.organizations import Organization
from core.db.organizations.projects import Project
from core.secret import RandomBytes
from deploy.demo.releases import DEPLOYS

PEOPLE: Final = {
    "ines": ("ines.calder@reedmere.example", "Ines Calder"),
    "tomek": ("tomek.wilk@reedmere.example", "Tomek Wilk"),
    "priya": ("priya.holm@reedmere.example", "Priya Holm"),
}
"""Members who cannot log in: nobody gets a link for them."""
TEAM: Final = "Storefront"


@dataclass(frozen=True, slots=True)
class Somebody:
    """Whom issues are assigned to."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Stage:
    organization: Organization
    project_ids: tuple[int, ...]
    dsns: dict[str, str]
    """By project."""
    untouched: bool
    """No project has had an event yet."""

    def project_id(self, slug: str) -> int:
        return dict(zip(DEPLOYS, self.project_ids, strict=True))[slug]


@dataclass(frozen=True, slots=True)
class Cast:
    people: dict[str, Somebody]
    """By the names of PEOPLE; `owner` is the organization's oldest owner, who is probably looking on."""
    team: Somebody


async def set_stage(
    connection: Connection, slug: str | None, base_url: str, now: float, random_bytes: RandomBytes
) -> Stage:
    """The projects with their keys, in the organization of that slug or in the first. Raises Refused."""
    async with connection.transaction():
        home = await installation.chosen_organization(connection, slug)
        found = [await _project(connection, home.id, name, now, random_bytes) for name in DEPLOYS]
        dsns = {
            project.slug: project_keys.dsn(base_url, await _key(connection, project, now, random_bytes), project.id)
            for project in found
        }
    return Stage(home, tuple(one.id for one in found), dsns, all(one.first_event_at is None for one in found))


async def engage(connection: Connection, stage: Stage, now: float) -> Cast:
    """The people and their team, made where they are missing."""
    home = stage.organization.id
    async with connection.transaction():
        cast = {}
        for name, (email, full_name) in PEOPLE.items():
            user = await people.create_user(connection, email, "member", home, now, name=full_name)
            cast[name] = Somebody(user.id, full_name)
        owners = [one for one in await people.members(connection, home) if one.role == "owner"]
        oldest = min(owners, key=lambda one: one.joined_at)
        cast["owner"] = Somebody(oldest.id, oldest.name or oldest.email)
        team = await teams.find_team(connection, home, None, slug=TEAM.lower())
        team_id = team.id if team else await teams.create_team(connection, home, TEAM, now)
        for name in ("ines", "tomek"):
            await teams.join_team(connection, team_id, cast[name].id)
        for project_id in stage.project_ids:
            await teams.give_project(connection, team_id, project_id)
    return Cast(cast, Somebody(team_id, TEAM))


async def _project(
    connection: Connection, organization_id: int, name: str, now: float, random_bytes: RandomBytes
) -> Project:
    found = await projects.project_by_slug(connection, organization_id, name)
    return found or await projects.create_project(
        connection, organization_id, name, now=now, random_bytes=random_bytes, slug=name, platform="python"
    )


async def _key(connection: Connection, project: Project, now: float, random_bytes: RandomBytes) -> str:
    active = [key for key in await project_keys.keys(connection, project.id) if key.is_active]
    if active:
        return active[0].public_key
    return (await project_keys.create_key(connection, project.id, now=now, random_bytes=random_bytes)).public_key
