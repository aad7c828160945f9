"""Text that decides: of a message, or of an exception that has no frames."""

import re
from typing import Any

from processor.fingerprint.basis import Basis, mapping, part, text
from processor.fingerprint.parameterize import MAX_CHARS, parameterize

_LINES = 2
"""Lines that count; what follows is dumps and traces."""
_MAX_HEAD_CHARS = 1024
"""Of these lines: what is longer is data, and a chain of exceptions may have a hundred values."""
_PLACEHOLDER = re.compile(r"%(?:\([\w.]{1,64}\))?[-+ #0]?[\d.*]{0,8}[a-zA-Z]|\{[^{}]{0,64}\}|\$\d|:\w{1,64}|<[a-z]+>")
_SENTENCE_KEYS = [
    re.compile(rf"""[{{,] ?["']{key}["'] ?: ?["']([^"'\n]{{2,500}})""") for key in ("msg", "message", "event", "error")
]
_LOGGERS_OF_NOBODY = frozenset(
    "root ruby rails console php node javascript sentry app default logrus slog zap".split()  # noqa: SIM905
)
"""What integrations write where they know no logger, and names that say nothing."""
_GENERATED_LOGGER = re.compile(r"\$\$.*$|\$\d+$", re.DOTALL)
_NUMBER_IN_LOGGER = re.compile(r"(?<![a-zA-Z])[0-9a-fA-F-]{8,}|\d+")
_MAX_LOGGER_CHARS = 200
_WORD = re.compile(r"[^\W\d_]{2}")


def head(value: str) -> str:
    """The first two lines that are not blank, parameterised."""
    lines = (line.strip() for line in value[:_MAX_HEAD_CHARS].splitlines())
    kept = []
    for line in lines:
        if line:
            kept.append(parameterize(line))
            if len(kept) == _LINES:
                break
    return "\n".join(kept)


def _sentence(message: str) -> str:
    """Of a line of a structured log, as pino, zap and structlog write it, the sentence; else the message as it is."""
    if not message.startswith("{"):
        return message
    for key in _SENTENCE_KEYS:
        if found := key.search(message[:MAX_CHARS]):
            return found.group(1)
    return message


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
    counted = head(_sentence(chosen))
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
    logger = logger_of(data)
    if not logger:
        return Basis(("message", counted), tuple(parts))
    parts.append(part("logger", logger, True))
    return Basis(("message", counted, "logger", logger), tuple(parts))


def logger_of(data: dict[str, Any]) -> str:
    """The logger's name, which is mostly that of the module or class that spoke; empty when it says nothing."""
    name = _GENERATED_LOGGER.sub("", text(data.get("logger")).strip()[:_MAX_LOGGER_CHARS])
    return "" if name.lower() in _LOGGERS_OF_NOBODY else _NUMBER_IN_LOGGER.sub("#", name)
