"""Events: what happened and all that is known about it, as plain JSON values."""

from __future__ import annotations

import functools
import platform
import sys
import threading
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from .chain import exception_values
from .options import Event, Options
from .scope import Scope, as_dict
from .scrub import FILTERED, Scrubber
from .serialize import Bounds, Serializer, cut
from .stacktrace import MAX_VARIABLES, FrameRules
from .version import NAME, VERSION

MAX_MESSAGE_CHARS = 8192
MAX_TAG_CHARS = 200
MAX_TAGS = 100
LEVELS = {
    "fatal": "fatal", "critical": "fatal", "error": "error", "warning": "warning", "warn": "warning",
    "info": "info", "log": "info", "debug": "debug", "notset": "debug",
}  # fmt: skip
"""Levels as programs write them, to the five of the protocol."""
_SINGLE_LIMITS = {"release": 200, "environment": 64, "dist": 64, "server_name": 256, "transaction": 200}
_VARIABLE_BOUNDS = Bounds(depth=4, items=MAX_VARIABLES, chars=1024, nodes=8000, total_bytes=256_000)
_DATA_BOUNDS = Bounds(depth=7, items=100, chars=8192, nodes=8000, total_bytes=512_000)
_EVENT_BOUNDS = Bounds(depth=24, items=8192, chars=16_384, nodes=200_000, total_bytes=4_000_000)


@dataclass(frozen=True)
class LogMessage:
    """A message with the parts it was made of; `params` are what `%` put into the template."""

    template: str
    params: Sequence[object] | Mapping[str, object] = ()
    formatted: str | None = None


class EventBuilder:
    """Makes events for one client."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._scrubber = Scrubber(options.scrub_fields, enabled=options.scrub)
        self._rules = FrameRules(
            scrubber=self._scrubber,
            include_source=options.include_source,
            include_locals=options.include_locals,
            in_app_include=tuple(options.in_app_include),
            in_app_exclude=tuple(options.in_app_exclude),
        )

    def build(
        self,
        *,
        now: float,
        level: str,
        scopes: Sequence[Scope],
        exception: BaseException | None = None,
        mechanism: Mapping[str, Any] | None = None,
        message: LogMessage | None = None,
        logger: str | None = None,
    ) -> Event:
        """An event about an exception, a message, or both. Later scopes win over earlier ones."""
        data = Serializer(self._scrubber, _DATA_BOUNDS)
        event = self._frame_of_reference(now, level)
        if exception is not None:
            variables = Serializer(self._scrubber, _VARIABLE_BOUNDS, quote=True)
            how = data.fields(dict(mechanism or {"type": "generic", "handled": True}))
            event["exception"] = {"values": exception_values(exception, how, self._rules, data, variables)}
        if message is not None:
            event["logentry"] = _logentry(message, data)
        if logger:
            event["logger"] = data.text(logger, MAX_TAG_CHARS)
        _apply(event, scopes, data, self._options.max_breadcrumbs)
        return event

    def bounded(self, event: object) -> Event:
        """An event that the program has had in its hands, as plain values again; nothing more is scrubbed."""
        return Serializer(Scrubber(enabled=False), _EVENT_BOUNDS).fields(event)

    def _frame_of_reference(self, now: float, level: str) -> Event:
        options = self._options
        thread = threading.current_thread()
        event: Event = {
            "event_id": uuid.uuid4().hex,
            "timestamp": iso_time(now),
            "platform": "python",
            "level": LEVELS.get(str(level).lower(), "error"),
            "sdk": {"name": NAME, "version": VERSION},
            "contexts": system_contexts(),
            "threads": {
                "values": [
                    {
                        "id": str(thread.ident),
                        "name": cut(str(thread.name), MAX_TAG_CHARS),
                        "current": True,
                        "main": thread is threading.main_thread(),
                    }
                ]
            },
        }
        for name in ("release", "environment", "dist", "server_name"):
            value = getattr(options, name)
            if value:
                event[name] = cut(value, _SINGLE_LIMITS[name])
        return event


def iso_time(now: float) -> str:
    """Epoch seconds as RFC 3339 in UTC with microseconds."""
    return datetime.fromtimestamp(now, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@functools.cache
def _system() -> dict[str, dict[str, str]]:
    return {
        "runtime": {
            "name": platform.python_implementation(),
            "version": platform.python_version(),
            "build": cut(sys.version.replace("\n", " "), MAX_TAG_CHARS),
        },
        "os": {"name": platform.system(), "version": platform.release()},
    }


def system_contexts() -> dict[str, dict[str, str]]:
    """The runtime and the operating system; a new value for each event, which the program may change."""
    return {name: dict(values) for name, values in _system().items()}


def _logentry(message: LogMessage, data: Serializer) -> dict[str, Any]:
    entry: dict[str, Any] = {"message": data.text(message.template, MAX_MESSAGE_CHARS)}
    if message.formatted is None:
        return entry
    formatted = data.text(message.formatted, MAX_MESSAGE_CHARS)
    entry["formatted"] = formatted
    if isinstance(message.params, Mapping):
        params: Any = data.fields(dict(message.params))
    else:
        params = data.value(list(message.params))
    if FILTERED in formatted:
        # What was scrubbed from the whole text was a parameter: "password=%s" hides nothing by itself.
        params = _without_scrubbed(params, formatted)
    if params:
        entry["params"] = params
    return entry


def _without_scrubbed(params: Any, formatted: str) -> Any:
    if isinstance(params, dict):
        return {name: value if str(value) in formatted else FILTERED for name, value in params.items()}
    return [value if str(value) in formatted else FILTERED for value in params]


def _apply(event: Event, scopes: Sequence[Scope], data: Serializer, max_breadcrumbs: int) -> None:
    """Put what the scopes say on the event."""
    tags: dict[str, object] = {}
    extra: dict[str, object] = {}
    crumbs: list[dict[str, Any]] = []
    for scope in scopes:
        tags.update(scope.tags)
        extra.update(scope.extra)
        crumbs += list(scope.breadcrumbs)
        event["contexts"].update(data.fields({name: as_dict(values) for name, values in scope.contexts.copy().items()}))
        if scope.user is not None:
            event["user"] = data.fields(as_dict(scope.user))
        if scope.fingerprint is not None:
            parts = [scope.fingerprint] if isinstance(scope.fingerprint, str) else list(scope.fingerprint)
            event["fingerprint"] = [data.text(part, MAX_TAG_CHARS) for part in parts[:MAX_TAGS]]
        for name, value in dict(scope.single).items():
            event[name] = _single(name, value, data)
    if tags:
        event["tags"] = _tags(tags, data)
    if extra:
        event["extra"] = data.fields(extra)
    if crumbs and max_breadcrumbs:
        crumbs.sort(key=_when)
        event["breadcrumbs"] = {"values": [data.fields(crumb) for crumb in crumbs[-max_breadcrumbs:]]}


def _single(name: str, value: object, data: Serializer) -> str:
    if name == "level":
        return LEVELS.get(str(value).lower(), "error")
    return data.text(value, _SINGLE_LIMITS[name])


def _tags(tags: Mapping[str, object], data: Serializer) -> dict[str, str]:
    walked = data.fields({key: data.text(value, MAX_TAG_CHARS) for key, value in list(tags.items())[:MAX_TAGS]})
    return {key: value for key, value in walked.items() if key}


def _when(crumb: Mapping[str, Any]) -> float:
    timestamp = crumb.get("timestamp")
    return float(timestamp) if isinstance(timestamp, (int, float)) else 0.0
