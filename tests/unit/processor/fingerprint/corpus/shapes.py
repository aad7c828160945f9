"""Short spelling of events as SDKs send them, for pairs of which a person knows whether they are one problem."""

from dataclasses import dataclass
from typing import Any

Event = dict[str, Any]

FLAGS = {"+": True, "-": False}


@dataclass(frozen=True)
class Pair:
    """Two events, and whether one problem is behind both."""

    name: str
    a: Event
    b: Event
    same: bool


def frame(line: str, number: int = 0) -> Event:
    """`+|module|function|path|source line`: `+` in-app, `-` not, `?` unsaid; trailing fields may be left out."""
    flag, module, function, path, source = ([*line.split("|", 4), "", "", "", ""])[:5]
    made: Event = {"lineno": 10 + number}
    if flag in FLAGS:
        made["in_app"] = FLAGS[flag]
    if module:
        made["module"] = module
    if function:
        made["function"] = function
    if path:
        made["abs_path"] = path
        made["filename"] = path
    if source:
        made["context_line"] = source
    return made


def stack(*lines: str, number: int = 0) -> Event:
    """Frames, oldest call first."""
    return {"frames": [frame(line, number + at) for at, line in enumerate(lines)]}


def raised(kind: str, value: str | None, *lines: str, number: int = 0, **mechanism: Any) -> Event:
    """One exception."""
    made: Event = {"type": kind, "value": value}
    if lines:
        made["stacktrace"] = stack(*lines, number=number)
    if mechanism:
        made["mechanism"] = {"type": "generic", "handled": True} | mechanism
    return made


def event(platform: str, *exceptions: Event, **fields: Any) -> Event:
    """An event with these exceptions, oldest cause first."""
    made: Event = {"platform": platform, "level": "error"} | fields
    if exceptions:
        made["exception"] = {"values": list(exceptions)}
    return made


def message(platform: str, formatted: str, template: str | None = None, params: Any = None, **fields: Any) -> Event:
    """A message, with its template where the program gave one."""
    entry: Event = {"formatted": formatted}
    if template is not None:
        entry |= {"message": template, "params": params}
    return {"platform": platform, "level": "error", "logentry": entry} | fields
