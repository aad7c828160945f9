"""Noise of browsers: what extensions throw inside a page, and what browsers say that no page can mend."""

from typing import Final

from processor.filters.seen import Seen, section, text

_EXTENSIONS: Final = (
    *("chrome-extension:", "moz-extension:", "safari-extension:", "safari-web-extension:", "ms-browser-extension:"),
    *("edge-extension:", "opera-extension:", "webkit-masked-url:"),
)
"""Schemes of their files; Safari masks the last."""

_OF_EXTENSIONS: Final = (
    *("extension context invalidated", "could not establish connection. receiving end does not exist"),
    *("message channel closed before a response was received", "message port closed before a response was received"),
    *("chrome-extension://", "moz-extension://", "safari-extension://", "safari-web-extension://"),
    *("webkit-masked-url://", "__firefox__", "__gcrweb", "_autofillcallbackhandler", "autofillfielddata"),
    *("instantsearchsdkjsbridgeclearhighlight", "zalosdk", "zalojsv2"),
)
"""Pieces of messages of extensions' APIs, and of scripts that apps with a browser in them put into every page."""

_OF_BROWSERS: Final = (
    "resizeobserver loop",  # a frame's notifications go on in the next one: harmless by the specification
    "object not found matching id",  # a mail scanner that follows links with a browser of its own
    "the user aborted a request",
    "the play() request was interrupted",
)

_WITHOUT_STACK: Final = frozenset(
    {"script error.", "script error", "javascript error: script error.", "uncaught exception"}
)
"""What a browser says of a foreign script instead of the error: with no stack there is nothing to look for."""


def is_of_extension(seen: Seen) -> bool:
    """Where the throwing frame is an extension's. Not by frames above it: extensions wrap `fetch` and timers, and what
    the page throws inside is the page's."""
    if seen.data.get("platform") != "javascript":
        report = section(seen.data, "csp")
        return any(text(report.get(name)).startswith(_EXTENSIONS) for name in ("blocked_uri", "source_file"))
    if seen.thrown_at.startswith(_EXTENSIONS):
        return True
    return any(piece in message for message in seen.messages for piece in _OF_EXTENSIONS)


def is_browser_noise(seen: Seen) -> bool:
    if seen.data.get("platform") != "javascript":
        return False
    messages = seen.messages
    if any(piece in message for message in messages for piece in _OF_BROWSERS):
        return True
    return not seen.thrown_at and any(message.strip() in _WITHOUT_STACK for message in messages)
