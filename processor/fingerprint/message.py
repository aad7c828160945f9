"""Text that decides: of a message, or of an exception that has no frames."""

import re
from typing import Any

from processor.fingerprint.basis import Basis, mapping, part, text
from processor.fingerprint.parameterize import MAX_CHARS, parameterize

_LINES = 2
"""Lines that count (sentry-protocol §14); what follows is dumps and traces."""
_PLACEHOLDER = re.compile(r"%(?:\([\w.]{1,64}\))?[-+ #0]?[\d.*]{0,8}[a-zA-Z]|\{[^{}]{0,64}\}|\$\d|:\w{1,64}|<[a-z]+>")
_WORD = re.compile(r"[^\W\d_]{2}")


def head(value: str) -> str:
    """The first two lines that are not blank, parameterised."""
    lines = (line.strip() for line in value[:MAX_CHARS].splitlines())
    kept = []
    for line in lines:
        if line:
            kept.append(parameterize(line))
            if len(kept) == _LINES:
                break
    return "\n".join(kept)


def message_of(data: dict[str, Any]) -> str:
    """The message as people read it."""
    entry = mapping(data.get("logentry"))
    return text(entry.get("formatted")) or text(entry.get("message")) or text(data.get("message"))


def template_of(data: dict[str, Any]) -> str:
    """The raw template of the message, when it says something by itself (`%s: %s` does not); else empty."""
    entry = mapping(data.get("logentry"))
    template = text(entry.get("message"))
    if not template or (template == entry.get("formatted") and not entry.get("params")):
        return ""
    return template if _WORD.search(_PLACEHOLDER.sub("", template[:MAX_CHARS])) else ""


def message_basis(data: dict[str, Any]) -> Basis | None:
    """The message, template first; None when there is none."""
    template = template_of(data)
    chosen = template or message_of(data)
    counted = head(chosen)
    if not counted:
        return None
    note = (
        "the template, before values were filled in"
        if template
        else "variable pieces replaced"
        if counted != chosen
        else ""
    )
    parts = [part("message", counted, True, note)]
    if template and (shown := message_of(data)) != template:
        parts.append(part("message", shown, False, "its template counts"))
    return Basis(("message", counted), tuple(parts))
