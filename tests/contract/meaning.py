"""Any events and any clauses, for engines that are held against the plain meaning of every clause."""

from collections import Counter
from typing import Any

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
from core.payloads.documents import SearchDocument
from core.payloads.words import words_of
from core.search import Pattern

MOMENT = 1_800_014_400
"""2027-01-15 12:00 UTC; events are of the three seconds from here."""

# Few characters, so that values meet: cases that change a text's length, all kinds of blanks, what queries are made of.
_texts = st.text(st.sampled_from('aAbBßİΣσς019.*?:\\"()[]^$+|{}~&<>@#-_/ \t\u00a0\u2028\u3000·✓🦆'), max_size=8)
_tags = st.sampled_from(("a", "A", "a.b", "a:b", ".", "..", "*", "[x]", "level", "é", "x" * 200))
_fields = st.one_of(
    st.sampled_from(("level", "release", "user.id", "error.type", "nothing")), _tags.map(lambda key: f"tags.{key}")
)
_patterns = st.lists(_texts, min_size=1, max_size=4).map(lambda pieces: Pattern(tuple(pieces)))
_fingerprints = st.builds(lambda project, number: f"{project}:{number:032x}", st.integers(1, 9), st.integers(0, 2))
_moments = st.none() | st.integers(MOMENT * 1000 - 1, MOMENT * 1000 + 3001)

events: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.fixed_dictionaries(
        {"timestamp": st.integers(0, 2).map(lambda second: float(MOMENT + second))},
        optional={
            "release": _texts,
            "level": st.sampled_from(("error", "Error", "info")),
            "user": st.fixed_dictionaries({"id": _texts}),
            "tags": st.lists(st.tuples(_tags, _texts), max_size=3),
            "exception": st.builds(lambda kind: {"values": [{"type": kind}]}, _texts),
            "logentry": st.fixed_dictionaries({"formatted": st.lists(_texts, max_size=3).map(" ".join)}),
            "extra": st.dictionaries(_texts, _texts, max_size=2),
        },
    ),
    min_size=1,
    max_size=8,
)


def _has_words(pattern: Pattern, within: Any) -> Clause:
    words = words_of(pattern)
    return HasWords(words, within) if words else AllOf(())


_leaves: st.SearchStrategy[Clause] = st.one_of(
    st.builds(FieldIs, _fields, _patterns),
    st.builds(FieldExists, _fields),
    st.builds(_has_words, _patterns, st.sampled_from(("text", "message"))),
    st.builds(Between, _moments, _moments),
    st.builds(IsEvent, st.integers(0, 8).map(lambda number: f"{number:032x}")),
    st.builds(OfProjects, st.frozensets(st.integers(1, 3))),
    st.builds(OfFingerprints, st.frozensets(_fingerprints)),
)
clauses: st.SearchStrategy[Clause] = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.builds(NoneOf, inner),
        st.lists(inner, max_size=3).map(lambda some: AllOf(tuple(some))),
        st.lists(inner, max_size=3).map(lambda some: AnyOf(tuple(some))),
    ),
    max_leaves=8,
)


def counted(facet: str, documents: list[SearchDocument]) -> list[tuple[str, int]]:
    """The values of a facet as a summary tells them."""
    counts = Counter(
        value
        for one in documents
        for value in ((one.fingerprint,) if facet == "fingerprint" else one.fields.get(facet, ()))
    )
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
