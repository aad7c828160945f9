"""Envelopes: one header line, then items of a header line and a payload each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .options import Event
from .version import NAME, VERSION

MAX_EVENT_BYTES = 1_000_000
"""Servers refuse event items above 1 MiB; a little less, to stay clear of how they count."""

NEWEST_FRAMES = 5
"""Frames of each stack that keep their variables longest when an event is too large."""


@dataclass(frozen=True)
class Item:
    """One item of an envelope."""

    type: str
    payload: bytes


def to_json(value: Any) -> bytes:
    """Compact JSON in UTF-8."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


def envelope_bytes(items: Sequence[Item], sent_at: str, event_id: str | None = None) -> bytes:
    """An envelope as it goes over the wire, not yet compressed."""
    header: dict[str, Any] = {"sent_at": sent_at, "sdk": {"name": NAME, "version": VERSION}}
    if event_id is not None:
        header["event_id"] = event_id
    lines = [to_json(header)]
    for item in items:
        lines += [to_json({"type": item.type, "length": len(item.payload)}), item.payload]
    return b"\n".join(lines) + b"\n"


def event_item(event: Event, max_bytes: int = MAX_EVENT_BYTES) -> Item | None:
    """The event as an item; without its lesser parts when it is too large, None when even that does not do."""
    payload = to_json(event)
    for less in _reductions(event):
        if len(payload) <= max_bytes:
            break
        payload = to_json(less)
    return Item("event", payload) if len(payload) <= max_bytes else None


def _reductions(event: Event) -> Iterator[Event]:
    """The event, each time with less of what helps least. Changes the event."""
    stacks = [value.get("stacktrace", {}).get("frames", []) for value in _exceptions(event)]
    frames = [frame for stack in stacks for frame in stack]
    _strip([frame for frame in frames if not frame.get("in_app")], "vars")
    yield event
    _strip([event], "modules", "breadcrumbs", "extra")
    yield event
    _strip([frame for stack in stacks for frame in stack[:-NEWEST_FRAMES]], "vars", "pre_context", "post_context")
    yield event
    _strip([event], "contexts")
    yield event
    _strip(frames, "vars", "pre_context", "post_context")
    yield event


def _strip(values: Sequence[dict[str, Any]], *names: str) -> None:
    for value in values:
        for name in names:
            value.pop(name, None)


def _exceptions(event: Event) -> list[dict[str, Any]]:
    exception = event.get("exception")
    values = exception.get("values") if isinstance(exception, dict) else None
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
