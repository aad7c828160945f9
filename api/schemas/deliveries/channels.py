"""Shapes of channels, their kinds and templates."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from api.schemas.base import Body, Shape

ChannelName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Values = Annotated[
    dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=4000)]], Field(max_length=20)
]
Template = Annotated[
    dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=20_000)]], Field(max_length=5)
]
PerMinute = Annotated[int, Field(ge=1, le=10_000)]


class FieldShape(Shape):
    name: str
    label: str
    kind: str
    """text, number, choice, mails, url; or secret, secret_url, apprise, which are never shown again."""
    required: bool
    is_secret: bool
    hint: str
    example: str
    default: str
    choices: list[str]


class KindShape(Shape):
    id: str
    label: str
    role: str
    """mail, chat, pager, other."""
    fields: list[FieldShape]


class ChannelShape(Shape):
    id: str
    kind: str
    name: str
    personal: bool
    """The caller's own."""
    config: dict[str, str]
    secrets: list[str]
    """Names of those that are set."""
    template: dict[str, str]
    per_minute: int
    is_active: bool
    disabled_because: str | None
    """Null: nobody but a person switched it off."""
    may_change: bool
    target: str
    """As deliveries name it."""
    actions_url: str | None
    """What to enter in Slack as the app's request URL; null: not for this kind."""
    date_created: datetime
    date_updated: datetime


class ChannelBody(Body):
    kind: Annotated[str, Field(max_length=40)]
    name: ChannelName
    personal: bool = False
    config: Values = Field(default_factory=dict)
    secrets: Values = Field(default_factory=dict)
    template: Template = Field(default_factory=dict)
    """title, text; of a webhook also body."""
    per_minute: PerMinute = 60


class ChannelUpdate(Body):
    """What is left out stays; of secrets each by itself, and one that is given empty is forgotten."""

    name: ChannelName | None = None
    config: Values | None = None
    secrets: Values = Field(default_factory=dict)
    template: Template | None = None
    per_minute: PerMinute | None = None
    is_active: bool | None = None


class PlaceholderShape(Shape):
    name: str
    meaning: str


class PreviewBody(Body):
    kind: Annotated[str, Field(max_length=40)]
    template: Template = Field(default_factory=dict)


class PreviewShape(Shape):
    """A sample message as the template says it."""

    purpose: str
    title: str
    text: str
    body: Any | None
    """A webhook's own JSON; null: it has none."""
