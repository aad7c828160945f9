"""A secret's name with its value behind it, in whatever a program prints.

`password=…`, `"apiKey": "…"` (also escaped inside another string), `Token(value='…')`, `--password …`, `?sig=…`,
`export X_SECRET=…`, YAML, headers, cookies, SQL (`password = '…'`, `INSERT INTO t (a, password) VALUES (…)`).
"""

from collections.abc import Callable, Iterable

from processor.redact.buffer import KEY_END, Found, before, leaf_end
from processor.redact.detector import Detector, pattern, window
from processor.redact.keys import Secrecy, secrecy
from processor.redact.values import HARMLESS_COOKIES, could_be_secret, is_code, is_placeholder, is_word, looks_random

_NAME_WORDS = (
    rb"pass|pwd|pword|secret|token|key|auth|cred|bearer|otp|csrf|xsrf|sess|cookie|sid\b|\bpin\b|_pin\b|cvv|cvc|sig\b|signature|jwt|"
    rb"kennwort|contrasen|mdp|senha|wachtwoord|parol|haslo|losenord|adgangskode|salasana|heslo|jelszo|clave|sifre|"
    rb"geheimnis|code|mfa|phrase|\bpw\b"
)
_QUOTES = rb"(?:\\{0,3}[\"'`\]]){0,2}"
ASSIGNMENT = (
    rb"(?i)(?:"
    + _NAME_WORDS
    + rb")[A-Za-z0-9_.-]{0,40}(?:\[\]|\d)?"
    + _QUOTES
    + rb"[ \t]{0,3}(?:=>|:=|={1,3}|:|%3[Dd])[ \t]{0,4}"
)
_IN_CODE = (
    rb"(?i)(?:"
    + _NAME_WORDS
    + rb")[A-Za-z0-9_.-]{0,40}"
    + _QUOTES
    + rb"(?:: ?[\w\[\]|. ]{1,24})?[ \t]{0,3}(?:=>|:=|=|:)[ \t]{0,4}[brfu]{0,2}[\"'`][^\"'`\s]"
)
_OPTION = (
    rb"(?i)(?:^|[\s\"'\x1d])--?(?:[a-z-]{0,20}(?:password|passwd|passphrase|pass|pwd|secret|token|api-?key|auth|access-key|key-secret))"
    rb"(?:[\"'], ?[\"']| +)[^\s-]"
)
_PAIR = rb"(?i)[(\[]b?[\"'][A-Za-z0-9_. -]{0,30}(?:" + _NAME_WORDS + rb")[A-Za-z0-9_.-]{0,30}[\"'], ?b?[\"'][^\"'\s]"
_REPR = rb"(?i)(?:token|secret|secretstr|password|credentials?|api_?key|bearer|jwt)\((?:\w+=)?[brfu]?[\"'][^\"'\s]"
_INSERT = rb"(?i)insert\s+into\s+[^\s(\x1e]+\s*\([^()\x1e]+\)\s*values\s*\("
_SQL_WORD = rb"(?i)\b(?:identified by(?: password)?|(?:encrypted )?password|with password) (?:E|N)?'[^']"
_COOKIE = rb"(?i)\b(?:set-)?cookie[\"']?\s{0,2}[:=]\s{0,2}[\"']?[A-Za-z0-9_.%-]+="

_IDENTIFIER_BACK = window(rb"[A-Za-z0-9_.-]{0,}$")
_SCHEME = window(rb"(?i)^(?:bearer|basic|token|digest|negotiate|apikey|aws4-hmac-sha256)(?: |%20|\+)+")
_OPENING = window(rb"^[brfu]{0,2}(\\{0,7})([\"'`])")
_BARE = pattern(rb"[^\s,;\"'`<>()\[\]{}|\x1d\x1e\\]+")
_NEXT_PARAMETER = pattern(rb"(?:&|%26)[A-Za-z_.%\[\]-]+[\w.%\[\]-]*=|&amp;|&$")
_PROSE_GOES_ON = window(rb"^ +[a-z]{2,}")
MAX_VALUE = 8192
MAX_BARE = 512
"""Without quotes; what is longer and secret has a shape of its own."""


def _name_start(text: bytes, start: int) -> int:
    """Where the identifier begins that has the word at `start` in it."""
    lead = _IDENTIFIER_BACK.search(text[max(0, start - 60) : start])
    return start - len(lead.group()) if lead else start


