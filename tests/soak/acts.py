"""What is done to an installation under load, act by act, and how long each takes to heal."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from core.bus import Topic
from tests.server import RunningServer, wait_for
from tests.soak.load import CONNECTIONS, Load, longest_silence, longest_stall
from tests.soak.poison import Poison
from tests.soak.shape import Shape
from tests.soak.victims import Victim, cut_power

_PATIENCE_SECONDS = 240.0
"""For anything to heal: many times what it takes on a busy machine. What takes longer hangs."""
_FULL_ANSWERS = 100
"""So many 429s, and the log is full for everybody."""


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, and how long the installation stood still from its beginning until all was as before."""

    name: str
    silence: float
    """Seconds in which nobody got 200."""
    stall: float
    """Seconds in which something waited and nothing was finished."""


class Stage:
    """Where the acts are played. Each returns when the installation works again. `calm`: how many events to let through
    between two of them."""

    def __init__(
        self, shape: Shape, load: Load, poison: Poison, rng: Random, calm: range, tell: Callable[[str], None]
    ) -> None:
        self.played: list[Act] = []
        self._shape, self._load, self._poison, self._rng, self._calm_events, self._tell = (
            shape,
            load,
            poison,
            rng,
            calm,
            tell,
        )
        self.joined: list[RunningServer] = []
        """Processors that came in a rebalance."""

    def play_turn(self, turn: int, goes_on: Callable[[], bool]) -> None:
        """Every act once, in another order each turn, while it `goes_on`."""
        acts = [*(lambda one=one: self.kill(one) for one in self._shape.victims(turn)), self.add_poison, self.fill]
        if self._shape.another_processor(0) is not None:
            acts.append(self.rebalance)
        self._rng.shuffle(acts)
        for act in acts:
            if not goes_on():
                return
            self._calm()
            act()

    def kill(self, victim: Victim) -> None:
        begun = len(self._load.looks) - 1
        victim.kill()
        if victim.is_gateway:
            self._load.ledger.gateway_killed_at.append(time.monotonic())
        time.sleep(self._rng.uniform(0.3, 1.0) * victim.away)
        victim.start()
        self._heal(victim.name, begun)

    def add_poison(self) -> None:
        """Records that kill nobody: unreadable ones among events, and among counts, and events that fail."""
        begun = len(self._load.looks) - 1
        for topic in Topic:
            self._load.ledger.gateway_killed_at += self._shape.poison(topic, self._poison.records(topic))
        self._heal("poison", begun)

    def fill(self) -> None:
        """What is accepted waits on the gateway's disk until that has its fill: senders hear 429, and later 200."""
        begun = len(self._load.looks) - 1
        refusals, limited = self._load.ledger.answers[429], self._load.last.limited
        with self._shape.blocked():
            self._load.unbounded = True
            self._wait(lambda: self._load.ledger.answers[429] >= refusals + _FULL_ANSWERS, "the log to be full")
            self._load.unbounded = False
        # A gateway that is killed takes the counts of its last second with it: not these, so that books are exact.
        self._wait(
            lambda: self._load.last.limited - limited >= self._load.ledger.answers[429] - refusals,
            "refusals to be counted",
        )
        self._heal("log full", begun)

    def rebalance(self) -> None:
        """Two more processors come; one of them goes in peace, the other is killed."""
        begun = len(self._load.looks) - 1
        more = []
        for _ in range(2):
            server = self._shape.another_processor(len(self.joined) + 1)
            assert server is not None
            more.append(server)
            self.joined.append(server)
            server.start()
            self._calm()
        more[0].stop()
        self._calm()
        cut_power(more[1])
        self._heal("rebalance", begun)

    def _calm(self) -> None:
        """Let some more events through."""
        enough = self._load.last.finished + self._rng.choice(self._calm_events)
        self._wait(lambda: self._load.last.finished >= enough, "events to be finished")

    def _heal(self, name: str, begun: int) -> None:
        """Wait until events are accepted and finished again; `begun` is the place of the first look of the act."""
        load, now = self._load, self._load.last

        def healed() -> bool:
            look = load.last
            accepts = look.accepted > now.accepted + 2 * CONNECTIONS
            return accepts and look.finished > min(now.finished + 2 * CONNECTIONS, now.accepted)

        self._wait(healed, f"everything to go on after: {name}")
        looks = load.looks[begun:]
        self.played.append(Act(name, longest_silence(looks), longest_stall(looks)))
        self._tell(
            f"{name:<24} silent for {self.played[-1].silence:5.1f} s, stalled for {self.played[-1].stall:5.1f} s;"
            f" {load.last.accepted:,} accepted, {load.last.finished:,} finished"
        )

    def _wait(self, condition: Callable[[], bool], what: str) -> None:
        try:
            wait_for(condition, what, _PATIENCE_SECONDS)
        except AssertionError as error:
            raise AssertionError(f"{error}; {self._load.last}, answers: {dict(self._load.ledger.answers)}") from None
