"""What an HTTP answer means, for kinds of channels without rules of their own. Pure."""

import json
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any, Final

from alerting.calls import Answer, Receipt
from core.alerts import FailureClass

_WORDS: Final = 300
"""Characters of an answer that are kept."""
_CLASSES: Final = {
    401: FailureClass.AUTH,
    403: FailureClass.AUTH,
    407: FailureClass.AUTH,
    408: FailureClass.TIMEOUT,
    425: FailureClass.SERVER,
    429: FailureClass.RATE_LIMIT,
    504: FailureClass.TIMEOUT,
}
GONE: Final = frozenset({404, 410})
"""Statuses of an address that no longer exists. Like those of AUTH, they switch a target off if they last."""


def classified(answer: Answer, now: float) -> Receipt:
    """By the status alone."""
    failure = class_of(answer.status)
    return Receipt(
        failure=failure,
        detail=words_of(answer),
        status=answer.status,
        retry_after=None if failure is None else retry_after(answer.headers.get("retry-after"), now),
    )


def class_of(status: int) -> FailureClass | None:
    """Of an HTTP status; None: it arrived."""
    if 200 <= status < 300:
        return None
    if status in _CLASSES:
        return _CLASSES[status]
    return FailureClass.SERVER if status >= 500 else FailureClass.DATA


def retry_after(value: str | None, now: float) -> float | None:
    """Seconds to wait by a Retry-After header: digits, also with a fraction, or a date (RFC 9110, 10.2.3)."""
    if not value or len(value) > 100:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            moment = parsedate_to_datetime(value)
        except (ValueError, IndexError, OverflowError):
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = moment.timestamp() - now
    return max(seconds, 0.0) if seconds == seconds else None  # a NaN is no time


def words_of(answer: Answer) -> str:
    """The beginning of an answer on one line, for people."""
    if 300 <= answer.status < 400:
        return "it answered with a redirect, which is not followed: enter the address that it leads to"
    return " ".join(answer.text[: _WORDS * 4].split())[:_WORDS]


def json_of(answer: Answer) -> dict[str, Any]:
    """The answer as a JSON object; empty where it is none."""
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
