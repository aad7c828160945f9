"""The mail server as REDSHANK_SMTP_URL names it. Pure."""

from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import parse_qs, unquote, urlsplit

_PORTS: Final = {"smtp": 587, "smtps": 465}
Starttls = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpAddress:
    host: str
    port: int
    user: str | None
    password: str | None
    tls: bool
    """TLS from the first byte."""
    starttls: Starttls
    """STARTTLS is required: where the server does not offer it, nothing is sent. Always so with a password."""
    sender: str = ""
    """The sender's address; empty: not set."""


def parse_smtp_url(url: str) -> SmtpAddress:
    """Raises ValueError with the mend; it never quotes the URL, which may hold a password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _wrong("is no URL") from None
    if parts.scheme not in _PORTS or not parts.hostname or any(map(str.isspace, url)):
        raise _wrong("must begin with smtp:// or smtps:// and name a host")
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return SmtpAddress(
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        tls=parts.scheme == "smtps",
        starttls=_starttls(options.get("starttls"), parts.password is not None),
        sender=options.get("from", ""),
    )


def _starttls(given: str | None, has_password: bool) -> Starttls:
    if given is None:
        return "always" if has_password else "auto"
    if given == "always":
        return "always"
    if given == "never":
        return "never"
    if given == "auto" and not has_password:
        return "auto"
    raise _wrong("has a starttls that is none of always and never")


def _wrong(what: str) -> ValueError:
    return ValueError(f"{what}: write smtp://user:password@host:587, with % before the signs of a password (%40 for @)")
