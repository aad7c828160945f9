"""Where Kafka is and what is wanted of it."""

import re
import ssl
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from aiokafka.helpers import create_ssl_context

from core.bus import Topic
from core.errors import Refused
from core.tls import Tls

_PREFIX = re.compile(r"[A-Za-z0-9._-]{0,200}")
_REFRESH_MS = 10_000
"""How soon added partitions are found: the client looks for changes this often."""


@dataclass(frozen=True, slots=True)
class Sasl:
    """Who we are."""

    mechanism: str
    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KafkaOptions:
    """All that an operator may say about Kafka."""

    servers: tuple[str, ...]
    """host:port of the brokers that are asked first."""
    prefix: str = "redshank."
    """In front of the names of topics and groups."""
    partitions: int = 12
    """Of the topic of events: so many processors can work at the same time."""
    replication: int | None = None
    """Copies of each record; None: three, or as many as there are brokers."""
    retention_hours: int = 72
    """For how long records are kept, read or not."""
    dead_retention_hours: int = 720
    """The same for copies of dead records."""
    max_message_bytes: int = 2 * 2**20
    append_seconds: float = 5.0
    """How long an append waits for its acknowledgement."""
    sasl: Sasl | None = None
    tls: Tls | None = None

    def topic(self, topic: Topic) -> str:
        return f"{self.prefix}{topic.value}"

    @property
    def dead_topic(self) -> str:
        """Of copies of events' dead records."""
        return f"{self.topic(Topic.EVENTS)}.dead"

    def shown_servers(self) -> str:
        return ",".join(self.servers)


def parse_servers(url: str) -> tuple[str, ...]:
    """`kafka://host:9092,host2` -> ("host:9092", "host2:9092"). Raises Refused."""
    mend = "write REDSHANK_LOG_URL=kafka://host:9092,host2:9092"
    scheme, found, rest = url.partition("://")
    if scheme != "kafka" or not found:
        raise Refused(f"{scheme!r} is no kind of log: {mend}, or disk:", exit_code=2)
    if "@" in rest:
        raise Refused("no user in REDSHANK_LOG_URL: set REDSHANK_KAFKA_USER and REDSHANK_KAFKA_PASSWORD", exit_code=2)
    return tuple(_server(part, mend) for part in rest.rstrip("/").split(","))


def _server(part: str, mend: str) -> str:
    try:
        address = urlsplit(f"//{part.strip()}")
        host, port = address.hostname, address.port
    except ValueError:
        host, port = None, None
        address = None
    if not host or address is None or address.path or address.query or address.fragment:
        raise Refused(f"REDSHANK_LOG_URL names no Kafka server in {part!r}: {mend}", exit_code=2)
    return f"{f'[{host}]' if ':' in host else host}:{port or 9092}"


def check(options: KafkaOptions) -> None:
    """Raises Refused for what could not work with any Kafka."""
    if not _PREFIX.fullmatch(options.prefix):
        raise Refused("REDSHANK_KAFKA_TOPIC_PREFIX: letters, digits and . _ - only, 200 at most", exit_code=2)
    client_arguments(options)


def client_arguments(options: KafkaOptions) -> dict[str, Any]:
    """What every client of aiokafka is given. Raises Refused for certificates that cannot be read."""
    arguments: dict[str, Any] = {
        "bootstrap_servers": list(options.servers),
        "client_id": "redshank",
        "security_protocol": ("SASL_" if options.sasl else "") + ("SSL" if options.tls else "PLAINTEXT"),
        "metadata_max_age_ms": _REFRESH_MS,
    }
    if options.tls:
        arguments["ssl_context"] = _ssl_context(options.tls)
    if options.sasl:
        arguments["sasl_mechanism"] = options.sasl.mechanism
        arguments["sasl_plain_username"] = options.sasl.user
        arguments["sasl_plain_password"] = options.sasl.password
    return arguments


def _ssl_context(tls: Tls) -> ssl.SSLContext:
    files = (tls.ca_file, tls.client_cert, tls.client_key)
    for path in files:
        if path is not None and not path.is_file():
            raise Refused(f"Kafka's TLS: there is no file {path}", exit_code=2)
    ca_file, client_cert, client_key = (None if path is None else str(path) for path in files)
    try:
        context: ssl.SSLContext = create_ssl_context(cafile=ca_file, certfile=client_cert, keyfile=client_key)
    except (OSError, ssl.SSLError) as error:
        raise Refused(f"Kafka's TLS: {', '.join(str(p) for p in files if p)} cannot be used: {error}") from error
    return context
