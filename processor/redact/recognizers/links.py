"""Links that are secrets themselves: of a password's reset, an invitation, a webhook. And `user:password@host`.

`/password/reset/…`, `pwreset/bob@corp.de/…`, `/services/T…/B…/…` of Slack, `shop:…@tcp(db-1:3306)`.
"""

from collections.abc import Iterable

from processor.redact.buffer import Found, before
from processor.redact.detector import Detector, window
from processor.redact.values import could_be_secret, is_placeholder, looks_random, mixes_sorts

_LINK_WORD = (
    rb"(?i)(?:reset|recover|verify|verification|confirm|confirmation|invite|invitations?|activate|activation|magic|"
    rb"unlock|set-?up)"
)
_LINK = _LINK_WORD + rb"[a-z_-]{0,20}(?:[/:][^\s/:\"'?#\x1d\x1e]{2,64}){0,2}[/:][A-Za-z0-9_=-]{20,}"
_HOOK = (
    rb"(?i)/(?:(?:[a-z]{1,12}-)?(?:web-?)?hooks?|tokens?|unsubscribe|opt-?out|shared?|join|i?cal|"
    rb"calendar)(?:/[^\s/:\"'?#\x1d\x1e]{2,40}){0,2}/[A-Za-z0-9_=-]{20,}"
)
_TOLD_LINK = (
    rb"(?i)\b(?:magic|reset|invit(?:e|ation)|log-?in|sign-?(?:in|up)|verification|activation|"
    rb"confirmation|recovery)[ _-](?:link|url)[\"':= ]{1,4}https?://[^\s\"'<>\x1d\x1e]{4,160}[/=][A-Za-z0-9_-]{20,}"
)
_WEBHOOK = (
    rb"/services/T[A-Z0-9]{7,12}/B[A-Z0-9]{7,12}/[A-Za-z0-9]{16,40}|(?:webhook|outlook)\.office(?:365)?\.com/webhook(?:b2)?/[A-Za-z0-9@/-]{60,}|"
    rb"hooks\.zapier\.com/hooks/catch/\d{4,12}/[A-Za-z0-9]{5,40}|"
    rb"maker\.ifttt\.com/trigger/[\w-]{1,60}/(?:json/)?with/key/[A-Za-z0-9_-]{20,}|"
    rb"/api/webhooks/\d{15,22}/[A-Za-z0-9_-]{40,}"
)
_AT_SERVER = rb"[^\s:@/\"'\x1d\x1e]@(?:(?:tcp|unix)\(|[A-Za-z0-9][\w.-]{1,80}:\d{2,5}\b)"
_USER = rb"[\w.-]{1,32}:[^\s:@/\"'\x1d\x1e]{2,63}" + _AT_SERVER
_PGPASS = (
    rb"(?:localhost|\*|[A-Za-z][\w-]{0,40}(?:\.[\w-]{1,40}){1,6}|\b(?:db|pg|sql|postgres|database)[\w-]{0,24}|"
    rb"\d{1,3}(?:\.\d{1,3}){3}):\d{4,5}:[\w*-]{1,40}:[\w-]{1,40}:[^\s:\"'/\x1e]{5,64}"
)


def _check_link(text: bytes, start: int, end: int) -> Iterable[Found]:
    """The last segment, where it is drawn by lot; an UUID there is as likely an id."""
    begin = max(text.rfind(b"/", start, end), text.rfind(b":", start, end)) + 1
    value = text[begin:end].decode("latin-1")
    fits = looks_random(value) and not _UUID.search(text[begin:end])
    return (Found(begin, end, "secret.link"),) if fits else ()


_SHORT = rb"://[A-Za-z0-9.:-]{4,80}/(?:[a-z]{1,12}/)?(?:s|sh|l|dl)/[A-Za-z0-9_-]{16,}"
"""What is shared or shortened: whoever knows the path is let in."""


