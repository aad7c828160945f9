"""Who sends: the five ways to name a public key, and the oddities of old clients. Pure."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from core.errors import Rejected
from core.projects import IngestKey

MAX_CREDENTIAL_BYTES: Final = 4096
"""The longest X-Sentry-Auth header, query string or DSN that is read; a longer one counts as absent."""

_MAX_QUERY_FIELDS: Final = 50


@dataclass(frozen=True, slots=True)
class Credentials:
    """A public key, and what came with it."""

    public_key: str
    client: str = ""
    """The SDK's name for itself, `sentry.python/2.1`."""
    timestamp: float | None = None
    """The sender's time of sending. Only on store requests does this field mean that."""


def from_header(value: bytes) -> Credentials | None:
    """Credentials in `X-Sentry-Auth` or `Authorization`; None where there are none of ours (a proxy's Basic auth)."""
    return _from_header(value) if len(value) <= MAX_CREDENTIAL_BYTES else None


# cached: most SDKs send the same header with every request (some put the time into it)
@lru_cache(maxsize=2048)
def _from_header(value: bytes) -> Credentials | None:
    text = value.decode("latin-1").strip()
    if text[:6].lower() == "sentry" and text[6:7].isspace():
        text = text[7:]
    fields = {}
    for pair in text.split(","):
        name, _, content = pair.partition("=")
        fields[name.strip().lower()] = content.strip().strip("\"'")
    return _credentials(fields)


def from_query(query: bytes) -> Credentials | None:
    """Credentials in a query string, as browsers send them."""
    return _credentials(query_fields(query)) if b"sentry_key" in query else None


@lru_cache(maxsize=2048)
def _query_fields(query: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(query.decode("latin-1"), max_num_fields=_MAX_QUERY_FIELDS))
    except ValueError:
        return {}


def query_fields(query: bytes) -> dict[str, str]:
    """Fields of a query string; of a name given twice, the last value; none where the string is too long. Cached: do
    not modify."""
    return _query_fields(query) if query and len(query) <= MAX_CREDENTIAL_BYTES else {}


def _credentials(fields: dict[str, str]) -> Credentials | None:
    key = fields.get("sentry_key")
    if not key:
        return None
    return Credentials(key, fields.get("sentry_client", "")[:200], _number(fields.get("sentry_timestamp")))


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if 0 < number < 1e11 else None


@lru_cache(maxsize=2048)
def _from_dsn(dsn: str) -> tuple[str, str] | None:
    try:
        url = urlsplit(dsn)
        key, project = url.username, url.path.rstrip("/").rpartition("/")[2]
    except ValueError:
        return None
    return (key, project) if key and project else None


def from_dsn(dsn: str) -> tuple[str, str] | None:
    """Public key and project id of a DSN; None when it is not one."""
    return _from_dsn(dsn) if len(dsn) <= MAX_CREDENTIAL_BYTES else None


def agreed(found: list[Credentials]) -> Credentials | None:
    """The one identity that all credentials of a request agree on; None when it brought none.

    Raises Rejected `conflicting_auth` (403) where two of them name different keys.
    """
    if not found:
        return None
    first = found[0]
    for other in found[1:]:
        if other.public_key != first.public_key:
            raise Rejected("conflicting_auth", "the request names two different keys", 403)
    return first


def check_dsn(dsn: str | None, public_key: str, project: str) -> None:
    """An envelope's own DSN must mean the key and project it was sent to. Raises Rejected (403)."""
    named = from_dsn(dsn) if dsn else None
    if named is not None and named != (public_key, project):
        raise Rejected("conflicting_auth", "the envelope's dsn is not the key and project it was sent to", 403)


def project_id(text: str) -> int:
    """The project id in a path. Raises Rejected `invalid_project_id` (400)."""
    if text.isascii() and text.isdigit() and len(text) <= 18 and int(text) > 0:
        return int(text)
    raise Rejected("invalid_project_id", "the project id in the path is not a positive number", 400)


def check_key_shape(public_key: str) -> None:
    """Refuse what cannot be a key at all. Raises Rejected `invalid_key` (400)."""
    if not (public_key.isascii() and public_key.isalnum() and len(public_key) <= 64):
        raise Rejected("invalid_key", "the key is not 32 hexadecimal digits", 400)


def check_key(key: IngestKey | None, project: int) -> IngestKey:
    """The key, if it may send to this project. Raises Rejected (403)."""
    if key is None:
        raise Rejected("unknown_key", "there is no such key", 403)
    if key.project_id != project:
        raise Rejected("project_mismatch", "the key belongs to another project", 403)
    if not key.is_active:
        raise Rejected("disabled_key", "the key is disabled", 403)
    return key


def check_origin(allowed: tuple[str, ...], origin: str, referer: str) -> None:
    """A browser's page must be one of the project's. Programs name no page, and pass. Raises Rejected (403)."""
    if not allowed or "*" in allowed:
        return
    page = origin if origin and origin != "null" else referer
    if page and not any(_matches(page, pattern) for pattern in allowed):
        raise Rejected("origin_refused", "the project does not accept events from this page", 403)


def _matches(page: str, pattern: str) -> bool:
    """Patterns: `https://shop.example`, `shop.example`, `shop.example:8080`, `*.shop.example` (and shop.example)."""
    try:
        url = urlsplit(page)
        host, place = url.hostname or "", url.netloc.rpartition("@")[2].lower()
    except ValueError:
        return False
    scheme, _, wanted = pattern.lower().rstrip("/").rpartition("://")
    if scheme and scheme != url.scheme:
        return False
    if wanted.startswith("*."):
        return host == wanted[2:] or host.endswith(wanted[1:])
    return wanted in (host, place)
