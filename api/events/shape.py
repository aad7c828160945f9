"""A stored event in the shape in which Sentry's API answers it: pure, and forgiving about what is missing.

What is stored is the canonical event: snake_case, `{"values": […]}`, pairs. What is answered has camelCase frames and
`entries` by kind. The model is `api.schemas.events.events.Event`.
"""

from typing import Any, Final

import msgspec

from api.deps import Deps
from api.events.entries import entries
from api.events.loose import list_of, moment, object_of, pairs, text, values_of
from api.issues.shape import release_reference
from api.schemas.events.entries import Tag
from api.schemas.events.events import EventSummary
from api.shapes import removal_shape
from core.db.events.events import EventRow, Neighbours, Place
from core.events import EventData
from core.remarks import removals

_encode: Final = msgspec.json.Encoder().encode


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
        "platform": text(data.get("platform")) or "other",
        "dateCreated": row.at,
        "dateReceived": row.received_at,
        "size": len(_encode(data)),
        "user": object_of(data.get("user")) or None,
        "tags": [{"key": key, "value": value} for key, value in pairs(data.get("tags")) if isinstance(value, str)],
        "contexts": object_of(data.get("contexts")),
        "context": object_of(data.get("extra")),
        "entries": entries(data),
        "packages": object_of(data.get("modules")),
        "sdk": object_of(data.get("sdk")) or None,
        "errors": [one for one in list_of(data.get("errors")) if isinstance(one, dict)],
        "metadata": {"type": type_, "value": value, "title": row.title},
        "culprit": row.culprit or None,
        "location": _location(data),
        "fingerprints": [said for one in list_of(data.get("fingerprint")) if (said := text(one))],
        "release": _dumped(release_reference(row.release)),
        "dist": text(data.get("dist")),
        "environment": row.environment,
        "level": row.level,
        "logger": text(data.get("logger")),
        "serverName": text(data.get("server_name")),
        "transaction": text(data.get("transaction")),
        "nextEventID": neighbours.next,
        "previousEventID": neighbours.previous,
        "_meta": object_of(data.get("_meta")),
        "removals": [_dumped(removal_shape(deps, one)) for one in removals(object_of(data.get("_meta")))],
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


def _message(data: EventData) -> str:
    entry = object_of(data.get("logentry"))
    return text(entry.get("formatted")) or text(entry.get("message")) or ""


def _headline(row: EventRow) -> tuple[str, str]:
    """Type and value of this event: the row has only its title, and the type of its issue."""
    if row.title == row.type:
        return row.type, ""
    own = row.title.removeprefix(f"{row.type}: ")
    return (row.type, own) if row.type and own != row.title else ("", row.title)


def _location(data: EventData) -> str | None:
    """The file of the newest in-app frame of what was raised."""
    for exception in reversed(values_of(data.get("exception"))):
        for frame in reversed(list_of(object_of(exception.get("stacktrace")).get("frames"))):
            if isinstance(frame, dict) and frame.get("in_app"):
                return text(frame.get("filename")) or text(frame.get("abs_path"))
    return None


def _grouping(value: Any) -> dict[str, Any] | None:
    grouping = object_of(value)
    if not grouping:
        return None
    parts = [
        {
            "name": text(part.get("name")) or "",
            "value": text(part.get("value")) or "",
            "counts": part.get("counts") is True,
            "note": text(part.get("note")) or "",
        }
        for part in list_of(grouping.get("parts"))
        if isinstance(part, dict)
    ]
    hashes = [one for one in list_of(grouping.get("hashes")) if isinstance(one, str)]
    return {"version": text(grouping.get("version")) or "", "hashes": hashes, "parts": parts}


def _custody(value: Any, row: EventRow) -> dict[str, Any]:
    custody = object_of(value)
    return {
        "received": moment(custody.get("received")) or row.received_at,
        "processed": moment(custody.get("processed")),
        "steps": {key: one for key, one in custody.items() if key not in ("received", "processed")},
    }


def _dumped(shape: Any) -> dict[str, Any] | None:
    return None if shape is None else shape.model_dump(by_alias=True)
