"""One request to the gateway, before its body."""

import asyncio
from typing import Final

import msgspec

from core.projects import IngestKey
from ingest import auth
from ingest.address import Network, client_address
from ingest.asgi import Scope
from ingest.auth import Credentials
from ingest.routes import Route

_ENCODINGS: Final = {
    b"gzip": "gzip",
    b"x-gzip": "gzip",
    b"deflate": "deflate",
    b"x-deflate": "deflate",
    b"br": "br",
    b"zstd": "zstd",
}
_MAX_USER_AGENT: Final = 1024
BODY: Final = "redshank.body"
"""The ASGI extension by which a server hands over the event (`arrived`) that is set while `receive` need not wait."""


class Request(msgspec.Struct):
    """`headers` by lower-case name; of a header given twice the last one."""

    route: Route
    headers: dict[bytes, bytes]
    query: bytes
    received_at: float
    peer: str | None
    all_headers: list[tuple[bytes, bytes]]
    encoding: str
    """The name under which RawEvent carries a Content-Encoding. Empty and unknown ones mean identity."""
    arrived: asyncio.Event | None = None
    key: IngestKey | None = None
    """Set once the sender is identified: from then on, the books count its requests under this key."""
    credentials: Credentials | None = None

    @classmethod
    def of(cls, scope: Scope, route: Route, received_at: float) -> "Request":
        client = scope.get("client")
        headers = dict(scope["headers"])
        coding = headers.get(b"content-encoding")
        return cls(
            route,
            headers,
            scope["query_string"],
            received_at,
            client[0] if client else None,
            scope["headers"],
            _ENCODINGS.get(coding.strip().lower(), "") if coding else "",
            scope["extensions"][BODY]["arrived"] if BODY in scope.get("extensions", ()) else None,
        )

    def has_arrived(self) -> bool:
        """Whether the next piece of the body is there already; where nobody knows, it is not."""
        return self.arrived is not None and self.arrived.is_set()

    @property
    def user_agent(self) -> str | None:
        value = self.headers.get(b"user-agent")
        return value[:_MAX_USER_AGENT].decode("latin-1") if value else None

    def text(self, name: bytes) -> str:
        """A header as text, empty when absent."""
        return self.headers.get(name, b"").decode("latin-1")

    def media_type(self) -> str:
        """Content-Type in lower case, without parameters."""
        return self.text(b"content-type").partition(";")[0].strip().lower()

    def named(self) -> Credentials | None:
        """The identity in headers, query and path. Raises Rejected where they disagree."""
        found = [
            credentials
            for name in (b"x-sentry-auth", b"authorization")
            if (value := self.headers.get(name)) and (credentials := auth.from_header(value))
        ]
        if self.query and (credentials := auth.from_query(self.query)):
            found.append(credentials)
        if self.route.path_key:
            found.append(Credentials(self.route.path_key))
        return auth.agreed(found)

    def client_ip(self, trusted: tuple[Network, ...]) -> str | None:
        """The sender's address, as far as `trusted` proxies tell."""
        if not trusted:
            return self.peer
        chains = {b"x-forwarded-for": "", b"forwarded": ""}
        for name, value in self.all_headers:
            if name in chains:
                chains[name] += ("," if chains[name] else "") + value.decode("latin-1")
        return client_address(self.peer, chains[b"x-forwarded-for"], chains[b"forwarded"], trusted)
