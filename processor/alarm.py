"""Notices when our own code fails on most events, as after a bad update.

It does not stop the processor. An event that failed is kept whole and can be replayed. A stopped processor would let
the log fill up until the gateway has to refuse events, and a single program that keeps sending one bad event could
cause that.
"""

from typing import Final

WINDOW_SECONDS: Final = 60.0
LEAST: Final = 5
"""The fewest failures in a window that count: a few in a quiet hour are no pattern."""


class Alarm:
    """Counts events and failures in windows of a minute."""

    def __init__(self) -> None:
        self._since = float("-inf")
        self._events = self._failures = 0
        self._told = False

    def rings(self, events: int, failures: int, now: float) -> tuple[int, int] | None:
        """Count more events, and how many of them failed. Answers (failures, events) of this window once most have
        failed, and only once in each window."""
        if now - self._since >= WINDOW_SECONDS:
            self._since, self._events, self._failures, self._told = now, 0, 0, False
        self._events += events
        self._failures += failures
        if self._told or self._failures < LEAST or 2 * self._failures <= self._events:
            return None
        self._told = True
        return self._failures, self._events
