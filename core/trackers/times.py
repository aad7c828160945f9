"""When a tracker says that its issue came to stand as it does. Pure.

Each has a clock of its own, and only moments of the same tracker are compared."""

from datetime import UTC, datetime
from typing import Any, Final

_LONGEST: Final = 40
"""Characters; the longest that they write is `2027-01-15T08:00:00.000+0000`."""


def moment_said(value: Any) -> float | None:
    """Epoch seconds of `2027-01-15T08:00:00Z`, of `2027-01-15 08:00:00 UTC` (GitLab's webhooks), or of milliseconds
    (Jira's `timestamp`); None for what is no moment."""
    if type(value) is int and 0 < value < 1e14:
        return value / 1000
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    text = value.strip()
    if text.endswith(" UTC"):
        text = text.removesuffix(" UTC") + "+00:00"
    try:
        found = datetime.fromisoformat(text)
        return None if found.tzinfo is None else found.astimezone(UTC).timestamp()
    except (ValueError, OverflowError):
        return None


def is_older(said: float | None, known: float | None) -> bool:
    """Whether what was `said` is from before what is `known`. GitHub, and GitLab's webhooks, tell whole seconds only:
    within the second that they name, nothing is older."""
    if said is None or known is None:
        return False
    return said < (float(int(known)) if said == int(said) else known)
