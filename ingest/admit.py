"""Limits and quotas: may one more item enter? Pure.

Windows of up to an hour are leaky buckets: items raise a level, time drains it, and the level must not pass the limit's
quantity. Longer windows are a day or a month of the calendar (UTC), so that people can say when a quota begins anew.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from core.projects import Limit
from ingest.categories import ERROR_BUDGET

HOUR: Final = 3600
DAY: Final = 86400

MAX_RETRY_AFTER: Final = 300
"""The longest wait, in seconds, that a sender is told, so that a raised quota is noticed soon."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How full a limit was at a moment."""

    level: float
    """Items."""
    at: float
    """Epoch seconds."""


@dataclass(frozen=True, slots=True)
class Exceeded:
    """A limit without room, and the seconds until it has some again (at most MAX_RETRY_AFTER)."""

    limit: Limit
    retry_after: int


def concerns(limit: Limit, category: str) -> bool:
    """Whether items of this category count against the limit."""
    if not limit.categories or category in limit.categories:
        return True
    return category in ERROR_BUDGET and not ERROR_BUDGET.isdisjoint(limit.categories)


def level(limit: Limit, mark: Mark | None, now: float) -> float:
    """How full the limit is now."""
    if mark is None:
        return 0.0
    if limit.window_seconds <= HOUR:
        return max(0.0, mark.level - max(0.0, now - mark.at) * limit.quantity / limit.window_seconds)
    return mark.level if mark.at >= window_start(limit.window_seconds, now) else 0.0


def exceeded(limits: Iterable[tuple[Limit, float]], quantity: int, now: float) -> tuple[Exceeded, ...]:
    """The limits, given as (limit, its level), that have no room for `quantity` more; empty: all have."""
    return tuple(
        Exceeded(limit, _retry_after(limit, full + quantity - limit.quantity, now))
        for limit, full in limits
        if full + quantity > limit.quantity
    )


def _retry_after(limit: Limit, excess: float, now: float) -> int:
    if limit.window_seconds > HOUR:
        seconds = window_end(limit.window_seconds, now) - now
    elif limit.quantity > 0:
        seconds = excess * limit.window_seconds / limit.quantity
    else:
        seconds = MAX_RETRY_AFTER
    return max(1, min(MAX_RETRY_AFTER, math.ceil(seconds)))


def window_start(window_seconds: int, now: float) -> float:
    """When the calendar window (day, or month for anything longer) that holds `now` began."""
    if window_seconds <= DAY:
        return now - now % DAY
    return datetime.fromtimestamp(now, UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0).timestamp()


def window_end(window_seconds: int, now: float) -> float:
    """When the calendar window that holds `now` ends, which is when the next one begins."""
    start = window_start(window_seconds, now)
    # 32 days after the first of a month always lie in the next one.
    return start + DAY if window_seconds <= DAY else window_start(window_seconds, start + 32 * DAY)
