"""Events of really run programs, through the whole pipeline: one problem or two? Run with `-s` to see the table."""

import json

from core.projects import PrivacyPolicy
from processor.enrich.event import enrich
from processor.enrich.lookups import Lookups
from processor.fingerprint import fingerprint
from processor.normalize import normalize
from processor.redact import redact
from tests.data.pairs import Occurrence, occurrences, pairs
from tests.unit.processor.fingerprint.grouping import RAW, Score, score_all, table

LEAST_F1 = 0.97
LEAST_PER_PROGRAM = 0.93
"""Small programs have twenty pairs to join, so that one mistake costs 0.025."""


def test_pairs_of_really_run_programs() -> None:
    """Programs the algorithm was not made with; docs/grouping.md has the figures of before they were looked at."""
    hashes = {one: _hash(one) for one in occurrences()}
    judged = [(pair.a.program, pair.name, pair.same, hashes[pair.a] == hashes[pair.b]) for pair in pairs()]
    scores = score_all(judged)
    whole = Score()
    for _, name, same, joined in judged:
        whole.judge(name, same, joined)
    print("\n" + table(scores))
    print("\n".join(whole.mistakes))
    assert whole.joined + whole.wrongly_split > 800
    assert whole.split + whole.wrongly_joined > 2500
    assert whole.f1 >= LEAST_F1, whole.mistakes
    assert {program: score.mistakes for program, score in scores.items() if score.f1 < LEAST_PER_PROGRAM} == {}


def _hash(one: Occurrence) -> bytes:
    data = json.loads(json.dumps(one.event))
    grouped = fingerprint(redact(enrich(normalize(RAW, data), Lookups()), PrivacyPolicy()))
    (only,) = grouped.fingerprint.hashes
    return only
