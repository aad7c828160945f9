"""A stored event in the shape in which Sentry's API answers it: pure, and forgiving about what is missing.

What is stored is the canonical event: snake_case, `{"values": […]}`, pairs. What is answered has camelCase frames and
`entries` by kind (sentry-protocol §18). The model is `api.schemas.events.events.Event`.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

import msgspec

from api.deps import Deps
from api.events.stack_shape import stacktrace_shape, threads_shape, values_of
from api.issues.shape import release_reference
from api.schemas.events.entries import Tag
from api.schemas.events.events import EventSummary
from api.shapes import removal_shape
from core.db.events.events import EventRow, Neighbours, Place
from core.events import EventData
from core.remarks import removals

_encode: Final = msgspec.json.Encoder().encode
_LATEST: Final = 253402300799
"""Epoch seconds of the year 9999, the last that a date can hold."""


def event_shape(deps: Deps, row: EventRow, data: EventData, neighbours: Neighbours, place: Place) -> dict[str, Any]:
    """The JSON of an event, in the names it goes out with."""
    type_, value = _headline(row)
    return {
        "id": row.event_id,
        "eventID": row.event_id,
        "groupID": str(row.issue_id),
        "projectID": str(row.project_id),
        "projectSlug": row.project_slug,
        "title": row.title,
        "message": _message(data),
        "type": kind_of(data),
        "platform": _text(data.get("platform")) or "other",
        "dateCreated": row.at,
        "dateReceived": row.received_at,
        "size": len(_encode(data)),
        "user": _object(data.get("user")) or None,
        "tags": [{"key": key, "value": value} for key, value in _pairs(data.get("tags")) if isinstance(value, str)],
        "contexts": _object(data.get("contexts")),
        "context": _object(data.get("extra")),
        "entries": [
            {"type": name, "data": shaped} for name, field, shape in _ENTRIES if (shaped := shape(data.get(field)))
        ],
        "packages": _object(data.get("modules")),
        "sdk": _object(data.get("sdk")) or None,
        "errors": [one for one in _list(data.get("errors")) if isinstance(one, dict)],
        "metadata": {"type": type_, "value": value, "title": row.title},
        "culprit": row.culprit or None,
        "location": _location(data),
        "fingerprints": [text for one in _list(data.get("fingerprint")) if (text := _text(one))],
        "release": _dumped(release_reference(row.release)),
        "dist": _text(data.get("dist")),
        "environment": row.environment,
        "level": row.level,
        "logger": _text(data.get("logger")),
        "serverName": _text(data.get("server_name")),
        "transaction": _text(data.get("transaction")),
        "nextEventID": neighbours.next,
        "previousEventID": neighbours.previous,
        "_meta": _object(data.get("_meta")),
        "removals": [_dumped(removal_shape(deps, one)) for one in removals(_object(data.get("_meta")))],
        "grouping": _grouping(data.get("_grouping")),
        "custody": _custody(data.get("_custody"), row),
        "position": {"index": place.index, "total": place.total, "capped": place.capped},
    }


def summary_shape(row: EventRow) -> EventSummary:
    """A row of a list."""
    tags = [Tag(key="level", value=row.level)]
    tags += [Tag(key="environment", value=row.environment)] if row.environment else []
    tags += [Tag(key="release", value=row.release)] if row.release else []
    return EventSummary.model_validate(
        {
            "id": row.event_id,
            "event_id": row.event_id,
            "group_id": str(row.issue_id),
            "project_id": str(row.project_id),
            "title": row.title,
            "message": row.title,
            "platform": row.platform,
            "date_created": row.at,
            "date_received": row.received_at,
            "user": None if row.user_label is None else {"id": row.user_label},
            "tags": tags,
            "environment": row.environment,
            "level": row.level,
            "event_type": "csp" if row.logger == "csp" else "error" if row.type else "default",
            "culprit": row.culprit or None,
            "release": row.release,
            "user_label": row.user_label,
        }
    )


def kind_of(data: EventData) -> str:
    """Sentry's word for what an event is."""
    if data.get("csp"):
        return "csp"
    return "error" if data.get("exception") else "default"


