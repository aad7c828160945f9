"""Cookies in text: `Cookie: a=b; c=d`, `Set-Cookie: sid=…; Path=/`."""

from collections.abc import Iterable

from processor.redact.buffer import KEY_END, Found, before, leaf_end
from processor.redact.detector import Detector, pattern
from processor.redact.recognizers.value_span import MAX_VALUE
from processor.redact.values import HARMLESS_COOKIES

_COOKIE = rb"(?i)\b(?:set-)?cookie[\"']?\s{0,2}[:=]\s{0,2}[\"']?[A-Za-z0-9_.%-]+="
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


_BY_PREFIX = rb"\b(?:__(?:Secure|Host)-[\w.-]{1,60}|wordpress_(?:logged_in|sec)_[0-9a-f]{32})=[^\s;,\"'<>\x1d\x1e]{16,}"
"""Names that no cookie may have without being one: RFC 6265bis reserves the first."""


def _check_prefixed(text: bytes, start: int, end: int) -> Iterable[Found]:
    return (Found(text.find(b"=", start, end) + 1, end, "cookie"),)


DETECTORS = (Detector(_COOKIE, _check_cookie), Detector(_BY_PREFIX, _check_prefixed))
