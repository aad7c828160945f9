"""When it happened: timestamps in any form, wrong clocks put right."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from core.events import RawEvent
from processor.normalize.notes import Notes, quoted

MAX_DRIFT: Final = 55 * 60
"""Seconds that a sender's clock may be off; more is no delay of delivery but a wrong clock."""
MAX_FUTURE: Final = 60
"""Seconds that an event may lie ahead."""
MAX_AGE: Final = 30 * 24 * 3600
"""Seconds that an event may be old: as long as events are usually kept."""
LAST_SECOND: Final = 253_402_300_799
"""End of the year 9999, the last that dates can hold."""


def parse_timestamp(value: Any) -> float | None:
    """Epoch seconds of RFC 3339 text (no zone means UTC) or of a number in seconds or finer; None when unreadable."""
    if type(value) is str:
        value = _seconds_in(value)
    if (type(value) is not float and type(value) is not int) or not 0 < value < 10**20:
        return None
    while value > LAST_SECOND:  # milli-, micro- or nanoseconds (JavaScript, Java)
        value /= 1000
    return float(value)


def _seconds_in(text: str) -> float | None:
    text = text[:40]
    try:
        if text[-1:] == "Z" and text[16:17] == ":" and 0 <= (seconds := float(text[17:-1])) < 61:
            return _start_of_minute(text[:16]) + seconds
        if text[4:5] == "-":
            moment = datetime.fromisoformat(text)
            return (moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)).timestamp()
        return float(text)
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=256)
def _start_of_minute(text: str) -> float:
    """Breadcrumbs of one event share a few minutes, and most of the cost of reading a date lies before the seconds."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def set_times(raw: RawEvent, data: dict[str, Any], notes: Notes) -> None:
    """Bring `timestamp` and those of the breadcrumbs into float epoch seconds and onto our clock.

    `received` is the mark that this was done: an event that was normalized before is not shifted again.
    """
    given = data.get("timestamp")
    timestamp = parse_timestamp(given)
    if timestamp is None:
        notes.invalid(("timestamp",), given)
        timestamp = raw.received_at
    shift = 0.0 if data.get("received") == raw.received_at else _drift(raw, notes)
    if timestamp + shift > raw.received_at + MAX_FUTURE:
        notes.error({"type": "future_timestamp", "name": "timestamp", "value": quoted(given)})
        shift = raw.received_at - timestamp
    elif timestamp + shift < raw.received_at - MAX_AGE:
        notes.error({"type": "past_timestamp", "name": "timestamp", "value": quoted(given)})
        shift = raw.received_at - timestamp
    data["timestamp"] = round(timestamp + shift, 6)
    data["received"] = raw.received_at
    if shift and "breadcrumbs" in data:
        for crumb in data["breadcrumbs"]["values"]:
            if "timestamp" in crumb:
                crumb["timestamp"] = max(round(crumb["timestamp"] + shift, 6), 1.0)


def _drift(raw: RawEvent, notes: Notes) -> float:
    """Seconds to add because the sender's clock is wrong; none when it did not say what it shows."""
    if raw.sent_at is None or abs(raw.received_at - raw.sent_at) < MAX_DRIFT:
        return 0.0
    sdk_time, server_time = (
        datetime.fromtimestamp(min(max(at, 0), LAST_SECOND), UTC).isoformat() for at in (raw.sent_at, raw.received_at)
    )
    notes.error({"type": "clock_drift", "sdk_time": sdk_time, "server_time": server_time})
    return raw.received_at - raw.sent_at
