"""The breaker and the pace of a target, as tables and one story."""

from dataclasses import replace

import pytest

from alerting.breaker import (
    FAILURES_TO_OPEN,
    PROBE_SECONDS,
    REFUSED_FOR,
    Room,
    Standing,
    after_claim,
    after_result,
    is_over,
    open_for,
    room,
)
from alerting.calls import Receipt
from core.alerts import FailureClass

NOW = 1_800_000_000.0
AWAY = Receipt(failure=FailureClass.SERVER, status=500)
FINE = Receipt(status=200)


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (Standing(), Room(60, NOW + 60)),
        (Standing(window_started_at=NOW - 10, window_sent=45), Room(15, NOW + 50)),
        (Standing(window_started_at=NOW - 10, window_sent=60), Room(0, NOW + 50)),
        (Standing(window_started_at=NOW - 60, window_sent=60), Room(60, NOW + 60)),
        (Standing(failures=4), Room(60, NOW + 60)),
        (Standing(failures=5, open_until=NOW + 20), Room(0, NOW + 20)),
        (Standing(failures=5, open_until=NOW), Room(1, NOW + PROBE_SECONDS, is_probe=True)),
        (Standing(open_until=NOW + 7), Room(0, NOW + 7)),
    ],
)
def test_how_many_may_go_now(standing: Standing, expected: Room) -> None:
    assert room(standing, 60, NOW) == expected


@pytest.mark.parametrize(
    ("failures", "seconds"), [(5, 30), (6, 60), (7, 120), (8, 240), (9, 300), (10, 300), (5000, 300)]
)
def test_an_open_breaker_stays_open_twice_as_long_each_time(failures: int, seconds: float) -> None:
    assert open_for(failures) == seconds


def test_five_failures_open_it_one_probe_goes_and_a_success_closes_it() -> None:
    standing = Standing()
    for number in range(1, FAILURES_TO_OPEN + 1):
        standing = after_result(standing, AWAY, NOW, NOW)
        assert (standing.open_until is not None) == (number == FAILURES_TO_OPEN)
    assert room(standing, 60, NOW + 29).now == 0
    later = NOW + 30
    have = room(standing, 60, later)
    assert (have.now, have.is_probe) == (1, True)
    probing = after_claim(standing, 1, True, later)
    assert room(probing, 60, later).now == 0  # nobody else goes while it looks
    assert after_result(probing, AWAY, later, later).open_until == later + 60
    well = after_result(probing, FINE, later, later)
    assert (well.failures, well.failing_since, well.open_until, well.last_success_at) == (0, None, None, later)


def test_what_fails_in_the_same_bad_moment_opens_it_once() -> None:
    """Two alerters with four calls each: the last of them come back when it is open, or while somebody probes."""
    standing = Standing()
    for number in range(12):
        standing = after_result(standing, AWAY, NOW - 10, NOW + number / 10)
    assert standing.failures == FAILURES_TO_OPEN
    opened_until = standing.open_until
    assert opened_until is not None
    assert opened_until < NOW + 31
    probing = after_claim(standing, 1, True, opened_until)
    assert after_result(probing, AWAY, NOW - 10, opened_until + 1) == probing
    assert after_result(probing, AWAY, opened_until, opened_until + 1).failures == FAILURES_TO_OPEN + 1
    longer = after_claim(replace(probing, failures=7), 1, True, opened_until)
    assert after_result(longer, AWAY, opened_until, opened_until + 1).failures == 8


@pytest.mark.parametrize("failure", [FailureClass.DATA, FailureClass.BLOCKED])
def test_a_message_that_is_not_liked_is_no_fault_of_the_target(failure: FailureClass) -> None:
    failing = Standing(failures=3, failing_since=NOW - 60)
    assert after_result(failing, Receipt(failure=failure, status=400), NOW, NOW).failures == 0


def test_a_rate_limit_pauses_the_target_and_ends_no_row() -> None:
    standing = after_result(Standing(failures=2), Receipt(failure=FailureClass.RATE_LIMIT, retry_after=12.0), NOW, NOW)
    assert (standing.failures, standing.open_until) == (2, NOW + 12)


@pytest.mark.parametrize(
    "receipt",
    [
        Receipt(failure=FailureClass.AUTH, status=401),
        Receipt(failure=FailureClass.DATA, status=404),
        Receipt(failure=FailureClass.DATA, status=410),
    ],
)
def test_a_day_of_refusals_is_the_end_of_a_target(receipt: Receipt) -> None:
    standing = after_result(Standing(), receipt, NOW, NOW)
    assert not is_over(standing, NOW + REFUSED_FOR - 1)
    assert is_over(after_result(standing, receipt, NOW, NOW + REFUSED_FOR), NOW + REFUSED_FOR)


@pytest.mark.parametrize("receipt", [FINE, AWAY, Receipt(failure=FailureClass.DATA, status=400)])
def test_any_other_answer_begins_that_day_anew(receipt: Receipt) -> None:
    refused = replace(Standing(), failures=9, refused_since=NOW - REFUSED_FOR)
    assert after_result(refused, receipt, NOW, NOW).refused_since is None
