"""Events, whole and in lists. `Event` is what `api/events/shape.py` makes; a test holds the two together."""

from datetime import datetime
from typing import Any, Literal

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from api.schemas.base import Shape
from api.schemas.issues.issues import ReleaseReference
from api.schemas.organizations.projects import RemovalShape


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


class GroupingPart(Shape):
    name: str
    value: str
    counts: bool
    note: str


class Grouping(Shape):
    version: str
    hashes: list[str]
    parts: list[GroupingPart]


class Custody(Shape):
    """The event's own way through Redshank."""

    received: datetime | None
    processed: datetime | None
    steps: dict[str, Any]
    """Whatever else was noted on the way."""


class Position(Shape):
    index: int
    """1 is the oldest."""
    total: int
    capped: bool
    """There are more than we count; the numbers are lower bounds."""


class EventBase(Shape):
    id: str
    event_id: str = Field(alias="eventID")
    group_id: str | None = Field(alias="groupID")
    project_id: str = Field(alias="projectID")
    title: str
    message: str
    platform: str
    date_created: datetime
    date_received: datetime | None
    user: dict[str, Any] | None
    tags: list[Tag]
    environment: str | None
    level: str


class EventSummary(EventBase):
    """A row of a list. `tags` holds what lists know: level, environment, release."""

    event_type: str = Field(alias="event.type", default="error")
    culprit: str | None
    release: str | None
    user_label: str | None


class Event(EventBase):
    type: Literal["error", "default", "csp"]
    size: int
    """Bytes of the stored JSON."""
    contexts: dict[str, Any]
    context: dict[str, Any]
    """`extra`."""
    entries: list[Entry]
    packages: dict[str, Any]
    sdk: dict[str, Any] | None
    errors: list[dict[str, Any]]
    metadata: dict[str, Any]
    culprit: str | None
    location: str | None
    fingerprints: list[str]
    release: ReleaseReference | None
    dist: str | None
    logger: str | None
    server_name: str | None
    transaction: str | None
    project_slug: str
    next_event_id: str | None = Field(alias="nextEventID")
    previous_event_id: str | None = Field(alias="previousEventID")
    meta: dict[str, Any] = Field(alias="_meta")
    removals: list[RemovalShape]
    grouping: Grouping | None
    custody: Custody
    position: Position | None


class EventLocation(Shape):
    """Where an event is, for someone who knows only its id."""

    organization_slug: str
    project_slug: str
    group_id: str
    event_id: str
    event: Event | None
    """Null where retention has dropped the whole event."""
