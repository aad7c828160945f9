"""What all shapes have in common: camelCase outside, and no NUL characters inside."""

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

MAX_BIGINT: Final = 2**63 - 1
"""The largest number that PostgreSQL's bigint holds."""


class Shape(BaseModel):
    """An answer."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, serialize_by_alias=True)


class Body(BaseModel):
    """A request's JSON. Fields that we do not know are ignored, as Sentry does."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _without_nul(cls, value: Any) -> Any:
        # PostgreSQL keeps no NUL in text; refused here, in one place, before any statement meets it.
        if _holds_nul(value):
            raise ValueError("the character NUL is not allowed")
        return value


def _holds_nul(value: Any) -> bool:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            if "\0" in one:
                return True
        elif isinstance(one, dict):
            waiting.extend(one)
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return False


class Problem(Shape):
    """An error: a sentence for people, and where it concerns fields or a place in a query, which."""

    detail: str
    fields: dict[str, list[str]] | None = None
    position: int | None = None
    """Characters from the start of the query."""
    length: int | None = None


Name = Annotated[str, Field(min_length=1, max_length=200)]
Count = Annotated[int, Field(ge=1, le=10**12)]
