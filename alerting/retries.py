"""What comes after a failed attempt: when again, or that it is over. Pure."""

from dataclasses import dataclass
from random import Random
from typing import Final

from core.alerts import DeliveryState, FailureClass

MOST_TRIES: Final = 16
"""Spread over nearly a day by the steps below: who is away for a night still gets it, who is away longer has read of
it elsewhere."""
_AT_ONCE: Final = (2.0, 4.0, 8.0)
_MINUTES: Final = (30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0)
"""A page is of use within the hour: seven more tries before they get rare."""
_HOURS: Final = (3600.0, 7200.0, 14_400.0, 21_600.0, 28_800.0)
_STEPS: Final = (*_AT_ONCE, *_MINUTES, *_HOURS)
_LIMITED: Final = (15.0, *_MINUTES, *_HOURS)
"""Seconds. A rate limit is not over after two of them."""
_LONGEST_WAIT: Final = 6 * 3600.0
"""Of a Retry-After: more would be for ever."""
_FOR_GOOD: Final = frozenset({FailureClass.AUTH, FailureClass.DATA, FailureClass.BLOCKED})
"""The same again would fail the same way: a person must mend something first."""


@dataclass(frozen=True, slots=True)
class Verdict:
    state: DeliveryState
    at: float | None = None
    """When it is tried again, epoch seconds; None: not by itself."""


def after_failure(
    failure: FailureClass, tries: int, retry_after: float | None, *, once: bool, now: float, rng: Random
) -> Verdict:
    """`tries`: how many there were, this one included. `once`: a test, which somebody is waiting for."""
    if once or failure in _FOR_GOOD:
        return Verdict(DeliveryState.FAILED)
    if tries >= MOST_TRIES:
        return Verdict(DeliveryState.DEAD)
    return Verdict(DeliveryState.RETRYING, now + wait(failure, tries, retry_after, rng))


def wait(failure: FailureClass, tries: int, retry_after: float | None, rng: Random) -> float:
    """Seconds. Never before the receiver's own Retry-After; else jittered downwards, so that many that failed together
    do not come back together."""
    steps = _LIMITED if failure is FailureClass.RATE_LIMIT else _STEPS
    step = steps[min(tries - 1, len(steps) - 1)]
    if retry_after is None:
        return step / 2 + rng.random() * step / 2
    asked = min(max(retry_after, 1.0), _LONGEST_WAIT)
    return asked * (1 + rng.random() / 10)
