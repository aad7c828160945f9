"""Secrets in SQL that no `name = value` shows: `INSERT INTO t (a, password) VALUES (…)`, `IDENTIFIED BY '…'`."""

from collections.abc import Iterable, Iterator, Sequence

from processor.redact.buffer import Found, leaf_end
from processor.redact.detector import Detector, window
from processor.redact.keys import Secrecy
from processor.redact.recognizers.columns import column_of, rule_of
from processor.redact.recognizers.value_span import MAX_VALUE, value_span
from processor.redact.values import could_be_secret, is_placeholder, looks_random

_INSERT = rb"(?i)insert\s+into\s+[^\s(\x1e]+\s*\([^()\x1e]+\)\s*values\s*\("
_SQL_WORD = (
    rb"(?i)\b(?:identified (?:with [\w'`]{1,40} )?(?:by|as)(?: password)?|(?:encrypted )?password|"
    rb"with password) (?:E|N)?'[^']|"
    rb"\bidentified by (?:\\?\"[^\"]|[A-Za-z0-9#$_])"
)


def _check_insert(text: bytes, start: int, end: int) -> Iterable[Found]:
    """Values of secret columns, row by row; anything that is no plain list of values ends it."""
    columns = [column_of(name) for name in text[start:end].partition(b"(")[2].partition(b")")[0].split(b",")]
    limit = leaf_end(text, end, MAX_VALUE)
    return values_of(text, _bindings(text, end, limit) or end, columns, limit) if any(columns) else ()


def values_of(text: bytes, place: int, columns: Sequence[Secrecy | str], limit: int) -> Iterator[Found]:
    """Those of the values from `place` on, row by row, that their columns doom."""
    column = 0
    while place < limit:
        place = _spaces_end(text, place)
        value_start, value_end, quoted = value_span(text, place)
        value_end = value_end if quoted else _bare_end(text, value_start, value_end, limit)
        value = text[value_start:value_end].decode("latin-1")
        is_call = not quoted and text[value_end : value_end + 1] == b"("
        rule = "" if is_call or column >= len(columns) else rule_of(columns[column], value)
        if rule:
            yield Found(value_start, value_end - _type_name(value) if rule == "phone" else value_end, rule)
        place = _spaces_end(text, _quote_end(text, value_end) if quoted else value_end)
        row = _ROW_ENDS.search(text[place : place + 24])
        sign = text[place : place + 1]
        if row:
            place, column = place + row.end(), 0
        elif sign == b"," and column < 2 * len(columns):  # a row has no more values than columns, give or take commas
            place, column = place + 1, column + 1
        else:
            return


_TYPE_NAME = window(rb"\([A-Z][A-Za-z]+\)$")


def _type_name(value: str) -> int:
    """Length of the type that MyBatis prints behind a value: `13812345678(String)`."""
    match = _TYPE_NAME.search(value.encode("latin-1"))
    return len(match.group()) if match else 0


def _bare_end(text: bytes, start: int, end: int, limit: int) -> int:
    """Where a value ends that was filled in without quotes, as Laravel prints statements: `(Bo Li, b@x.de, $2b$…)`."""
    if text[end : end + 1] in (b"(", b""):
        return end
    signs = [place for sign in (b",", b")", b"\n") if (place := text.find(sign, end, limit)) >= 0]
    return min(signs, default=end)


_ONLY_PLACES = window(rb"^(?:\s{0,2}(?:\?|%s|[:@$]\w{1,30}|%\(\w{1,30}\)s)\s{0,2},?){1,60}\)")
_BINDINGS = window(
    rb"(?i)(?:param(?:eter)?s|bindings?|binds|args|arguments|values|with)[\"']?[ :=]{0,3}[\[({]\s{0,2}|"
    rb"parameters: (?=\S)"
)
_BINDINGS_FAR = 160


def _bindings(text: bytes, place: int, limit: int) -> int:
    """Where the values begin that a statement with question marks has behind it; 0 where there are none."""
    places = _ONLY_PLACES.search(text[place : min(limit, place + 400)])
    if places is None:
        return 0
    behind = place + places.end()
    found = _BINDINGS.search(text, behind, min(limit, behind + _BINDINGS_FAR))
    return found.end() if found else 0


_ROW_ENDS = window(rb"^\)\s{0,8},\s{0,8}\(")


def _quote_end(text: bytes, place: int) -> int:
    """Behind a closing quote, which has backslashes before it in the repr of a string."""
    while text[place : place + 1] == b"\\":
        place += 1
    return place + 1


def _spaces_end(text: bytes, place: int) -> int:
    while text[place : place + 1] in (b" ", b"\n", b"\t"):
        place += 1
    return place


def _check_sql_word(text: bytes, start: int, end: int) -> Iterable[Found]:
    quoted = text[end - 2 : end - 1] in (b"'", b'"')
    lead = 2 + (text[end - 3 : end - 2] == b"\\") if quoted else 1
    value_start, value_end, _ = value_span(text, end - lead)
    value = text[value_start:value_end].decode("latin-1")
    return (
        ()
        if is_placeholder(value) or not (quoted or could_be_secret(value))
        else (Found(value_start, value_end, "secret.sql"),)
    )


_SESSION = (
    rb"(?i)sessions?[`\"\]]{0,2} where [^\n\x1d\x1e=]{0,60}\b(?:id|session_?id|session_?key|sid|key)[`\"\]]{0,2} ?"
    rb"(?:=|in \() ?['\"]?[A-Za-z0-9_-]{20,128}\b"
)
_ID_LAST = window(rb"[A-Za-z0-9_-]{20,128}$")
_UUID = window(rb"^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$")


def _check_session(text: bytes, start: int, end: int) -> Iterable[Found]:
    """A session's row is found by what its cookie holds."""
    value = _ID_LAST.search(text[start:end])
    if value is None or _UUID.search(value.group()) or not looks_random(value.group().decode("latin-1")):
        return ()
    return (Found(start + value.start(), end, "secret.sql"),)


_SECOND_ARGUMENT = (
    rb"(?i)\b(?:(?:pgp_sym|aes)_(?:en|de)crypt(?:_bytea)?|sp_addlogin|sp_password)[ (]"
    rb"[^\x1d\x1e\n;]{1,200}?, ?N?'[^'\x1d\x1e]{3,128}'"
)


def _check_second(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`pgp_sym_encrypt(note, '…')`, `sp_addlogin 'bo', '…'`: the key or password comes second."""
    begin = text.rfind(b"'", start, end - 1) + 1
    return () if is_placeholder(text[begin : end - 1].decode("latin-1")) else (Found(begin, end - 1, "secret.sql"),)


_CRYPT = rb"(?i)\bcrypt ?\(N?'[^'\x1d\x1e]{3,128}', ?[a-z_]"


def _check_crypt(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`crypt('…', gen_salt('bf'))` of pgcrypto."""
    begin = text.find(b"'", start, end) + 1
    return (Found(begin, text.find(b"'", begin, end), "secret.sql"),)


DETECTORS = (
    Detector(_CRYPT, _check_crypt, gate=rb"(?i)\bcrypt ?\(N?'"),
    Detector(
        _SECOND_ARGUMENT, _check_second, gate=rb"(?i)\b(?:(?:pgp_sym|aes)_(?:en|de)crypt|sp_addlogin|sp_password)"
    ),
    Detector(_INSERT, _check_insert),
    Detector(_SQL_WORD, _check_sql_word),
    Detector(_SESSION, _check_session, gate=rb"(?i)sessions?[`\"\]]{0,2} where "),
)
