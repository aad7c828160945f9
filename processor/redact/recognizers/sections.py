"""What stands below a name that promises secrets: `secrets: {db: …, smtp: …}`, `"credentials": {…}`, YAML's blocks.

The names within say what a secret is for, not that it is one.
"""

import re
from collections.abc import Iterator

from processor.redact.buffer import Found, leaf_end
from processor.redact.detector import Detector, window
from processor.redact.recognizers.prose_values import ORDINARY, named_like_password
from processor.redact.recognizers.value_span import value_span
from processor.redact.values import could_be_secret, mixes_sorts
from processor.redact.vocabulary import word_set

_SECTION = (
    rb"(?i)\b(?:secrets|credentials|passwords|creds|tokens|api_?keys)\\{0,3}[\"']?\s{0,2}(?::|=>?) ?(?:\w{0,12}\{|"
    rb"(?:\n|  )[ \t]+[\w\"'-])"
)
_ENTRY = window(rb"[\s,{]\\{0,3}[\"']?:?([A-Za-z_][\w.-]{0,40})\\{0,3}[\"']?\s?(?::|=>|=) ?(?=[^\s{\[])")
_LINE_BELOW = window(rb"[ \t]+[^\n]*\n?")
MAX_SECTION, MAX_ENTRIES = 2000, 40
_OF_OTHERS = word_set(
    """
    user username login name host hostname url uri endpoint server address email mail region zone file path version
    type kind provider id port database db_name account realm namespace scope
    """
)
_RESOURCE = re.compile(r"^[a-z0-9]+(?:-[a-z]+)+(?:-v?\d{1,4})?$")
"""`db-credentials-v2`: the name of a secret in a cluster."""


def _check(text: bytes, start: int, end: int) -> Iterator[Found]:
    """Entry by entry up to the brace, or as long as lines are indented."""
    limit = leaf_end(text, end, MAX_SECTION)
    braced = text[end - 1 : end] == b"{"
    place = end - 1 if braced else max(text.rfind(b"\n", start, end), text.find(b"  ", start, end))
    if braced:
        limit = _brace(text, end, limit)
    elif text[place : place + 1] == b"\n":
        limit = _block_end(text, place + 1, limit)
    for _ in range(MAX_ENTRIES):
        entry = _ENTRY.search(text, place, limit)
        if entry is None or (not braced and text[place : entry.start()].strip(b" \n\t\"'\\")):
            return
        begin, finish, _ = value_span(text, entry.end())
        finish = min(finish, limit)
        name = entry.group(1).decode("latin-1").lower()
        if name not in _OF_OTHERS and _is_drawn(text[begin:finish]):
            yield Found(begin, finish, "secret.named")
        place = max(finish, entry.end())


def _brace(text: bytes, place: int, limit: int) -> int:
    closing = text.find(b"}", place, limit)
    return closing if closing >= 0 else limit


def _block_end(text: bytes, place: int, limit: int) -> int:
    while line := _LINE_BELOW.match(text, place, limit):
        place = line.end()
    return place


def _is_drawn(value: bytes) -> bool:
    """Drawn or invented; what a file or a version looks like is none."""
    plain = value.decode("latin-1")
    if not could_be_secret(plain) or _RESOURCE.search(plain):
        return False
    return named_like_password(plain, 1) or (ORDINARY.search(value) is None and _has_both(plain))


def _has_both(value: str) -> bool:
    return mixes_sorts(value) or (any(map(str.isdigit, value)) and any(map(str.isalpha, value)))


DETECTORS = (Detector(_SECTION, _check, cost=4),)
