"""One layer: whose turn it is, turn by turn, and the hours of the week that it covers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from core.alerts import Layer, MuteTime
from core.schedules.zones import local_moment, local_time

_HOUR: Final = 3600
_DAYS: Final = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` until just before `end`, epoch seconds."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Turn:
    start: float
    end: float
    user_id: int


def turns(layer: Layer, zone: ZoneInfo, start: float, end: float) -> Iterator[Turn]:
    """The turns that touch the range, cut to it and to the layer's own beginning and end, in order."""
    over = end if layer.ends is None else min(end, local_moment(datetime.fromisoformat(layer.ends), zone))
    number = max(0, turn_at(layer, zone, start))
    begins = turn_start(layer, zone, number)
    while begins < over:
        ends = turn_start(layer, zone, number + 1)
        cut = Turn(max(begins, start), min(ends, over), layer.user_ids[number % len(layer.user_ids)])
        if cut.start < cut.end:
            yield cut
        number, begins = number + 1, ends


def turn_start(layer: Layer, zone: ZoneInfo, number: int) -> float:
    """When turn `number` begins: by the calendar for days and weeks, by the clock for hours."""
    first = datetime.fromisoformat(layer.starts)
    if layer.unit == "hour":
        return local_moment(first, zone) + number * layer.every * _HOUR
    return local_moment(first + timedelta(days=number * layer.every * _DAYS[layer.unit]), zone)


def turn_at(layer: Layer, zone: ZoneInfo, moment: float) -> int:
    """The number of the turn at that moment; negative before the first."""
    first = datetime.fromisoformat(layer.starts)
    if layer.unit == "hour":
        return int((moment - local_moment(first, zone)) // (layer.every * _HOUR))
    days = layer.every * _DAYS[layer.unit]
    # Computed by wall-clock time, this is right except at the two odd kinds of time, where it is off by one.
    number = (local_time(moment, zone) - first) // timedelta(days=days)
    while turn_start(layer, zone, number) > moment:
        number -= 1
    while turn_start(layer, zone, number + 1) <= moment:
        number += 1
    return number


def open_hours(hours: tuple[MuteTime, ...], zone: ZoneInfo, start: float, end: float) -> list[Span]:
    """When the hours of the week are open in the range: in order, without overlap, cut to it."""
    if not hours:
        return [Span(start, end)]
    found: list[Span] = []
    day = local_time(start, zone).date() - timedelta(days=1)  # yesterday's may last into today
    last = local_time(end, zone).date()
    while day <= last:
        found.extend(span for one in hours if day.weekday() in one.days for span in _cut(one, day, zone, start, end))
        day += timedelta(days=1)
    return _joined(sorted(found, key=lambda span: span.start))


def _cut(hours: MuteTime, day: date, zone: ZoneInfo, start: float, end: float) -> Iterator[Span]:
    opens, closes = time.fromisoformat(hours.start), time.fromisoformat(hours.end)
    last_day = day if closes > opens else day + timedelta(days=1)
    begins = max(start, local_moment(datetime.combine(day, opens), zone))
    ends = min(end, local_moment(datetime.combine(last_day, closes), zone))
    if begins < ends:
        yield Span(begins, ends)


def _joined(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for span in spans:
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
