"""Limits and quotas: buckets for minutes and hours, the calendar for days and months."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.projects import Limit
from ingest.admit import MAX_RETRY_AFTER, concerns, window_end, window_start
from ingest.usage import Usage

NOW = datetime(2027, 1, 31, 22, 0, tzinfo=UTC).timestamp()
DAY, MONTH = 86400, 2592000


def _limit(quantity: int, window: int = 60, categories: tuple[str, ...] = (), scope: str = "key") -> Limit:
    return Limit(scope, 1, categories, window, quantity, f"{scope}_{window}")


def _burst(usage: Usage, limits: list[Limit], size: int, now: float, category: str = "error") -> int:
    """How many of `size` items get in at one moment."""
    return sum(not usage.admit(limits, category, 1, now) for _ in range(size))


class TestBuckets:
    def test_of_a_burst_the_quantity_gets_in_and_the_rest_hears_when_to_come_again(self):
        usage, limit = Usage(), _limit(10)
        assert _burst(usage, [limit], 30, NOW) == 10
        (exceeded,) = usage.admit([limit], "error", 1, NOW)
        assert (exceeded.limit, exceeded.retry_after) == (limit, 6)

    def test_room_comes_back_with_time(self):
        usage, limit = Usage(), _limit(10)
        _burst(usage, [limit], 10, NOW)
        assert _burst(usage, [limit], 5, NOW + 5.9) == 0
        assert _burst(usage, [limit], 5, NOW + 12.1) == 2
        assert _burst(usage, [limit], 30, NOW + 600) == 10

    def test_after_the_announced_wait_there_is_room(self):
        usage, limit = Usage(), _limit(7, 3600)
        _burst(usage, [limit], 7, NOW)
        (exceeded,) = usage.admit([limit], "error", 1, NOW)
        assert exceeded.retry_after == MAX_RETRY_AFTER
        assert _burst(usage, [limit], 1, NOW + 3600 / 7 + 1) == 1

    def test_nothing_gets_in_where_nothing_may(self):
        (exceeded,) = Usage().admit([_limit(0)], "error", 1, NOW)
        assert exceeded.retry_after == MAX_RETRY_AFTER

    def test_a_clock_that_steps_back_neither_opens_nor_shuts_the_gate(self):
        usage, limit = Usage(), _limit(10)
        _burst(usage, [limit], 5, NOW)
        assert _burst(usage, [limit], 10, NOW - 1000) == 5

    @given(st.lists(st.tuples(st.floats(0, 30), st.integers(1, 20)), max_size=30), st.integers(0, 30))
    def test_no_more_than_the_bucket_and_what_time_gave_back(self, arrivals, quantity):
        usage, limit, now, entered = Usage(), _limit(quantity), NOW, 0
        for pause, size in arrivals:
            now += pause
            entered += _burst(usage, [limit], size, now)
        assert entered <= quantity + (now - NOW) * quantity / 60 + 1e-6


class TestCalendar:
    def test_a_day_begins_at_midnight_utc(self):
        usage, limit = Usage(), _limit(3, DAY)
        assert _burst(usage, [limit], 5, NOW) == 3
        assert _burst(usage, [limit], 5, NOW + 7199) == 0
        assert _burst(usage, [limit], 5, NOW + 7200) == 3

    def test_a_month_begins_on_its_first_day(self):
        usage, limit = Usage(), _limit(3, MONTH)
        assert _burst(usage, [limit], 5, NOW) == 3
        assert _burst(usage, [limit], 5, NOW + 7199) == 0
        assert _burst(usage, [limit], 5, NOW + 7200) == 3

    def test_the_wait_is_told_shorter_than_it_may_be_so_that_a_raised_quota_is_noticed(self):
        usage, limit = Usage(), _limit(0, MONTH)
        assert usage.admit([limit], "error", 1, NOW)[0].retry_after == MAX_RETRY_AFTER
        assert usage.admit([limit], "error", 1, NOW + 7100)[0].retry_after == 100

    @pytest.mark.parametrize("month", range(1, 13))
    def test_every_month_ends_where_the_next_begins(self, month):
        start = datetime(2028, month, 1, tzinfo=UTC).timestamp()
        end = window_end(MONTH, start + 3 * DAY)
        assert window_start(MONTH, end - 1) == start
        assert window_start(MONTH, end) == end

    def test_after_a_restart_the_books_are_believed(self):
        usage, limit = Usage(), _limit(10, DAY)
        usage.learn(limit, 8, NOW)
        assert _burst(usage, [limit], 5, NOW) == 2
        usage.learn(limit, 3, NOW)  # the books lag behind
        assert _burst(usage, [limit], 5, NOW) == 0


class TestSeveral:
    def test_all_must_have_room_and_none_is_used_up_by_a_refusal(self):
        usage, key, project = Usage(), _limit(2), _limit(5, scope="project")
        assert _burst(usage, [key, project], 4, NOW) == 2
        assert _burst(usage, [project], 9, NOW) == 3

    def test_all_that_are_exceeded_are_told(self):
        usage, limits = Usage(), [_limit(1), _limit(1, scope="project")]
        _burst(usage, limits, 1, NOW)
        assert [each.limit for each in usage.admit(limits, "error", 1, NOW)] == limits

    def test_what_did_not_get_in_after_all_is_given_back(self):
        usage, limits = Usage(), [_limit(2), _limit(2, DAY)]
        assert _burst(usage, limits, 2, NOW) == 2
        usage.give_back(limits, "error", 1, NOW)
        assert _burst(usage, limits, 2, NOW) == 1

    @pytest.mark.parametrize("window", [60, DAY])
    def test_what_time_gave_back_already_is_not_given_back_twice(self, window):
        usage, limits, later = Usage(), [_limit(2, window)], NOW + DAY
        assert _burst(usage, limits, 2, NOW) == 2
        usage.give_back(limits, "error", 2, later)
        assert _burst(usage, limits, 9, later) == 2

    def test_a_raised_limit_keeps_what_was_used(self):
        usage = Usage()
        assert _burst(usage, [_limit(3, DAY)], 9, NOW) == 3
        assert _burst(usage, [_limit(5, DAY)], 9, NOW) == 2


@pytest.mark.parametrize(
    ("categories", "category", "expected"),
    [
        ((), "error", True),
        ((), "transaction", True),
        (("error",), "error", True),
        (("error",), "security", True),
        (("security",), "error", True),
        (("default",), "error", True),
        (("transaction",), "error", False),
        (("error",), "transaction", False),
    ],
)
def test_errors_and_security_reports_share_one_budget(categories, category, expected):
    assert concerns(_limit(1, categories=categories), category) is expected
