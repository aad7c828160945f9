"""Wall-clock time as moments. Every schedule has a zone of the IANA database.

Two kinds of local time are odd. One that comes twice (the clock goes back) is its first coming. One that never comes
(the clock goes forward over it) is the moment of the jump. So later wall-clock time is never an earlier moment, and
a rotation loses or doubles nothing on those days: one turn is an hour shorter or longer.
"""

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from core.errors import Rejected


@lru_cache(maxsize=1024)
def known_zone(name: str) -> ZoneInfo:
    """The zone of that IANA name. Raises Rejected(`unknown_time_zone`)."""
    # Asked first: ZoneInfo opens files by the name, and this one may come from anybody.
    if name not in _names():
        raise Rejected("unknown_time_zone", f"no time zone {name[:60]!r}: use an IANA name such as Europe/Stockholm")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Rejected("unknown_time_zone", f"the time zone {name!r} cannot be read on this machine") from None


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


def local_moment(wall: datetime, zone: ZoneInfo) -> float:
    """Epoch seconds of a naive local time; for the two odd kinds see above."""
    first = wall.replace(tzinfo=zone, fold=0)
    moment = first.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment.timestamp()
    return _jump(wall.replace(tzinfo=zone, fold=1).timestamp(), moment.timestamp(), zone)


def _jump(before: float, after: float, zone: ZoneInfo) -> float:
    """The moment between the two at which the offset changes; to the second."""
    low, high = int(before), int(after)
    old = datetime.fromtimestamp(low, zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == old:
            low = middle
        else:
            high = middle
    return float(high)


def local_time(moment: float, zone: ZoneInfo) -> datetime:
    """The naive local time of a moment."""
    return datetime.fromtimestamp(moment, zone).replace(tzinfo=None)
