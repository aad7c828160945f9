"""A value found once is removed wherever it stands: in a path, in a tag, URL-encoded, inside escaped JSON."""

import json
import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

from processor.redact.values import could_be_secret
from processor.redact.vocabulary import word_set

MIN_LITERAL = 6
MIN_DIGITS = 8
MIN_WORD = 8
MAX_LITERALS = 500
_NOBODY = ("127.", "0.", "::")
"""Addresses of this machine, and of none."""
_EVERYDAY = word_set(
    """
    password postgres postgresql localhost production development staging default example username anonymous
    administrator database undefined function document template register settings internal external customer
    customers checkout payments required disabled enabled provider instance resource response requests
    transaction exception
    """
)
"""Words that are somebody's password and also everywhere."""


class Literal(NamedTuple):
    """A value to look for, as it may be written."""

    text: str
    rule: str
    everywhere: bool
    """Also in code, paths and names; otherwise only in free text."""


def worth_looking_for(text: str, rule: str) -> Literal | None:
    """A literal, unless it is so short or so common that looking for it would tear holes into innocent text."""
    text = text.strip().strip("\"'")
    if len(text) < MIN_LITERAL or (text.isdigit() and len(text) < MIN_DIGITS):
        return None
    kind = rule.partition(".")[0]
    if kind == "unchecked":
        return None
    if kind == "ip":
        return None if text.startswith(_NOBODY) else Literal(text, rule, False)
    if kind in ("secret", "secret_field", "own_field", "cookie", "url_password"):
        if could_be_secret(text) and (len(text) >= 8 or not text.isalnum() or any(c.isdigit() for c in text)):
            return Literal(text, rule, True)
        if text.isalpha() and (len(text) < MIN_WORD or text.lower() in _EVERYDAY):
            return None
        return Literal(text, rule, False)
    return Literal(text, rule, True)


_URL_SAFE = re.compile(r"^[A-Za-z0-9_.~-]*$")
_SAME_IN_JSON = re.compile(r"^[ !#-&(-\[\]-~]*$")
"""No quotes, backslashes, controls, and nothing beyond ASCII: JSON, Python and SQL write it as it is."""


def spellings(literal: Literal) -> list[Literal]:
    """The literal and its encoded forms."""
    text = literal.text
    forms = {text}
    if not _URL_SAFE.match(text):
        quoted = quote(text, safe="", errors="replace")
        forms |= {quoted, quoted.replace("%20", "+"), quoted.replace("%2F", "/")}
    if not _SAME_IN_JSON.match(text):
        once = json.dumps(text)[1:-1]
        forms |= {once, json.dumps(text, ensure_ascii=False)[1:-1], repr(text)[1:-1], text.replace("'", "''")}
        forms.add(json.dumps(once)[1:-1])
    return [literal._replace(text=form) for form in forms if len(form) >= MIN_LITERAL]


_NEVER_ENCODED = re.compile(r"[A-Za-z0-9_.~-]{4,}")


def may_stand(text: str, document: bytes) -> bool:
    """Whether a literal can be in a JSON document at all: what no spelling changes would have to be there."""
    return all(stands(run.encode("ascii"), document) for run in _NEVER_ENCODED.findall(text))


def stands(encoded: bytes, document: bytes) -> bool:
    """`encoded in document`, searched from the end: where there is nothing to find, CPython takes half as long so."""
    return document.rfind(encoded) >= 0


def in_json(text: str) -> bytes:
    """How the text looks inside a JSON document that was encoded without escaping more than needed."""
    if _SAME_IN_JSON.match(text):
        return text.encode("ascii")
    return json.dumps(text, ensure_ascii=False)[1:-1].encode("utf-8", "surrogatepass")


def places(text: str, literal: str) -> Iterable[tuple[int, int]]:
    """Where a literal stands by itself: not as a piece of a longer word or number."""
    place = 0
    while (place := text.find(literal, place)) >= 0:
        end = place + len(literal)
        before, after = text[place - 1 : place] if place else "", text[end : end + 1]
        glued = (before.isalnum() and literal[0].isalnum() and not _escape_before(text, place)) or (
            after.isalnum() and literal[-1].isalnum()
        )
        if not glued or len(literal) >= 20:
            yield place, end
        place = end


def _escape_before(text: str, place: int) -> bool:
    """`\\nhunter2`, `%3Dhunter2`: the letter before belongs to an escape."""
    return text[place - 2 : place - 1] == "\\" or text[place - 3 : place - 2] == "%"
