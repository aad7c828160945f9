"""What happens when: the whole demo as a list, before any of it happens. Pure; a seed makes the same list again."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from deploy.demo.customers import Customer, make_customers
from deploy.demo.problems import PROBLEMS, Problem
from deploy.demo.releases import release
from deploy.demo.situation import Situation

CUSTOMERS: Final = 80


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A problem meets a customer."""

    at: float
    """Epoch seconds."""
    problem: Problem
    situation: Situation
    release: str
    environment: str
    server: str


class Story:
    """Draws occurrences; `now` (epoch seconds) is where the past ends."""

    def __init__(self, seed: int, now: float) -> None:
        self._rng = Random(seed)  # noqa: S311  a story, no secret
        self._now = now
        self._customers = make_customers(self._rng, CUSTOMERS)

    def past(self) -> list[Occurrence]:
        """The last days, oldest first."""
        moments = [
            (at, problem)
            for problem in PROBLEMS
            for curve in problem.curves
            for at in curve.moments(self._rng, self._now)
        ]
        return [self._occurrence(at, problem) for at, problem in sorted(moments, key=lambda moment: moment[0])]

    def next(self, at: float) -> Occurrence:
        """Something that happens just now."""
        [problem] = self._rng.choices(PROBLEMS, [one.live for one in PROBLEMS])
        return self._occurrence(at, problem)

    def _occurrence(self, at: float, problem: Problem) -> Occurrence:
        rng = Random(self._rng.getrandbits(64))  # noqa: S311
        environment = "staging" if rng.random() < problem.staging else "production"
        hours_ago = max(0.0, self._now - at) / 3600
        server = f"{problem.project.partition('-')[0]}-{environment[:4]}-{rng.randint(1, 4)}"
        situation = Situation(rng, _who(rng, self._customers))
        return Occurrence(at, problem, situation, release(problem.project, hours_ago), environment, server)


def _who(rng: Random, customers: Sequence[Customer]) -> Customer:
    """A few meet much, many meet little."""
    return customers[min(int(rng.expovariate(3.0) * len(customers)), len(customers) - 1)]
