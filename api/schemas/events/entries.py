"""The parts of an event: stacks, threads, breadcrumbs, the request."""

from datetime import datetime
from typing import Any, Literal

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from api.schemas.base import Shape


class Tag(Shape):
    key: str
    value: str


class Frame(Shape):
    abs_path: str | None
    filename: str | None
    function: str | None
    raw_function: str | None
    module: str | None
    package: str | None
    platform: str | None
    line_no: int | None
    col_no: int | None
    in_app: bool
    vars: dict[str, Any] | None
    context: list[tuple[int, str]]
    """Source lines with their numbers."""
    instruction_addr: str | None
    symbol_addr: str | None
    lock: dict[str, Any] | None


class Stacktrace(Shape):
    frames: list[Frame]
    """Oldest call first."""
    has_system_frames: bool
    registers: dict[str, Any] | None


class ExceptionValue(Shape):
    type: str | None
    value: str | None
    module: str | None
    thread_id: Any
    mechanism: dict[str, Any] | None
    stacktrace: Stacktrace | None


class ExceptionData(Shape):
    values: list[ExceptionValue]
    """Cause first; the last was raised."""
    has_system_frames: bool
    exc_omitted: Any = None


class ExceptionEntry(Shape):
    type: Literal["exception"]
    data: ExceptionData


class StacktraceEntry(Shape):
    type: Literal["stacktrace"]
    data: Stacktrace


class Thread(Shape):
    id: Any
    name: str | None
    crashed: bool | None
    current: bool | None
    main: bool | None
    state: str | None
    stacktrace: Stacktrace | None


class ThreadsData(Shape):
    values: list[Thread]


class ThreadsEntry(Shape):
    type: Literal["threads"]
    data: ThreadsData


class MessageData(Shape):
    formatted: str
    message: str | None
    """The template, where it was given apart."""
    params: Any


class MessageEntry(Shape):
    type: Literal["message"]
    data: MessageData


class Breadcrumb(Shape):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, serialize_by_alias=True)

    timestamp: datetime | None
    type: str
    category: str | None
    level: str
    message: str | None
    data: Any
    event_id: str | None = Field(alias="event_id")


class BreadcrumbsData(Shape):
    values: list[Breadcrumb]


class BreadcrumbsEntry(Shape):
    type: Literal["breadcrumbs"]
    data: BreadcrumbsData


class RequestData(Shape):
    url: str | None
    method: str | None
    fragment: str | None
    query: list[tuple[str, Any]]
    data: Any
    headers: list[tuple[str, Any]]
    cookies: list[tuple[str, Any]]
    env: dict[str, Any] | None
    inferred_content_type: str | None


class RequestEntry(Shape):
    type: Literal["request"]
    data: RequestData


class CspEntry(Shape):
    type: Literal["csp"]
    data: dict[str, Any]


class DebugMetaData(Shape):
    images: list[dict[str, Any]]


class DebugMetaEntry(Shape):
    type: Literal["debugmeta"]
    data: DebugMetaData


Entry = (
    ExceptionEntry
    | StacktraceEntry
    | ThreadsEntry
    | MessageEntry
    | BreadcrumbsEntry
    | RequestEntry
    | CspEntry
    | DebugMetaEntry
)
