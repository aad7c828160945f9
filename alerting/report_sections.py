"""A report in words and numbers: from figures to sections of lines. Pure; the layout is made elsewhere."""

import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from core.alerts import IssueLine
from core.reports import Compared, Figures, ProjectFigures, TargetFigures

_MAX_TEXT: Final = 140
"""Characters of one text that came from an event: mail programs show less."""
_OUTCOMES: Final = {
    "limited": "refused by a limit",
    "invalid": "not readable",
    "filtered": "left out on purpose",
    "dead": "could not be processed",
    "client_discard": "dropped by the SDK",
}


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    value: str = ""
    note: str = ""
    """Beside the value: a few words."""
    url: str = ""
    detail: str = ""
    """Under the label."""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: tuple[Line, ...]
    more: str = ""


def headline(figures: Figures) -> str:
    """The subject: what happened, in one line."""
    span = "day" if figures.window.period == "daily" else "week"
    news = [
        f"{count:,} {words}"
        for count, words in (
            (figures.total("new").now, "new"),
            (figures.total("regressed").now, "came back"),
            (figures.total("resolved").now, "resolved"),
        )
        if count
    ]
    what = ", ".join(news) or f"nothing new, {_counted(figures.total('events').now, 'event')}"
    return f"Your {span} in {clean(figures.organization_name)}: {what}"


def sections(figures: Figures, base_url: str) -> list[Section]:
    """The sections of a report; empty ones are left out."""
    home = f"{base_url}/{quote(figures.organization)}"
    lists = (
        ("New issues", figures.new_issues, figures.total("new").now),
        ("Came back after they were resolved", figures.regressed_issues, figures.total("regressed").now),
        ("Most events", figures.top_issues, len(figures.top_issues)),
    )
    found = [
        Section("In short", _in_short(figures, home)),
        Section("By project", _by_project(figures) if len(figures.projects) > 1 else ()),
        *(Section(title, _issues(issues, home), _more(total - len(issues), "issue")) for title, issues, total in lists),
        Section("Low alerts that nobody was told of", _quiet(figures, home), _more(figures.more_quiet_alerts, "alert")),
        Section("Messages to people and trackers", tuple(_target(one) for one in figures.targets)),
        Section("Not stored", _losses(figures, home)),
    ]
    return [section for section in found if section.lines]


def _in_short(figures: Figures, home: str) -> tuple[Line, ...]:
    names = (("Events", "events"), ("New issues", "new"), ("Came back", "regressed"), ("Resolved", "resolved"))
    lines = [Line(label, f"{total.now:,}", _before(total)) for label, name in names if (total := figures.total(name))]  # type: ignore[arg-type]
    if figures.resolve_seconds is not None:
        earlier = figures.resolve_seconds_before
        note = "" if earlier is None else f"{span_words(earlier)} before"
        lines.append(Line("Time to resolve, median", span_words(figures.resolve_seconds), note))
    lines.append(Line("Open issues", f"{figures.unresolved:,}", "now", f"{home}/issues"))
    lines.append(Line("Alerts that nobody answered", f"{figures.unanswered_alerts:,}", "now", f"{home}/alerts"))
    return tuple(lines)


def _by_project(figures: Figures) -> tuple[Line, ...]:
    busy = [one for one in figures.projects if one.events.now or one.events.before or one.unresolved]
    return tuple(
        Line(one.slug, _counted(one.events.now, "event"), detail=_project_detail(one))
        for one in sorted(busy, key=lambda one: (-one.events.now, one.slug))
    )


def _project_detail(one: ProjectFigures) -> str:
    counts = (
        (one.new.now, "new"),
        (one.regressed.now, "back"),
        (one.resolved.now, "resolved"),
        (one.unresolved, "open"),
    )
    return " · ".join(f"{count:,} {word}" for count, word in counts if count)


def _issues(issues: tuple[IssueLine, ...], home: str) -> tuple[Line, ...]:
    return tuple(
        Line(
            f"{clean(one.short_id)} {clean(one.title)}",
            _counted(one.times_seen, "event"),
            url=f"{home}/issues/{quote(clean(one.short_id))}",
            detail=clean(one.culprit),
        )
        for one in issues
    )


def _quiet(figures: Figures, home: str) -> tuple[Line, ...]:
    return tuple(
        Line(
            f"A-{one.number} {clean(one.rule)}",
            one.status,
            url=f"{home}/alerts/{one.number}",
            detail=clean(one.reason),
        )
        for one in figures.quiet_alerts
    )


def _target(one: TargetFigures) -> Line:
    note = f"{one.failed.now:,} did not arrive" if one.failed.now else ""
    earlier = _share(one.arrived.before, one.failed.before)
    return Line(
        clean(one.name),
        _share(one.arrived.now, one.failed.now) or "none",
        detail=", ".join(part for part in (note, f"{earlier} before" if earlier else "") if part),
    )


def _share(arrived: int, failed: int) -> str:
    tried = arrived + failed
    return f"{100 * arrived / tried:.3g} % of {tried:,}" if tried else ""


def _losses(figures: Figures, home: str) -> tuple[Line, ...]:
    return tuple(
        Line(
            f"{_OUTCOMES.get(one.outcome, one.outcome)}: {clean(one.reason)}" if one.reason else _OUTCOMES[one.outcome],
            f"{one.quantity.now:,}",
            _before(one.quantity),
            f"{home}/outcomes",
        )
        for one in figures.losses
    )


def _before(compared: Compared) -> str:
    return "as before" if compared.now == compared.before else f"{compared.before:,} before"


def _more(count: int, word: str) -> str:
    return f"and {count:,} more {word}{'s' if count > 1 else ''}" if count > 0 else ""


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def span_words(seconds: float) -> str:
    """`40 s`, `12 min`, `3.5 h`, `2.1 d`."""
    for size, unit in ((86400, "d"), (3600, "h")):
        if seconds >= size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds / 60:.0f} min" if seconds >= 60 else f"{seconds:.0f} s"


def clean(text: str) -> str:
    """A hostile text made safe for one line: without control characters or marks of direction, and cut to a length."""
    shown = "".join(" " if unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp") else one for one in text[:2000])
    line = " ".join(shown.split())
    return line if len(line) <= _MAX_TEXT else f"{line[: _MAX_TEXT - 1]}…"
