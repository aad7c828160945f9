"""Templates: a message's parts in a team's own words. Text with placeholders, no logic. Pure.

The result is plain text and is escaped like any other by the channel that sends it; what an event says is put in last
and never read as a template.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from core.alerts import IssueLine, Message
from core.errors import Rejected

PARTS: Final = ("title", "text", "body")
"""`body` is a webhook's own JSON; the others are of every kind."""
MAX_TEMPLATE: Final = 10_000
"""Characters."""
_NOBODY: Final = IssueLine(id=0, short_id="", title="", culprit="", level="", times_seen=0, url="")


@dataclass(frozen=True, slots=True)
class Placeholder:
    name: str
    meaning: str
    value: Callable[[Message], str]


def _first(message: Message) -> IssueLine:
    return message.issues[0] if message.issues else _NOBODY


def _moment(seconds: float | None) -> str:
    return "" if seconds is None else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _labels(message: Message) -> str:
    return ", ".join(f"{name}: {value}" for name, value in (message.labels or {}).items())


PLACEHOLDERS: Final = (
    Placeholder("title", "what happened, in one line", lambda m: m.title),
    Placeholder("text", "why, in words and numbers", lambda m: m.text),
    Placeholder("purpose", "firing, update, repeat, acknowledged, unacknowledged, resolved, test", lambda m: m.purpose),
    Placeholder("severity", "critical, high, medium, low", lambda m: m.severity or ""),
    Placeholder("status", "firing, acknowledged, resolved", lambda m: m.status or ""),
    Placeholder("alert", "the alert's number, such as A-12", lambda m: f"A-{m.alert_number}" if m.alert_number else ""),
    Placeholder("organization", "its slug", lambda m: m.organization),
    Placeholder("project", "its slug; empty where it is about several", lambda m: m.project),
    Placeholder("labels", "what the alert is grouped by: environment: prod, …", _labels),
    Placeholder("started", "when it began to fire", lambda m: _moment(m.started_at)),
    Placeholder("url", "where to look", lambda m: m.url),
    Placeholder("issue", "short id of the first issue", lambda m: _first(m).short_id),
    Placeholder("issue_title", "its title", lambda m: _first(m).title),
    Placeholder("culprit", "where it happened", lambda m: _first(m).culprit),
    Placeholder("level", "error, fatal, …", lambda m: _first(m).level),
    Placeholder("times_seen", "its events in this alert", lambda m: str(_first(m).times_seen or "")),
    Placeholder("issues", "how many issues there are", lambda m: str(len(m.issues) + m.more_issues)),
    Placeholder("step", "of the escalation, from 1", lambda m: str(m.step or "")),
)
_BY_NAME: Final[Mapping[str, Placeholder]] = {one.name: one for one in PLACEHOLDERS}


def check_template(template: Mapping[str, str], kind: str) -> None:
    """Raises Rejected(`invalid_template`) with one line that says the mend."""
    for part, text in template.items():
        if part not in PARTS or (part == "body" and kind != "webhook"):
            raise _wrong(f"there is no part {part[:40]!r}: a template has title and text, a webhook's also body")
        if len(text) > MAX_TEMPLATE:
            raise _wrong(f"{part} is longer than {MAX_TEMPLATE} characters")
        for name in _names(part, text):
            if name not in _BY_NAME:
                raise _wrong(f"{part} has an unknown placeholder {name[:40]!r}: there are {', '.join(_BY_NAME)}")
        if part == "body":
            _parsed(text)


def filled(text: str, message: Message) -> str:
    """The text with its placeholders replaced; unknown ones, which `check_template` refuses, vanish."""
    pieces = text.split("{{")
    done = [pieces[0]]
    for piece in pieces[1:]:
        name, closed, rest = piece.partition("}}")
        known = _BY_NAME.get(name.strip())
        done.append((known.value(message) if known else "") + rest if closed else "{{" + piece)
    return "".join(done)


def title_and_text(template: Mapping[str, str], message: Message) -> tuple[str, str]:
    """Of a message, in the team's words where there are some. The title is one line."""
    title = filled(template["title"], message) if template.get("title") else message.title
    text = filled(template["text"], message) if template.get("text") else message.text
    return " ".join(title.split()), text


def filled_body(text: str, message: Message) -> Any:
    """A webhook's JSON with the placeholders inside its strings replaced: a value cannot break out of its string."""
    return _filled_value(_parsed(text), message)


def _filled_value(value: Any, message: Message) -> Any:
    if isinstance(value, str):
        return filled(value, message)
    if isinstance(value, list):
        return [_filled_value(one, message) for one in value]
    if isinstance(value, dict):
        return {key: _filled_value(one, message) for key, one in value.items()}
    return value


def _parsed(text: str) -> Any:
    try:
        # Strict, unlike the standard library's: what reads `NaN` there would be unreadable to everybody else.
        return msgspec.json.decode(text)
    except (ValueError, msgspec.DecodeError, RecursionError):
        raise _wrong('body is no JSON: placeholders go inside its strings, {"summary": "{{ title }}"}') from None


def _names(part: str, text: str) -> list[str]:
    found = []
    for piece in text.split("{{")[1:]:
        name, closed, _ = piece.partition("}}")
        if not closed:
            raise _wrong(f"{part} opens {{{{ and never closes it: write {{{{ title }}}}")
        found.append(name.strip())
    return found


def _wrong(what: str) -> Rejected:
    return Rejected("invalid_template", what)
