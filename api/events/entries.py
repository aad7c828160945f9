"""The parts of an event as `entries`, by kind, in the shape in which Sentry's API answers them. Pure."""

from collections.abc import Callable
from typing import Any, Final

from api.events.loose import list_of, moment, object_of, pairs, text, values_of
from api.events.stack_shape import stacktrace_shape, threads_shape
from core.events import EventData


def entries(data: EventData) -> list[dict[str, Any]]:
    """`{"type": …, "data": …}` of each part that the event has."""
    return [{"type": kind, "data": shaped} for kind, field, shape in ENTRIES if (shaped := shape(data.get(field)))]


def _message_entry(logentry: Any) -> dict[str, Any] | None:
    entry = object_of(logentry)
    template = text(entry.get("message"))
    formatted = text(entry.get("formatted")) or template
    if not formatted:
        return None
    return {"formatted": formatted, "message": template, "params": entry.get("params")}


def _exception_entry(exception: Any) -> dict[str, Any] | None:
    values: list[dict[str, Any]] = [
        {
            "type": text(one.get("type")),
            "value": text(one.get("value")),
            "module": text(one.get("module")),
            "threadId": one.get("thread_id"),
            "mechanism": object_of(one.get("mechanism")) or None,
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
            "type": text(one.get("type")) or "default",
            "category": text(one.get("category")),
            "level": text(one.get("level")) or "info",
            "message": text(one.get("message")),
            "data": one.get("data"),
            "event_id": text(one.get("event_id")),
        }
        for one in values_of(breadcrumbs)
    ]
    return {"values": values} if values else None


def _request_entry(request: Any) -> dict[str, Any] | None:
    sent = object_of(request)
    if not sent:
        return None
    return {
        "url": text(sent.get("url")),
        "method": text(sent.get("method")),
        "fragment": text(sent.get("fragment")),
        "query": pairs(sent.get("query_string")),
        "data": sent.get("data"),
        "headers": pairs(sent.get("headers")),
        "cookies": pairs(sent.get("cookies")),
        "env": object_of(sent.get("env")) or None,
        "inferredContentType": text(sent.get("inferred_content_type")),
    }


def _debug_entry(debug_meta: Any) -> dict[str, Any] | None:
    images = [one for one in list_of(object_of(debug_meta).get("images")) if isinstance(one, dict)]
    return {"images": images} if images else None


def _csp_entry(csp: Any) -> dict[str, Any] | None:
    return object_of(csp) or None


ENTRIES: Final[tuple[tuple[str, str, Callable[[Any], Any]], ...]] = (
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
