"""Somebody's name and password in one breath, where no word says which is which."""

from collections.abc import Iterable

from processor.redact.buffer import Found, leaf_end
from processor.redact.detector import Detector, window
from processor.redact.recognizers.prose_values import ORDINARY, named_like_password
from processor.redact.recognizers.value_span import value_span
from processor.redact.values import could_be_secret, is_placeholder, mixes_sorts

_LOGIN = (
    rb"(?i)\b(?:(?:log(?:ged|ging)?[ -]?in|sign(?:ed|ing)?[ -]?in|authenticated?|angemeldet|anmeldung) "
    rb"(?:as|with|using|mit|als|avec|con|com|to|into)|"
    rb"log[io]n(?: (?:attempt|failed|failure|rejected))?(?: (?:for|by))?|credentials?|creds|user(?:name)?[:=]|"
    rb"zugangsdaten|connect(?:ed|ing) as)\b[:=]? "
)
_WITH_PASSWORD = window(
    rb"(?i)^(?:(?:as|with|using|mit|als|for|are|is|user|via)[: ]{1,2}){0,2}[(\[]?[\"']?"
    rb"[A-Za-z0-9][^\s\x1d\x1e:/\"',]{1,64}[\"']?(?:[/:]|,? (?:with|and|mit|und|avec|et|con|y|com|e|/|-|pw|pass|"
    rb"pwd|password):? |, )"
    rb"[\"']?([^\s\"'\x1d\x1e<>]{6,64})"
)


def _check_login(text: bytes, start: int, end: int) -> Iterable[Found]:
    """Somebody's name and password in one breath: `logged in as bob@corp.de with …`, `login: bob / …`."""
    match = _WITH_PASSWORD.search(text[end : leaf_end(text, end, 200)])
    if match is None:
        return ()
    begin, finish = end + match.start(1), end + match.end(1)
    while text[finish - 1 : finish] in (b".", b",", b";", b")", b"?"):
        finish -= 1
    value = text[begin:finish].decode("latin-1")
    invented = mixes_sorts(value) and not ORDINARY.search(text[begin:finish])
    capital = text[begin - 2 : begin] == b"/ " and value[:1].isupper()  # `login bo / Welcome1`
    fits = invented or named_like_password(value, 1 if capital else 2)
    return (Found(begin, finish, "secret.told"),) if fits and could_be_secret(value) else ()


_COMBINATION = (
    rb"\b[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{1,80}\.[A-Za-z]{2,12}:"
    rb"[^\s:/\"'@,;<>()\x1d\x1e]{6,64}"
)
_FILE = window(rb"\.[A-Za-z]{1,4}$|\.git")


def _check_combination(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`bob@corp.de:…`, as lists of stolen passwords have it; not `bob@host.corp.de:file.txt`."""
    begin = text.rfind(b":", start, end) + 1
    value = text[begin:end].rstrip(b".").decode("latin-1")
    has_both = any(c.isdigit() for c in value) and any(c.isalpha() for c in value)
    if not has_both or not could_be_secret(value) or _FILE.search(text[begin:end]) or text[end : end + 1] == b"/":
        return ()
    return (Found(begin, begin + len(value), "secret.told"),)


_EVERYBODYS = (
    rb"(?:^|[\s\"'(\x1d\x1e])(?i:admin|administrator|root|sysadmin|sa|guest|demo|superuser|"
    rb"(?:tried|trying) [a-z][\w.-]{0,40})(?: ?/ ?|:)"
    rb"[^\s:/\"'@,;<>()\x1d\x1e]{6,64}"
)
_BY_LETTERS = rb"(?i)\bu(?:sr)?(?:=|: ?)[^\s=,;&\x1d\x1e]{1,48}[ ,;&]{1,2}pw?(?:=|: ?)[^\s,;&\"'\x1d\x1e]{6,64}"
_BASIC_AUTH = (
    rb"(?i)\bbasic[_-]?auth(?:entication)?[\"']?[:=][ ]{0,2}[\"']?(?:Basic )?"
    rb"[\w.@-]{1,64}[ :/][^\s:/\"',;<>()\x1d\x1e]{4,64}"
)


def _check_basic_auth(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`basic_auth: jo …`: a name and a password; a word there is what the setting is set to."""
    begin = end
    while text[begin - 1 : begin] not in (b" ", b":", b"/"):
        begin -= 1
    value = text[begin:end].rstrip(b".").decode("latin-1")
    fits = could_be_secret(value) and "=" not in value
    return (Found(begin, begin + len(value), "secret.told"),) if fits else ()


_IS_TRIED = window(rb"(?i)^\W?tr(?:ied|ying) ")
_LAST_WORD = window(rb"[^\s:=/]+$")


def _check_last(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`admin / …`, `u=jo p=…`: nothing says password, so it must look invented for one."""
    value = _LAST_WORD.search(text[start:end].rstrip(b".,"))
    if value is None:
        return ()
    begin, plain = start + value.start(), value.group().decode("latin-1")
    invented = mixes_sorts(plain) and any(map(str.isupper, plain)) and not ORDINARY.search(value.group())
    tried = _IS_TRIED.search(text[start : start + 8]) is not None
    is_segment = text[begin - 1 : begin] == b"/" and not tried  # `admin/products42`
    fits = invented or (not is_segment and named_like_password(plain, 1 if tried else 2))
    return (Found(begin, begin + len(plain), "secret.told"),) if fits and could_be_secret(plain) else ()


_NETRC = rb"\bmachine [\w.:-]{1,80}\s{1,8}login [^\s\x1d\x1e]{1,80}\s{1,8}password [^\s\x1d\x1e]"


def _check_netrc(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`machine git.corp.de login bo password …`, whatever the value looks like."""
    begin, finish, _ = value_span(text, end - 1)
    return () if is_placeholder(text[begin:finish].decode("latin-1")) else (Found(begin, finish, "secret.named"),)


DETECTORS = (
    Detector(_NETRC, _check_netrc, gate=rb"\bmachine [A-Za-z0-9]"),
    Detector(_BASIC_AUTH, _check_basic_auth, gate=rb"(?i)\bbasic[_-]?auth(?:entication)?[\"']?[:=]"),
    Detector(_EVERYBODYS, _check_last),
    Detector(_BY_LETTERS, _check_last),
    Detector(_LOGIN, _check_login),
    Detector(_COMBINATION, _check_combination, signs=(b"@",), gate=rb"@[A-Za-z0-9.-]+:[^\s:/\"'@,;<>()\x1d\x1e]"),
)
