"""What the senders were told: the one side of the books, which the server cannot know."""

import time
from collections import Counter, deque
from dataclasses import dataclass, field

_EVERY_SO_MANY = 50
"""One of so many accepted events is sent a second time, as by an SDK that missed the answer."""

_MEMORY_SECONDS = 2.0
"""A gateway writes its counts down after one second, and that takes a moment."""


@dataclass(slots=True)
class Ledger:
    """Written by one thread, looked at by others."""

    sent: int = 0
    """Requests, repeats included."""
    answers: Counter[int] = field(default_factory=Counter)
    """By HTTP status."""
    causes: Counter[str] = field(default_factory=Counter)
    """Of 429s, by the reason that was given."""
    accepted: set[int] = field(default_factory=set)
    """Numbers that got 200."""
    refused: set[int] = field(default_factory=set)
    """Numbers that got 429."""
    unknown: set[int] = field(default_factory=set)
    """Numbers of requests whose connection broke before the answer: stored or not, never twice."""
    broken: int = 0
    """Such requests."""
    odd: Counter[str] = field(default_factory=Counter)
    """Answers that should not be, by what is wrong with them."""
    refused_at: list[float] = field(default_factory=list)
    """Monotonic seconds of each 429."""
    gateway_killed_at: list[float] = field(default_factory=list)
    again: deque[int] = field(default_factory=deque)
    """Numbers to be sent once more."""

    def accept(self, number: int) -> None:
        if number not in self.accepted and len(self.accepted) % _EVERY_SO_MANY == 0:
            self.again.append(number)
        self.accepted.add(number)

    def refuse(self, number: int, cause: str) -> None:
        self.refused.add(number)
        self.causes[cause] += 1
        self.refused_at.append(time.monotonic())

    def break_off(self, number: int) -> None:
        self.broken += 1
        if number % 2 and number not in self.unknown:
            self.again.append(number)
        self.unknown.add(number)

    def uncounted(self) -> int:
        """429s whose counts may have died with their gateway, which keeps them in memory for a moment."""
        killed = self.gateway_killed_at
        return sum(any(0 <= end - at < _MEMORY_SECONDS for end in killed) for at in self.refused_at)

    def may_be_stored(self) -> set[int]:
        return self.accepted | self.unknown
