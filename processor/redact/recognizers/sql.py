"""Secrets in SQL that no `name = value` shows: `INSERT INTO t (a, password) VALUES (…)`, `IDENTIFIED BY '…'`."""

from collections.abc import Iterable

from processor.redact.buffer import Found, leaf_end
from processor.redact.detector import Detector, window
from processor.redact.keys import Secrecy, secrecy
from processor.redact.recognizers.value_span import MAX_VALUE, value_span
from processor.redact.values import is_placeholder, looks_random

_INSERT = rb"(?i)insert\s+into\s+[^\s(\x1e]+\s*\([^()\x1e]+\)\s*values\s*\("
_SQL_WORD = (
    rb"(?i)\b(?:identified (?:with [\w'`]{1,40} )?(?:by|as)(?: password)?|(?:encrypted )?password|"
    rb"with password) (?:E|N)?'[^']"
)


def _check_insert(text: bytes, start: int, end: int) -> Iterable[Found]:
    """Values of secret columns, row by row; anything that is no plain list of values ends it."""
    names = text[start:end].partition(b"(")[2].partition(b")")[0].split(b",")
    levels = [secrecy(name.strip(b' `"[]\n').decode("latin-1")) for name in names]
    place, column, limit = end, 0, leaf_end(text, end, MAX_VALUE)
    while any(levels) and place < limit:
        place = _spaces_end(text, place)
        value_start, value_end, quoted = value_span(text, place)
        value = text[value_start:value_end].decode("latin-1")
        if column < len(levels) and _goes(levels[column], value):
            yield Found(value_start, value_end, "secret.sql")
        place = _spaces_end(text, value_end + quoted)
        row = _ROW_ENDS.search(text[place : place + 24])
        sign = text[place : place + 1]
        if row:
            place, column = place + row.end(), 0
        elif sign == b",":
            place, column = place + 1, column + 1
        else:
            return


def _goes(level: Secrecy, value: str) -> bool:
    if level == Secrecy.RANDOM:
        return looks_random(value)
    return level > Secrecy.NONE and not is_placeholder(value)


_ROW_ENDS = window(rb"^\)\s{0,8},\s{0,8}\(")


def _spaces_end(text: bytes, place: int) -> int:
    while text[place : place + 1] in (b" ", b"\n", b"\t"):
        place += 1
    return place


def _check_sql_word(text: bytes, start: int, end: int) -> Iterable[Found]:
    value_start, value_end, _ = value_span(text, end - 2)
    value = text[value_start:value_end].decode("latin-1")
    return () if is_placeholder(value) else (Found(value_start, value_end, "secret.sql"),)


DETECTORS = (Detector(_INSERT, _check_insert), Detector(_SQL_WORD, _check_sql_word))
