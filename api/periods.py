"""The time that a request is about: `statsPeriod=14d`, or `start` and `end`."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

from fastapi import Query

from api.deps import InjectedDeps
from core.errors import Rejected
from core.search.values import moment_of, seconds_of

MAX_PERIOD: Final = timedelta(days=366)
"""Longer than anything is kept."""

_STEPS: Final = (60, 300, 900, 3600, 4 * 3600, 86400, 7 * 86400)
"""Seconds of the intervals that series may have, beside any that is asked for."""


@dataclass(frozen=True, slots=True)
class Period:
    start: datetime
    end: datetime
    is_given: bool
    """Whether the request said so, or we chose."""

    @property
    def seconds(self) -> float:
        return (self.end - self.start).total_seconds()


def period(
    deps: InjectedDeps,
    stats_period: Annotated[str | None, Query(alias="statsPeriod", max_length=20)] = None,
    start: Annotated[str | None, Query(max_length=40)] = None,
    end: Annotated[str | None, Query(max_length=40)] = None,
) -> Period:
    """The dependency; 14 days up to now where nothing is said. Raises 400 for what is no time."""
    now = datetime.fromtimestamp(deps.clock.now(), UTC)
    if start or end:
        until = _moment("end", end) if end else now
        since = _moment("start", start) if start else until - timedelta(days=14)
        if since >= until:
            raise Rejected("invalid_period", "start must be before end")
        return Period(max(since, until - MAX_PERIOD), until, True)
    seconds = seconds_of(stats_period) if stats_period else 14 * 86400
    if seconds is None or seconds <= 0:
        raise Rejected("invalid_period", "statsPeriod wants a span like 24h or 14d")
    span = min(timedelta(seconds=seconds), MAX_PERIOD)
    return Period(now - span, now, bool(stats_period))


def _moment(name: str, text: str) -> datetime:
    moment = moment_of(text)
    if moment is None:
        raise Rejected("invalid_period", f"{name} wants a time like 2027-01-15T08:00:00Z")
    return moment


def step(asked: str | None, over: Period, most: int = 1000) -> int:
    """Seconds of an interval: the one asked for (`1h`, `3600`), but never so short that a series has more than `most`
    points. Raises 400 for what is no span."""
    wanted = 3600
    if asked:
        found = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else seconds_of(asked)
        if found is None or found <= 0:
            raise Rejected("invalid_interval", "interval wants a span like 1h or 1d")
        wanted = found
    least = over.seconds / most
    return wanted if wanted >= least else next((one for one in _STEPS if one >= least), _STEPS[-1])


def ahead(
    deps: InjectedDeps,
    start: Annotated[str | None, Query(max_length=40)] = None,
    end: Annotated[str | None, Query(max_length=40)] = None,
) -> Period:
    """The dependency of what lies ahead; two weeks from now where nothing is said. Raises 400 for what is no time."""
    since = _moment("start", start) if start else datetime.fromtimestamp(deps.clock.now(), UTC)
    until = _moment("end", end) if end else since + timedelta(days=14)
    if since >= until:
        raise Rejected("invalid_period", "start must be before end")
    return Period(since, until, bool(start or end))
