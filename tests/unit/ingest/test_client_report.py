"""What SDKs say they dropped."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Rejected
from ingest.categories import Tokens
from ingest.client_report import parse_client_report


def _report(*entries: object) -> bytes:
    return json.dumps({"timestamp": 1.5, "discarded_events": entries}).encode()


def test_entries_are_read():
    report = _report(
        {"reason": "sample_rate", "category": "transaction", "quantity": 3},
        {"reason": "queue_overflow", "category": "error", "quantity": 2.0},
    )
    assert parse_client_report(report) == [("transaction", "sample_rate", 3), ("error", "queue_overflow", 2)]


@pytest.mark.parametrize(
    "entry",
    [
        None,
        [],
        {},
        {"reason": "x", "category": "error"},
        {"reason": "x", "category": "error", "quantity": 0},
        {"reason": "x", "category": "error", "quantity": -4},
        {"reason": "x", "category": "error", "quantity": "4"},
        {"reason": 1, "category": "error", "quantity": 4},
        {"reason": "x", "category": None, "quantity": 4},
    ],
)
def test_entries_without_sense_are_left_out(entry):
    good = {"reason": "x", "category": "error", "quantity": 1}
    assert parse_client_report(_report(entry, good)) == [("error", "x", 1)]


def test_sizes_are_no_counts():
    """SDKs report lost log items twice: how many, and how many bytes."""
    items = {"reason": "ratelimit_backoff", "category": "log_item", "quantity": 3}
    size = {"reason": "ratelimit_backoff", "category": "log_byte", "quantity": 3657}
    assert parse_client_report(_report(items, size)) == [("log_item", "ratelimit_backoff", 3)]


def test_a_liar_cannot_ruin_the_books():
    assert parse_client_report(_report({"reason": "x", "category": "error", "quantity": 10**18})) == [
        ("error", "x", 1_000_000)
    ]


@pytest.mark.parametrize("data", [b"", b"[]", b"rubbish", b'"x"', b"{" * 100, b'{"x":"' + b"x" * 5000 + b'"}'])
def test_what_is_no_report_is_refused(data):
    with pytest.raises(Rejected):
        parse_client_report(data)


@given(st.binary(max_size=100))
def test_any_bytes(data):
    with contextlib.suppress(Rejected):
        parse_client_report(data)


def test_names_that_strangers_choose_are_bounded():
    tokens = Tokens()
    assert tokens.bounded("before_send") == "before_send"
    for strange in ("", "a b", "x" * 41, "ä", "a\n"):
        assert tokens.bounded(strange) == "other"
    different = {tokens.bounded(f"reason-{number}") for number in range(10_000)}
    assert len(different) <= 201
    assert tokens.bounded("before_send") == "before_send"
