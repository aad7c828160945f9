"""Shapes of saved views."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.schemas.base import Body, Shape

ViewSort = Literal["date", "new", "freq", "user"]
ViewName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
ViewQuery = Annotated[str, Field(max_length=2000)]


class ViewShape(Shape):
    id: str
    name: str
    query: str
    sort: ViewSort
    shared: bool
    """Whether everybody in the organization sees it."""
    may_change: bool
    """Whether the caller may change and delete it."""


class ViewBody(Body):
    name: ViewName
    query: ViewQuery = ""
    sort: ViewSort = "date"
    shared: bool = False


class ViewUpdate(Body):
    """What is left out stays."""

    name: ViewName | None = None
    query: ViewQuery | None = None
    sort: ViewSort | None = None
    shared: bool | None = None
