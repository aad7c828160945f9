"""What the server asked us not to send for a while."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

DEFAULT_SECONDS = 60.0
"""For a 429 that does not say how long."""
MAX_SECONDS = 86_400.0
"""Longest limit believed: a server that blunders must not silence a program for good."""
_OURS = frozenset({"error", "internal"})
"""The categories of what this SDK sends: events, and reports of what was dropped."""


class RateLimits:
    """Until when which category rests. Times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}

    def update(self, status: int, headers: Mapping[str, str], now: float) -> None:
        """Learn from an answer; header names in lower case. The longest limit of a category wins."""
        announced = headers.get("x-sentry-rate-limits")
        if announced is not None:
            for category, seconds in parse_rate_limits(announced):
                self._extend(category, now + seconds)
        elif status == 429:
            self._extend("", now + parse_retry_after(headers.get("retry-after")))

    def _extend(self, category: str, until: float) -> None:
        if category == "" or category in _OURS:
            self._until[category] = max(until, self._until.get(category, 0.0))

    def seconds_left(self, category: str, now: float) -> float:
        """How long `category` still rests; 0.0 when it may be sent."""
        until = max(self._until.get("", 0.0), self._until.get(category, 0.0))
        return max(until - now, 0.0)


def parse_rate_limits(header: str) -> Iterator[tuple[str, float]]:
    """(category, seconds) for each limit of `X-Sentry-Rate-Limits`; category "" means all."""
    for limit in header.split(","):
        parts = limit.strip().split(":")
        seconds = _seconds(parts[0])
        if seconds is None or len(parts) < 2:
            continue
        for category in parts[1].split(";"):
            yield category.strip().lower(), seconds


def parse_retry_after(value: str | None) -> float:
    """Seconds of a `Retry-After` header, given as a number or as a date."""
    seconds = _seconds(value or "")
    if seconds is not None:
        return seconds
    try:
        date = parsedate_to_datetime(value or "")
        wait = (date - datetime.now(date.tzinfo or timezone.utc)).total_seconds()
    except (TypeError, ValueError, OverflowError):
        return DEFAULT_SECONDS
    return min(max(wait, 0.0), MAX_SECONDS)


def _seconds(text: str) -> float | None:
    try:
        seconds = float(text)
    except ValueError:
        return None
    return min(seconds, MAX_SECONDS) if math.isfinite(seconds) and seconds >= 0 else None
