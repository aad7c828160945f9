"""Tags that follow from other fields: what people filter and count by.

Each value is counted per issue, so they are few and coarse: a URL comes without its query, a browser with its major
version only, and a user not at all (affected users are counted apart).
"""

import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlsplit

from processor.normalize import limits
from processor.normalize.notes import reserved_tag

MAX_VALUE: Final = 200
"""Characters, as for the SDK's own tags."""

_VERSION: Final = re.compile(r"\d{1,9}(?:\.\d{1,9}){1,4}")
_FIELDS: Final[tuple[str, ...]] = ("level", "environment", "release", "dist", "server_name", "transaction", "logger")
"""Fields that are tags by the same name, and rule over a tag that the SDK gave that name."""


def add_tags(event: dict[str, Any]) -> None:
    """Put the derived tags before the SDK's own."""
    tags = {name: event[name] for name in _FIELDS if name in event}
    own = event.get("tags", ())
    named = {key for key, _ in own}
    for key, value in _derived(event).items():
        if value and key not in named:
            tags[key] = value
    event["tags"] = [[key, value[:MAX_VALUE]] for key, value in tags.items()]
    kept = [pair for pair in own if pair[0] not in tags]
    event["tags"] += kept
    if len(kept) < len(own):
        _tell_left_out(event, own, tags)


def _tell_left_out(event: dict[str, Any], own: Iterable[list[str]], tags: dict[str, str]) -> None:
    """In the event's `errors`; what says the same as the field is no loss."""
    lost = [reserved_tag(key, value) for key, value in own if tags.get(key, value) != value]
    if lost:
        event["errors"] = (event.get("errors", []) + lost)[: limits.ERRORS]


def _derived(event: dict[str, Any]) -> dict[str, str]:
    derived: dict[str, str] = {}
    if "exception" in event:
        mechanism = event["exception"]["values"][-1].get("mechanism", {})
        if "handled" in mechanism:
            derived["handled"] = "yes" if mechanism["handled"] else "no"
        if "type" in mechanism:
            derived["mechanism"] = mechanism["type"]
    if "request" in event and "url" in event["request"]:
        derived["url"] = _without_credentials(event["request"]["url"])
    if "contexts" in event:
        _add_contexts(derived, event["contexts"], event["platform"])
    return derived


def _add_contexts(derived: dict[str, str], contexts: dict[str, Any], platform: str) -> None:
    client_os, system = contexts.get("client_os"), contexts.get("os")
    if platform == "javascript" and not system:  # there, the browser's system is the system
        client_os, system = None, client_os
    _add_named(derived, "os", system)
    derived["client_os"] = _name_and_version(client_os)[1]
    _add_named(derived, "runtime", contexts.get("runtime") or contexts.get("rust"))
    _add_named(derived, "browser", contexts.get("browser"), major_only=True)
    if device := contexts.get("device"):
        derived["device"] = _text(device, "model") or _text(device, "family")


def _add_named(derived: dict[str, str], key: str, context: Any, *, major_only: bool = False) -> None:
    """The name with its version, then the name alone."""
    name, both = _name_and_version(context, major_only=major_only)
    if name:
        derived[key] = both
        derived[f"{key}.name"] = name


def _name_and_version(context: Any, *, major_only: bool = False) -> tuple[str, str]:
    """The name, and the name with its version; empty without a name."""
    if not context or not (name := _text(context, "name")):
        return "", ""
    version = _text(context, "version").strip()
    if " " in version:  # Ruby: `#1 SMP PREEMPT_DYNAMIC Debian 6.1.153-1`
        number = _VERSION.search(version[:MAX_VALUE])
        version = number[0] if number else ""
    return name, f"{name} {version.partition('.')[0] if major_only else version}".rstrip()


def _text(context: Any, field: str) -> str:
    value = context.get(field) if type(context) is dict else None
    return value if type(value) is str else ""


def _without_credentials(url: str) -> str:
    """The URL without user name, password and parameters."""
    if "@" not in url and ";" not in url:
        return url
    try:
        parts = urlsplit(url.partition(";")[0])
    except ValueError:
        return ""
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
