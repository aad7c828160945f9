"""When a failed delivery is tried again, as a table."""

from random import Random

import pytest

from alerting.retries import MOST_TRIES, after_failure, wait
from core.alerts import DeliveryState, FailureClass

NOW = 1_800_000_000.0
AGAIN = [FailureClass.CONNECTION, FailureClass.TIMEOUT, FailureClass.SERVER, FailureClass.UNKNOWN]
FOR_GOOD = [FailureClass.AUTH, FailureClass.DATA, FailureClass.BLOCKED]
STEPS = [2, 4, 8, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 28_800]


@pytest.mark.parametrize("failure", AGAIN)
@pytest.mark.parametrize(("tries", "seconds"), list(enumerate(STEPS, 1)))
def test_first_quickly_then_longer_and_longer(failure: FailureClass, tries: int, seconds: float) -> None:
    verdict = after_failure(failure, tries, None, once=False, now=NOW, rng=Random(tries))
    assert verdict.state is DeliveryState.RETRYING
    assert verdict.at is not None
    assert seconds / 2 <= verdict.at - NOW <= seconds


def test_all_tries_together_take_most_of_a_day() -> None:
    assert 20 * 3600 < sum(STEPS) < 24 * 3600
    assert len(STEPS) == MOST_TRIES - 1


@pytest.mark.parametrize("failure", [*AGAIN, FailureClass.RATE_LIMIT])
def test_what_was_tried_often_enough_is_dead(failure: FailureClass) -> None:
    verdict = after_failure(failure, MOST_TRIES, 5.0, once=False, now=NOW, rng=Random(1))
    assert (verdict.state, verdict.at) == (DeliveryState.DEAD, None)


@pytest.mark.parametrize("failure", FOR_GOOD)
def test_what_would_fail_the_same_way_again_is_not_tried_again(failure: FailureClass) -> None:
    verdict = after_failure(failure, 1, 60.0, once=False, now=NOW, rng=Random(1))
    assert (verdict.state, verdict.at) == (DeliveryState.FAILED, None)


@pytest.mark.parametrize("failure", [*AGAIN, *FOR_GOOD, FailureClass.RATE_LIMIT])
def test_a_test_is_tried_once(failure: FailureClass) -> None:
    assert after_failure(failure, 1, None, once=True, now=NOW, rng=Random(1)).state is DeliveryState.FAILED


@pytest.mark.parametrize(
    ("asked", "least", "most"), [(30.0, 30, 33), (0.0, 1, 1.1), (10**9, 21_600, 23_760), (-5.0, 1, 1.1)]
)
def test_a_retry_after_is_honoured_within_bounds(asked: float, least: float, most: float) -> None:
    for failure in (FailureClass.RATE_LIMIT, FailureClass.SERVER):
        assert least <= wait(failure, 1, asked, Random(3)) <= most


def test_a_rate_limit_without_a_word_gets_more_than_two_seconds() -> None:
    assert wait(FailureClass.RATE_LIMIT, 1, None, Random(5)) >= 7.5