def moment(value: Any) -> datetime | None:
    """Epoch seconds as a date; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LATEST:
        return None
    return datetime.fromtimestamp(value, UTC)


def _message_entry(logentry: Any) -> dict[str, Any] | None:
    entry = _object(logentry)
    template = _text(entry.get("message"))
    formatted = _text(entry.get("formatted")) or template
    if not formatted:
        return None
    return {"formatted": formatted, "message": template, "params": entry.get("params")}


def _exception_entry(exception: Any) -> dict[str, Any] | None:
    values: list[dict[str, Any]] = [
        {
            "type": _text(one.get("type")),
            "value": _text(one.get("value")),
            "module": _text(one.get("module")),
            "threadId": one.get("thread_id"),
            "mechanism": _object(one.get("mechanism")) or None,
            "stacktrace": stacktrace_shape(one.get("stacktrace")),
        }
        for one in values_of(exception)
    ]
    if not values:
        return None
    system = any(one["stacktrace"] and one["stacktrace"]["hasSystemFrames"] for one in values)
    return {"values": values, "hasSystemFrames": system, "excOmitted": None}


def _breadcrumbs_entry(breadcrumbs: Any) -> dict[str, Any] | None:
    values = [
        {
            "timestamp": moment(one.get("timestamp")),
            "type": _text(one.get("type")) or "default",
            "category": _text(one.get("category")),
            "level": _text(one.get("level")) or "info",
            "message": _text(one.get("message")),
            "data": one.get("data"),
            "event_id": _text(one.get("event_id")),
        }
        for one in values_of(breadcrumbs)
    ]
    return {"values": values} if values else None


def _request_entry(request: Any) -> dict[str, Any] | None:
    sent = _object(request)
    if not sent:
        return None
    return {
        "url": _text(sent.get("url")),
        "method": _text(sent.get("method")),
        "fragment": _text(sent.get("fragment")),
        "query": _pairs(sent.get("query_string")),
        "data": sent.get("data"),
        "headers": _pairs(sent.get("headers")),
        "cookies": _pairs(sent.get("cookies")),
        "env": _object(sent.get("env")) or None,
        "inferredContentType": _text(sent.get("inferred_content_type")),
    }


def _debug_entry(debug_meta: Any) -> dict[str, Any] | None:
    images = [one for one in _list(_object(debug_meta).get("images")) if isinstance(one, dict)]
    return {"images": images} if images else None


def _csp_entry(csp: Any) -> dict[str, Any] | None:
    return _object(csp) or None


_ENTRIES: Final[tuple[tuple[str, str, Callable[[Any], Any]], ...]] = (
    ("message", "logentry", _message_entry),
    ("exception", "exception", _exception_entry),
    ("stacktrace", "stacktrace", stacktrace_shape),
    ("threads", "threads", threads_shape),
    ("breadcrumbs", "breadcrumbs", _breadcrumbs_entry),
    ("request", "request", _request_entry),
    ("csp", "csp", _csp_entry),
    ("debugmeta", "debug_meta", _debug_entry),
)
"""Kind of entry, the field it comes from, and how; in the order in which a reader wants them."""


def _message(data: EventData) -> str:
    entry = _object(data.get("logentry"))
    return _text(entry.get("formatted")) or _text(entry.get("message")) or ""


def _headline(row: EventRow) -> tuple[str, str]:
    """Type and value of this event: the row has only its title, and the type of its issue."""
    if row.title == row.type:
        return row.type, ""
    own = row.title.removeprefix(f"{row.type}: ")
    return (row.type, own) if row.type and own != row.title else ("", row.title)


def _location(data: EventData) -> str | None:
    """The file of the newest in-app frame of what was raised."""
    for exception in reversed(values_of(data.get("exception"))):
        for frame in reversed(_list(_object(exception.get("stacktrace")).get("frames"))):
            if isinstance(frame, dict) and frame.get("in_app"):
                return _text(frame.get("filename")) or _text(frame.get("abs_path"))
    return None


def _grouping(value: Any) -> dict[str, Any] | None:
    grouping = _object(value)
    if not grouping:
        return None
    parts = [
        {
            "name": _text(part.get("name")) or "",
            "value": _text(part.get("value")) or "",
            "counts": part.get("counts") is True,
            "note": _text(part.get("note")) or "",
        }
        for part in _list(grouping.get("parts"))
        if isinstance(part, dict)
    ]
    hashes = [one for one in _list(grouping.get("hashes")) if isinstance(one, str)]
    return {"version": _text(grouping.get("version")) or "", "hashes": hashes, "parts": parts}


def _custody(value: Any, row: EventRow) -> dict[str, Any]:
    custody = _object(value)
    return {
        "received": moment(custody.get("received")) or row.received_at,
        "processed": moment(custody.get("processed")),
        "steps": {key: one for key, one in custody.items() if key not in ("received", "processed")},
    }


def _pairs(value: Any) -> list[tuple[str, Any]]:
    """Pairs as they are stored; an object's, where older events have one."""
    if isinstance(value, dict):
        return list(value.items())
    return [(str(one[0]), one[1]) for one in _list(value) if isinstance(one, list | tuple) and len(one) == 2]


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else dict(_EMPTY)


_EMPTY: Final[Mapping[str, Any]] = MappingProxyType({})


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _dumped(shape: Any) -> dict[str, Any] | None:
    return None if shape is None else shape.model_dump(by_alias=True)
