"""Pairs of events: one problem or two? Run with `-s` to see the table."""

import json
from functools import cache

import pytest

from processor.enrich.event import enrich
from processor.enrich.lookups import Lookups
from processor.normalize import normalize
from tests.data import recordings
from tests.unit.processor.fingerprint.corpus import BY_LANGUAGE
from tests.unit.processor.fingerprint.grouping import RAW, hash_of, score_all, table

LEAST_F1 = 0.97


def test_pairs_written_by_hand() -> None:
    """What people take for one problem gets one fingerprint, and two problems get two."""
    scores = score_all(
        (language, pair.name, pair.same, hash_of(pair.a) == hash_of(pair.b))
        for language, pairs in BY_LANGUAGE.items()
        for pair in pairs
    )
    print("\n" + table(scores))
    assert [mistake for score in scores.values() for mistake in score.mistakes] == []


def test_pairs_recorded_from_sdks() -> None:
    """The same for events that real SDKs sent, after normalizing and enriching."""
    scores = score_all(
        (pair.a.split("-")[0], f"{pair.a} / {pair.b}: {pair.why}", pair.same, _hash(pair.a) == _hash(pair.b))
        for pair in recordings.pairs()
    )
    print("\n" + table(scores))
    if not scores:
        pytest.skip("no recorded pairs")
    mistakes = [mistake for score in scores.values() for mistake in score.mistakes]
    assert min(score.f1 for score in scores.values()) >= LEAST_F1, mistakes


@cache
def _hash(name: str) -> str:
    (event, *_) = recordings.events(recordings.load(name))
    return hash_of(enrich(normalize(RAW, json.loads(json.dumps(event))), Lookups()).data)
