"""Credentials in headers and URLs, and private keys: places that hold nothing else."""

from collections.abc import Iterable

from processor.redact.buffer import Found, leaf_end
from processor.redact.detector import Detector, window
from processor.redact.values import is_placeholder, looks_random

_BEARER = rb"(?i)\b(?:bearer|basic)(?: |%20|: ?)[A-Za-z0-9._~+/%-]{6,}={0,2}"
_SCHEME = window(rb"^(?i:bearer|basic)(?: |%20|: ?)")


def _check_bearer(text: bytes, start: int, end: int) -> Iterable[Found]:
    """The word is also English ("bearer token", "Basic authentication"): what follows must be no word."""
    word = _SCHEME.search(text[start : start + 12])
    begin = start + (word.end() if word else 0)
    while end > begin and text[end - 1 : end] in (b".", b":"):
        end -= 1
    value = text[begin:end]
    digits, upper = any(48 <= c <= 57 for c in value), any(65 <= c <= 90 for c in value[1:])
    if (len(value) >= 12 and (digits or (upper and not value.isupper()))) or (len(value) >= 6 and digits and upper):
        return (Found(begin, end, "secret.bearer"),)
    if text[start : start + 5].lower() == b"basic" and value.endswith(b"=") and len(value) >= 8:
        return (Found(begin, end, "secret.bearer"),)
    return ()


_DIGEST = rb"(?i)\bdigest username=[^\n\x1d\x1e]{0,600}?\bresponse=[\"']?[0-9a-f]{32,64}\b"


def _check_digest(text: bytes, start: int, end: int) -> Iterable[Found]:
    """Of `Authorization: Digest`, what is made of the password."""
    begin = end
    while text[begin - 1 : begin].isalnum():
        begin -= 1
    return (Found(begin, end, "secret.digest"),)


_AFTER_SCHEME = rb"://[^\s/?#:@\"'<>\x1d\x1e\[\]]{0,}:(?:[^\s/\"'<>\x1d\x1e]|  [:?+=()&;,{}])+@"
_URL_PASSWORD = rb"[A-Za-z][A-Za-z0-9+.-]{1,30}" + _AFTER_SCHEME
_URL_TOKEN = rb"\bhttps?://[A-Za-z0-9_-]{20,100}@[A-Za-z0-9]"
_DATABASE = rb"(?:postgres(?:ql)?|mysql|mongodb(?:\+srv)?|redis|rediss|amqps?)(?:\+\w+)?://"
_URL_PASSWORD_WITH_SLASH = _DATABASE + rb"[^\s:@\"'<>\x1d\x1e/]{0,}:[^\s@\"'<>\x1d\x1e?]{1,}@"


def _check_url(text: bytes, start: int, end: int) -> Iterable[Found]:
    body = text[start : end - 1]
    scheme = body.find(b"://") + 3
    colon = body.find(b":", scheme)
    password = body[colon + 1 :].decode("latin-1")
    if colon < 0 or is_placeholder(password):
        return ()
    return (Found(start + colon + 1, end - 1, "url_password"),)


def _check_url_token(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`https://…@github.com/org/repo`: a token in the user's place. Sentry's public keys, 32 hex digits, stay."""
    begin, finish = text.find(b"//", start, end) + 2, end - 2
    value = text[begin:finish].decode("latin-1")
    public = len(value) == 32 and set(value) <= set("0123456789abcdef")
    return () if public or not looks_random(value) else (Found(begin, finish, "secret.url"),)


_PEM = rb"-----BEGIN (?:[A-Z0-9 ]{0,30} )?PRIVATE KEY(?: BLOCK)?-----"
MAX_KEY = 20_000
"""Characters; a 16384-bit RSA key has 12 600."""
_SPOKEN_OF = window(rb"^[\"'`)]{0,2},? [a-z]{2,16}[ ,.]")
"""`-----BEGIN PRIVATE KEY----- expected, got …`: a sentence, and no key."""


def _check_pem(text: bytes, start: int, end: int) -> Iterable[Found]:
    limit = leaf_end(text, start, MAX_KEY)
    if _SPOKEN_OF.search(text[end : end + 24]):
        return ()
    closing = text.find(b"-----END", end, limit)
    if closing < 0:
        return (Found(start, limit, "private_key"),)
    finish = text.find(b"-----", closing + 8, limit)
    return (Found(start, limit if finish < 0 else finish + 5, "private_key"),)


_PUTTY = rb"\bPrivate-Lines: \d{1,3}\s{1,4}[A-Za-z0-9+/=]{16}"
_END_OF_PUTTY = window(rb"^[A-Za-z0-9+/=\s]+")


def _check_putty(text: bytes, start: int, end: int) -> Iterable[Found]:
    """What follows in base64, up to `Private-MAC:`."""
    begin = end - 16
    lines = text[begin : leaf_end(text, begin, MAX_KEY)].partition(b"Private-MAC")[0]
    body = _END_OF_PUTTY.search(lines)
    return (Found(begin, begin + len(body.group().rstrip()), "private_key"),) if body else ()


_JWK = rb"\\?\"(?:d|k|p|q|dp|dq|qi)\\?\" ?: ?\\?\"[A-Za-z0-9_-]{20,}"
_KEY_TYPE = window(rb"\"kty\\?\"")


def _check_jwk(text: bytes, start: int, end: int) -> Iterable[Found]:
    """The private members of a key as JSON (RFC 7517), which says its type."""
    around = text[max(0, start - MAX_JWK) : end] + text[end : leaf_end(text, end, MAX_JWK)]
    begin = text.rfind(b'"', start, end) + 1
    return (Found(begin, end, "private_key"),) if _KEY_TYPE.search(around) else ()


MAX_JWK = 1000
"""Bytes on either side in which the type of the key is looked for."""
_CURL_USER = (
    rb"(?:^|[\s\"'\x1d\x1e])(?:-[a-zA-Z]{0,4}u|https? -a|--user|--proxy-user|-U)[ =]"
    rb"[\"']?[^\s:\"'\x1e]{1,}:[^\s\"'\x1e]{2,}"
)


def _check_curl(text: bytes, start: int, end: int) -> Iterable[Found]:
    place = text.rfind(b" ", start, end)
    colon = text.find(b":", max(place, start), end)
    return (
        (Found(colon + 1, end, "secret.option"),)
        if colon > 0 and text[colon + 1 : colon + 2] not in (b"/", b":")
        else ()
    )


DETECTORS = (
    Detector(_DIGEST, _check_digest, gate=rb"(?i)\bdigest username="),
    Detector(_BEARER, _check_bearer, in_code=True),
    Detector(_URL_PASSWORD, _check_url, in_code=True, gate=_AFTER_SCHEME),
    Detector(_URL_TOKEN, _check_url_token, in_code=True, signs=(b"@",)),
    Detector(_URL_PASSWORD_WITH_SLASH, _check_url, in_code=True, gate=_DATABASE),
    Detector(_PEM, _check_pem, in_code=True),
    Detector(_PUTTY, _check_putty, gate=rb"\bPrivate-Lines: \d"),
    Detector(_JWK, _check_jwk, gate=rb"\"(?:d|k|p|q|dp|dq|qi)\\?\" ?: ?\\?\"[A-Za-z0-9_-]{6}"),
    Detector(_CURL_USER, _check_curl),
)
