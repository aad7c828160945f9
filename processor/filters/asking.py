"""From a clause to a function over an event's document: what `core.payloads.matching` says of it, in less time.

Every event is asked: what depends on the clause alone is done once, what depends on the event alone once an event.
"""

from collections.abc import Callable
from typing import TypeAlias

from core.payloads.clauses import AllOf, AnyOf, Clause, FieldExists, FieldIs, HasWords, NoneOf
from core.payloads.matching import like, lowered, matches
from core.payloads.words import Word
from processor.filters.document import Document, Within

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
        case HasWords(words, within):
            return _has_words(words, within)
        case _:
            return lambda document: matches(document, clause)


def _field_is(field: str, pieces: tuple[str, ...]) -> Asks:
    if len(pieces) == 1:
        return lambda document: pieces[0] in document.fields.lowered(field)
    return lambda document: any(like(value, pieces) for value in document.fields.lowered(field))


def _has_words(words: tuple[Word, ...], within: Within) -> Asks:
    # The longest piece is the rarest, as a rule.
    rarest = max((piece for word in words for piece in word), key=len, default="")
    if all(len(word) == 1 for word in words):
        phrase = f" {' '.join(word[0] for word in words)} "
        return lambda document: rarest in document.written(within) and phrase in document.spaced(within)

    def asked(document: Document) -> bool:
        if rarest not in document.written(within):
            return False
        return all(any(like(one, word) for one in document.words(within)) for word in words)

    return asked
