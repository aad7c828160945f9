"""From rows to the JSON of people, projects and the like."""

from api.deps import Deps
from api.schemas.organizations.people import (
    InvitedMember,
    MemberShape,
    OrganizationShape,
    ProjectReference,
    TeamShape,
    TokenShape,
    UserShape,
)
from api.schemas.organizations.privacy import RemovalShape
from api.schemas.organizations.projects import Dsn, KeyShape, LimitShape, ProjectShape, RateLimit
from core.db.access.tokens import Token
from core.db.organizations.organizations import Membership, Organization
from core.db.organizations.people import Member, User
from core.db.organizations.project_keys import ProjectKey, ProjectLimit, dsn
from core.db.organizations.projects import Project
from core.db.organizations.teams import Team, TeamProject
from core.remarks import Removal


def user_shape(user: User) -> UserShape:
    return UserShape(
        id=str(user.id),
        email=user.email,
        name=user.name or user.email,
        username=user.email,
        is_active=user.is_active,
        date_joined=user.created_at,
    )


def organization_shape(organization: Organization, role: str | None) -> OrganizationShape:
    return OrganizationShape.model_validate(
        {
            "id": str(organization.id),
            "slug": organization.slug,
            "name": organization.name,
            "date_created": organization.created_at,
            "role": role,
        }
    )


def membership_shape(membership: Membership) -> OrganizationShape:
    return organization_shape(membership.organization, membership.role)


def member_shape(member: Member) -> MemberShape:
    return MemberShape.model_validate(_member(member))


def invited_shape(member: Member, login_url: str | None) -> InvitedMember:
    return InvitedMember.model_validate({**_member(member), "login_url": login_url})


def _member(member: Member) -> dict[str, object]:
    user = UserShape(
        id=str(member.id),
        email=member.email,
        name=member.name or member.email,
        username=member.email,
        is_active=member.is_active,
        date_joined=member.created_at,
    )
    return {
        "id": str(member.id),
        "email": member.email,
        "name": member.name or member.email,
        "role": member.role,
        "user": user,
        "pending": member.pending,
        "date_created": member.joined_at,
        "last_login": member.last_login_at,
    }


def team_shape(team: Team) -> TeamShape:
    return TeamShape(
        id=str(team.id),
        slug=team.slug,
        name=team.name,
        date_created=team.created_at,
        is_member=team.is_member,
        member_count=team.member_count,
    )


def token_shape(token: Token) -> TokenShape:
    return TokenShape(
        id=str(token.id),
        name=token.name,
        scopes=list(token.scopes),
        last_characters=token.last_characters,
        user_id=None if token.user_id is None else str(token.user_id),
        date_created=token.created_at,
        date_last_used=token.last_used_at,
        expires_at=token.expires_at,
    )


def project_reference(project: TeamProject | Project) -> ProjectReference:
    return ProjectReference(id=str(project.id), slug=project.slug, name=project.name, platform=project.platform)


def project_shape(
    project: Project, organization: OrganizationShape, teams: list[TeamShape], environments: list[str]
) -> ProjectShape:
    return ProjectShape(
        id=str(project.id),
        slug=project.slug,
        name=project.name,
        platform=project.platform,
        date_created=project.created_at,
        first_event=project.first_event_at,
        last_event=project.last_event_at,
        unresolved=project.unresolved,
        environments=environments,
        team=teams[0] if teams else None,
        teams=teams,
        organization=organization,
        allowed_origins=list(project.allowed_origins),
        retention_days=project.retention_days,
    )


def key_shape(deps: Deps, key: ProjectKey, limits: list[ProjectLimit]) -> KeyShape:
    own = [limit for limit in limits if limit.key_id == key.id]
    tightest = min(own, key=lambda limit: limit.quantity / limit.window_seconds, default=None)
    url = dsn(deps.public_url, key.public_key, key.project_id)
    return KeyShape(
        id=str(key.id),
        name=key.name,
        label=key.name,
        public=key.public_key,
        project_id=str(key.project_id),
        is_active=key.is_active,
        date_created=key.created_at,
        dsn=Dsn(public=url, secret=url, cdn=""),
        rate_limit=None if tightest is None else RateLimit(window=tightest.window_seconds, count=tightest.quantity),
        last_used=key.last_used_at,
    )


def limit_shape(limit: ProjectLimit) -> LimitShape:
    return LimitShape.model_validate(
        {
            "id": str(limit.id),
            "scope": "project" if limit.key_id is None else "key",
            "key_id": None if limit.key_id is None else str(limit.key_id),
            "categories": list(limit.categories),
            "window_seconds": limit.window_seconds,
            "quantity": limit.quantity,
        }
    )


def removal_shape(deps: Deps, removal: Removal) -> RemovalShape:
    return RemovalShape.model_validate(
        {
            "path": ".".join(removal.path),
            "segments": list(removal.path),
            "rule": removal.rule,
            "label": _label(deps, removal.rule),
            "method": removal.method,
            "start": removal.start,
            "end": removal.end,
            "length": removal.length,
        }
    )


def _label(deps: Deps, rule: str) -> str:
    """The kind is the part of a rule before the dot; what an SDK or trimming noted has rules of its own."""
    if rule == "!config":
        return "Removed by the SDK, before it was sent"
    if rule.startswith("!"):
        return "Cut for its size"
    kind = rule.partition(".")[0]
    return next((known.label for known in deps.privacy_kinds if known.id == kind), rule)
