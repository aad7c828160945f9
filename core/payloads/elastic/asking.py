"""Compiles clauses to Elasticsearch's queries. Pure.

Values and words are put in small letters here as in the documents, so that nothing depends on the server's case rules.
"""

from typing import Any, Final

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
from core.payloads.elastic.mapping import COLUMNS, TAG, pair
from core.payloads.matching import lowered
from core.payloads.search import PayloadQuery
from core.payloads.words import Word

Query = dict[str, Any]

NEWEST_FIRST: Final = [{"at": "desc"}, {"id": "desc"}]

_EVERYTHING: Final[Query] = {"match_all": {}}
_NOTHING: Final[Query] = {"match_none": {}}
_WHOLE_COUNTS: Final = 1000
"""Values that each day tells of a facet: the counts of the first few are right although days are counted apart."""


def query_of(query: PayloadQuery) -> Query:
    """All that a question asks for; the projects always."""
    within = [
        {"terms": {"project": sorted(query.project_ids)}},
        {"range": {"at": {"gte": query.start, "lt": query.end}}},
    ]
    return {"bool": {"filter": [*within, _query(query.clause)]}}


def facets_of(facets: list[str], values: int) -> dict[str, Any]:
    """An aggregation for each facet that can have values, by the facet's place."""
    counted = {f"f{place}": _counts(field, values) for place, field in enumerate(facets) if values > 0}
    return {name: made for name, made in counted.items() if made is not None}


def facet_value(field: str, key: str) -> str:
    """A value as it was sent, from the key of a bucket."""
    return key[len(pair(field[len(TAG) :], "")) :] if field.startswith(TAG) else key


def _counts(field: str, values: int) -> dict[str, Any] | None:
    terms: dict[str, Any] = {
        "field": field,
        "size": values,
        "shard_size": _WHOLE_COUNTS,
        "order": [{"_count": "desc"}, {"_key": "asc"}],
    }
    if field.startswith(TAG):
        start = "".join(one if one.isalnum() else f"\\{one}" for one in pair(field[len(TAG) :], ""))
        terms |= {"field": "tags", "include": f"{start}.*"}
    elif field not in COLUMNS and field != "fingerprint":
        return None
    return {"terms": terms}


def _query(clause: Clause) -> Query:
    match clause:
        case AllOf(clauses):
            return _all(clauses)
        case AnyOf(clauses):
            return {"bool": {"should": [*map(_query, clauses)], "minimum_should_match": 1}} if clauses else _NOTHING
        case NoneOf():
            return _all((clause,))
        case FieldIs(field, pattern):
            return _like("pairs", pair(field, ""), lowered(pattern).pieces)
        case FieldExists(field):
            return {"term": {"has": field}}
        case HasWords(words, within):
            return _words(words, within)
        case Between(start, end):
            return {"range": {"at": {"gte": start, "lt": end}}}
        case IsEvent(event_id):
            return {"term": {"id": event_id}}
        case OfProjects(project_ids):
            return {"terms": {"project": sorted(project_ids)}} if project_ids else _NOTHING
        case OfFingerprints(fingerprints):
            return {"terms": {"fingerprint": sorted(fingerprints)}} if fingerprints else _NOTHING


def _all(clauses: tuple[Clause, ...]) -> Query:
    """What is asked for and what is not side by side: the server bounds how deep queries are nested."""
    wanted = [_query(one) for one in clauses if not isinstance(one, NoneOf)]
    unwanted = [_query(one.clause) for one in clauses if isinstance(one, NoneOf)]
    if not wanted and not unwanted:
        return _EVERYTHING
    return {"bool": {name: made for name, made in (("filter", wanted), ("must_not", unwanted)) if made}}


def _words(words: tuple[Word, ...], field: str) -> Query:
    if len(words) > 1 and all(len(word) == 1 for word in words):
        phrase = " ".join(word[0] for word in words)
        return {"match_phrase": {field: {"query": phrase, "analyzer": "whitespace"}}}
    queries = [_like(field, "", word) for word in words]
    return queries[0] if len(queries) == 1 else {"bool": {"filter": queries}}


def _like(field: str, start: str, pieces: tuple[str, ...]) -> Query:
    """A term that begins with `start` and has the pieces after it, anything between them."""
    if len(pieces) == 1:
        return {"term": {field: start + pieces[0]}}
    return {"wildcard": {field: {"value": _escaped(start) + "*".join(map(_escaped, pieces))}}}


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?")
