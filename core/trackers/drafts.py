"""From an issue of ours and its newest event to what is written at a tracker. Pure; all of it is redacted already."""

from typing import Any, Final

from core.db.issues.issues import Issue
from core.events import EventData, Headline
from core.trackers import TrackerDraft

_FRAMES: Final = 12
"""As many as show where it came from; the rest is one click away."""
_LONGEST: Final = 2000


def draft_of(issue: Issue, event: EventData | None, title: str | None = None) -> TrackerDraft:
    """`event`: None where none is kept any more; `title`: a person's own."""
    headline = Headline(issue.type, issue.value, issue.culprit)
    return TrackerDraft(
        title=title or f"{headline.title} ({issue.short_id})",
        sentence=sentence_of(issue),
        stack=tuple(_frames(event)) if event is not None else (),
        facts=tuple(_facts(issue, event or {})),
    )


def sentence_of(issue: Issue) -> str:
    """What happened, in one line."""
    what = ": ".join(part for part in (issue.type, issue.value) if part) or "An error without a message"
    where = f" in {issue.culprit}" if issue.culprit else ""
    return f"{what[:_LONGEST]}{where}"


def _facts(issue: Issue, event: EventData) -> list[tuple[str, str]]:
    facts = [
        ("Project", issue.project_slug),
        ("Level", issue.level),
        ("Events", str(issue.times_seen)),
        ("Users", str(issue.users_seen)),
        ("First seen", f"{issue.first_seen:%Y-%m-%d %H:%M} UTC"),
        ("Last seen", f"{issue.last_seen:%Y-%m-%d %H:%M} UTC"),
        ("First release", issue.first_release or ""),
        ("Last release", issue.last_release or ""),
        ("Environment", _text(event.get("environment"))),
    ]
    return [(name, value) for name, value in facts if value and value != "0"]


def _frames(event: EventData) -> list[str]:
    """The stack of the exception that was raised last, first the frame that raised it."""
    exceptions = _list(_dict(event.get("exception")).get("values"))
    stack = next((found for one in reversed(exceptions) if (found := _of_stack(_dict(one)))), None)
    if stack is None:
        stack = _of_stack(event) or next(
            (found for one in _list(_dict(event.get("threads")).get("values")) if (found := _of_stack(_dict(one)))), []
        )
    return [_line(_dict(one)) for one in reversed(stack[-_FRAMES:])]


def _of_stack(holder: dict[str, Any]) -> list[Any]:
    return _list(_dict(holder.get("stacktrace")).get("frames"))


def _line(frame: dict[str, Any]) -> str:
    where = _text(frame.get("filename")) or _text(frame.get("module")) or _text(frame.get("package")) or "?"
    line = frame.get("lineno")
    place = f"{where}:{line}" if isinstance(line, int) else where
    return f"{_text(frame.get('function')) or '?'} ({place})"


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value[:300] if isinstance(value, str) else ""
