"""What a soak found, as a table for people and as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tests.soak.acts import Act
from tests.soak.checking import Verdict


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of one soak."""

    shape: str
    seed: int
    seconds: float
    """Of load."""
    settling_seconds: float
    sent: int
    answers: dict[int, int]
    """By HTTP status."""
    causes: dict[str, int]
    """Of 429s, by reason."""
    broken: int
    """Requests whose connection broke before the answer."""
    verdict: Verdict
    books: dict[str, int]
    dead: dict[str, int]
    dead_copies: int | None
    """Of them, those with a copy in the log's topic of dead records; None where there is no such topic."""
    acts: Sequence[Act]
    longest_silence: float
    """Seconds in which somebody sent and nobody got 200."""
    longest_stall: float
    """Seconds in which something waited and nothing was finished."""

    @property
    def passed(self) -> bool:
        return not self.verdict.problems


def as_json(report: Report) -> dict[str, Any]:
    return {"passed": report.passed, **asdict(report)}


def as_text(report: Report) -> str:
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    verdict, books = report.verdict, report.books
    yield ""
    took = f"{report.seconds:.0f} s of load, {report.settling_seconds:.0f} s until nothing waited"
    yield f"  shape {report.shape}, seed {report.seed}: {took}"
    yield ""
    rows = [
        ("requests", report.sent),
        ("… answered 200", report.answers.get(200, 0)),
        *((f"… answered 429, {cause}", times) for cause, times in sorted(report.causes.items())),
        ("… broken off", report.broken),
        ("stored", verdict.stored),
        ("… of those broken off", verdict.unknown_stored),
        ("… though answered 429", verdict.refused_stored),
        ("copies on the log that nobody sent", verdict.repeated),
        ("429s that a killed gateway had not counted", verdict.refusals_uncounted),
        ("LOST", verdict.lost),
        ("DOUBLE", verdict.double),
        ("WRONG ISSUE", verdict.wrong_issue),
    ]
    yield from (f"  {name:<44}{quantity:>12,}" for name, quantity in rows)
    fates = " + ".join(f"{books.get(name, 0):,} {name}" for name in ("stored", "duplicate", "dead", "filtered"))
    yield f"  books: {books.get('accepted', 0):,} accepted = {fates}; {books.get('limited', 0):,} limited"
    copied = "" if report.dead_copies is None else f"; {report.dead_copies} with a copy in their topic"
    reasons = ", ".join(f"{quantity} {reason}" for reason, quantity in sorted(report.dead.items()))
    yield f"  dead: {reasons or 'none'}{copied}"
    yield f"  longest silence {report.longest_silence:.1f} s, longest stall {report.longest_stall:.1f} s"
    yield ""
    yield f"  {'what was done':<26}{'times':>6}{'nobody got 200 for':>22}{'nothing finished for':>22}"
    for name in dict.fromkeys(act.name for act in report.acts):
        acts = [act for act in report.acts if act.name == name]
        silence, stall = max(act.silence for act in acts), max(act.stall for act in acts)
        yield f"  {name:<26}{len(acts):>6}{silence:>20.1f} s{stall:>20.1f} s"
    yield ""
    yield from (f"  PROBLEM: {problem}" for problem in verdict.problems)
    yield "  nothing lost, nothing double, every event in the books" if report.passed else "  FAILED"
