"""For any events and any question the index finds exactly those of which the question is true."""

import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.payloads.clauses import (
    AllOf,
    AnyOf,
    Between,
    Clause,
    FieldExists,
    FieldIs,
    HasWords,
    IsEvent,
    NoneOf,
    OfFingerprints,
    OfProjects,
)
from core.payloads.documents import SearchDocument, search_document
from core.payloads.index.asking import page, summary
from core.payloads.index.days import Days
from core.payloads.index.writing import IndexWriting
from core.payloads.matching import matches
from core.payloads.search import EventQuery
from core.payloads.words import words_of
from core.search import Pattern
from tests.contract.test_event_search import DAY, NOON, event

PROJECTS = frozenset({1, 2})
FACETS = ("level", "release", "tags.a", "tags.a:b", "user.id", "fingerprint")

# Few letters, so that values meet; with what term dictionaries, regular expressions and word breaks may trip over.
texts = st.text(st.sampled_from("aAbßIİσς.*:\\()[]^$+|{} \n\u00a0\u3000·🦆_-0"), max_size=8)
keys = st.sampled_from(("a", "A", "a:b", "1:a", "level", "é"))
fields = st.one_of(
    st.sampled_from(("level", "release", "user.id", "error.type")), st.builds(lambda key: f"tags.{key}", keys)
)
patterns = st.lists(texts, min_size=1, max_size=4).map(lambda pieces: Pattern(tuple(pieces)))


@st.composite
def events(draw: st.DrawFn) -> list[dict[str, Any]]:
    some = st.fixed_dictionaries(
        {},
        optional={
            "release": texts,
            "level": st.sampled_from(("error", "Error", "info")),
            "user": st.fixed_dictionaries({"id": texts}),
            "tags": st.lists(st.tuples(keys, texts), max_size=3),
            "logentry": st.fixed_dictionaries({"formatted": texts}),
            "extra": st.dictionaries(st.just("x"), texts),
            "timestamp": st.integers(NOON, NOON + 2).map(float),
        },
    )
    return draw(st.lists(some, min_size=1, max_size=6))


def has_words(pattern: Pattern, within: Any) -> Clause:
    words = words_of(pattern)
    return HasWords(words, within) if words else AllOf(())


leaves: st.SearchStrategy[Clause] = st.one_of(
    st.builds(FieldIs, fields, patterns),
    st.builds(FieldExists, fields),
    st.builds(has_words, patterns, st.sampled_from(("text", "message"))),
    st.builds(
        Between,
        st.none() | st.integers(NOON * 1000, NOON * 1000 + 3000),
        st.none() | st.integers(NOON * 1000, NOON * 1000 + 3000),
    ),
    st.builds(IsEvent, st.integers(0, 6).map(lambda number: f"{number:032x}")),
    st.builds(OfProjects, st.frozensets(st.sampled_from((1, 2)))),
    st.builds(OfFingerprints, st.frozensets(st.sampled_from((f"1:{0:032x}", f"1:{1:032x}", f"2:{2:032x}")))),
)
clauses = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(NoneOf, inner),
        st.lists(inner, max_size=3).map(lambda some: AllOf(tuple(some))),
        st.lists(inner, max_size=3).map(lambda some: AnyOf(tuple(some))),
    ),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # each example is an index
@given(events(), st.lists(clauses, min_size=1, max_size=25))
def test_the_index_finds_what_a_clause_is_true_of(sent: list[dict[str, Any]], asked: list[Clause]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        documents = indexed(Path(folder), sent)
        days = Days(Path(folder))
        for clause in asked:
            query = EventQuery(PROJECTS, clause, 0, 4_000_000_000_000)
            expected = [one for one in documents if matches(one, clause)]
            hits = page(days.now(), days.schema, query, 10, None, time.monotonic() + 60)
            assert {hit.key for hit in hits} == {one.key for one in expected}, clause
            places = [hit.place for hit in hits]
            assert places == sorted(places, reverse=True)
            counted = summary(days.now(), days.schema, query, 1, FACETS, 50, time.monotonic() + 60)
            assert counted.total == len(expected)
            for facet in FACETS:
                assert dict(counted.facets[facet]) == values_of(facet, expected)


def indexed(folder: Path, sent: list[dict[str, Any]]) -> list[SearchDocument]:
    made = [event(number, 1 + number % 2, **one) for number, one in enumerate(sent)]
    writing = IndexWriting(folder)
    writing.add(DAY, [(7, [(key.project_id, body) for key, body in made])])
    writing.rest()
    return [search_document(key, msgspec.json.decode(body)) for key, body in made]


def values_of(facet: str, documents: list[SearchDocument]) -> dict[str, int]:
    return dict(
        Counter(
            value
            for one in documents
            for value in ((one.fingerprint,) if facet == "fingerprint" else one.fields.get(facet, ()))
        )
    )
