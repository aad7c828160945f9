"""Events of really run programs, and which two of them are one problem (README.md beside this says how they came).

for pair in pairs(): pair.a.event, pair.b.event, pair.same
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "events.jsonl.gz"


@dataclass(frozen=True, slots=True, eq=False)
class Occurrence:
    """One event: a problem of a program, met in one of its runs."""

    round: str
    """`first` or `second`: which blind trial it was made for."""
    program: str
    near: str
    """Problems of a program that are likely to be mistaken for each other have this in common."""
    problem: str
    run: int
    """Another release, folder, host, interpreter, data; the source shifted, the bundle built again."""
    event: dict[str, Any]
    """As the SDK gave it to its transport, without what says nothing about grouping (README.md)."""


@dataclass(frozen=True, slots=True)
class Pair:
    a: Occurrence
    b: Occurrence
    same: bool

    @property
    def name(self) -> str:
        return f"{self.a.program} {self.a.near}: {self.a.problem}.{self.a.run} / {self.b.problem}.{self.b.run}"


@cache
def _read() -> tuple[list[Occurrence], frozenset[tuple[str, str, str]]]:
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        head = json.loads(next(lines))
        occurrences = [Occurrence(**json.loads(line)) for line in lines]
    unjudged = {(program, *sorted(two)) for program, problems in head["unjudged"] for two in combinations(problems, 2)}
    return occurrences, frozenset(unjudged)


def occurrences() -> list[Occurrence]:
    return _read()[0]


def pairs() -> Iterator[Pair]:
    """The first run of each problem with its other runs (same), and with another run of each neighbour (not)."""
    found, unjudged = _read()
    nearby: dict[tuple[str, str], dict[str, dict[int, Occurrence]]] = {}
    for one in found:
        nearby.setdefault((one.program, one.near), {}).setdefault(one.problem, {})[one.run] = one
    for (program, _), problems in nearby.items():
        for runs in problems.values():
            yield from (Pair(runs[1], other, True) for run, other in runs.items() if run != 1 and 1 in runs)
        for (name, runs), (other_name, others) in combinations(problems.items(), 2):
            judged = (program.replace("min", ""), *sorted((name, other_name))) not in unjudged
            if judged and 1 in runs and 2 in others:
                yield Pair(runs[1], others[2], False)
