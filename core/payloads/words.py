"""Words: how texts are taken apart to be searched, the same for events and for questions. Pure.

A word is a run of letters and digits, in small letters; everything of ASCII that is neither ends it, so that
`app.core:load_user` is four words and the question `load_user` finds them side by side. Characters beyond ASCII belong
to words: there is no table of the world's punctuation here.
"""

from typing import Final

import re2

from core.search import Pattern

BORDER: Final = " \x01 "
"""Stands between the values of an event; a word of its own, so that no phrase crosses it."""

MAX_WORD: Final = 64
"""Characters. What is longer is encoded data, and nobody types it."""

_LONG: Final = re2.compile(rb"[^ ]{65}")

_STAR: Final = "\ue000"
"""Stands for a star while a question is taken apart; a character of the private area, which texts lose."""

_EDGE: Final = "\ue001"
"""Likewise for the ends of what stands between stars."""

_TABLE: Final = bytes(byte if byte in (1, *range(0x80, 256)) or chr(byte).isalnum() else 0x20 for byte in range(256))

Word = tuple[str, ...]
"""Literal pieces, with any characters between one and the next: one piece is that very word."""


def words_text(text: str) -> str:
    """The words of a text with blanks between."""
    spaced = text.lower().replace(_STAR, " ").encode("utf-8", "replace").translate(_TABLE)
    if spaced.isascii() and not _LONG.search(spaced):
        return spaced.decode()
    return " ".join(
        word for word in spaced.decode().split() if len(word) <= MAX_WORD
    )  # blanks of other scripts end words, too


def words_of(pattern: Pattern) -> tuple[Word, ...]:
    """The words of a question; none where it holds no letter or digit."""
    spaced = _STAR.join(map(_spaced, pattern.pieces))
    words = [tuple(word.split(_STAR)) for word in spaced.split()]
    return tuple(word for word in words if any(word))


def _spaced(piece: str) -> str:
    """Its words, with the blanks at its ends: a star beside one stands alone."""
    words = words_text(f"{_EDGE}{piece}{_EDGE}")
    return words.replace(_EDGE, "")