def value_span(text: bytes, place: int) -> tuple[int, int, bool]:
    """(start, end, whether quoted) of the value that begins at `place`, without its quotes or authentication scheme."""
    limit = leaf_end(text, place, MAX_VALUE)
    opening = _OPENING.search(text[place : place + 10])
    if opening:
        start = place + opening.end()
        scheme = _SCHEME.search(text[start : start + 24])
        start += scheme.end() if scheme else 0
        return start, _closing(text, start, limit, opening.group()[opening.start(1) :]), True
    scheme = _SCHEME.search(text[place : place + 24])
    start = place + (scheme.end() if scheme else 0)
    bare = _BARE.match(text, start, min(limit, start + MAX_BARE))
    end = bare.end() if bare else start
    next_parameter = _NEXT_PARAMETER.search(text[start:end])
    if next_parameter:
        end = start + next_parameter.start()
    while end > start and text[end - 1 : end] in (b".", b":", b"?") and not text[end : end + 1].isalnum():
        end -= 1
    return start, end, False


def _closing(text: bytes, start: int, limit: int, quote: bytes) -> int:
    """Where the same quote, escaped as often, comes again; else the end of the string."""
    place = start
    while 0 <= (place := text.find(quote, place, limit)):
        escapes = 0
        while text[place - 1 - escapes : place - escapes] == b"\\" and place - escapes > start:
            escapes += 1
        if escapes == 0 or (len(quote) > 1 and escapes % 2 == 0 and escapes < len(quote)):
            return place
        if len(quote) == 1 and escapes % 2 == 0:
            return place
        place += len(quote)
    return limit


def _is_secret(level: Secrecy, value: str, quoted: bool, tight: bool) -> bool:
    """Whether what stands behind a name is a secret. `tight`: `name=value`, as machines write, not `name: value`."""
    if is_placeholder(value) or value.startswith(("[Filtered]", "[secret]", "http://", "https://")):
        return False
    if level == Secrecy.RANDOM:
        return looks_random(value)
    if level == Secrecy.LIKELY:
        return could_be_secret(value)
    if value.isdigit() and len(value) < 3 or not any(character.isalnum() for character in value):
        return False
    return quoted or tight or not is_word(value)


def assignment_check(level_of: Callable[[str], Secrecy], rule: str) -> Callable[[bytes, int, int], Iterable[Found]]:
    """A check for `name = value` where `level_of` knows which names are secret."""

    def check(text: bytes, start: int, end: int) -> Iterable[Found]:
        name_start = _name_start(text, start)
        head = text[name_start:end]
        name = head.rstrip(b" \t=:>\"'`\\]").decode("latin-1")
        level = level_of(name.removesuffix("%3D").removesuffix("%3d"))
        if level == Secrecy.NONE:
            return ()
        tight = head.endswith(b"=") or head[-3:].lower() == b"%3d"
        value_start, value_end, quoted = value_span(text, end)
        value = text[value_start:value_end].decode("latin-1")
        if not quoted and (text[value_end : value_end + 1] in (b"(", b"[") and value or is_code(value)):
            return ()
        if value.lower() == name.lower() or (len(value) < 2 and quoted):
            return ()  # password=password in code; accesskey="n"
        prose = not quoted and not tight and value.isalpha() and value.islower()
        if prose and _PROSE_GOES_ON.search(text[value_end : value_end + 12]):
            return ()
        return (Found(value_start, value_end, rule),) if _is_secret(level, value, quoted, tight) else ()

    return check


_check_assignment = assignment_check(secrecy, "secret.named")


def _check_in_code(text: bytes, start: int, end: int) -> Iterable[Found]:
    """Source code names secrets all the time and rarely holds one: only literals that look like one are taken."""
    quote = end - 2
    name_start = _name_start(text, start)
    name = text[name_start:quote].split(b":")[0].split(b"=")[0].strip(b" \t\"'`\\]brfu").decode("latin-1")
    level = max(secrecy(name), secrecy(text[name_start:quote].rstrip(b" \t\"'`=:>").decode("latin-1")))
    value_start, value_end, quoted = value_span(text, quote)
    value = text[value_start:value_end].decode("latin-1")
    if not quoted or level < Secrecy.LIKELY or b"\n" in text[value_start:value_end]:
        return ()
    return (Found(value_start, value_end, "secret.named"),) if could_be_secret(value) and "{" not in value else ()


