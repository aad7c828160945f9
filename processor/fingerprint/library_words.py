"""The sentence with which a library raised, where its own line holds it as it is.

One call of a library fails for several reasons, and some have one type for all of them: `jwt malformed` and `invalid
signature`. Words of a library may hold data; but where the line that raised has all of them as one string, they are
part of the library, and tell the reason like a type.

    raise DecodeError("Not enough segments")                      Not enough segments
    return done(new JsonWebTokenError('jwt malformed'))           jwt malformed
    raise DecodeError(f"Invalid header string: {e}")
    raise NoResultFound("No row was found")                       (the type tells it; versions word it differently)
"""

import re
from typing import Any

from processor.fingerprint.statement import line_of

_QUOTES = "\"'`"
_WORDS_OF_TYPE = re.compile(r"[A-Z][a-z]{3,}")
_SAY_NOTHING = frozenset(("Error", "Exception", "Failure", "Base", "Generic"))
_MAX_CHARS = 120
_LEAST_CHARS = 6
"""Anything shorter is a name or a code, and a type says the same."""


def raising_line(frame: dict[str, Any], comment: str) -> str:
    """The statement at `frame`, a library's, if it may hold a sentence; else empty."""
    line = line_of(frame, comment)
    return line if any(quote in line for quote in _QUOTES) else ""


def library_words(line: str, type_: str, value: str) -> str:
    """`value`, an exception's, if `line`, by which a library raised it, has it as one string; else empty.

    Empty, too, where the type has a word of it.
    """
    if not line or not _LEAST_CHARS <= len(value) <= _MAX_CHARS:
        return ""
    at = line.find(value)
    if at < 0 or _is_told(type_, value.lower()):
        return ""
    is_string = at > 0 and line[at - 1] in _QUOTES and line.startswith(line[at - 1], at + len(value))
    return value if is_string else ""


def _is_told(type_: str, said: str) -> bool:
    return any(word.lower() in said for word in _WORDS_OF_TYPE.findall(type_[:_MAX_CHARS]) if word not in _SAY_NOTHING)
