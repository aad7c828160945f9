"""Client reports: what was dropped here, told to the server so that sent, stored and lost add up."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Any

Counts = Counter[tuple[str, str]]
"""(reason, category) -> how many."""

ERROR = "error"
"""The category that events are counted as."""


class Losses:
    """Counts drops until a report has told them."""

    def __init__(self) -> None:
        # Re-entrant: collecting garbage inside may run a __del__ that reports, on this very thread.
        self._lock = threading.RLock()
        self._counts: Counts = Counter()

    def record(self, reason: str, category: str = ERROR, quantity: int = 1) -> None:
        """Count a drop."""
        with self._lock:
            self._counts[reason, category] += quantity

    def take(self) -> Counts:
        """All counts so far, which are then forgotten here."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
        return taken

    def empty(self) -> bool:
        """Whether nothing waits to be told."""
        return not self._counts

    def put_back(self, counts: Counts) -> None:
        """Count again what a report could not tell."""
        with self._lock:
            self._counts.update(counts)

    def reset_after_fork(self) -> None:
        """Start anew in a child process: its parent tells its own losses, and may hold the lock for ever."""
        self._lock = threading.RLock()
        self._counts = Counter()


def report_payload(counts: Counts, timestamp: str) -> dict[str, Any]:
    """The payload of a `client_report` item."""
    return {
        "timestamp": timestamp,
        "discarded_events": [
            {"reason": reason, "category": category, "quantity": quantity}
            for (reason, category), quantity in sorted(counts.items())
        ],
    }
