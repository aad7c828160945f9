"""What a batch does to an issue that people answered."""

from datetime import UTC, datetime, timedelta

import pytest

from core.issues import SignalKind, Status
from processor.change import Arrivals, Change, Standing, change

NOW = datetime(2027, 1, 31, 12, tzinfo=UTC)
DATES = {"1": NOW - timedelta(days=2), "2": NOW - timedelta(days=1), "2b": NOW - timedelta(days=1), "3": NOW}
"""When each release was first seen; 4 is not known yet."""


def _resolved(release: str | None = None, in_next: bool = False) -> Standing:
    return Standing(Status.RESOLVED, 10, 3, release, in_next, None, None, None, None, None)


def _ignored(
    until: datetime | None = None,
    times: int | None = None,
    users: int | None = None,
    window: tuple[int, int] | None = None,
) -> Standing:
    return Standing(Status.IGNORED, 10, 3, None, False, until, times, users, *(window or (None, None)))


def _arrive(*releases: str | None, quantity: int = 2, new_users: int = 1, seen_in_window: int = 0) -> Arrivals:
    return Arrivals(quantity, new_users, frozenset(releases or (None,)), seen_in_window)


def _change(standing: Standing, arrivals: Arrivals) -> Change:
    return change(standing, arrivals, DATES, False, NOW)


@pytest.mark.parametrize(
    ("standing", "arrivals", "regresses"),
    [
        (_resolved(), _arrive("1"), True),
        (_resolved("2"), _arrive("1"), False),
        (_resolved("2"), _arrive("2"), True),
        (_resolved("2"), _arrive("2b"), False),
        (_resolved("2"), _arrive("3"), True),
        (_resolved("2"), _arrive("4"), True),
        (_resolved("2"), _arrive("1", "3"), True),
        (_resolved("2"), _arrive(None), True),
        (_resolved("2", in_next=True), _arrive("2"), False),
        (_resolved("2", in_next=True), _arrive("1", "2"), False),
        (_resolved("2", in_next=True), _arrive("3"), True),
    ],
)
def test_only_a_release_that_was_to_be_free_of_it_makes_a_regression(
    standing: Standing, arrivals: Arrivals, regresses: bool
) -> None:
    verdict = _change(standing, arrivals)
    expected = (Status.NEW, SignalKind.REGRESSED) if regresses else (None, SignalKind.COUNTED)
    assert (verdict.status, verdict.signal) == expected
    assert bool(verdict.reason) is regresses


@pytest.mark.parametrize(
    ("standing", "arrivals", "reason"),
    [
        (_ignored(), _arrive(), ""),
        (_ignored(until=NOW + timedelta(seconds=1)), _arrive(), ""),
        (_ignored(until=NOW), _arrive(), "the time it was ignored for is over"),
        (_ignored(times=13), _arrive(quantity=2), ""),
        (_ignored(times=12), _arrive(quantity=2), "seen 12 times"),
        (_ignored(users=5), _arrive(new_users=1), ""),
        (_ignored(users=4), _arrive(new_users=1), "4 users affected"),
        (_ignored(window=(600, 7)), _arrive(seen_in_window=6), ""),
        (_ignored(window=(600, 7)), _arrive(seen_in_window=7), "seen 7 times in 10 min"),
    ],
)
def test_ignored_until_something_ends_when_it_happens(standing: Standing, arrivals: Arrivals, reason: str) -> None:
    expected = Change(Status.NEW, SignalKind.UNIGNORED, reason) if reason else Change(None, SignalKind.COUNTED, "")
    assert _change(standing, arrivals) == expected


def test_a_new_issue_is_new_whatever_it_stands_at() -> None:
    assert change(_resolved(), _arrive(), DATES, True, NOW) == Change(None, SignalKind.NEW, "")
