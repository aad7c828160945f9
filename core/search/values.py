"""Values of the query language that are no text: moments, ages, numbers. Pure."""

import re
from datetime import UTC, datetime
from typing import Final

from core.search import Condition

_AGO: Final = re.compile(r"([+-]?)(\d{1,6})([smhdw])")
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_OLDEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NEWEST: Final = datetime(2200, 1, 1, tzinfo=UTC)
_MOST: Final = 2**63 - 1


def seconds_of(text: str) -> int | None:
    """`90s`, `24h`, `14d`, `2w` in seconds, with its sign; None where it is no span of time."""
    found = _AGO.fullmatch(text)
    if found is None:
        return None
    seconds = int(found[2]) * _SECONDS[found[3]]
    return -seconds if found[1] == "-" else seconds


def moment_of(text: str) -> datetime | None:
    """A date or time of ISO 8601, UTC unless it says otherwise, or epoch seconds; None for what is none we can keep."""
    try:
        moment = (
            datetime.fromtimestamp(int(text), UTC)
            if text.isascii() and text.isdigit() and 9 <= len(text) <= 11
            else datetime.fromisoformat(text)
        )
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if _OLDEST <= moment <= _NEWEST else None


def moment(condition: Condition, now: datetime) -> datetime:
    """The moment a condition compares with: `2027-01-15`, `-24h` (that long ago). Refuses what is none."""
    text = condition.values[0].text
    seconds = seconds_of(text)
    if seconds is not None and text[0] in "+-":
        at = now.timestamp() + seconds
        return datetime.fromtimestamp(min(max(at, _OLDEST.timestamp()), _NEWEST.timestamp()), UTC)
    found_moment = moment_of(text)
    if found_moment is None:
        condition.refuse(f"{condition.key}: wants a time like 2027-01-15, 2027-01-15T08:00:00Z or -24h")
    return found_moment


def number(condition: Condition) -> int:
    """The whole number that a condition compares with; refuses what is none. `1k` and `2m` are numbers too."""
    text = condition.values[0].text.lower()
    factor = {"k": 1000, "m": 1_000_000}.get(text[-1:], 1)
    digits = text[:-1] if factor > 1 else text
    if not (digits.isascii() and digits.isdigit() and len(digits) < 20):
        condition.refuse(f"{condition.key}: wants a whole number")
    return min(int(digits) * factor, _MOST)
