"""One application out of several: by the port that a request came in through, and by its path."""

from deploy.health import App
from deploy.probes import PROBED_PATHS
from ingest.asgi import Receive, Scope, Send
from ingest.routes import is_ingest_path


def by_port(port: int | None, inner: App, outer: App) -> App:
    """`inner` for whoever came in through `port`, `outer` for the others."""
    if port is None:
        return outer

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        came_in = scope.get("server")
        await (inner if came_in and came_in[1] == port else outer)(scope, receive, send)

    return app


def by_path(probes: App, gateway: App | None, api: App | None) -> App:
    """Dispatches probes, the gateway's paths, and everything else to the API. Gateway or API may be missing (run
    elsewhere), but not both."""
    # Without an API, the gateway answers 404.
    other = api or gateway
    assert other is not None

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if gateway is not None and is_ingest_path(path):
            await gateway(scope, receive, send)
        elif path in PROBED_PATHS:
            await probes(scope, receive, send)
        else:
            await other(scope, receive, send)

    return app
