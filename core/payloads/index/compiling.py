"""Clauses to tantivy's queries. Pure."""

from collections.abc import Sequence
from typing import Final

from tantivy import FieldType, Occur, Query, Schema

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
from core.payloads.index.shape import field_term
from core.payloads.matching import lowered
from core.search import Pattern

_ID_BITS: Final = 64


def compiled(schema: Schema, clause: Clause) -> Query:
    """The query that finds what the clause is true of (`core.payloads.matching`)."""
    match clause:
        case AllOf(clauses):
            return every([compiled(schema, one) for one in clauses])
        case AnyOf(clauses):
            return _either([compiled(schema, one) for one in clauses])
        case NoneOf(inner):
            return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, compiled(schema, inner))])
        case FieldIs(_, Pattern(("",))):
            return Query.empty_query()  # no field has it; its term would be that of the field itself
        case FieldIs(field, pattern):
            return _like(schema, "fields", field_term(field), lowered(pattern).pieces)
        case FieldExists(field):
            return _term(schema, "fields", field_term(field))
        case HasWords(words, within) if all(len(word) == 1 for word in words):
            exact = [word[0] for word in words]
            return _term(schema, within, exact[0]) if len(exact) == 1 else _phrase(schema, within, exact)
        case HasWords(words, within):
            return every([_like(schema, within, "", word) for word in words])
        case Between(start, end):
            return between(schema, start, end)
        case IsEvent(event_id):
            number = int(event_id, 16)
            return every([_is(schema, "id_high", number >> _ID_BITS), _is(schema, "id_low", number % 2**_ID_BITS)])
        case OfProjects(project_ids):
            return of_projects(schema, project_ids)
        case OfFingerprints(fingerprints):
            return Query.term_set_query(schema, "fingerprint", sorted(fingerprints))


def every(queries: Sequence[Query]) -> Query:
    """All of them; none: everything."""
    return Query.boolean_query([(Occur.Must, one) for one in queries]) if queries else Query.all_query()


def between(schema: Schema, start: int | None, end: int | None) -> Query:
    """`start <= at < end`; None is open."""
    if start is None and end is None:
        return Query.all_query()
    return Query.range_query(schema, "at", FieldType.Integer, start, end, include_upper=end is None)


def up_to_place(schema: Schema, place: int) -> Query:
    """Not behind a place in the order of time."""
    return Query.range_query(schema, "place", FieldType.Unsigned, None, place)


def of_projects(schema: Schema, project_ids: frozenset[int]) -> Query:
    return Query.term_set_query(schema, "project", sorted(project_ids))


def pattern_text(prefix: str, pieces: Sequence[str]) -> str:
    """A regular expression, of the kind that runs over all terms at once and never back: the prefix as it is, then the
    pieces with anything between."""
    return f"(?s){_literal(prefix)}{'.*'.join(map(_literal, pieces))}"


def _like(schema: Schema, name: str, prefix: str, pieces: Sequence[str]) -> Query:
    if len(pieces) == 1:
        return _term(schema, name, prefix + pieces[0])
    if not all(map(_is_storable, (prefix, *pieces))):
        return Query.empty_query()
    return Query.regex_query(schema, name, pattern_text(prefix, pieces))


def _term(schema: Schema, name: str, term: str) -> Query:
    return Query.term_query(schema, name, term, "basic") if _is_storable(term) else Query.empty_query()


def _phrase(schema: Schema, name: str, words: Sequence[str]) -> Query:
    return Query.phrase_query(schema, name, list(words))


def _is(schema: Schema, name: str, value: int) -> Query:
    return Query.range_query(schema, name, FieldType.Unsigned, value, value)


def _either(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, one) for one in queries]) if queries else Query.empty_query()


def _is_storable(text: str) -> bool:
    """Halves of surrogate pairs, which JSON can smuggle into a question, are in no stored text."""
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def _literal(text: str) -> str:
    return "".join(one if one.isascii() and one.isalnum() else f"\\x{{{ord(one):x}}}" for one in text)
