"""The alert engine watches itself: decides what is wrong, given its vitals. The vocabulary and the decisions; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

LATE_SECONDS: Final = 60.0
"""Evaluation that is this many seconds behind is trouble; so is a duty that was not done for that long."""
ALIVE_SECONDS: Final = 120.0
"""An alerter that was not seen for this long does not count as living."""
STUCK_SECONDS: Final = 300.0
"""A delivery that has been due for this long is trouble: no alerter takes it, or all are busy with calls that hang."""
FORGET_SECONDS: Final = 3600.0
"""Trouble that comes back within this time counts as the same, and people are not told again."""
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


@dataclass(frozen=True, slots=True)
class Vitals:
    """What the database says of the engine, at one moment; times in epoch seconds."""

    alerters: tuple[Alerter, ...]
    oldest_signal_at: float | None
    """Of those that nobody has evaluated."""
    oldest_due_at: float | None
    """Since when the first delivery that is due, and that nobody has taken, has been."""

    def lag_seconds(self, now: float) -> float:
        """How far evaluation is behind."""
        return 0.0 if self.oldest_signal_at is None else max(0.0, now - self.oldest_signal_at)

    def stuck_seconds(self, now: float) -> float:
        """How long a delivery that is due has been waiting for somebody to take it."""
        return 0.0 if self.oldest_due_at is None else max(0.0, now - self.oldest_due_at)

    def alive(self, now: float) -> list[Alerter]:
        """Alerters that can be counted on."""
        return [one for one in self.alerters if one.is_alive(now)]

    def worth_showing(self, now: float) -> list[Alerter]:
        """The living alerters, and those that have been gone for less than an hour without a replacement; where none
        lives, the last ones, however long ago."""
        alive, gone = self.alive(now), _unreplaced(self.alerters, now)
        return [*alive, *(one for one in gone if not alive or now - one.seen_at <= FORGET_SECONDS)]


def troubles(vitals: Vitals, now: float) -> list[Trouble]:
    """What is wrong, the worst first."""
    lag = vitals.lag_seconds(now)
    stuck = vitals.stuck_seconds(now)
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


def why_no_ping(rounds: Mapping[str, Round], found: Sequence[Trouble], now: float) -> str | None:
    """Why this alerter must not ping the outside; None: all its own duties are done in time, and nothing is wrong with
    the engine."""
    late = late_duties(rounds, now)
    if late:
        return f"held back: {' and '.join(late)} not done in time"
    return f"held back: {found[0].detail}" if found else None


def late_duties(rounds: Mapping[str, Round], now: float) -> list[str]:
    return sorted(duty for duty, done in rounds.items() if done.is_late(now))


@dataclass(frozen=True, slots=True)
class Ways:
    """How one organization's alerts reach somebody."""

    rules: int
    """Active ones."""
    channels: int
    """Active ones."""
    mail: bool
    all_failed: bool = False
    """Within a day messages failed for good, and none arrived."""


def verdict(vitals: Vitals, ways: Ways, now: float) -> tuple[bool, str]:
    """Is anybody told when something breaks? And why, in a sentence."""
    alive = vitals.alive(now)
    if not alive:
        return False, "No: no alerter runs. Start `redshank serve alerter`, or look into its log."
    found = troubles(vitals, now)
    if found:
        return False, f"Not as it should be: {found[0].detail}"
    late = [late_duties(one.rounds, now) for one in alive]
    if all(late):
        return False, f"Not as it should be: {' and '.join(late[0])} not done in time. Look into the alerters' log."
    if not ways.rules:
        return False, "No: no rule is active, so nothing fires. Make one under Alerts."
    if not ways.mail and not ways.channels:
        return False, "Only in the inbox here: neither mail (REDSHANK_SMTP_URL) nor a channel is set up."
    if ways.all_failed:
        return False, "Not as it should be: none of the messages of the last 24 hours arrived. Deliveries say why."
    outs = [
        *(["mail"] if ways.mail else []),
        *([f"{ways.channels} channel{'' if ways.channels == 1 else 's'}"] if ways.channels else []),
    ]
    return True, f"Yes, by {' and '.join(outs)}: {ways.rules} rule{'' if ways.rules == 1 else 's'} watch, none is late."


def _unreplaced(alerters: Sequence[Alerter], now: float) -> list[Alerter]:
    """Of the alerters that are gone, those without a replacement: each newer alerter replaces one. It may have started
    a little before the other ended, as in a rolling update."""
    newcomers, found = list(alerters), []
    for one in sorted((one for one in alerters if not one.is_alive(now)), key=lambda one: -one.seen_at):
        since = max(one.started_at + 1, one.seen_at - ALIVE_SECONDS)
        stands_in = next((other for other in newcomers if other.started_at >= since), None)
        if stands_in is None:
            found.append(one)
        else:
            newcomers.remove(stands_in)
    return found


def _unseen(vitals: Vitals, now: float) -> float:
    return now - max((one.seen_at for one in vitals.alerters), default=now - ALIVE_SECONDS)


def _words(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"
