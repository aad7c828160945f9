"""What a batch adds up to, per issue and per counter."""

from typing import Any

from core.events import Fingerprint, GroupedEvent, Headline, RawEvent, RedactedEvent
from processor.batch import HOUR, IssueSum, sum_up

PROJECT, ISSUE = 3, 42
MIDNIGHT = 1_801_353_600.0
"""Epoch seconds; the beginning of an hour."""


def _event(name: str, after: float, user: bytes | None = None, **data: Any) -> GroupedEvent:
    """An event of `after` seconds after MIDNIGHT, received a minute later."""
    at = MIDNIGHT + after
    raw = RawEvent(PROJECT, 1, name, at + 60, None, None, None, "test/1", "error", "", 0, 2, b"{}")
    event = RedactedEvent(raw, {"timestamp": at, "level": "error", **data}, user)
    return GroupedEvent(event, Fingerprint("v1", (), ()), Headline("", "", ""))


def _sum_of(*events: GroupedEvent) -> IssueSum:
    return sum_up((ISSUE, event) for event in events).issues[ISSUE]


def test_the_newest_event_speaks_for_the_issue_whatever_the_order() -> None:
    added = _sum_of(_event("late", 9, level="fatal"), _event("early", 1), _event("middle", 5))
    assert (added.newest_event, added.level, added.quantity) == ("late", "fatal", 3)
    assert (added.first_at, added.last_at) == (MIDNIGHT + 1, MIDNIGHT + 9)


def test_of_one_moment_the_last_to_come_is_the_newest() -> None:
    assert _sum_of(_event("first", 5), _event("last", 5)).newest_event == "last"


def test_an_event_without_a_release_takes_none_away() -> None:
    added = _sum_of(_event("old", 1, release="shop@1"), _event("new", 2))
    assert (added.release, added.releases) == ("shop@1", {"shop@1", None})


def test_a_user_counts_once_and_nobody_is_no_user() -> None:
    assert _sum_of(_event("a", 1, b"ann"), _event("b", 2, b"ann"), _event("c", 3)).users == {b"ann"}


def test_counters_know_how_often_and_from_when_to_when() -> None:
    tag = [["tenant", "acme"]]
    summed = sum_up(
        (ISSUE, event) for event in (_event("b", HOUR + 1, tags=tag, release="1"), _event("a", 1, tags=tag))
    )
    assert summed.tags == {(ISSUE, "tenant", "acme"): (2, MIDNIGHT + 1, MIDNIGHT + HOUR + 1)}
    assert summed.hours == {(ISSUE, MIDNIGHT): 1, (ISSUE, MIDNIGHT + HOUR): 1}
    assert summed.releases.keys() == {(PROJECT, "1")}
    assert summed.projects == {PROJECT: MIDNIGHT + HOUR + 61}
