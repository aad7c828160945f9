"""What the books add up to."""

from datetime import UTC, datetime

from core.db.organizations.outcomes import Book, balance


def book(outcome: str, quantity: int, category: str = "error", reason: str = "") -> Book:
    return Book(1, "shop", category, outcome, reason, datetime(2027, 1, 15, tzinfo=UTC), quantity)


def test_what_knocked_and_what_waits() -> None:
    books = [
        book("accepted", 10),
        book("stored", 6),
        book("duplicate", 1),
        book("dead", 1),
        book("limited", 5, reason="key_minute"),
        book("invalid", 2, reason="bad_json"),
        book("filtered", 3, category="transaction", reason="unsupported_item"),
        book("client_discard", 7),
    ]
    found = balance(books)
    # Sessions and transactions knock and are not kept; what an SDK dropped by itself never came.
    assert found.received == 10 + 5 + 2 + 3
    assert found.pending == 10 - 6 - 1 - 1
    assert found.by_outcome["filtered"] == 3


def test_an_event_that_a_rule_filters_is_counted_once() -> None:
    found = balance([book("accepted", 1), book("filtered", 1, reason="rule")])
    assert (found.received, found.pending) == (1, 0)


def test_reports_of_a_kind_that_is_not_kept_knock_and_settle_nothing() -> None:
    left_out = book("filtered", 3, category="security", reason="unsupported_item")
    found = balance([book("accepted", 5, category="security"), left_out])
    assert (found.received, found.pending) == (8, 5)
