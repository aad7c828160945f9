"""For any events and any question, Elasticsearch finds exactly those of which the question is true."""

import itertools
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.payloads.clauses import Clause
from core.payloads.documents import search_document
from core.payloads.matching import matches
from core.payloads.search import PayloadQuery
from tests.contract.meaning import MOMENT, clauses, counted, events
from tests.contract.test_event_search import event
from tests.elastic import Elastic

_FACETS = ("level", "release", "tags.a", "tags.A", "tags.a.b", "tags.*", "tags.[x]", "user.id", "fingerprint")
_projects = itertools.count(1)
"""The indices stay from example to example; each has a project of its own."""


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(sent=events, asked=st.lists(clauses, min_size=1, max_size=12))
async def test_it_finds_what_a_clause_is_true_of(
    elastic: Elastic, sent: list[dict[str, Any]], asked: list[Clause]
) -> None:
    payloads, own = elastic
    project_id = next(_projects)
    made = [event(number, project_id, **one) for number, one in enumerate(sent)]
    assert set(await payloads.put_many(made)) == {""}
    own.refresh()
    documents = [search_document(key, msgspec.json.decode(body)) for key, body in made]
    for clause in asked:
        expected = [one for one in documents if matches(one, clause)]
        query = PayloadQuery(frozenset({project_id}), clause, MOMENT * 1000, MOMENT * 1000 + 3000)
        hits = await payloads.search(query, 20)
        assert {hit.key for hit in hits} == {one.key for one in expected}, clause
        places = [hit.place for hit in hits]
        assert places == sorted(places, reverse=True)
        summary = await payloads.summarize(query, 1, _FACETS, 50)
        assert summary.total == len(expected)
        assert {facet: list(summary.facets[facet]) for facet in _FACETS} == {
            facet: counted(facet, expected) for facet in _FACETS
        }
