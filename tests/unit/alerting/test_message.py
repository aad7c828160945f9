"""What a message about an alert says."""

from dataclasses import replace
from typing import Any

import pytest

from alerting.message import Subject, alert_message
from core.alerts import AlertStatus, IssueLine, Message, Purpose, Severity

URL = "https://bugs.example"
ABOUT = Subject(
    alert_id=7,
    number=12,
    organization="acme",
    project="shop",
    rule_name="New issue",
    severity=Severity.HIGH,
    status=AlertStatus.FIRING,
    reason="3 events in 5 minutes.",
    labels={"project": "shop"},
    started_at=1_800_000_000.0,
)


def issue(number: int, title: str = "ValueError: no such item") -> IssueLine:
    return IssueLine(id=number, short_id=f"SHOP-{number}", title=title, culprit="", level="error", times_seen=1, url="")


def message(purpose: Purpose = "firing", about: Subject = ABOUT, issues: int = 1, **more: Any) -> Message:
    shown = [issue(number) for number in range(1, min(issues, 30) + 1)]
    return alert_message(purpose, about, shown, issues, URL, **more)


@pytest.mark.parametrize(
    ("purpose", "changes", "text"),
    [
        ("firing", {}, "3 events in 5 minutes."),
        ("update", {}, "3 events in 5 minutes. More issues have joined, 4 by now."),
        (
            "repeat",
            {},
            "3 events in 5 minutes. It has been firing since 2027-01-15 08:00 UTC, and nobody has answered.",
        ),
        ("acknowledged", {"answered_by": "Ines"}, "Ines is on it."),
        ("acknowledged", {}, "It was acknowledged."),
        ("resolved", {"answered_by": "Ines", "resolved_because": "resolved by Ines"}, "Ines resolved it."),
        ("resolved", {"resolved_because": "nothing joined it for 1 day"}, "Nothing joined it for 1 day."),
        ("resolved", {}, "It is resolved."),
    ],
)
def test_text(purpose: Purpose, changes: dict[str, Any], text: str) -> None:
    assert message(purpose, replace(ABOUT, **changes), issues=4).text == text


@pytest.mark.parametrize(
    ("issues", "project", "title"),
    [
        (0, "shop", "New issue: shop"),
        (0, "", "New issue"),
        (1, "shop", "New issue: ValueError: no such item"),
        (3, "shop", "New issue: ValueError: no such item, and 2 more"),
    ],
)
def test_title(issues: int, project: str, title: str) -> None:
    assert message(about=replace(ABOUT, project=project), issues=issues).title == title


def test_it_names_ten_issues_and_counts_the_others() -> None:
    found = message(issues=25)
    assert (len(found.issues), found.more_issues) == (10, 15)


def test_what_came_from_an_event_makes_no_second_line_and_no_endless_title() -> None:
    hostile = alert_message("firing", ABOUT, [issue(1, "a\nBcc: x\r\n" + "b" * 5000)], 3, URL)
    assert len(hostile.title) == 200
    assert hostile.title.startswith("New issue: a Bcc: x bbb")
    assert hostile.title.endswith("…, and 2 more")


def test_links_and_thread() -> None:
    found = message(acknowledge_url="https://bugs.example/a/x", step=2, note="It flaps.")
    assert found.url == "https://bugs.example/acme/alerts/12"
    assert (found.acknowledge_url, found.thread, found.step) == ("https://bugs.example/a/x", "alert-7", 2)
    assert found.text.endswith(" It flaps.")
    over = message("resolved", replace(ABOUT, status=AlertStatus.RESOLVED), acknowledge_url="https://bugs.example/a/x")
    assert (over.acknowledge_url, over.thread) == ("", "alert-7")