def _check_short(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`https://app.example.com/s/…`, drawn from letters of both cases; neither a file nor the row of a database."""
    begin = text.rfind(b"/", start, end) + 1
    value = text[begin:end].decode("latin-1")
    fits = looks_random(value) and mixes_sorts(value) and any(map(str.isupper, value)) and text[end : end + 1] != b"."
    return (Found(begin, end, "secret.link"),) if fits else ()


_OF_ROW_OR_WORDS = window(rb"/(?:[0-9a-f]{24}|[a-z]+\d*(?:[-_][a-z0-9]{1,16})+)$")
"""`/webhooks/65f6e2f1a7a5f83a6dc45ddc`, `/share/doc/openjdk-17-jre-headless`."""


def _check_hook(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`/hooks/…`: whoever knows the path may post there; but the row of a hook in a database has an id, too,
    and what is shared may have a name."""
    return () if _OF_ROW_OR_WORDS.search(text[start:end]) else _check_link(text, start, end)


def _check_told_link(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`magic link: https://shop.example.com/m/…`."""
    begin = max(text.rfind(b"/", start, end), text.rfind(b"=", start, end)) + 1
    value = text[begin:end]
    fits = looks_random(value.decode("latin-1")) and not _UUID.search(value)
    return (Found(begin, end, "secret.link"),) if fits else ()


_UUID = window(rb"^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$")
_HOOK_SECRET = window(rb"(?:/services/|/webhook(?:b2)?/|/catch/\d+/|/with/key/|/webhooks/\d+/)(.*)$")


def _check_webhook(text: bytes, start: int, end: int) -> Iterable[Found]:
    secret = _HOOK_SECRET.search(text[start:end])
    return (Found(start + (secret.start(1) if secret else 0), end, "secret.webhook"),)


def _check_user(text: bytes, start: int, end: int) -> Iterable[Found]:
    """A URL's are found by its scheme; here it is missing (`shop:…@tcp(db-1:3306)/shop`)."""
    colon, at = text.find(b":", start, end), text.rfind(b"@", start, end)
    value = text[colon + 1 : at].decode("latin-1")
    if before(text, start, 4).endswith((b"://", b"//:")) or is_placeholder(value) or value.isdigit():
        return ()
    return (Found(colon + 1, at, "url_password"),)


def _check_pgpass(text: bytes, start: int, end: int) -> Iterable[Found]:
    begin = text.rfind(b":", start, end) + 1
    fits = could_be_secret(text[begin:end].decode("latin-1"))
    return (Found(begin, end, "secret.pgpass"),) if fits else ()


_OPENS = rb"t|k|h|c|key|code|hash|token|ticket|sig|jwt|secret|otp|otk|auth|p"
"""Names of parameters behind which such a link has its key."""
_PARAMETER = (
    _LINK_WORD + rb"(?:[^\s\"'<>\x1d\x1e]|  [?=&:+,;/]){0,240}[?&]"
    rb"(?:" + _OPENS + rb")=[A-Za-z0-9_.~-]{16,}"
)


def _check_parameter(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`/magic?next=…&t=…`: on such a path a parameter of any name is what opens the door."""
    begin = text.rfind(b"=", start, end) + 1
    value = text[begin:end].rstrip(b".")
    plain = value.decode("latin-1")
    drawn = looks_random(plain) or (len(plain) >= 20 and could_be_secret(plain) and not plain.isdigit())
    fits = drawn and not _UUID.search(value)
    return (Found(begin, begin + len(value), "secret.link"),) if fits else ()


_ONCE = rb"(?i)[?&](?:ticket|nonce|assertion|state|crumb)=[A-Za-z0-9_.~-]{16,}"
"""Parameters of sign-ins that are good once."""
_NO_SCHEME = rb"[\s\"'=(\x1d]//[^\s/?#:@\"'<>\x1d\x1e]{1,64}:[^\s/@\"'<>\x1d\x1e]{3,128}@[A-Za-z0-9\[][\w-]{0,63}[.:/]"


def _check_no_scheme(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`//shop:…@db-1.corp.de/shop`: a URL whose scheme was cut off."""
    slashes = text.find(b"//", start, end)
    colon, at = text.find(b":", slashes, end), text.rfind(b"@", start, end)
    placeholder = is_placeholder(text[colon + 1 : at].decode("latin-1"))
    return () if placeholder else (Found(colon + 1, at, "url_password"),)


DETECTORS = (
    Detector(
        _PARAMETER,
        _check_parameter,
        gate=rb"(?i)[?&](?:" + _OPENS + rb")=[A-Za-z0-9]",
    ),
    Detector(_ONCE, _check_told_link),
    Detector(_NO_SCHEME, _check_no_scheme, signs=(b"@",), gate=rb"[\s\"'=(\x1d]//[A-Za-z0-9]"),
    Detector(_TOLD_LINK, _check_told_link, gate=rb"(?i)[ _-](?:link|url)[\"':= ]{1,4}https?://"),
    Detector(_LINK, _check_link, gate=_LINK_WORD + rb"[a-z_-]*[/:]"),
    Detector(
        _HOOK,
        _check_hook,
        gate=rb"(?i)[/-](?:(?:web-?)?hooks?|tokens?|unsubscribe|opt-?out|shared?|join|i?cal|calendar)/",
    ),
    Detector(_SHORT, _check_short, gate=rb"/(?:s|sh|l|dl)/[A-Za-z0-9_-]{6}"),
    Detector(_WEBHOOK, _check_webhook, in_code=True),
    Detector(_USER, _check_user, signs=(b"@",), gate=_AT_SERVER),
    Detector(_PGPASS, _check_pgpass, gate=rb":\d{4,5}:[\w*-]+:[\w-]+:"),
)
