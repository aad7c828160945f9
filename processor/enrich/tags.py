"""Tags that follow from other fields: what people filter and count by.

Each value is counted per issue, so they are few and coarse: a URL comes without its query, a browser with its major
version only, and a user not at all (affected users are counted apart).
"""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

MAX_VALUE: Final = 200
"""Characters, as for the SDK's own tags."""

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
    client_os = contexts.get("client_os", {})
    # In a browser, the browser's system is the system.
    system = contexts.get("os") or (client_os if event["platform"] == "javascript" else {})
    for key, context in (("os", system), ("client_os", client_os), ("runtime", contexts.get("runtime", {}))):
        name = _text(context, "name")
        if name:
            yield key, f"{name} {_text(context, 'version')}".rstrip()
            yield f"{key}.name", name
    browser = contexts.get("browser", {})
    name = _text(browser, "name")
    if name:
        yield "browser", f"{name} {_text(browser, 'version').partition('.')[0]}".rstrip()
        yield "browser.name", name
    device = contexts.get("device", {})
    yield "device", _text(device, "model") or _text(device, "family")
    yield "device.family", _text(device, "family")


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
