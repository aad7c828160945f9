"""The engine watches itself: what is wrong with it, out of what was found. The vocabulary and the decisions; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

LATE_SECONDS: Final = 60.0
"""Evaluation that is so far behind is trouble; so is a duty that was not done for so long."""
ALIVE_SECONDS: Final = 120.0
"""An alerter that was not seen for so long is not counted on."""
STUCK_SECONDS: Final = 300.0
"""A delivery that is due for so long: nobody takes it, or everybody is busy with calls that hang."""
FORGET_SECONDS: Final = 3600.0
"""Trouble that comes back within it is the same, and not told of again."""
PING_SECONDS: Final = 60.0

TroubleName: TypeAlias = Literal["no_alerter", "late", "stuck"]


@dataclass(frozen=True, slots=True)
class Trouble:
    name: TroubleName
    detail: str
    """One sentence that says what it means and what to look at."""


@dataclass(frozen=True, slots=True)
class Round:
    """A duty of one alerter."""

    at: float
    """When it was last done, epoch seconds."""
    within: float
    """Seconds after which it is late."""

    def is_late(self, now: float) -> bool:
        return now - self.at > self.within


@dataclass(frozen=True, slots=True)
class Alerter:
    """A process of the role, as it last told."""

    name: str
    started_at: float
    seen_at: float
    lag_seconds: float
    rounds: Mapping[str, Round]
    pinged_at: float | None
    ping_error: str | None

    def is_alive(self, now: float) -> bool:
        return now - self.seen_at <= ALIVE_SECONDS

    def late_duties(self, now: float) -> list[str]:
        return sorted(duty for duty, done in self.rounds.items() if done.is_late(now))


@dataclass(frozen=True, slots=True)
class Vitals:
    """What the database says of the engine, at one moment; times in epoch seconds."""

    alerters: tuple[Alerter, ...]
    oldest_signal_at: float | None
    """Of those that nobody has evaluated."""
    oldest_due_at: float | None
    """Since when the first delivery that is due, and that nobody has taken, has been."""
    deliveries_waiting: int
    deliveries_failed: int
    """Within a day, for good."""

    def lag_seconds(self, now: float) -> float:
        """How far evaluation is behind."""
        return 0.0 if self.oldest_signal_at is None else max(0.0, now - self.oldest_signal_at)

    def alive(self, now: float) -> int:
        """Alerters that can be counted on."""
        return sum(one.is_alive(now) for one in self.alerters)


def troubles(vitals: Vitals, now: float) -> list[Trouble]:
    """What is wrong, the worst first."""
    lag = vitals.lag_seconds(now)
    stuck = 0.0 if vitals.oldest_due_at is None else now - vitals.oldest_due_at
    found = []
    if not vitals.alive(now) and (lag > ALIVE_SECONDS or stuck > ALIVE_SECONDS):
        found.append(
            Trouble(
                "no_alerter",
                f"no alerter was seen for {_words(_unseen(vitals, now))} and work waits: nobody is told of anything."
                " Start `redshank serve alerter`, or look into its log.",
            )
        )
    if lag > LATE_SECONDS:
        found.append(
            Trouble(
                "late",
                f"rules are evaluated {_words(lag)} late: alerts come that much later."
                " Look at the load of PostgreSQL and of the alerters; another alerter helps.",
            )
        )
    if stuck > STUCK_SECONDS:
        found.append(
            Trouble(
                "stuck",
                f"messages wait to be sent for {_words(stuck)} and nobody takes them."
                " Look into the alerters' log, and at the page Deliveries.",
            )
        )
    return found


def may_ping(own: Alerter, found: list[Trouble], now: float) -> bool:
    """Whether this alerter may say outside that all is well: every duty of its own is done in time, and nothing is
    wrong with the whole."""
    return not own.late_duties(now) and not found


def _unseen(vitals: Vitals, now: float) -> float:
    return now - max((one.seen_at for one in vitals.alerters), default=now - ALIVE_SECONDS)


def _words(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"
