"""Rate limits as servers announce them."""

from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redshank.rate_limits import DEFAULT_SECONDS, MAX_SECONDS, RateLimits, parse_rate_limits, parse_retry_after


def limited(status, headers, category="error", now=1000.0):
    limits = RateLimits()
    limits.update(status, headers, now)
    return limits.seconds_left(category, now)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("60:error:organization", 60),
        ("60:default;error:key:quota", 60),
        ("2.5:error:project", 2.5),
        ("60::organization", 60),
        ("60:transaction:key, 2700:error;security:organization:monthly", 2700),
        ("10:error:key, 90:error:organization", 90),
        ("60:transaction;span:organization", 0),
        ("60", 0),
        ("soon:error:key", 0),
        ("nan:error:key", 0),
        ("-5:error:key", 0),
        ("", 0),
        ("60:error:key:reason:namespace:and:more", 60),
    ],
)
def test_events_rest_as_long_as_the_header_says(header, seconds):
    assert limited(200, {"x-sentry-rate-limits": header}) == seconds


def test_a_bare_429_stops_everything_for_a_minute():
    assert limited(429, {}) == DEFAULT_SECONDS
    assert limited(429, {}, "internal") == DEFAULT_SECONDS


def test_retry_after_counts_only_with_429():
    assert limited(429, {"retry-after": "7"}) == 7
    assert limited(503, {"retry-after": "7"}) == 0


def test_categories_win_over_retry_after():
    assert limited(429, {"retry-after": "7", "x-sentry-rate-limits": "60:transaction:key"}) == 0


def test_retry_after_may_be_a_date():
    date = format_datetime(datetime.now(timezone.utc) + timedelta(seconds=120), usegmt=True)
    assert 100 < parse_retry_after(date) <= 120
    assert parse_retry_after("whenever") == DEFAULT_SECONDS


def test_a_blundering_server_cannot_silence_a_program_for_good():
    assert limited(200, {"x-sentry-rate-limits": "1e300:error:key"}) == MAX_SECONDS


def test_a_limit_ends_and_a_shorter_one_does_not_shorten_it():
    limits = RateLimits()
    limits.update(429, {"retry-after": "60"}, 0.0)
    limits.update(429, {"retry-after": "5"}, 1.0)
    assert limits.seconds_left("error", 59.0) == 1.0
    assert limits.seconds_left("error", 60.0) == 0.0


@given(st.text())
def test_any_header_is_read_without_error(header):
    for category, seconds in parse_rate_limits(header):
        assert isinstance(category, str)
        assert 0 <= seconds <= MAX_SECONDS
    assert 0 <= parse_retry_after(header) <= MAX_SECONDS
