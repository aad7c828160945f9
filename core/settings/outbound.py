"""What goes out: mail, webhooks, the heartbeat."""

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode

from core.addresses import parse_allowed
from core.mail.server import parse_smtp_url


class OutboundSettings(BaseSettings):
    """How messages leave, and where they may go."""

    smtp_url: str | None = Field(
        None,
        repr=False,
        description="The mail server: smtp://user:pass@host:587 (STARTTLS where it offers that, or ?starttls=always,"
        " never), or smtps://…:465. Default: no mail is sent.",
    )
    mail_from: str | None = Field(
        None,
        description="From whom mail comes: Redshank <alerts@example.com>. Default: redshank@ the public URL's host.",
    )
    smtp_ca_file: Path | None = Field(
        None, description="Certificates (PEM) that the mail server's is checked by, if not the usual ones."
    )
    outbound_allow: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Beside the internet, where webhooks and channels may go: networks, addresses or names of hosts,"
        " with commas between (10.0.0.0/8,chat.internal).",
    )
    outbound_proxy: str | None = Field(
        None,
        repr=False,
        description="A proxy (http://host:port) for all webhooks and channels; it resolves their names then.",
    )
    heartbeat_url: str | None = Field(
        None,
        repr=False,
        description="Asked every minute while the alert engine does its work: a watcher elsewhere that misses it tells"
        " you. Such an address is a secret.",
    )

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, value: str | None) -> str | None:
        if value is not None:
            parse_smtp_url(value)
        return value

    @field_validator("outbound_allow", mode="before")
    @classmethod
    def _hosts_and_networks(cls, value: Any) -> Any:
        parts = value.split(",") if isinstance(value, str) else value
        given = tuple(part.strip() for part in parts if part.strip())
        parse_allowed(given)
        return given

    @field_validator("heartbeat_url")
    @classmethod
    def _to_ask(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value
