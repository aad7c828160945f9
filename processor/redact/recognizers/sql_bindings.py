"""Values that a statement's question marks stand for, where they are printed behind it.

`… WHERE login = ? AND password = ?] [parameters: ('jo', '…')]`.
"""

from collections.abc import Iterable

from processor.redact.buffer import LEAF_END, Found, leaf_end
from processor.redact.detector import Detector, pattern
from processor.redact.recognizers.columns import column_of
from processor.redact.recognizers.sql import values_of
from processor.redact.recognizers.value_span import MAX_VALUE

_BINDINGS = rb"(?i)\b(?:param(?:eter)?s|bindings?|args)\\{0,3}[\"']?[ :=]{1,3}[\[(]\s?\\{0,3}[\"'\d(]"
_STATEMENT = pattern(rb"(?i)\b(?:select|update|delete)\s")
_PLACE = pattern(
    rb"(?i)(?:([A-Za-z_]\w{0,60})[\"'`\]]{0,2}\s{0,3}(?:=|<>|!=|\bi?like\b)\s{0,3}(?:\w{1,16}\()?)?(?:\?|%s|\$\d{1,2}\b)"
)
MAX_STATEMENT, MAX_PLACES = 2000, 60


def _check(text: bytes, start: int, end: int) -> Iterable[Found]:
    """Each place takes the name of the column that it is compared with or assigned to."""
    low = max(0, start - MAX_STATEMENT)
    low = max(low, text.rfind(LEAF_END, low, start) + 1)
    verbs = [match.end() for match in _STATEMENT.finditer(text, low, start)]
    if not verbs:
        return ()
    names = [match.group(1) or b"" for match in _PLACE.finditer(text, verbs[-1], start)][:MAX_PLACES]
    columns = [column_of(name) for name in names]
    if not any(columns):
        return ()
    opening = max(text.rfind(b"[", start, end), text.rfind(b"(", start, end)) + 1
    return values_of(text, opening, columns, leaf_end(text, end, MAX_VALUE))


DETECTORS = (Detector(_BINDINGS, _check, cost=8),)
