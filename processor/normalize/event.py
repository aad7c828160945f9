"""The order of normalization: read every field, then mend what takes several fields together."""

from typing import Any, Final

from core.events import NormalizedEvent, RawEvent
from processor.normalize import budget, collections, exceptions, identity, limits, security, user
from processor.normalize.breadcrumbs import breadcrumbs
from processor.normalize.message import logentry
from processor.normalize.notes import RESERVED_TAG, Notes, Path, reserved_tag, without_empty
from processor.normalize.pairs import tags
from processor.normalize.request import request
from processor.normalize.stacktrace import stacktrace, template
from processor.normalize.times import set_times
from processor.normalize.values import Fix, label, level, text

ALIASES: Final = {
    f"sentry.interfaces.{name}": field
    for name, field in {
        "Exception": "exception",
        "Message": "logentry",
        "Http": "request",
        "User": "user",
        "Stacktrace": "stacktrace",
        "Breadcrumbs": "breadcrumbs",
        "Contexts": "contexts",
        "Template": "template",
    }.items()
}
"""What raven and its contemporaries call the fields."""

FIELDS: Final[dict[str, Fix]] = {
    "platform": identity.platform,
    "level": level,
    "logger": identity.logger,
    "transaction": text(limits.TRANSACTION),
    "culprit": text(limits.CULPRIT),
    "server_name": label(limits.SERVER_NAME),
    "release": identity.release,
    "dist": identity.dist,
    "environment": identity.environment,
    "tags": tags,
    "fingerprint": collections.fingerprint,
    "logentry": logentry,
    "exception": exceptions.exceptions,
    "threads": exceptions.threads,
    "stacktrace": stacktrace,
    "template": template,
    "breadcrumbs": breadcrumbs,
    "user": user.user,
    "request": request,
    "contexts": collections.contexts,
    "extra": collections.extra,
    "modules": collections.modules,
    "sdk": collections.sdk,
    "debug_meta": collections.debug_meta,
    "csp": security.csp,
}
READ_BESIDE: Final = ("message", "timestamp", "received", "errors", "_meta")
"""Fields that have no reader of their own."""


def normalize(raw: RawEvent, data: dict[str, Any], is_checked: bool = False) -> NormalizedEvent:
    """Bring an event into canonical shape; whatever is wrong is left out and noted, nothing is ever raised.

    `data` is plain JSON and is consumed; `decode_event` gives it, and whether its frames and breadcrumbs are checked.
    """
    _rename(data)
    notes = Notes(data.get("_meta"), data.get("errors"), is_checked)
    event = _read_fields(data, notes)
    event["event_id"] = raw.event_id
    event.setdefault("platform", "other")
    event.setdefault("level", "error")
    for name in ("timestamp", "received"):
        event[name] = data.get(name)
    set_times(raw, event, notes)
    user.set_addresses(raw, event, event.get("sdk", {}).get("settings", {}).get("infer_ip"))
    _settle_identity(event, notes)
    _settle_stack(event)
    if "sdk" not in event and raw.client:
        _name_sdk(event, raw.client)
    event["type"] = _type_of(event)
    if raw.end - raw.start > budget.MAY_EXCEED:
        budget.fit(event, notes)
    if notes.errors:
        event["errors"] = notes.errors
    if notes.meta and (meta := without_empty(notes.meta)):
        event["_meta"] = meta
    return NormalizedEvent(raw, event)


def _rename(data: dict[str, Any]) -> None:
    """Old names become today's, unless those are there too; so does `message`, which stands in for a log entry."""
    for old, new in ALIASES.items():
        if old in data and data.get(new) is None:
            data[new] = data.pop(old)
    message = data.get("message")
    if message:
        entry = data.get("logentry")
        if not entry:
            data["logentry"] = message
        elif type(entry) is dict and not entry.get("message") and not entry.get("formatted"):
            entry["formatted"] = message
    meta = data.get("_meta")
    if type(meta) is dict and "message" in meta and "logentry" not in meta:
        meta["logentry"] = {"formatted": meta.pop("message")} if type(message) is str else meta.pop("message")


def _read_fields(data: dict[str, Any], notes: Notes) -> dict[str, Any]:
    event: dict[str, Any] = {}
    for key, value in data.items():
        fix = FIELDS.get(key)
        if fix is not None and value is not None:
            path: Path = (key,)
            value = fix(notes, path, value)
            if value is not None:
                event[key] = value
    return event


def _settle_identity(event: dict[str, Any], notes: Notes) -> None:
    """A tag `environment` fills the field; a `dist` tells builds of one release apart and means nothing without."""
    pairs = event.get("tags", [])
    for index, (key, value) in enumerate(pairs):
        if key == "environment":
            del pairs[index]
            if "environment" not in event and (name := identity.environment(notes, ("tags", index, 1), value)):
                event["environment"] = name
            elif value != event.get("environment", value):
                notes.error(reserved_tag(key, value))
            break
    if not pairs:
        event.pop("tags", None)
    if notes.errors:  # a tag that says the same as the field is no loss: what was exported has such
        notes.errors = [one for one in notes.errors if not _says_the_same(one, event)]
    if "release" not in event:
        event.pop("dist", None)


def _says_the_same(error: dict[str, Any], event: dict[str, Any]) -> bool:
    if error["type"] != RESERVED_TAG:
        return False
    return bool(error.get("value") == event.get(str(error.get("name")).removeprefix("tags."), ""))


def _settle_stack(event: dict[str, Any]) -> None:
    """A stack beside a single exception that has none belongs to it (raven)."""
    values = event.get("exception", {}).get("values", [])
    if "stacktrace" in event and len(values) == 1 and "stacktrace" not in values[0]:
        values[0]["stacktrace"] = event.pop("stacktrace")


def _name_sdk(event: dict[str, Any], client: str) -> None:
    name, _, version = client.partition("/")
    parts = {"name": name[: limits.TEXT], "version": version[: limits.TEXT]}
    if sdk := {key: part for key, part in parts.items() if part}:
        event["sdk"] = sdk


def _type_of(event: dict[str, Any]) -> str:
    return "csp" if "csp" in event else "error" if "exception" in event else "default"
