"""Fields of channels: their shapes, and the one line that says how to mend what was entered. Pure."""

import base64
import binascii
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from core.errors import Rejected

MAX_VALUE: Final = 2000
"""Characters of one field; the URL of a Teams workflow has some 300."""
MAX_MAILS: Final = 50
"""Recipients of one message: a list that is longer belongs on the mail server."""

_MAIL: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){0,10}")

_LOCAL_SCHEMAS: Final = frozenset(
    [
        "dbus",
        "kde",
        "qt",
        "glib",
        "gio",
        "gnome",
        "macosx",
        "windows",
        "syslog",
        "blink1",
        "vapid",
        "json",
        "jsons",
        "xml",
        "xmls",
        "form",
        "forms",
        "deltachat",
        "rsyslog",
        "growl",
    ]
)
"""Apprise's ways that act on the server itself or keep files there, and those that do what our own webhook does, with
its checks."""
_FILE_OPTIONS: Final = frozenset(
    {
        "template",
        "keyfile",
        "subfile",
        "pgpkey",
        "attach-as",
        "cert",
        "certfile",
        "cafile",
        "include",
        "config",
        "privkey",
    }
)
"""Apprise's options that name a file on the server. Also refused: any value that is a path."""
_TIME_OPTIONS: Final = frozenset({"cto", "rto"})
"""Apprise's options for how long it waits on a connection. Few threads do the waiting for everybody."""


class FieldKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    MAILS = "mails"
    URL = "url"
    SECRET = "secret"  # noqa: S105
    SECRET_URL = "secret_url"  # noqa: S105
    """A URL that is itself the permission to post there."""
    APPRISE = "apprise"


_SECRET_KINDS: Final = frozenset({FieldKind.SECRET, FieldKind.SECRET_URL, FieldKind.APPRISE})


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = True
    hint: str = ""
    example: str = ""
    default: str = ""
    choices: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    """A URL must be of one of these."""
    prefixes: tuple[str, ...] = ()
    lengths: tuple[int, int] = (1, MAX_VALUE)

    @property
    def is_secret(self) -> bool:
        """Encrypted, and never shown again."""
        return self.kind in _SECRET_KINDS


def checked_field(field: Field, value: str) -> str:
    """The value as it is stored; empty where there is none and none is needed. Raises Rejected(`invalid_field`)."""
    if not value:
        if field.required:
            raise _wrong(field, "is missing" + (f": it looks like {field.example}" if field.example else ""))
        return ""
    if any(ord(ch) < 32 or ord(ch) == 127 for ch in value):
        raise _wrong(field, "holds a line break or another control character: enter it again without")
    least, most = field.lengths
    if not least <= len(value) <= most:
        wanted = f"{least}" if least == most else f"{least} to {most}"
        raise _wrong(field, f"must have {wanted} characters, this has {len(value)}")
    if field.prefixes and not value.startswith(field.prefixes):
        raise _wrong(field, f"must begin with {' or '.join(field.prefixes)}")
    check = _CHECKS.get(field.kind)
    return check(field, value) if check else value


def _wrong(field: Field, what: str) -> Rejected:
    return Rejected("invalid_field", f"{field.label} {what}")


def _number(field: Field, value: str) -> str:
    if not (value.isascii() and value.isdigit() and len(value) < 16):
        raise _wrong(field, "must be a number")
    return value


def _choice(field: Field, value: str) -> str:
    if value not in field.choices:
        raise _wrong(field, f"must be one of {', '.join(field.choices)}")
    return value


def _mails(field: Field, value: str) -> str:
    found = [one.strip() for one in value.replace(";", ",").split(",") if one.strip()]
    for one in found:
        if not is_mail(one):
            raise _wrong(field, f"hold {one[:80]!r}, which is no mail address")
    if not found or len(found) > MAX_MAILS:
        raise _wrong(field, f"must be one to {MAX_MAILS}")
    return ", ".join(dict.fromkeys(found))


def is_mail(text: str) -> bool:
    """Whether it is one plain address; one that only the quoted forms of RFC 5322 could write is none."""
    return len(text) <= 254 and _MAIL.fullmatch(text) is not None


def _url(field: Field, value: str) -> str:
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise _wrong(field, "is no URL: enter one like https://host/path") from None
    if parts.scheme not in ("https", "http") or not host or " " in value:
        raise _wrong(field, "must be a URL like https://host/path")
    if parts.username is not None or parts.password is not None:
        raise _wrong(field, "must not hold a user or password: a header can carry those")
    if field.hosts and (parts.scheme != "https" or host not in field.hosts):
        raise _wrong(field, f"must begin with {' or '.join(f'https://{one}/' for one in field.hosts)}")
    return value


def _secret(field: Field, value: str) -> str:
    if not value.isascii() or (" " in value and field.name != "authorization"):
        raise _wrong(field, "holds a character that none of these has: copy it again")
    if "whsec_" in field.prefixes and not 24 <= len(signing_key(value)) <= 64:
        raise _wrong(field, "must be whsec_ and the base64 of 24 to 64 bytes")
    return value


def signing_key(secret: str) -> bytes:
    """The key inside `whsec_…`; empty where it holds none."""
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        return b""


def _apprise(field: Field, value: str) -> str:
    schema, separator, rest = value.partition("://")
    schema = schema.lower()
    if not separator or not rest or not schema.isalnum():
        raise _wrong(field, "must look like schema://…: Apprise's documentation has one for each service")
    if schema in _LOCAL_SCHEMAS:
        raise _wrong(
            field, f"is of the kind {schema}, which acts on the server itself or has a channel of its own here"
        )
    if "${" in value:
        raise _wrong(field, "holds a variable (${…}): enter the value itself")
    for name, option in parse_qsl(value.partition("?")[2], keep_blank_values=True):
        plain = name.lower().lstrip("+-:")
        # Apprise decodes some options twice.
        if plain in _FILE_OPTIONS or unquote(option).startswith(("/", "~", ".", "file:", "\\")):
            raise _wrong(field, f"names a file of the server ({name[:40]}): leave that out")
        if plain in _TIME_OPTIONS:
            raise _wrong(field, f"sets a time limit of its own ({plain}): leave that out")
    return value


_CHECKS: Final = {
    FieldKind.NUMBER: _number,
    FieldKind.CHOICE: _choice,
    FieldKind.MAILS: _mails,
    FieldKind.URL: _url,
    FieldKind.SECRET: _secret,
    FieldKind.SECRET_URL: _url,
    FieldKind.APPRISE: _apprise,
}
