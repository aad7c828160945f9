"""The last resort for events that are still too large as a whole."""

from typing import Any, Final

from processor.normalize import limits
from processor.normalize.nested import size_of
from processor.normalize.notes import Notes


def fit(data: dict[str, Any], notes: Notes) -> None:
    """Drop what helps least, one kind after the other, until the JSON of the event is at most 1 MiB."""
    for drop in (_system_vars, _modules, _crumb_data, _extra, _images, _all_vars, _contexts_and_bodies, _source):
        if size_of(data) <= limits.EVENT_SIZE:
            return
        drop(data, notes)


def _frames(data: dict[str, Any]) -> list[dict[str, Any]]:
    holders = [data]
    for name in ("exception", "threads"):
        holders += data.get(name, {}).get("values", [])
    traces = [holder.get(name) for holder in holders for name in ("stacktrace", "raw_stacktrace")]
    return [frame for trace in traces if trace for frame in trace["frames"]]


def _drop_from_frames(data: dict[str, Any], notes: Notes, keys: tuple[str, ...], *, keep_in_app: bool) -> None:
    for frame in _frames(data):
        if not (keep_in_app and frame.get("in_app") is True):
            for key in keys:
                frame.pop(key, None)
    notes.dropped(("exception",))


def _system_vars(data: dict[str, Any], notes: Notes) -> None:
    _drop_from_frames(data, notes, ("vars",), keep_in_app=True)


def _all_vars(data: dict[str, Any], notes: Notes) -> None:
    _drop_from_frames(data, notes, ("vars",), keep_in_app=False)


def _source(data: dict[str, Any], notes: Notes) -> None:
    _drop_from_frames(data, notes, ("pre_context", "post_context"), keep_in_app=False)


def _crumb_data(data: dict[str, Any], notes: Notes) -> None:
    for crumb in data.get("breadcrumbs", {}).get("values", []):
        if crumb.pop("data", None) is not None:
            notes.dropped(("breadcrumbs",))


def _drop(data: dict[str, Any], notes: Notes, key: str) -> None:
    if data.pop(key, None) is not None:
        notes.dropped((key,))


def _modules(data: dict[str, Any], notes: Notes) -> None:
    _drop(data, notes, "modules")


def _extra(data: dict[str, Any], notes: Notes) -> None:
    _drop(data, notes, "extra")


def _images(data: dict[str, Any], notes: Notes) -> None:
    _drop(data, notes, "debug_meta")


def _contexts_and_bodies(data: dict[str, Any], notes: Notes) -> None:
    for key in ("contexts", "threads", "breadcrumbs", "request"):
        _drop(data, notes, key)


MAY_EXCEED: Final = limits.EVENT_SIZE // 4
"""Bytes of a raw event from which on the normalized one is measured: invalid UTF-8 and escapes can make it grow,
to four times at most."""