def _check_option(text: bytes, start: int, end: int) -> Iterable[Found]:
    value_start, value_end, _ = value_span(text, end - 1)
    value = text[value_start:value_end].decode("latin-1")
    if is_placeholder(value) or (is_word(value)):
        return ()
    return (Found(value_start, value_end, "secret.option"),)


def _check_pair(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`('password', 'hunter2')`, `[b"authorization", b"Basic …"]`: two strings in brackets, not a list of names."""
    name = text[start:end].split(b",")[0].strip(b"([b\"' ").decode("latin-1")
    value_start, value_end, _ = value_span(text, end - 2)
    if text[value_end + 1 : value_end + 2] not in (b")", b"]") or secrecy(name) < Secrecy.LIKELY:
        return ()
    value = text[value_start:value_end].decode("latin-1")
    if text[start : start + 1] == b"[" and not could_be_secret(value):
        return ()
    return () if is_placeholder(value) else (Found(value_start, value_end, "secret.named"),)


def _check_repr(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`Token(value='…')`, `SecretStr('…')`."""
    value_start, value_end, _ = value_span(text, end - 2)
    value = text[value_start:value_end].decode("latin-1")
    return (Found(value_start, value_end, "secret.named"),) if could_be_secret(value) else ()


def _check_insert(text: bytes, start: int, end: int) -> Iterable[Found]:
    """Values of secret columns, row by row; anything that is no plain list of values ends it."""
    names = text[start:end].partition(b"(")[2].partition(b")")[0].split(b",")
    secret = [secrecy(name.strip(b' `"[]\n').decode("latin-1")) >= Secrecy.LIKELY for name in names]
    place, column, limit = end, 0, leaf_end(text, end, MAX_VALUE)
    while any(secret) and place < limit:
        place = _spaces_end(text, place)
        value_start, value_end, quoted = value_span(text, place)
        value = text[value_start:value_end].decode("latin-1")
        if column < len(secret) and secret[column] and not is_placeholder(value):
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


_ROW_ENDS = window(rb"^\)\s{0,8},\s{0,8}\(")


def _spaces_end(text: bytes, place: int) -> int:
    while text[place : place + 1] in (b" ", b"\n", b"\t"):
        place += 1
    return place


def _check_sql_word(text: bytes, start: int, end: int) -> Iterable[Found]:
    value_start, value_end, _ = value_span(text, end - 2)
    value = text[value_start:value_end].decode("latin-1")
    return () if is_placeholder(value) else (Found(value_start, value_end, "secret.sql"),)


_COOKIE_PAIR = pattern(rb"[A-Za-z0-9_.%-]+=([^;\s\"',\x1d\x1e]+)")
_NO_SECRETS = frozenset(
    b"path domain expires max-age samesite version".split() + [name.encode() for name in HARMLESS_COOKIES]
)


def _check_cookie(text: bytes, start: int, end: int) -> Iterable[Found]:
    limit = leaf_end(text, start, MAX_VALUE)
    line = text.find(b"\n", end, limit)
    first = text.rfind(b"=", start, end)
    while first > start and text[first - 1 : first] not in (b" ", b":", b'"', b"'", b"="):
        first -= 1
    for match in _COOKIE_PAIR.finditer(text, first, limit if line < 0 else line):
        gap = text[match.start() - 2 : match.start()]
        if match.start() > first and gap.strip() != b";":
            return
        if match.group().partition(b"=")[0].lower() not in _NO_SECRETS and not before(text, match.start(1), 8).endswith(
            KEY_END
        ):
            yield Found(match.start(1), match.end(1), "cookie")


DETECTORS = (
    Detector(ASSIGNMENT, _check_assignment),
    Detector(_OPTION, _check_option),
    Detector(_PAIR, _check_pair),
    Detector(_REPR, _check_repr),
    Detector(_INSERT, _check_insert),
    Detector(_SQL_WORD, _check_sql_word),
    Detector(_COOKIE, _check_cookie),
)
CODE_DETECTORS = (Detector(_IN_CODE, _check_in_code),)
