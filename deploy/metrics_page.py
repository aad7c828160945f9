"""`GET /metrics`: who may read it, and the answer.

The web port is often public, and behind a proxy every caller looks local, so there the page needs a token. The health
port is for probes and scrapers alone: there the page is open unless a token is set.
"""

import hmac
from collections.abc import Awaitable, Callable

from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from deploy.health import App
from ingest.asgi import Receive, Scope, Send

PATH = "/metrics"
_CLOSED = (
    b"Metrics are closed on this port: set REDSHANK_METRICS_TOKEN and send it as `Authorization: Bearer`, or scrape "
    b"REDSHANK_HEALTH_PORT.\n"
)
_WRONG = b"Send the token of REDSHANK_METRICS_TOKEN as `Authorization: Bearer`.\n"


def refusal(authorization: bytes, token: str | None, *, inner: bool) -> tuple[int, bytes] | None:
    """Status and text for a caller who may not read the page; None for one who may. `inner`: the request came in
    through the health port."""
    if token is None:
        return None if inner else (403, _CLOSED)
    scheme, _, given = authorization.partition(b" ")
    if scheme.lower() == b"bearer" and hmac.compare_digest(given.strip(), token.encode()):
        return None
    return 401, _WRONG


def metrics_app(page: Callable[[], Awaitable[bytes]], token: str | None, *, inner: bool) -> App:
    """An ASGI application for PATH; `page` answers the text."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        authorization = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
        refused = refusal(authorization, token, inner=inner)
        status, body = refused or (200, await page())
        kind = b"text/plain; charset=utf-8" if refused else CONTENT_TYPE_PLAIN_0_0_4.encode()
        headers = [(b"content-type", kind), (b"cache-control", b"no-store")]
        if status == 401:
            headers.append((b"www-authenticate", b"Bearer"))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app
