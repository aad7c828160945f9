"""Settings: read once from `REDSHANK_*` and the command line, printed redacted."""

import difflib
import re
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from core.addresses import parse_allowed
from core.disk import parse_budget
from core.errors import Refused
from core.mail.server import parse_smtp_url

SECRET_SETTINGS = frozenset(
    {
        "database_url",
        "elastic_api_key",
        "heartbeat_url",
        "kafka_password",
        "log_url",
        "metrics_token",
        "outbound_proxy",
        "payloads_url",
        "secret_key",
        "smtp_url",
    }
)


_PREFIX = "REDSHANK_"
_LAST_PORT = 65_535
_PORT = re.compile(r":[^:\]]+$")  # behind a host, which may be [::1]
_ESCAPED = "write %23 for a # in the password, %2F for a /"
_NOT_OURS = (
    "REDSHANK_TEST_",
    "REDSHANK_UPDATE_GOLDEN",
    "REDSHANK_CHROMIUM",
    "REDSHANK_HELM",
    "REDSHANK_SENTRY_",
    "REDSHANK_DSN",
    "REDSHANK_ENVIRONMENT",
    "REDSHANK_RELEASE",
    "REDSHANK_FRONT_NETWORK",
    "REDSHANK_IMAGE",
    "REDSHANK_PUBLISH",
    "REDSHANK_SERVICE_",
    "REDSHANK_PORT_",
)
"""What tests, the SDK and the compose files read, and what Kubernetes sets for a service of that name."""


