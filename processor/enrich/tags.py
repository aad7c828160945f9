"""Tags that follow from other fields: what people filter and count by.

Each value is counted per issue, so they are few and coarse: a URL comes without its query, a browser with its major
version only, and a user not at all (affected users are counted apart).
"""

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

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
    for key, value in _derived(event):
        if value and key not in named:
            tags[key] = value
    event["tags"] = [[key, value[:MAX_VALUE]] for key, value in tags.items()]
    event["tags"] += [pair for pair in own if pair[0] not in tags]


def _derived(event: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if "exception" in event:
        mechanism = event["exception"]["values"][-1].get("mechanism", {})
        if "handled" in mechanism:
            yield "handled", "yes" if mechanism["handled"] else "no"
        if "type" in mechanism:
            yield "mechanism", mechanism["type"]
    if "request" in event and "url" in event["request"]:
        yield "url", _without_credentials(event["request"]["url"])
    yield from _of_contexts(event)


def _of_contexts(event: dict[str, Any]) -> Iterator[tuple[str, str]]:
    contexts = event.get("contexts", {})
    client_os, system = contexts.get("client_os", {}), contexts.get("os", {})
    if event["platform"] == "javascript" and not system:  # there, the browser's system is the system
        client_os, system = {}, client_os
    yield from _named("os", system)
    yield "client_os", next(_named("client_os", client_os), ("", ""))[1]
    yield from _named("runtime", contexts.get("runtime") or contexts.get("rust", {}))
    yield from _named("browser", contexts.get("browser", {}), major_only=True)
    device = contexts.get("device", {})
    yield "device", _text(device, "model") or _text(device, "family")


def _named(key: str, context: Any, *, major_only: bool = False) -> Iterator[tuple[str, str]]:
    """The name with its version, then the name alone."""
    name, version = _text(context, "name"), _text(context, "version").strip()
    if " " in version:  # Ruby: `#1 SMP PREEMPT_DYNAMIC Debian 6.1.153-1`
        number = _VERSION.search(version[:MAX_VALUE])
        version = number[0] if number else ""
    if name:
        yield key, f"{name} {version.partition('.')[0] if major_only else version}".rstrip()
        yield f"{key}.name", name


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
