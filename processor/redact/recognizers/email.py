"""E-mail addresses, also URL-encoded; not `git@host:path`, `user@host` of a shell, `package@version`, `icon@2x.png`."""

from collections.abc import Iterable

from processor.redact.buffer import Found, after, before
from processor.redact.detector import Detector, pattern, window
from processor.redact.presidio import top_level_domains

_SIGNS = (b"@", b"%40", b"%2540", b"\\u0040", b"\\x40", b"&#64;", b"&#x40;", b"&commat;")
_LOCAL = rb"[A-Za-z0-9_\xff](?:[A-Za-z0-9._+'!=\xff-]|(?:  ){1,2}\+)*"
_DOMAIN = (
    rb"(?:(?:[A-Za-z0-9][A-Za-z0-9_-]*\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]|"
    rb"(?:[A-Za-z0-9\xff][A-Za-z0-9_\xff-]*\.)+(?:\xff\xff+|[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]))"
)
"""In ASCII if that goes (the sentence may go on in Japanese without a space), else with letters of other scripts."""
_AT = rb"(?:@|%(?:25)?40|\\u0040|\\x40|&#64;|&#x40;|&commat;)"
EXPRESSION = _LOCAL + _AT + _DOMAIN

RESERVED = frozenset({b"example", b"test", b"invalid", b"onion"})
"""Top-level domains that the public suffix list does not have and that addresses in tests and demos do."""
PRIVATE = frozenset({b"local", b"internal", b"lan", b"corp", b"intranet", b"home", b"localdomain", b"private"})
"""Mail is sent there too, but `root@db-1.internal` is more often a shell: these need a word that says mail."""
_NOT_A_DOMAIN = frozenset({b"target", b"service", b"zip", b"mov", b"map", b"java", b"kotlin"})
"""Real top-level domains that are file or unit names far more often."""
_TOOLS = frozenset({b"git", b"hg", b"svn"})

_SAYS_MAIL = pattern(
    rb"mail|bounce|user|from|to\W|recipient|sender|contact|account|login|customer|owner|notify|\bcc\b|smtp|rcpt"
)
_IS_SHELL = pattern(rb"\b(?:ssh|scp|sftp|rsync|mosh|autossh|ssh-copy-id)\b[^,;|]{0,40}$")
_IS_MESSAGE_ID = pattern(rb"message[-_ ]?id\W{0,6}$|(?:references|in-reply-to)\W{0,4}$|content-id\W{0,6}$")
_HAS_PASSWORD = window(rb"^:[^\s/@]{1,64}@[A-Za-z0-9]")
"""`smtp://jo@corp.de:…@mail.corp.de`: the user is an address."""
_IS_URL_USER = window(rb"://(?:[^\s/@?#]*:)?$")
_REMOTE_PATH = window(rb"^:(?:~|/|[\w.-]+/|[\w.-]+\.git)")


def _check(text: bytes, start: int, end: int) -> Iterable[Found]:
    address = text[start:end]
    for sign in _SIGNS:
        local, found, domain = address.partition(sign)
        if found:
            break
    ahead = before(text, start, 48)
    start += _lead(local, domain, ahead)
    if text[start:end].startswith(sign) or local.lower() in _TOOLS:
        return ()
    if not _is_mail_domain(domain.lower(), ahead + after(text, end)):
        return ()
    if text[start - 1 : start] == b"/" and domain.isupper() and _SERVICE.search(ahead):
        return ()  # the principal of a service in Kerberos: `HTTP/web-1.corp.de@CORP.DE`
    if sign == b"@" and _IS_URL_USER.search(ahead) and not _HAS_PASSWORD.search(text[end : end + 80]):
        return ()  # the user, or the password, of a URL
    if _IS_SHELL.search(ahead) or _IS_MESSAGE_ID.search(ahead) or _REMOTE_PATH.search(after(text, end)):
        return ()
    return (Found(start, end, "email"),)


_SERVICE = window(
    rb"(?:^|[\s\"'=:(,\x1d])(?:http|host|krbtgt|ldap|nfs|cifs|imap|smtp|postgres|mysql|oracle|hdfs|hive|"
    rb"hbase|yarn|spark|kafka|zookeeper|impala|mssqlsvc|dns|ftp|rest|kadmin)/$"
)
_RETURN_PATH = window(rb"(?i)^[A-Za-z0-9_.+=-]+=[A-Za-z0-9-]+\.[A-Za-z0-9.-]*[A-Za-z]$")
_FIELD = window(rb"(?i)^(?:[a-z_.-]*mail|user(?:name)?|login|from|to|cc|bcc|sender|recipient|account|uid|id|q)=")


