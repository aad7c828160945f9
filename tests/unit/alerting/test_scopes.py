"""Scopes of rules: what they match, what they refuse, and how rules are found without asking each."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerting.evaluate.index import RuleIndex
from alerting.evaluate.state import watched
from core.alerts import Measure, Rule
from core.alerts.scopes import compile_scope
from core.alerts.sightings import decode_sightings, encode_sightings
from core.issues import SignalKind
from core.search import InvalidQuery
from tests.unit.alerting.seen import T, sighting, subject

EVENT: dict[str, Any] = {
    "level": "fatal",
    "environment": "Production",
    "release": "shop@2.1",
    "user": b"ines",
    "tags": {"customer": "ACME", "level": "odd", "url": "/cart"},
}


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("", True),
        ("level:fatal", True),
        ("level:FATAL", True),
        ("LEVEL:fatal", True),
        ("level:error", False),
        ("level:[error, fatal]", True),
        ("!level:error", True),
        ("environment:prod*", True),
        ("environment:production release:shop@*", True),
        ("environment:staging OR customer:acme", True),
        ("(environment:staging OR customer:acme) level:error", False),
        ("NOT (environment:staging AND customer:acme)", True),
        ("issue:SHOP-1", True),
        ("issue:shop-2", False),
        ("project:shop", True),
        ("project:[api, shop]", True),
        ("tags[level]:odd", True),
        ("tags[level]:fatal", False),
        ("has:customer", True),
        ("has:nothing", False),
        ("!has:customer", False),
        ("has:user", True),
        ('customer:""', False),
        ('nothing:""', True),
        ("customer:*", True),
        ("nothing:*", False),
        ("url:/cart", True),
        ("tags.customer:acme", True),
    ],
)
def test_what_a_query_matches(query: str, matches: bool) -> None:
    assert compile_scope(query).matches(subject(), sighting(**EVENT)) is matches


@pytest.mark.parametrize(
    ("query", "position", "words"),
    [
        ("level:fatal broken", 12, "do not search text"),
        ("is:unresolved", 0, "Rules know"),
        ("level:fatal assigned:me", 12, "not assigned; a tag of that name is tags[assigned]"),
        ("error.type:KeyError", 0, "tags[error.type]"),
        ("release:latest", 0, "name one"),
        ("retries:>3", 0, "compare no sizes"),
        ("has:message", 0, "has: knows"),
        ("(level:fatal", 0, "never closed"),
    ],
)
def test_what_rules_cannot_know_is_refused_at_its_place(query: str, position: int, words: str) -> None:
    with pytest.raises(InvalidQuery) as refused:
        compile_scope(query)
    assert refused.value.position == position
    assert words in refused.value.detail


VALUES = st.sampled_from(["a", "b", "B", ""])
QUERIES = st.sampled_from(
    [
        "",
        "level:a",
        "environment:b",
        "release:[a, b]",
        "t:a",
        "t:b u:a",
        "t:a OR u:b",
        "!t:a",
        "t:A*",
        "issue:SHOP-1 t:b",
    ]
)
SIGHTINGS = st.builds(
    lambda level, environment, t, u: sighting(
        level=level, environment=environment, release=level, tags={"t": t, "u": u}
    ),
    VALUES,
    VALUES,
    VALUES,
    VALUES,
)


@given(
    st.lists(st.tuples(QUERIES, st.sampled_from([None, 1, 2])), max_size=12),
    st.lists(SIGHTINGS, min_size=1, max_size=4),
)
def test_the_index_finds_every_rule_that_matches(rules: list[tuple[str, int | None]], sightings: list[Any]) -> None:
    index = RuleIndex()
    made = [
        watched(number, "", project, Rule(measure=Measure.COUNT, query=query), T)
        for number, (query, project) in enumerate(rules)
    ]
    for one in made:
        index.put(one)
    found = {one.id for one in index.concerned(SignalKind.COUNTED, subject(), sightings)}
    matching = {
        one.id
        for one in made
        if one.project_id in (None, 1) and any(one.scope.matches(subject(), seen) for seen in sightings)
    }
    assert matching <= found
    assert all(index.get(one).project_id in (None, 1) for one in found)  # type: ignore[union-attr]
    for one in made:
        index.remove(one.id)
    assert index.concerned(SignalKind.COUNTED, subject(), sightings) == []


def test_rules_wait_for_what_concerns_them() -> None:
    index = RuleIndex()
    for number, measure in enumerate((Measure.NEW_ISSUE, Measure.REGRESSION, Measure.EVERY_EVENT)):
        index.put(watched(number, "", None, Rule(measure=measure), T))

    def concerned(kind: SignalKind) -> set[int]:
        return {one.id for one in index.concerned(kind, subject(), [sighting()])}

    assert concerned(SignalKind.NEW) == {0, 2}
    assert concerned(SignalKind.REGRESSED) == {1, 2}
    assert concerned(SignalKind.UNIGNORED) == {1, 2}
    assert concerned(SignalKind.COUNTED) == {2}


def test_rules_under_other_terms_are_not_even_looked_at() -> None:
    index = RuleIndex()
    for number in range(1000):
        index.put(watched(number, "", None, Rule(measure=Measure.COUNT, query=f"customer:c{number} level:error"), T))
    assert [one.id for one in index.concerned(SignalKind.COUNTED, subject(), [sighting(tags={"customer": "C7"})])] == [
        7
    ]


TEXTS = st.text(max_size=8)


@given(
    st.lists(
        st.builds(
            lambda at, level, user, tags: sighting(at, level=level, user=user, tags=tags),
            st.floats(0, 1e6, allow_nan=False),
            TEXTS,
            st.binary(max_size=16),
            st.dictionaries(TEXTS, TEXTS, max_size=4),
        ),
        max_size=6,
    )
)
def test_signals_carry_sightings_as_they_were(sightings: list[Any]) -> None:
    assert decode_sightings(encode_sightings(sightings)) == sightings
