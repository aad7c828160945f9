"""Times and numbers in queries."""

from datetime import UTC, datetime

import pytest

from core.search import Condition, InvalidQuery, conditions, parse
from core.search.values import moment, moment_of, number, seconds_of

NOW = datetime(2027, 1, 15, 8, tzinfo=UTC)


def one(text: str) -> Condition:
    return next(conditions(parse(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-01-15", datetime(2027, 1, 15, tzinfo=UTC)),
        ("2027-01-15T08:30", datetime(2027, 1, 15, 8, 30, tzinfo=UTC)),
        ("2027-01-15T08:30:00Z", datetime(2027, 1, 15, 8, 30, tzinfo=UTC)),
        ("2027-01-15T08:30:00+02:00", datetime(2027, 1, 15, 6, 30, tzinfo=UTC)),
        ("1800000000", datetime(2027, 1, 15, 8, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31", None),
        ("99999999999", None),
        ("yesterday", None),
        ("", None),
        ("٢٠٢٧-٠١-١٥", None),
    ],
)
def test_moments(text: str, expected: datetime | None) -> None:
    assert moment_of(text) == expected


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("24h", 86400), ("-90s", -90), ("+2d", 172800), ("1w", 604800), ("5", None), ("h", None), ("9999999h", None)],
)
def test_spans(text: str, seconds: int | None) -> None:
    assert seconds_of(text) == seconds


def test_a_span_counts_from_now_and_stays_within_the_calendar() -> None:
    assert moment(one("lastSeen:>-24h"), NOW) == datetime(2027, 1, 14, 8, tzinfo=UTC)
    assert moment(one("lastSeen:>-999999w"), NOW) == datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(("text", "expected"), [("10", 10), ("2k", 2000), ("3M", 3_000_000), ("9" * 19, 2**63 - 1)])
def test_numbers(text: str, expected: int) -> None:
    assert number(one(f"timesSeen:{text}")) == expected


@pytest.mark.parametrize("text", ["x", "-1", "1.5", "٣", "²", "9" * 21, "k"])
def test_what_is_no_number_is_refused_at_its_place(text: str) -> None:
    with pytest.raises(InvalidQuery) as caught:
        number(one(f"timesSeen:{text}"))
    assert caught.value.position == 0
