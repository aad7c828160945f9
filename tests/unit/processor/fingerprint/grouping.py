"""Fingerprints of plain event data, and a score over pairs."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from core.events import GroupedEvent, RawEvent, RedactedEvent
from processor.enrich import Lookups, enrich
from processor.fingerprint import fingerprint
from processor.normalize import normalize

Event = dict[str, Any]
RAW = RawEvent(1, 1, "0" * 32, 0.0, None, None, None, "", "error", "", 0, 0, b"")


def group(data: dict[str, Any]) -> GroupedEvent:
    """What `fingerprint` makes of an event."""
    return fingerprint(RedactedEvent(RAW, data, None))


def hash_of(data: dict[str, Any]) -> str:
    """The event's (only) hash in hex."""
    (one,) = group(data).fingerprint.hashes
    return one.hex()


def hash_after_enrichment(data: dict[str, Any]) -> str:
    """The hash of an event as an SDK sends it: normalized, and its frames marked."""
    return hash_of(enrich(normalize(RAW, copy.deepcopy(data)), Lookups()).data)


@dataclass
class Score:
    """Pairs judged: joined rightly, joined wrongly, split wrongly, split rightly."""

    joined: int = 0
    wrongly_joined: int = 0
    wrongly_split: int = 0
    split: int = 0
    mistakes: list[str] = field(default_factory=list)

    def judge(self, name: str, same: bool, joined: bool) -> None:
        if same and joined:
            self.joined += 1
        elif joined:
            self.wrongly_joined += 1
            self.mistakes.append(f"joined, but two problems: {name}")
        elif same:
            self.wrongly_split += 1
            self.mistakes.append(f"split, but one problem: {name}")
        else:
            self.split += 1

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall of joining; 1.0 when there is nothing to join."""
        relevant = 2 * self.joined + self.wrongly_joined + self.wrongly_split
        return 2 * self.joined / relevant if relevant else 1.0


def table(scores: dict[str, Score]) -> str:
    """The scores as people read them."""
    total = Score()
    rows = [f"{'':28}{'joined':>8}{'wrongly':>9}{'split':>8}{'wrongly':>9}{'F1':>8}"]
    for name, score in scores.items():
        rows.append(_row(name, score))
        total.joined += score.joined
        total.wrongly_joined += score.wrongly_joined
        total.wrongly_split += score.wrongly_split
        total.split += score.split
    return "\n".join((*rows, _row("all", total)))


def _row(name: str, score: Score) -> str:
    counts = f"{score.joined:8}{score.wrongly_joined:9}{score.split:8}{score.wrongly_split:9}"
    return f"{name:28}{counts}{score.f1:8.3f}"


def score_all(pairs: Iterable[tuple[str, str, bool, bool]]) -> dict[str, Score]:
    """Judge (language, name, same, joined) tuples, one score per language."""
    scores: dict[str, Score] = {}
    for language, name, same, joined in pairs:
        scores.setdefault(language, Score()).judge(name, same, joined)
    return scores
