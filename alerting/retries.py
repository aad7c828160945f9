"""What follows a failed attempt: another one, and when, or the end. Pure."""

from dataclasses import dataclass
from random import Random
from typing import Final

from core.alerts import DeliveryState, FailureClass

MOST_TRIES: Final = 16
"""Spread over nearly a day by the steps below: a receiver that is away for a night still gets the message. When one is
away for longer, people will have heard otherwise."""
_AT_ONCE: Final = (2.0, 4.0, 8.0)
_MINUTES: Final = (30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0)
"""A page is useful within the hour, so seven more tries come before they get rare."""
_HOURS: Final = (3600.0, 7200.0, 14_400.0, 21_600.0, 28_800.0)
_STEPS: Final = (*_AT_ONCE, *_MINUTES, *_HOURS)
_LIMITED: Final = (15.0, *_MINUTES, *_HOURS)
"""Seconds: a rate limit is seldom over after the usual first pause."""
_LONGEST_WAIT: Final = 6 * 3600.0
"""The longest Retry-After, in seconds, that is honoured."""
_FOR_GOOD: Final = frozenset({FailureClass.AUTH, FailureClass.DATA, FailureClass.BLOCKED})
"""Failures that would repeat themselves: a person must mend something first."""


@dataclass(frozen=True, slots=True)
class Verdict:
    state: DeliveryState
    at: float | None = None
    """When the next attempt is made, epoch seconds; None: not without a person."""


def after_failure(
    failure: FailureClass, tries: int, retry_after: float | None, *, once: bool, now: float, rng: Random
) -> Verdict:
    """`tries`: attempts so far, this one included. `once`: a test, for which a person waits and which is not
    repeated."""
    if once or failure in _FOR_GOOD:
        return Verdict(DeliveryState.FAILED)
    if tries >= MOST_TRIES:
        return Verdict(DeliveryState.DEAD)
    return Verdict(DeliveryState.RETRYING, now + wait(failure, tries, retry_after, rng))


def wait(failure: FailureClass, tries: int, retry_after: float | None, rng: Random) -> float:
    """Seconds until the next attempt. Never before the receiver's own Retry-After; else with jitter, so that deliveries
    that failed together are not all retried together."""
    steps = _LIMITED if failure is FailureClass.RATE_LIMIT else _STEPS
    step = steps[min(tries - 1, len(steps) - 1)]
    if retry_after is None:
        return step / 2 + rng.random() * step / 2
    asked = min(max(retry_after, 1.0), _LONGEST_WAIT)
    return asked * (1 + rng.random() / 10)
