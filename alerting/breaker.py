"""The breaker and the pace of a target: how many messages may go to it now, and what each result changes. Pure."""

from dataclasses import dataclass, replace
from typing import Final

from alerting.calls import Receipt
from alerting.channels.receipts import GONE
from core.alerts import FailureClass

FAILURES_TO_OPEN: Final = 5
"""In a row."""
_FIRST_OPEN: Final = 30.0
_LONGEST_OPEN: Final = 300.0
"""The longest an open breaker waits before the next probe. A page may wait for a receiver that is back, and one call in
five minutes hurts nobody."""
PROBE_SECONDS: Final = 15.0
"""How long the other messages wait for the result of the probe; a call takes 10 s at most."""
MINUTE: Final = 60.0
REFUSED_FOR: Final = 86_400.0
"""After this many seconds of nothing but refusals (AUTH, or an address that is gone), a target is switched off."""
_LONGEST_PAUSE: Final = 3600.0

_TARGET_IS_AWAY: Final = frozenset(
    {FailureClass.CONNECTION, FailureClass.TIMEOUT, FailureClass.SERVER, FailureClass.UNKNOWN, FailureClass.AUTH}
)
"""Failures that say something about the target rather than the message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A target as its row has it; times are epoch seconds."""

    failures: int = 0
    """In a row."""
    failing_since: float | None = None
    refused_since: float | None = None
    """Since when the target has answered nothing but refusals (AUTH, or an address that is gone)."""
    open_until: float | None = None
    window_started_at: float | None = None
    window_sent: int = 0
    last_success_at: float | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """How many messages may go now, and when to look again for the others."""

    now: int
    later_at: float
    is_probe: bool = False


def room(standing: Standing, per_minute: int, now: float) -> Room:
    if standing.open_until is not None and now < standing.open_until:
        return Room(0, standing.open_until)
    if standing.failures >= FAILURES_TO_OPEN:
        return Room(1, now + PROBE_SECONDS, is_probe=True)
    started = standing.window_started_at
    if started is None or now >= started + MINUTE:
        return Room(per_minute, now + MINUTE)
    return Room(max(per_minute - standing.window_sent, 0), started + MINUTE)


def after_claim(standing: Standing, claimed: int, is_probe: bool, now: float) -> Standing:
    """The standing after a claim: it is counted into the minute's pace, and a probe makes the other messages wait."""
    started = standing.window_started_at
    fresh = started is None or now >= started + MINUTE
    return replace(
        standing,
        window_started_at=now if fresh else started,
        window_sent=claimed if fresh else standing.window_sent + claimed,
        open_until=now + PROBE_SECONDS if is_probe and claimed else standing.open_until,
    )


def after_result(standing: Standing, receipt: Receipt, started_at: float, now: float) -> Standing:
    """`started_at`: of the call, epoch seconds."""
    if receipt.failure is FailureClass.RATE_LIMIT:
        # The target works and asks for a pause. That neither ends nor begins a row of failures.
        pause = min(receipt.retry_after or _FIRST_OPEN, _LONGEST_PAUSE)
        return replace(standing, open_until=max(now + pause, standing.open_until or 0.0))
    if receipt.arrived:
        return replace(
            standing, failures=0, failing_since=None, refused_since=None, open_until=None, last_success_at=now
        )
    refused = receipt.failure is FailureClass.AUTH or receipt.status in GONE
    if receipt.failure not in _TARGET_IS_AWAY and not refused:
        # It answered, and rejected this message: the target itself is well.
        return replace(standing, failures=0, failing_since=None, refused_since=None, open_until=None)
    if _was_under_way(standing, started_at):
        # Many calls run at once: when they fail in the same second, the breaker opens once, and not for longer each
        # time.
        return standing
    failures = standing.failures + 1
    since = standing.failing_since or now
    return replace(
        standing,
        failures=failures,
        failing_since=since,
        refused_since=(standing.refused_since or now) if refused else None,
        open_until=now + open_for(failures) if failures >= FAILURES_TO_OPEN else None,
    )


def _was_under_way(standing: Standing, started_at: float) -> bool:
    """Whether the call began before the breaker opened. A probe's call did not: its claim moved `open_until`."""
    if standing.failures < FAILURES_TO_OPEN or standing.open_until is None:
        return False
    return started_at <= standing.open_until - open_for(standing.failures)


def open_for(failures: int) -> float:
    """Seconds that a breaker stays open after so many failures in a row: 30, doubling to 5 min."""
    return min(_FIRST_OPEN * 2.0 ** min(failures - FAILURES_TO_OPEN, 10), _LONGEST_OPEN)


def is_over(standing: Standing, now: float) -> bool:
    """Whether the target has refused everything for so long that it is to be switched off."""
    return standing.refused_since is not None and now - standing.refused_since >= REFUSED_FOR
