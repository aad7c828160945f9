"""What an installation says of its Elasticsearch: the address with its credentials, and what may be chosen. Pure."""

import base64
from dataclasses import dataclass, field
from typing import Final, NoReturn
from urllib.parse import unquote

from core.errors import Refused
from core.tls import Tls

_PORT: Final = 9200
_EXAMPLE: Final = "https://user:password@host:9200,host2:9200"


@dataclass(frozen=True, slots=True)
class ElasticOptions:
    """What an installation may choose."""

    prefix: str = "redshank"
    """Begins the names of all indices."""
    shards: int = 1
    """Of each day."""
    replicas: int | None = None
    """Copies of each shard; None is one where there are nodes enough."""
    seconds: float = 10.0
    """How long a question may take."""
    api_key: str | None = None
    tls: Tls = field(default_factory=Tls)


@dataclass(frozen=True, slots=True)
class Node:
    """Where one node listens."""

    scheme: str
    host: str
    port: int
    path: str
    """Of a proxy, without a slash at the end; mostly empty."""


@dataclass(frozen=True, slots=True)
class Address:
    """The nodes of one cluster, and the header that opens it."""

    nodes: tuple[Node, ...]
    authorization: str | None

    @property
    def shown(self) -> str:
        """For people: without credentials."""
        return ", ".join(f"{node.scheme}://{node.host}:{node.port}{node.path}" for node in self.nodes)


def parse_address(url: str, api_key: str | None) -> Address:
    """`http(s)://[user:password@]host[:port][,host[:port]…][/path]`; an API key goes before a password.

    Raises Refused, in words that do not show the password.
    """
    scheme, _, rest = url.partition("://")
    if scheme not in ("http", "https"):
        _refuse("begins with neither http:// nor https://")
    credentials, _, places = rest.rpartition("@")
    hosts, _, path = places.partition("/")
    prefix = f"/{path.strip('/')}" if path.strip("/") else ""
    nodes = tuple(_node(scheme, host.strip(), prefix) for host in hosts.split(","))
    return Address(nodes, _authorization(credentials, api_key))


def _node(scheme: str, place: str, path: str) -> Node:
    host, colon, port = place.rpartition(":")
    if not colon or place.endswith("]"):
        host, port = place, str(_PORT)
    if not host or (":" in host and not host.startswith("[")):
        _refuse("names a host wrongly")
    if not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65536:
        _refuse(f"has a port for {host} that is no number from 1 to 65535")
    return Node(scheme, host, int(port), path)


def _authorization(credentials: str, api_key: str | None) -> str | None:
    if api_key:
        return f"ApiKey {api_key}"
    if not credentials:
        return None
    user, _, password = credentials.partition(":")
    pair = f"{unquote(user)}:{unquote(password)}".encode()
    return f"Basic {base64.b64encode(pair).decode()}"


def _refuse(problem: str) -> NoReturn:
    raise Refused(f"REDSHANK_PAYLOADS_URL {problem}; write it as postgres: or as {_EXAMPLE}", exit_code=2)
