"""The DSN: where a project's events go, and the key that lets them in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from .errors import InvalidDsn

_SHAPE = "expected https://KEY@HOST/PROJECT_ID"
_WORD = re.compile(r"[A-Za-z0-9_-]{1,128}")
_PREFIX = re.compile(r"[!-~]{0,512}")


@dataclass(frozen=True)
class Dsn:
    """`{scheme}://{public_key}[:{secret}]@{host}[:port][/{prefix}]/{project_id}`, taken apart.

    The secret half is obsolete and not kept.
    """

    scheme: str
    public_key: str
    host: str
    port: int
    prefix: str
    """Empty, or a path that starts with a slash and does not end with one."""
    project_id: str

    @property
    def envelope_path(self) -> str:
        """The path that envelopes are posted to."""
        return f"{self.prefix}/api/{self.project_id}/envelope/"


def parse_dsn(text: str) -> Dsn:
    """Take a DSN apart; raise InvalidDsn with the reason when that cannot be done."""
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except (ValueError, AttributeError):
        raise InvalidDsn(f"the DSN is not a URL: {_SHAPE}") from None
    if parts.scheme not in ("http", "https"):
        raise InvalidDsn(f"the DSN must start with http:// or https://: {_SHAPE}")
    if not parts.hostname:
        raise InvalidDsn(f"the DSN has no host: {_SHAPE}")
    if not _WORD.fullmatch(parts.username or ""):
        raise InvalidDsn(f"the DSN has no usable key before the @: {_SHAPE}")
    prefix, _, project_id = parts.path.rstrip("/").rpartition("/")
    if not _WORD.fullmatch(project_id):
        raise InvalidDsn(f"the DSN has no project id at its end: {_SHAPE}")
    if not _PREFIX.fullmatch(prefix):
        raise InvalidDsn("the path of the DSN holds characters that a URL cannot have")
    return Dsn(
        scheme=parts.scheme,
        public_key=parts.username or "",
        host=parts.hostname,
        port=port or (443 if parts.scheme == "https" else 80),
        prefix=prefix,
        project_id=project_id,
    )
