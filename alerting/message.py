"""What a message about an alert says. Pure: from values to `core.alerts.Message`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from core.alerts import AlertStatus, IssueLine, Message, Purpose, Severity

MOST_ISSUES: Final = 10
"""The most issues named in a message; nobody reads more in a chat."""
_TITLE: Final = 200
"""Characters of a title: a subject line, and a pager's summary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a message is about: an alert as it is when the message is queued. Moments in epoch seconds."""

    alert_id: int
    number: int
    organization: str
    """Slug."""
    project: str
    """Slug; empty where the rule watches several."""
    rule_name: str
    severity: Severity
    status: AlertStatus
    reason: str
    labels: Mapping[str, str]
    started_at: float
    answered_by: str = ""
    """Who acknowledged or resolved it; empty: nobody, or Redshank itself."""
    resolved_because: str = ""
    """Why the alert was resolved, in a sentence, where no person did it."""


def alert_message(
    purpose: Purpose,
    about: Subject,
    issues: Sequence[IssueLine],
    issue_count: int,
    public_url: str,
    *,
    step: int | None = None,
    note: str = "",
    acknowledge_url: str = "",
) -> Message:
    """`issues` are those to be named, of `issue_count`; `step` from 1; `note` is said after the reason."""
    shown = tuple(issues[:MOST_ISSUES])
    return Message(
        purpose=purpose,
        title=_title(about, shown, issue_count),
        text=" ".join(part for part in (_text(purpose, about, issue_count), note) if part),
        severity=about.severity,
        status=about.status,
        alert_id=about.alert_id,
        alert_number=about.number,
        organization=about.organization,
        project=about.project,
        labels=dict(about.labels),
        started_at=about.started_at,
        url=alert_url(public_url, about.organization, about.number),
        acknowledge_url=acknowledge_url if about.status is AlertStatus.FIRING else "",
        issues=shown,
        more_issues=max(0, issue_count - len(shown)),
        step=step,
        thread=f"alert-{about.alert_id}",
    )


def alert_url(public_url: str, organization: str, number: int) -> str:
    return f"{public_url}/{organization}/alerts/{number}"


def _title(about: Subject, issues: Sequence[IssueLine], issue_count: int) -> str:
    """`New issue: ValueError: no such item, and 2 more`; all messages of an alert have the same title, except for the
    issues named."""
    rule = _one_line(about.rule_name)
    if not issues:
        return _cut(f"{rule}: {about.project}" if about.project else rule)
    more = f", and {issue_count - 1} more" if issue_count > 1 else ""
    named = _cut(f"{rule}: {_one_line(issues[0].title)}", _TITLE - len(more))
    return named + more


def _text(purpose: Purpose, about: Subject, issue_count: int) -> str:
    since = f"since {_moment(about.started_at)}"
    by = about.answered_by
    match purpose:
        case "update":
            return f"{about.reason} More issues have joined, {issue_count} by now."
        case "repeat":
            return f"{about.reason} It has been firing {since}, and nobody has answered."
        case "acknowledged":
            return f"{by} is on it." if by else "It was acknowledged."
        case "resolved" if by:
            return f"{by} resolved it."
        case "resolved":
            return _sentence(about.resolved_because) if about.resolved_because else "It is resolved."
        case _:
            return about.reason


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str, most: int = _TITLE) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
