"""Tells when our own code fails on most of what comes: after a bad update, most likely.

It stops nothing. Whatever we fail on is kept whole and can be replayed, while a processor that stops lets the log fill
up until the gateway has to refuse, and it would stop for one program that sends the same bad event again and again.
"""

from typing import Final

WINDOW_SECONDS: Final = 60.0
LEAST: Final = 5
"""Failures within a window: a few in a quiet hour are no pattern."""


class Alarm:
    """Counts events and failures in windows of a minute."""

    def __init__(self) -> None:
        self._since = float("-inf")
        self._events = self._failures = 0
        self._told = False

    def rings(self, events: int, failures: int, now: float) -> tuple[int, int] | None:
        """Count so many more events, of which we failed on so many: (failures, events) of this window as soon as it is
        most of them, and then not again within it."""
        if now - self._since >= WINDOW_SECONDS:
            self._since, self._events, self._failures, self._told = now, 0, 0, False
        self._events += events
        self._failures += failures
        if self._told or self._failures < LEAST or 2 * self._failures <= self._events:
            return None
        self._told = True
        return self._failures, self._events
