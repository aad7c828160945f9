"""Values below the name of their column: of CSV, of tab-separated lines, of a table drawn with bars.

`phone,name` on one line, `01707654321,Kurt` on the next: nothing on the second says what its number is.
"""

import re
from collections.abc import Iterator

from processor.redact.buffer import KEY_END, LEAF_END, Found, leaf_end
from processor.redact.detector import Detector
from processor.redact.keys import Secrecy
from processor.redact.recognizers.columns import column_of, rule_of
from processor.redact.values import could_be_secret, is_word

_NAME = (
    rb"(?i)(?:phone|mobile|telefon[eo]?|\btel|msisdn|handy|celular|movil|whatsapp|"
    rb"passw(?:or)?d|pwd|\bpass|passwort|contrasena|senha|haslo|secret|token|api_?key|"
    rb"ssn|pesel|bsn|nino|nhs|cpf|cnpj|\bdni|\bnif|\bnir|curp|tckn|_id|kimlik|hetu|rrn|nric|aadhaar|personnummer|fiscale)"
)
_HEADER = _NAME + rb"[A-Za-z0-9_]{0,20}\"?[ \t]{0,2}(?:[,;|\t] ?\"?[A-Za-z_]|\n|\|\n|\|?  )"
"""One name of a column with what ends it: another name, or the line."""
_HEADING = re.compile(rb'^[ \t"]{0,3}[A-Za-z_#][A-Za-z0-9_ .#-]{0,40}"?[ \t]{0,3}$')
_DEVICES = frozenset((b"desktop", b"tablet", b"web", b"ios", b"android", b"tv"))
"""Beside such columns, `mobile` is another device."""
_SEPARATORS = (b"\t", b"|", b";", b",")
_RULED = re.compile(rb"^[|+: =-]+$")
"""`|----|-------|`: the line that is drawn below the names."""
MIN_SECRET = 4
MAX_HEADER, MAX_COLUMNS, MAX_ROW, MAX_ROWS = 1000, 60, 4000, 20_000
"""Characters and columns of a line of names, characters of a line below it, and how many such lines are read."""
MAX_ABOVE = 3
"""Lines of as many cells that may stand above the names. There is a limit so that many lines of names are not each a
table of all lines below: no line is read more often than this."""


def _check(text: bytes, start: int, end: int) -> Iterator[Found]:
    """All columns of the table, once: where the first of them that says something was met."""
    begin, finish, line_break = _line(text, start)
    header = text[begin:finish].rstrip(b"\r")
    separator = next((sign for sign in _SEPARATORS if sign in header), b",")
    names = header.split(separator)
    if not 2 <= len(names) <= MAX_COLUMNS or not all(_HEADING.search(name) for name in names if name.strip()):
        return
    columns = [column_of(name.strip(b' \t"')) for name in names]
    if _DEVICES.intersection(name.strip(b' \t"').lower() for name in names):
        columns = ["" if column == "phone" else column for column in columns]
    if not any(columns) or _is_second(columns, names, start - begin):
        return
    if _above(text, begin, line_break, separator, len(columns)) < MAX_ABOVE:
        yield from _rows(text, finish + len(line_break), line_break, separator, columns)


def _line(text: bytes, place: int) -> tuple[int, int, bytes]:
    """Start and end of the line, and what ends it: where line breaks were written as escapes, two spaces do."""
    low, high = max(0, place - MAX_HEADER), leaf_end(text, place, MAX_HEADER)
    low = max(low, text.rfind(LEAF_END, low, place) + 1, text.rfind(KEY_END, low, place) + 1)
    line_break = b"\n" if text.find(b"\n", place, high) >= 0 else b"  "
    finish = text.find(line_break, place, high)
    begin = text.rfind(line_break, low, place)
    begin = begin + len(line_break) if begin >= 0 else low
    if line_break == b"  " and text[begin : begin + 1] in (b"'", b'"'):
        begin += 1  # of the string's repr
    return begin, finish if finish >= 0 else high, line_break


def _above(text: bytes, place: int, line_break: bytes, separator: bytes, columns: int) -> int:
    """How many lines of so many cells stand directly above, as far as they count."""
    low = max(0, place - MAX_ABOVE * MAX_ROW)
    low = max(low, text.rfind(LEAF_END, low, place) + 1)
    for above in range(MAX_ABOVE):
        end = place - len(line_break)
        if end < low or text[end:place] != line_break:
            return above
        place = max(text.rfind(line_break, low, end) + len(line_break), low)
        if end - place > MAX_ROW or len(_cells(text[place:end], separator)) != columns:
            return above
    return MAX_ABOVE


def _is_second(columns: list[Secrecy | str], names: list[bytes], place: int) -> bool:
    """Whether an earlier column has begun this table already."""
    at = 0
    for column, name in zip(columns, names, strict=True):
        if column:
            return not at <= place <= at + len(name)
        at += len(name) + 1
    return True


def _rows(
    text: bytes, place: int, line_break: bytes, separator: bytes, columns: list[Secrecy | str]
) -> Iterator[Found]:
    """Line by line, as long as each has as many cells as there are columns."""
    limit = leaf_end(text, place, len(text))
    for _ in range(MAX_ROWS):
        if place >= limit:
            return
        finish = text.find(line_break, place, limit)
        finish = finish if finish >= 0 else limit
        row = text[place:finish]
        if len(row) > MAX_ROW:
            return
        if not _RULED.search(row):
            cells = _cells(row, separator)
            if len(cells) != len(columns):
                return
            for column, (begin, end) in zip(columns, cells, strict=True):
                rule = _rule(column, row[begin:end].decode("latin-1")) if column and begin < end else ""
                if rule:
                    yield Found(place + begin, place + end, rule)
        place = finish + len(line_break)


def _rule(column: Secrecy | str, value: str) -> str:
    """The rule that takes a cell; a column `token` may as well hold words that were counted."""
    counted = value.isdigit() and len(value) < MIN_SECRET
    told = isinstance(column, str) or (column >= Secrecy.CERTAIN and not is_word(value)) or could_be_secret(value)
    return rule_of(column, value) if told and not counted else ""


def _cells(row: bytes, separator: bytes) -> list[tuple[int, int]]:
    """Where each cell begins and ends, without quotes and spaces; a separator within quotes is part of the cell."""
    cells: list[tuple[int, int]] = []
    place = 0
    while place <= len(row) and len(cells) <= MAX_COLUMNS:
        lead = place + len(row[place:]) - len(row[place:].lstrip(b" "))
        quoted = row[lead : lead + 1] == b'"' and row.find(b'"', lead + 1) > 0
        finish = row.find(separator, row.find(b'"', lead + 1) if quoted else place)
        finish = finish if finish >= 0 else len(row)
        cell = row[place:finish]
        begin = place + len(cell) - len(cell.lstrip(b' "'))
        cells.append((begin, max(begin, place + len(cell.rstrip(b" \"'\r")))))
        place = finish + 1
    return cells


DETECTORS = (Detector(_HEADER, _check),)
