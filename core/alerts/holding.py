"""What people set up to hold alerts back: silences, maintenance windows, inhibitions. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from core.alerts import Repeats
from core.alerts.labels import label_query, matches
from core.errors import Rejected
from core.schedules.zones import known_zone, local_moment, local_time
from core.search import InvalidQuery

LONGEST_SILENCE: Final = 366 * 86_400
"""Seconds: to silence for ever, change the rule."""
_EARLIEST: Final = 946_684_800.0
"""2000: dates before it are mistakes."""
_DAYS: Final = {"day": 1, "week": 7}
_KIND_NAMES: Final = {"silence": "silence", "maintenance": "maintenance window"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A row of `silences`; moments in epoch seconds."""

    id: int
    kind: Literal["silence", "maintenance"]
    matcher: str
    comment: str
    starts_at: float
    ends_at: float
    repeats: Repeats | None = None

    @property
    def name(self) -> str:
        return f"{_KIND_NAMES[self.kind]} {self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inhibition:
    """A row of `inhibitions`."""

    id: int
    name: str
    source: str
    target: str
    equal: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAlert:
    """A firing or acknowledged alert, which may hold others back."""

    id: int
    number: int
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` until just before `end`, epoch seconds."""

    start: float
    end: float


def current_window(silence: Silence, now: float) -> Window | None:
    """The maintenance window that covers `now`; None: none does."""
    return next((one for one in _windows_from(silence, now) if one.start <= now < one.end), None)


def next_window(silence: Silence, now: float) -> Window | None:
    """The first that begins after `now`; None: there is none."""
    return next((one for one in _windows_from(silence, now) if one.start > now), None)


def is_over(silence: Silence, now: float) -> bool:
    return current_window(silence, now) is None and next_window(silence, now) is None


def silenced_by(silences: Iterable[Silence], labels: Mapping[str, str], now: float) -> tuple[Silence, Window] | None:
    """Of the silences that match, the one that ends last; None where none matches."""
    found = [
        (one, window)
        for one in silences
        if (window := current_window(one, now)) is not None and is_match(one.matcher, labels)
    ]
    return max(found, key=lambda pair: (pair[1].end, pair[0].id), default=None)


def inhibited_by(
    inhibitions: Iterable[Inhibition], alert_id: int, labels: Mapping[str, str], others: Sequence[OpenAlert]
) -> tuple[Inhibition, OpenAlert] | None:
    """The inhibition that holds the alert back and the open alert that is its source.

    As in Alertmanager: an alert that matches both sides is not held back by an alert that also matches both sides
    (itself, for one), and a label that both lack counts as equal.
    """
    for one in inhibitions:
        if not is_match(one.target, labels):
            continue
        is_source_too = is_match(one.source, labels)
        for other in others:
            if other.id == alert_id or any(labels.get(key, "") != other.labels.get(key, "") for key in one.equal):
                continue
            if is_match(one.source, other.labels) and not (is_source_too and is_match(one.target, other.labels)):
                return one, other
    return None


def is_match(matcher: str, labels: Mapping[str, str]) -> bool:
    """Whether a stored matcher matches. One that an older version allowed and this version cannot read matches
    nothing."""
    try:
        return matches(label_query(matcher), labels)
    except InvalidQuery:
        return False


def check_silence(silence: Silence, now: float) -> None:
    """Raises Rejected where it makes no sense."""
    label_query(silence.matcher)
    length = silence.ends_at - silence.starts_at
    if not _EARLIEST <= silence.starts_at <= now + LONGEST_SILENCE:
        raise Rejected("invalid_silence", "startsAt: it must begin within a year")
    if length <= 0:
        raise Rejected("invalid_silence", "endsAt: it must end after it begins")
    if length > LONGEST_SILENCE:
        raise Rejected("invalid_silence", "endsAt: a year at most; to be quiet for ever, switch the rule off")
    if silence.repeats is None:
        if silence.ends_at <= now:
            raise Rejected("invalid_silence", "endsAt: this is over already; choose an end that is still to come")
        return
    if silence.kind != "maintenance":
        raise Rejected("invalid_silence", "repeats: only a maintenance window comes again; set kind to maintenance")
    known_zone(silence.repeats.time_zone)
    if length > _DAYS[silence.repeats.every] * 86_400:
        raise Rejected("invalid_silence", f"endsAt: longer than a {silence.repeats.every}, after which it comes again")
    if silence.repeats.until is not None and _day(silence.repeats.until) is None:
        raise Rejected("invalid_silence", "repeats.until: there is no such day; write it as 2027-01-31")
    if is_over(silence, now):
        raise Rejected("invalid_silence", "this is over already: choose days that are still to come")


def check_inhibition(inhibition: Inhibition) -> None:
    """Raises Rejected where a matcher says nothing."""
    label_query(inhibition.source)
    label_query(inhibition.target)


def _windows_from(silence: Silence, now: float) -> Iterator[Window]:
    """Windows in order: from the last that began before `now`, at most a few."""
    repeats = silence.repeats
    if repeats is None:
        yield Window(silence.starts_at, silence.ends_at)
        return
    zone, every = known_zone(repeats.time_zone), timedelta(days=_DAYS[repeats.every])
    # By the calendar of its zone: two to four at night stays two to four when the clocks change.
    first, last = local_time(silence.starts_at, zone), local_time(silence.ends_at, zone)
    until = None if repeats.until is None else _day(repeats.until)
    number = max(0, (local_time(now, zone) - first) // every - 1)
    for one in range(number, number + 4):
        if until is not None and (first + one * every).date() > until:
            return
        start = silence.starts_at if one == 0 else local_moment(first + one * every, zone)
        end = silence.ends_at if one == 0 else local_moment(last + one * every, zone)
        if start < end:
            yield Window(start, end)


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        return None
