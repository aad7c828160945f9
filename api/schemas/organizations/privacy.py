"""What a project removes of its events, and trying that."""

from typing import Annotated, Literal

from pydantic import Field

from api.schemas.base import Body, Shape
from api.schemas.organizations.projects import Text200

MethodName = Literal["replace", "remove", "mask", "hash"]


class PrivacyKindShape(Shape):
    id: str
    label: str
    marker: str
    description: str
    enabled: bool
    method: MethodName
    default_method: MethodName


class PrivacyShape(Shape):
    enabled: bool
    kinds: list[PrivacyKindShape]
    fields: list[str]
    """Own field names whose values are removed."""
    safe_fields: list[str]
    """Field names that are never touched."""
    keep_ip: bool


class PrivacyKindBody(Body):
    id: Annotated[str, Field(max_length=100)]
    enabled: bool | None = None
    method: MethodName | None = None


class PrivacyBody(Body):
    """What is left out stays as it is; of `kinds`, too, only those that are named change."""

    enabled: bool | None = None
    kinds: Annotated[list[PrivacyKindBody], Field(max_length=200)] | None = None
    fields: Annotated[list[Text200], Field(max_length=200)] | None = None
    safe_fields: Annotated[list[Text200], Field(max_length=200)] | None = None
    keep_ip: bool | None = None


class TryBody(Body):
    text: Annotated[str, Field(max_length=20_000)]
    rules: PrivacyBody | None = None
    """Rules to try before they are saved; what is left out is as it stands."""


class RemovalShape(Shape):
    """Something that privacy rules, or trimming, took out."""

    path: str
    """Dotted, as stored: `exception.values.0.value`; empty in the try-out."""
    segments: list[str]
    """The same, one by one: keys may hold dots."""
    rule: str
    label: str
    """The rule in words."""
    method: Literal["replace", "remove", "mask", "hash", "trim"]
    start: int | None
    """Where the marker stands in what is left, in characters; null where the whole value went."""
    end: int | None
    length: int | None
    """Characters before."""


class Tried(Shape):
    text: str
    removals: list[RemovalShape]
