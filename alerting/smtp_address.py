"""The mail server of the settings, with the sender's address. Pure."""

from dataclasses import replace
from urllib.parse import urlsplit

from core.mail.server import SmtpAddress, parse_smtp_url
from core.settings import Settings


def smtp_address(settings: Settings) -> SmtpAddress | None:
    """None where no mail server is set."""
    if settings.smtp_url is None:
        return None
    found = parse_smtp_url(settings.smtp_url)
    host = urlsplit(settings.base_url).hostname or "localhost"
    return replace(found, sender=settings.mail_from or found.sender or f"Redshank <redshank@{host}>")
