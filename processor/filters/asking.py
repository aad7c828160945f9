"""From a clause to a function over an event's document: what `core.payloads.matching` says of it, in less time.

Every event is asked: what depends on the clause alone is done once, what depends on the event alone once an event.
"""

from collections.abc import Callable
from typing import TypeAlias

from core.payloads.clauses import AllOf, AnyOf, Clause, FieldExists, FieldIs, HasWords, NoneOf
from core.payloads.matching import like, lowered, matches
from processor.filters.document import Document

Asks: TypeAlias = Callable[[Document], bool]


def asks(clause: Clause) -> Asks:
    match clause:
        case AllOf(clauses):
            every = [asks(one) for one in clauses]
            return lambda document: all(one(document) for one in every)
        case AnyOf(clauses):
            some = [asks(one) for one in clauses]
            return lambda document: any(one(document) for one in some)
        case NoneOf(inner):
            not_this = asks(inner)
            return lambda document: not not_this(document)
        case FieldIs(field, pattern):
            return _field_is(field, lowered(pattern).pieces)
        case FieldExists(field):
            return lambda document: field in document.fields
        case HasWords(words, within) if all(len(word) == 1 for word in words):
            phrase = f" {' '.join(word[0] for word in words)} "
            return lambda document: phrase in document.spaced(within)
        case _:
            return lambda document: matches(document, clause)


def _field_is(field: str, pieces: tuple[str, ...]) -> Asks:
    if len(pieces) == 1:
        return lambda document: pieces[0] in document.fields.lowered(field)
    return lambda document: any(like(value, pieces) for value in document.fields.lowered(field))