class Settings(BaseSettings):
    """Every setting with its meaning; the environment variable is the name in capitals behind `REDSHANK_`."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, extra="ignore", env_ignore_empty=True)

    data_dir: Path = Field(Path("data"), description="Folder of the log, the embedded PostgreSQL and the secret key.")
    secret_key: str | None = Field(
        None,
        description="Encrypts the secrets of channels and trackers, and signs links; the same for all processes of an"
        " installation. Default: the file secret.key in the data dir.",
    )
    database_url: str | None = Field(
        None,
        description="A PostgreSQL (14 or newer) to use instead of the embedded one: postgresql://user:pass@host/db.",
    )
    log_url: str = Field(
        "disk:", description="Where events wait: disk: (in the data dir), or kafka://host:9092,host2:9092."
    )
    kafka_topic_prefix: str = Field("redshank.", description="What the names of Kafka's topics and groups begin with.")
    kafka_partitions: int = Field(
        12, ge=1, le=1000, description="Partitions of the topic of events: so many processors can work at a time."
    )
    kafka_replication: int | None = Field(
        None, ge=1, le=32, description="Copies of each record; default: three, or as many as there are brokers."
    )
    kafka_retention_hours: int = Field(
        72, ge=1, le=8760, description="How long Kafka keeps records, read or not; they are not redacted yet."
    )
    kafka_dead_retention_hours: int = Field(
        720, ge=1, le=87600, description="How long Kafka keeps its copies of dead records; they are not redacted."
    )
    kafka_max_message_bytes: int = Field(
        2 * 2**20, ge=3 * 2**19, le=2**26, description="The largest record; an event may have 1 MiB, and companions."
    )
    kafka_append_seconds: float = Field(
        5.0, gt=0, le=60, description="How long a sender waits for Kafka's acknowledgement before it gets 429."
    )
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] | None = Field(
        None, description="How to log in to Kafka: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512; default: not at all."
    )
    kafka_user: str | None = Field(None, description="User for Kafka, with REDSHANK_KAFKA_SASL_MECHANISM.")
    kafka_password: str | None = Field(None, repr=False, description="Password for Kafka.")
    kafka_tls: bool = Field(False, description="Speak TLS with Kafka.")
    kafka_ca_file: Path | None = Field(
        None, description="Certificate authorities (PEM) that Kafka's certificates are checked against."
    )
    kafka_client_cert: Path | None = Field(None, description="Certificate (PEM) to show to Kafka.")
    kafka_client_key: Path | None = Field(None, description="Its key (PEM).")
    payloads_url: str = Field(
        "postgres:",
        description="Where whole events are kept and searched: postgres:, or an Elasticsearch: https://user:pass@host:9200.",
    )
    elastic_api_key: str | None = Field(None, description="An API key for Elasticsearch, instead of a password.")
    elastic_ca_file: Path | None = Field(
        None, description="Certificates (PEM) that Elasticsearch's is checked by, if not the usual ones."
    )
    elastic_client_cert: Path | None = Field(None, description="Our own certificate (PEM), where Elasticsearch asks.")
    elastic_client_key: Path | None = Field(None, description="Its private key (PEM), if not in the same file.")
    elastic_index_prefix: str = Field(
        "redshank",
        pattern=r"^[a-z0-9][a-z0-9_.-]{0,99}$",
        description="Begins the names of all indices in Elasticsearch; small letters, digits and _ . - are allowed.",
    )
    elastic_shards: int = Field(1, ge=1, le=64, description="Shards of each day's index.")
    elastic_replicas: int | None = Field(
        None, ge=0, le=8, description="Copies of each shard in Elasticsearch; default: one where there are two nodes."
    )
    elastic_timeout_seconds: float = Field(
        10.0, gt=0, le=600, description="How long Elasticsearch may take for the answer to a question."
    )
    search_index: bool = Field(
        True,
        description="Keep an index of whole events beside postgres:, so that Explore and words find what they say;"
        " false saves about a third of the CPU and half of the disk that an event costs.",
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
        description="Opens /metrics (Authorization: Bearer); without it, that page is on REDSHANK_HEALTH_PORT only.",
    )
    public_url: str | None = Field(
        None,
        description="Where people and SDKs reach this server, if not http://HOST:PORT; https makes cookies secure.",
    )
    heartbeat_url: str | None = Field(
        None,
        description="Asked every minute while the alert engine does its work: a watcher elsewhere that misses it tells"
        " you. Such an address is a secret.",
    )
    processors: int = Field(2, ge=1, le=64, description="Processes that work on events.")
    trusted_proxies: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        (), description="Proxies (addresses or networks, with commas between) whose X-Forwarded-For is believed."
    )
    log_max_bytes: int = Field(
        4 * 2**30,
        ge=2**24,
        description="What may wait on disk, for processing or for Kafka; beyond it senders get 429.",
    )
    disk_min_free: str = Field(
        "1GiB",
        description="What must stay free on disk, as a size or a share (5%): below it senders get 429; 0: no matter.",
    )
    disk_drop_oldest: bool = Field(
        False, description="Drop the oldest day of whole events early when the disk is full; never today's."
    )
    backup_before_upgrade: bool = Field(
        True,
        description="Back up an embedded database into the data dir before an upgrade changes it; the last two stay.",
    )
    retention_days: int = Field(90, ge=1, le=3650, description="Days after which whole events are dropped.")
    geo_database: Path | None = Field(
        None, description="A GeoLite2 or other .mmdb file for places of IP addresses; default: the bundled countries."
    )
    enrich_geo: bool = Field(True, description="Look up the place of IP addresses.")
    enrich_user_agent: bool = Field(True, description="Tell browser, system and device from user agents.")
    redact: bool = Field(
        True, description="Remove personal data, as each project's privacy settings say; false: nowhere."
    )

    smtp_url: str | None = Field(
        None,
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
        None, description="A proxy (http://host:port) for all webhooks and channels; it resolves their names then."
    )

    @field_validator("outbound_allow", mode="before")
    @classmethod
    def _hosts_and_networks(cls, value: Any) -> Any:
        parts = value.split(",") if isinstance(value, str) else value
        given = tuple(part.strip() for part in parts if part.strip())
        parse_allowed(given)
        return given

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

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, value: str | None) -> str | None:
        if value is not None:
            parse_smtp_url(value)
        return value

    @field_validator("heartbeat_url")
    @classmethod
    def _to_ask(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value

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


def postgres_url(text: str) -> str:
    """The same, where it may lead to a PostgreSQL, or to one of several. Raises ValueError: no waiting mends it."""
    url = urlsplit(text)
    ports = [one.rpartition(":")[2] for one in url.netloc.rpartition("@")[2].split(",") if _PORT.search(one)]
    if url.scheme not in ("postgresql", "postgres"):
        raise ValueError("give postgresql://user:pass@host/db")
    if not all(one.isascii() and one.isdigit() and 0 < int(one[:6]) <= _LAST_PORT for one in ports):
        raise ValueError(f"the port in it is none: give postgresql://user:pass@host:5432/db, and {_ESCAPED}")
    return text


def read_settings(**given: Any) -> Settings:
    """Settings of the environment; what the command line gave (not None) goes before. Raises Refused, naming each."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        wrong = "; ".join(
            f"REDSHANK_{'_'.join(map(str, problem['loc'])).upper()}: {problem['msg']}" for problem in error.errors()
        )
        raise Refused(f"wrong setting: {wrong}", exit_code=2) from error


def shown_settings(settings: Settings) -> list[tuple[str, str, str]]:
    """(variable, value, meaning) of every setting, secrets hidden."""
    shown = []
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        if name in SECRET_SETTINGS and value != field.default:
            value = "(set, hidden)"
        elif isinstance(value, tuple):
            value = ",".join(map(str, value))
        shown.append((f"REDSHANK_{name.upper()}", "" if value is None else str(value), field.description or ""))
    return shown


def unknown_variables(names: Iterable[str]) -> dict[str, str]:
    """A sentence, by its name, for each environment variable that looks like a setting and is none: a misspelt one is
    ignored, and who set it should hear of it. Names of other programs of ours (tests, the SDK) are left alone."""
    known = {f"{_PREFIX}{name.upper()}" for name in Settings.model_fields}
    strange = sorted(
        name for name in names if name.startswith(_PREFIX) and name not in known and not name.startswith(_NOT_OURS)
    )
    return {name: f"{name} is no setting and does nothing{_hint(name, known)}" for name in strange}


def _hint(name: str, known: Iterable[str]) -> str:
    # Without the beginning that all share: it would make everything resemble everything.
    near = difflib.get_close_matches(name.removeprefix(_PREFIX), [one.removeprefix(_PREFIX) for one in known], 1)
    return f"; did you mean {_PREFIX}{near[0]}?" if near else "; `redshank settings` lists them all"
