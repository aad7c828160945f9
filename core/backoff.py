"""How long to wait before trying again: the one formula."""

from random import Random

_FIRST_SECONDS = 0.2
_LONGEST_SECONDS = 5.0


def delay(attempt: int, rng: Random) -> float:
    """Seconds to wait after failure number `attempt` (from 0): exponential, jittered, at most 5 s.

    Source: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
    """
    ceiling = min(_LONGEST_SECONDS, _FIRST_SECONDS * 2.0 ** min(attempt, 10))
    return ceiling / 2 + rng.random() * ceiling / 2
