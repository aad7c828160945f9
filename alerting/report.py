"""Writes a report: from figures to the message that a person gets by mail. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from alerting.report_html import page
from alerting.report_sections import Line, Section, headline, sections
from core.alerts import Message
from core.reports import Figures, ReportLinks, Window, zone_named

_WIDTH: Final = 32
"""Characters before the numbers of a plain text."""


def write_report(figures: Figures, links: ReportLinks) -> Message:
    """The report as HTML and as plain text; every text from an event is cut and escaped."""
    title = headline(figures)
    span = _span(figures.window, figures.time_zone)
    found = sections(figures, links.base_url)
    home = f"{links.base_url}/{quote(figures.organization)}"
    period = figures.window.period
    foot = (
        ("Open Redshank", f"{home}/issues"),
        ("When reports come, and of what", f"{home}/settings/notifications"),
        (f"No {period} report any more", links.unsubscribe_url),
    )
    return Message(
        purpose="report",
        title=title,
        text=_plain(title, span, found, foot),
        html=page(title, span, found, foot),
        organization=figures.organization,
        started_at=figures.window.since,
        url=f"{home}/issues",
        unsubscribe_url=links.unsubscribe_url,
        thread=f"report-{figures.organization}-{period}",
    )


def _span(window: Window, time_zone: str) -> str:
    zone = zone_named(time_zone)
    since, until = (
        datetime.fromtimestamp(at, UTC).astimezone(zone).strftime("%a %-d %b %Y, %H:%M")
        for at in (window.since, window.until)
    )
    compared = "day" if window.period == "daily" else "week"
    return f"{since} to {until} ({zone.key}); “before” is the {compared} before that"


def _plain(title: str, span: str, found: Sequence[Section], foot: Sequence[tuple[str, str]]) -> str:
    parts = [title, span, ""]
    for section in found:
        parts += [section.title.upper(), *(_row(line) for line in section.lines)]
        parts += [f"  {section.more}", ""] if section.more else [""]
    parts += [f"{text}: {url}" for text, url in foot]
    return "\n".join(parts)


def _row(line: Line) -> str:
    more = line.note or line.detail
    ending = f"  ({more})" if more else ""
    if len(line.label) <= _WIDTH:
        return f"  {line.label:<{_WIDTH}} {line.value:>10}{ending}"
    return f"  {line.label}\n  {'':<{_WIDTH}} {line.value:>10}{ending}"
