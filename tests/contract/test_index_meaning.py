"""For any events and any question the index finds exactly those of which the question is true."""

import tempfile
import time
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from core.payloads.clauses import Clause
from core.payloads.documents import SearchDocument, search_document
from core.payloads.index.asking import page, summary
from core.payloads.index.days import Days
from core.payloads.index.writing import IndexWriting
from core.payloads.matching import matches
from core.payloads.search import PayloadQuery
from tests.contract.meaning import clauses, counted, events
from tests.contract.test_event_search import DAY, event

PROJECTS = frozenset({1, 2})
FACETS = ("level", "release", "tags.a", "tags.A", "tags.a.b", "tags.*", "tags.[x]", "user.id", "fingerprint")


@settings(max_examples=40)  # each example is an index
@given(events, st.lists(clauses, min_size=1, max_size=25))
def test_the_index_finds_what_a_clause_is_true_of(sent: list[dict[str, Any]], asked: list[Clause]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        documents = indexed(Path(folder), sent)
        days = Days(Path(folder))
        for clause in asked:
            query = PayloadQuery(PROJECTS, clause, 0, 4_000_000_000_000)
            expected = [one for one in documents if matches(one, clause)]
            hits = page(days.now(), days.schema, query, 10, None, time.monotonic() + 60)
            assert {hit.key for hit in hits} == {one.key for one in expected}, clause
            places = [hit.place for hit in hits]
            assert places == sorted(places, reverse=True)
            found = summary(days.now(), days.schema, query, 1, FACETS, 50, time.monotonic() + 60)
            assert found.total == len(expected)
            assert {facet: list(found.facets[facet]) for facet in FACETS} == {
                facet: counted(facet, expected) for facet in FACETS
            }


def indexed(folder: Path, sent: list[dict[str, Any]]) -> list[SearchDocument]:
    made = [event(number, 1 + number % 2, **one) for number, one in enumerate(sent)]
    writing = IndexWriting(folder)
    writing.add(DAY, [(7, [(key.project_id, body) for key, body in made])])
    writing.rest()
    return [search_document(key, msgspec.json.decode(body)) for key, body in made]
