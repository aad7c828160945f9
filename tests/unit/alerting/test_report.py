"""A report's mail: what it says, and that no text in it is markup."""

from dataclasses import replace
from datetime import date

import pytest

from alerting.report import write_report
from alerting.report_sections import clean, span_words
from core.alerts import IssueLine
from core.reports import Compared, Figures, Loss, ProjectFigures, QuietAlert, ReportLinks, TargetFigures, Window

UNTIL = 1_800_000_000.0
"""2027-01-15 08:00 UTC, a Friday."""
LINKS = ReportLinks("https://errors.example.com", "https://errors.example.com/unsubscribe/7/daily/abc")
NONE = Compared(0, 0)
HOSTILE = "<img src=x onerror=alert(1)> \"quoted\" 'too' & \u202egnp.exe\r\nBcc: all@example.com \ud800"


def project(**more: Compared) -> ProjectFigures:
    counts = {name: more.get(name, NONE) for name in ("events", "new", "regressed", "resolved")}
    return ProjectFigures(slug="shop", unresolved=4, has_begun=True, **counts)


def issue(title: str = "ValueError: no stock") -> IssueLine:
    return IssueLine(id=1, short_id="SHOP-4", title=title, culprit="shop in buy", level="error", times_seen=31, url="")


QUIET = Figures(
    organization="acme",
    organization_name="Acme",
    window=Window("daily", date(2027, 1, 14), UNTIL - 2 * 86400, UNTIL - 86400, UNTIL),
    time_zone="Europe/Berlin",
    projects=(project(events=Compared(1204, 1204)),),
    resolve_seconds=None,
    resolve_seconds_before=None,
    new_issues=(),
    regressed_issues=(),
    top_issues=(),
    targets=(),
    unanswered_alerts=0,
    losses=(),
    quiet_alerts=(),
    more_quiet_alerts=0,
)
BUSY = replace(
    QUIET,
    projects=(
        project(events=Compared(31402, 28000), new=Compared(12, 9), regressed=Compared(1, 0), resolved=Compared(3, 3)),
    ),
    resolve_seconds=5400.0,
    resolve_seconds_before=90_000.0,
    new_issues=(issue(),) * 10,
    regressed_issues=(issue(),),
    top_issues=(issue(),),
    targets=(
        TargetFigures("#shop-alerts", Compared(197, 50), Compared(3, 0)),
        TargetFigures("Mail", Compared(0, 4), NONE),
    ),
    unanswered_alerts=2,
    losses=(Loss("limited", "project_hour", Compared(420, 0)), Loss("dead", "", Compared(1, 1))),
    quiet_alerts=(QuietAlert(number=9, rule="Slow", reason="7 events in 5 min", project="shop", status="resolved"),),
    more_quiet_alerts=4,
)


def test_the_subject_says_what_happened() -> None:
    assert write_report(BUSY, LINKS).title == "Your day in Acme: 12 new, 1 came back, 3 resolved"
    weekly = replace(QUIET, window=replace(QUIET.window, period="weekly"))
    assert write_report(weekly, LINKS).title == "Your week in Acme: nothing new, 1,204 events"


def test_the_text_has_every_number_with_the_one_before() -> None:
    text = write_report(BUSY, LINKS).text
    for expected in (
        "Thu 14 Jan 2027, 09:00 to Fri 15 Jan 2027, 09:00 (Europe/Berlin)",
        "31,402  (28,000 before)",
        "Resolved                                  3  (as before)",
        "1.5 h  (1.0 d before)",
        "SHOP-4 ValueError: no stock",
        "and 2 more issues",
        "98.5 % of 200  (3 did not arrive, 100 % of 50 before)",
        "refused by a limit: project_hour",
        "could not be processed ",
        "A-9 Slow",
        "and 4 more alerts",
        "Alerts that nobody answered               2  (now)",
        LINKS.unsubscribe_url,
    ):
        assert expected in text, expected


def test_html_and_text_say_the_same() -> None:
    message = write_report(BUSY, LINKS)
    for expected in ("31,402", "98.5 % of 200", "A-9 Slow", "and 2 more issues", LINKS.unsubscribe_url):
        assert expected in message.html
        assert expected in message.text
    assert (message.purpose, message.unsubscribe_url) == ("report", LINKS.unsubscribe_url)
    assert "light dark" in message.html


def test_nothing_in_a_report_is_loaded_or_runs_whatever_events_say() -> None:
    hostile = replace(
        BUSY,
        organization_name=HOSTILE,
        new_issues=(replace(issue(HOSTILE), culprit=HOSTILE, short_id=HOSTILE),),
        targets=(TargetFigures(HOSTILE, Compared(1, 1), Compared(1, 1)),),
        losses=(Loss("invalid", HOSTILE, Compared(1, 1)),),
        quiet_alerts=(QuietAlert(number=1, rule=HOSTILE, reason=HOSTILE, project="shop", status="firing"),),
    )
    message = write_report(hostile, LINKS)
    assert "<img" not in message.html
    assert "<script" not in message.html
    assert "src=x" in message.html  # as text
    for text in (message.html, message.text, message.title):
        assert "\u202e" not in text
        assert "\ud800" not in text
        assert "\r" not in text
    assert "\n" not in message.title


@pytest.mark.parametrize(
    ("news", "tells", "worth_a_day", "worth_a_week"),
    [
        (QUIET, False, False, True),
        (replace(QUIET, projects=(replace(project(), has_begun=False),)), False, False, False),
        (replace(QUIET, projects=()), False, False, False),
        (replace(QUIET, losses=BUSY.losses), True, True, True),
        (replace(QUIET, quiet_alerts=BUSY.quiet_alerts), True, True, True),
        (replace(QUIET, targets=(TargetFigures("Mail", Compared(9, 9), NONE),)), False, False, True),
        (replace(QUIET, targets=BUSY.targets), True, True, True),
        (replace(QUIET, projects=(project(resolved=Compared(1, 0)),)), True, True, True),
        (replace(QUIET, projects=(project(resolved=Compared(0, 1)),)), False, False, True),
    ],
)
def test_a_quiet_day_is_not_told_and_a_quiet_week_is(
    news: Figures, tells: bool, worth_a_day: bool, worth_a_week: bool
) -> None:
    weekly = replace(news, window=replace(news.window, period="weekly"))
    found = (news.tells_something, news.is_worth_sending, weekly.is_worth_sending)
    assert found == (tells, worth_a_day, worth_a_week)


def test_texts_are_one_short_line() -> None:
    assert clean("a\n\n b\tc\u200b\u2028d") == "a b c d"
    assert len(clean("x" * 10_000)) == 140
    assert [span_words(seconds) for seconds in (40, 720, 12600, 181440)] == ["40 s", "12 min", "3.5 h", "2.1 d"]
