"""Where the server lives and how it is reached."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode

from core.disk import parse_budget
from core.settings.database_url import postgres_url


class ServerSettings(BaseSettings):
    """Folders, database, ports and addresses."""

    data_dir: Path = Field(Path("data"), description="Folder of the log, the embedded PostgreSQL and the secret key.")
    secret_key: str | None = Field(
        None,
        repr=False,
        description="Encrypts the secrets of channels and trackers, and signs links; the same for all processes of an"
        " installation. Default: the file secret.key in the data dir.",
    )
    database_url: str | None = Field(
        None,
        repr=False,
        description="A PostgreSQL (14 or newer) to use instead of the embedded one: postgresql://user:pass@host/db.",
    )
    host: str = Field("127.0.0.1", description="Address to listen on; 0.0.0.0 for all.")
    port: int = Field(9000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    health_port: int | None = Field(
        None,
        ge=1,
        le=65535,
        description="A second port, for probes and scrapers alone: /health/live, /health/ready, /metrics.",
    )
    metrics_token: str | None = Field(
        None,
        repr=False,
        description="Opens /metrics (Authorization: Bearer); without it, that page is on REDSHANK_HEALTH_PORT only.",
    )
    public_url: str | None = Field(
        None,
        description="Where people and SDKs reach this server, if not http://HOST:PORT; https makes cookies secure.",
    )
    trusted_proxies: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        (), description="Proxies (addresses or networks, with commas between) whose X-Forwarded-For is believed."
    )
    disk_min_free: str = Field(
        "1GiB",
        description="What must stay free on disk, as a size or a share (5%): below it senders get 429; 0: no matter.",
    )
    backup_before_upgrade: bool = Field(
        True,
        description="Back up an embedded database into the data dir before an upgrade changes it; the last two stay.",
    )

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _networks(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return tuple(ip_network(part.strip(), strict=False) for part in value.split(",") if part.strip())

    @field_validator("disk_min_free")
    @classmethod
    def _size(cls, value: str) -> str:
        parse_budget(value)
        return value

    @field_validator("database_url")
    @classmethod
    def _postgres(cls, value: str | None) -> str | None:
        return None if value is None else postgres_url(value)

    @field_validator("public_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/") if value else None

    @property
    def base_url(self) -> str:
        """Where people reach this server, without a slash at the end."""
        host = "localhost" if self.host in ("0.0.0.0", "::", "127.0.0.1") else self.host  # noqa: S104
        return self.public_url or f"http://{f'[{host}]' if ':' in host else host}:{self.port}"