def _lead(local: bytes, domain: bytes, ahead: bytes) -> int:
    """How many first bytes belong to what stands in front: a name and `=`, a word in Japanese, an escape."""
    if b"=" in local:
        field = _FIELD.search(local)
        kept = local[field.end() :] if field else local
        if not _RETURN_PATH.search(kept):  # `bo=corp.de@bounce.mail.de` holds two addresses
            kept = local.rpartition(b"=")[2]
        return len(local) - len(kept)
    if b"\xff" in local and b"\xff" not in domain:
        glued = local.rfind(b"\xff") + 1
        return glued if glued < len(local) else 0
    return _escaped_lead(local, ahead)


def _escaped_lead(local: bytes, ahead: bytes) -> int:
    """How many first bytes belong to an escape (`\\n`, `%3A`) and not to the address."""
    if ahead.endswith(b"\\") and local[:1] in (b"n", b"t", b"r"):
        return 1
    if ahead.endswith(b"%") and local[:1].isdigit():
        return 2
    return 0


def _is_mail_domain(domain: bytes, ahead: bytes) -> bool:
    first, last = domain.partition(b".")[0], domain.rpartition(b".")[2]
    if first in (b"1x", b"2x", b"3x", b"4x") or last in _NOT_A_DOMAIN:
        return False
    if last in PRIVATE:
        return _SAYS_MAIL.search(ahead) is not None
    return last in RESERVED or last in top_level_domains() or not last.strip(b"\xff")


_LITERAL = _LOCAL + rb"@\[(?:IPv6:)?[0-9A-Fa-f:.]{7,40}\]"
_QUOTED = rb"\\?\"[^\"@\n\x1d\x1e]{1,64}\"@" + _DOMAIN


def _check_quoted(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`"bo li"@corp.de`."""
    domain = text[start:end].rpartition(b"@")[2].lower()
    return (Found(start, end, "email"),) if _is_mail_domain(domain, before(text, start, 48)) else ()


def _check_literal(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`bo@[203.0.113.9]`."""
    local = text[start:end].partition(b"@")[0]
    return (Found(start + _lead(local, b"", before(text, start, 48)), end, "email"),)


_SPELLED = (
    rb"(?i)\b[A-Za-z0-9][A-Za-z0-9._+-]{0,63}(?: ?[(\[{]at[)\]}] ?| at )[A-Za-z0-9-]{1,63}"
    rb"(?:(?:\.| ?[(\[{]do?t[)\]}] ?| dot )[A-Za-z0-9-]{2,63}){1,4}\b"
)
_SPELLED_SIGNS = (b"(at)", b"[at]", b"{at}", b" dot ", b"(AT)", b"[AT]")
_SPELLED_DOT = window(rb"(?i) ?[(\[{]do?t[)\]}] ?| dot ")
_PLAIN_AT = window(rb"(?i) at ")


def _check_spelled(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`bob (at) corp (dot) de`; with plain words both must be spelled."""
    address = text[start:end]
    if _PLAIN_AT.search(address) and b" dot " not in address.lower():
        return ()
    last = _SPELLED_DOT.sub(b".", address).rpartition(b".")[2].lower()
    return (Found(start, end, "email"),) if last in RESERVED or last in top_level_domains() else ()


DETECTORS = (
    Detector(
        EXPRESSION,
        _check,
        in_code=True,
        signs=_SIGNS,
        gate=_AT + rb"[A-Za-z0-9\xff][A-Za-z0-9_\xff-]*\.[A-Za-z0-9\xff]",
    ),
    Detector(_LITERAL, _check_literal, signs=(b"@[",), gate=rb"@\[(?:IPv6:)?[0-9A-Fa-f]"),
    Detector(_QUOTED, _check_quoted, signs=(b'"@',), gate=rb"\"@[A-Za-z0-9\xff]"),
    Detector(_SPELLED, _check_spelled, signs=_SPELLED_SIGNS, gate=rb"(?i)[(\[{]at[)\]}]| dot "),
)
