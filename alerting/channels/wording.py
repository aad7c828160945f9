"""The wording that all chats and mails share: the state in a word and a colour, the facts, the links. Pure, plain
text."""

from dataclasses import dataclass, replace
from typing import Final

from alerting.channels.port import Order
from core.alerts import IssueLine, Message, Severity
from core.channels.templates import title_and_text

_STATES: Final = {
    "firing": "Firing",
    "update": "Firing, more joined",
    "repeat": "Still firing",
    "acknowledged": "Acknowledged",
    "unacknowledged": "Firing again: nobody is on it",
    "resolved": "Resolved",
    "test": "Test",
    "report": "Report",
    "notice": "Notice",
}
_COLOURS: Final = {
    Severity.CRITICAL: "#b42318",
    Severity.HIGH: "#d4491a",
    Severity.MEDIUM: "#b7791f",
    Severity.LOW: "#4a6fa5",
}
_CALM: Final = "#4a6fa5"
_ENDED: Final = "#2f7d4f"
_TAKEN: Final = "#8a6d1f"
SHOWN_ISSUES: Final = 5
"""Issues shown in a chat; the link leads to the others."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message in words, not escaped yet."""

    state: str
    title: str
    text: str
    colour: str
    """#rrggbb."""
    facts: tuple[tuple[str, str], ...]
    issues: tuple[IssueLine, ...]
    more: str
    """"and 3 more", or empty."""


def said(order: Order, issues: int = SHOWN_ISSUES) -> Said:
    message = order.message
    title, text = title_and_text(order.template, message)
    hidden = max(len(message.issues) - issues, 0) + message.more_issues
    return Said(
        state=_STATES.get(message.purpose, ""),
        title=shown(title),
        text=shown(text),
        colour=colour(message),
        facts=facts(message),
        issues=tuple(_shown_issue(one) for one in message.issues[:issues]),
        more=f"and {hidden} more" if hidden else "",
    )


def colour(message: Message) -> str:
    if message.purpose == "resolved":
        return _ENDED
    if message.purpose == "acknowledged":
        return _TAKEN
    return _COLOURS[message.severity] if message.severity else _CALM


def facts(message: Message) -> tuple[tuple[str, str], ...]:
    """Names and values of the facts; empty ones are left out."""
    found = [
        ("Alert", f"A-{message.alert_number}" if message.alert_number else ""),
        ("Severity", message.severity or ""),
        ("Project", message.project),
        *((name, value) for name, value in (message.labels or {}).items() if name != "project"),
    ]
    return tuple((shown(name), shown(value)) for name, value in found if value)[:10]


def _shown_issue(issue: IssueLine) -> IssueLine:
    return replace(issue, short_id=shown(issue.short_id), title=shown(issue.title), culprit=shown(issue.culprit))


def shown(text: str) -> str:
    """The text with every invisible or misleading character replaced by a space: control characters, lone surrogates,
    and marks that change the direction of writing."""
    return "".join(ch if ch.isprintable() or ch == "\n" else " " for ch in text)


def issue_words(issue: IssueLine) -> str:
    """One line about an issue, behind its short id."""
    times = "once" if issue.times_seen == 1 else f"{issue.times_seen:,} times"
    where = f" in {issue.culprit}" if issue.culprit else ""
    return f"{issue.title}{where} ({times})"


def cut(text: str, most: int) -> str:
    """At most so many characters, an ellipsis included."""
    return text if len(text) <= most else text[: max(most - 1, 0)] + "…"
