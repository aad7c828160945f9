"""Session, users, organizations, members, teams, tokens."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from api.schemas.base import Body, Name, Shape

Role = Literal["owner", "admin", "member", "viewer"]
Email = Annotated[str, Field(min_length=3, max_length=254)]
Password = Annotated[str, Field(min_length=8, max_length=1000)]


class UserShape(Shape):
    id: str
    email: str
    name: str
    username: str
    """The e-mail address: Sentry's clients ask for it."""
    is_active: bool
    date_joined: datetime


class OrganizationShape(Shape):
    """Without Sentry's `links` to regions: there are none, and its clients take no plain HTTP there."""

    id: str
    slug: str
    name: str
    date_created: datetime
    role: Role | None = None
    """The caller's; null for a token that is nobody's."""
    is_early_adopter: Literal[False] = False
    """As the three below: sentry-cli reads no organization without them."""
    require_two_factors: Literal[False] = Field(default=False, alias="require2FA")
    require_email_verification: Literal[False] = False
    features: list[str] = Field(default_factory=list)


class WhoAmI(Shape):
    id: str
    """Of the user, as the two below: Sentry's clients look for them here. Empty for a token that is nobody's."""
    name: str
    email: str
    user: UserShape | None
    organizations: list[OrganizationShape]
    csrf_token: str | None
    """For the header X-CSRF-Token on all that is not GET; null with a bearer token, which needs none."""
    has_password: bool
    may_set_password: bool
    """Without the current one: after logging in by a link, or while there is none."""
    version: str


class Auth(Shape):
    scopes: list[str]


class Root(Shape):
    version: str
    auth: Auth | None
    user: UserShape | None


class LoginBody(Body):
    email: Annotated[str, Field(max_length=254)]
    password: Annotated[str, Field(max_length=1000)]


class LinkBody(Body):
    token: Annotated[str, Field(max_length=200)]


class MeBody(Body):
    name: Annotated[str, Field(max_length=200)] | None = None
    email: Email | None = None
    password: Password | None = None
    current_password: Annotated[str, Field(max_length=1000)] | None = None


class OrganizationBody(Body):
    name: Name


class MemberShape(Shape):
    id: str
    """Of the user."""
    email: str
    name: str
    role: Role
    user: UserShape
    pending: bool
    """Invited, but was never here."""
    date_created: datetime
    last_login: datetime | None


class InvitedMember(MemberShape):
    login_url: str | None
    """Works once. Null for someone who belongs to other organizations too and has a way in of their own."""


class LoginUrl(Shape):
    login_url: str


class MemberBody(Body):
    email: Email
    role: Role = "member"
    name: Annotated[str, Field(max_length=200)] = ""


class RoleBody(Body):
    role: Role


class TeamShape(Shape):
    id: str
    slug: str
    name: str
    date_created: datetime
    is_member: bool
    member_count: int


class TeamDetail(TeamShape):
    members: list[UserShape]
    projects: list["ProjectReference"]


class ProjectReference(Shape):
    id: str
    slug: str
    name: str
    platform: str | None


class TeamBody(Body):
    name: Annotated[str, Field(max_length=200)] = ""
    slug: Annotated[str, Field(max_length=50)] | None = None


class TeamUpdate(Body):
    name: Name | None = None
    slug: Annotated[str, Field(max_length=50)] | None = None


class TokenShape(Shape):
    id: str
    name: str
    scopes: list[str]
    last_characters: str
    user_id: str | None
    date_created: datetime
    date_last_used: datetime | None
    expires_at: datetime | None


class NewToken(TokenShape):
    token: str
    """Shown this once."""


class TokenBody(Body):
    name: Name
    scopes: Annotated[list[Annotated[str, Field(max_length=50)]], Field(min_length=1, max_length=50)]
    expires_at: datetime | None = None


TeamDetail.model_rebuild()
