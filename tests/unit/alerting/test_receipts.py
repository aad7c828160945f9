"""What answers mean, and what is hidden in them."""

import pytest

from alerting.calls import HIDDEN, Answer, without_secrets
from alerting.channels.receipts import classified, retry_after
from core.alerts import FailureClass

NOW = 1_800_000_000.0  # Fri, 15 Jan 2027 08:00:00 GMT


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (200, None),
        (202, None),
        (204, None),
        (302, FailureClass.DATA),
        (400, FailureClass.DATA),
        (401, FailureClass.AUTH),
        (403, FailureClass.AUTH),
        (404, FailureClass.DATA),
        (408, FailureClass.TIMEOUT),
        (413, FailureClass.DATA),
        (429, FailureClass.RATE_LIMIT),
        (500, FailureClass.SERVER),
        (503, FailureClass.SERVER),
        (504, FailureClass.TIMEOUT),
        (999, FailureClass.SERVER),
    ],
)
def test_statuses(status: int, failure: FailureClass | None) -> None:
    assert classified(Answer(status=status), NOW).failure == failure


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0.5", 0.5),
        ("-3", 0),
        ("Fri, 15 Jan 2027 08:01:00 GMT", 60),
        ("Fri, 15 Jan 2027 07:00:00 GMT", 0),
        ("soon", None),
        ("nan", None),
        ("", None),
        (None, None),
        ("9" * 200, None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "no such hook https://chat.example.com/hooks/abcdef123",
        "POST /hooks/abcdef123 404",
        "unknown id abcdef123",
        "https%3A%2F%2Fchat.example.com%2Fhooks%2Fabcdef123",
    ],
)
def test_secrets_are_hidden_also_as_parts_of_a_url(text: str) -> None:
    shown = without_secrets(text, ["https://chat.example.com/hooks/abcdef123"])
    assert "abcdef123" not in shown
    assert HIDDEN in shown
