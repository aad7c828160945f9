"""The mail server as REDSHANK_SMTP_URL names it. Pure."""

from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from core.errors import Refused
from core.settings import Settings

_PORTS: Final = {"smtp": 587, "smtps": 465}
Starttls = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpAddress:
    host: str
    port: int
    user: str | None
    password: str | None
    tls: bool
    """From the first byte."""
    starttls: Starttls
    """always: where the server does not offer it, nothing is sent; so it is wherever there is a password."""
    sender: str


def smtp_address(settings: Settings) -> SmtpAddress | None:
    """None where no mail server is set. Raises Refused with the mend."""
    if settings.smtp_url is None:
        return None
    try:
        parts = urlsplit(settings.smtp_url)
        port = parts.port
    except ValueError:
        raise _wrong("is no URL") from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise _wrong("must begin with smtp:// or smtps:// and name a host")
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    sender = settings.mail_from or options.get("from") or f"Redshank <redshank@{_own_host(settings)}>"
    return SmtpAddress(
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        tls=parts.scheme == "smtps",
        starttls=_starttls(options.get("starttls"), parts.password is not None),
        sender=sender,
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


def _own_host(settings: Settings) -> str:
    return urlsplit(settings.base_url).hostname or "localhost"


def _wrong(what: str) -> Refused:
    return Refused(f"REDSHANK_SMTP_URL {what}: write smtp://user:password@host:587", exit_code=2)
