"""What people do to alerts."""

from typing import Annotated, Literal

from pydantic import Field

from api.schemas.alerts.alerts import AlertShape
from api.schemas.base import Body, Shape
from api.schemas.forms import AlertId


class AcknowledgeBody(Body):
    comment: Annotated[str, Field(max_length=20_000)] = ""


class ResolveBody(Body):
    comment: Annotated[str, Field(max_length=20_000)] = ""


class TakeBackBody(Body):
    comment: Annotated[str, Field(max_length=20_000)] = ""
    """Why."""


class CommentBody(Body):
    text: Annotated[str, Field(min_length=1, max_length=20_000)]


class EscalateBody(Body):
    step: Annotated[int, Field(ge=1, le=1000)] | None = None
    """The step that is meant, from 1: a repeated request does nothing. Null: whichever comes next."""


class BulkBody(Body):
    ids: Annotated[list[AlertId], Field(default_factory=list, max_length=500)]
    all: bool = False
    """Instead of `ids`: whatever the query of the request finds."""
    action: Literal["acknowledge", "resolve"]
    comment: Annotated[str, Field(max_length=20_000)] = ""


class BulkDone(Shape):
    changed: int
    """The others had been answered already, or are not there."""
    alerts: list[AlertShape]
    """As they are now."""
