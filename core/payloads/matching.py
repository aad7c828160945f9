"""Whether a document matches a clause: the definition of every clause, in its simplest form. Pure.

The memory store uses it, and the contract suite compares the other stores with it.
"""

from collections.abc import Sequence
from typing import Protocol

from core.payloads import PayloadKey
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
from core.payloads.documents import MAX_VALUE
from core.payloads.words import Word
from core.search import Pattern


class Fields(Protocol):
    """Values by field; no field without one."""

    def get(self, name: str, default: tuple[str, ...], /) -> tuple[str, ...]: ...
    def __contains__(self, name: object, /) -> bool: ...


class Searched(Protocol):
    """What a `SearchDocument` tells; whoever asks for little of it may draw only that."""

    @property
    def key(self) -> PayloadKey: ...
    @property
    def at(self) -> int: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def fields(self) -> Fields: ...
    @property
    def message(self) -> str: ...
    @property
    def text(self) -> str: ...


def matches(document: Searched, clause: Clause) -> bool:
    """Whether the clause is true of the document."""
    match clause:
        case AllOf(clauses):
            return all(matches(document, one) for one in clauses)
        case AnyOf(clauses):
            return any(matches(document, one) for one in clauses)
        case NoneOf(inner):
            return not matches(document, inner)
        case FieldIs(field, pattern):
            wanted = lowered(pattern)
            return any(like(value.lower(), wanted.pieces) for value in document.fields.get(field, ()))
        case FieldExists(field):
            return field in document.fields
        case HasWords(words, within):
            return _has_words((document.message if within == "message" else document.text).split(), words)
        case Between(start, end):
            return (start is None or document.at >= start) and (end is None or document.at < end)
        case IsEvent(event_id):
            return document.key.event_id == event_id
        case OfProjects(project_ids):
            return document.key.project_id in project_ids
        case OfFingerprints(fingerprints):
            return document.fingerprint in fingerprints


def lowered(pattern: Pattern) -> Pattern:
    """As values are compared: in small letters, and no longer than they are kept."""
    pieces = tuple(piece.lower() for piece in pattern.pieces)
    return Pattern((pieces[0][:MAX_VALUE],)) if pattern.is_exact else Pattern(pieces)


def _has_words(present: Sequence[str], words: Sequence[Word]) -> bool:
    if all(len(word) == 1 for word in words):
        phrase = [word[0] for word in words]
        return any(list(present[at : at + len(phrase)]) == phrase for at in range(len(present)))
    return all(any(like(one, word) for one in present) for word in words)


def like(value: str, pieces: Sequence[str]) -> bool:
    """Whether the pieces stand in the value in their order, the first at its beginning, the last at its end."""
    if len(pieces) == 1:
        return value == pieces[0]
    if not value.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for piece in pieces[1:-1]:
        found = value.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return value.endswith(pieces[-1]) and len(value) - len(pieces[-1]) >= at
