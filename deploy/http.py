"""One HTTP server in a process, on sockets that the supervisor holds."""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator

import uvicorn
from uvicorn.config import Config

from deploy.health import App
from ingest.protocol import PatientProtocol

# Longer than common proxies keep idle connections, so that a proxy never sends on one that we are closing.
_KEEP_ALIVE_SECONDS = 75
_GRACE_SECONDS = 10


async def serve_http(
    app: App, listening: list[socket.socket], stop: asyncio.Event, started: Callable[[], None] = lambda: None
) -> None:
    """Answer on all of these sockets until `stop`, then finish the requests in progress. `started` is called once it
    answers."""
    config = Config(
        app,
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,  # the gateway itself decides which proxies to trust about addresses
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    server = _Server(config, started)

    async def stop_when_told() -> None:
        await stop.wait()
        server.should_exit = True

    watching = asyncio.create_task(stop_when_told())
    try:
        await server.serve(sockets=listening)
    finally:
        watching.cancel()


class _Server(uvicorn.Server):
    """Uvicorn without its own signal handlers, and with a callback when it answers."""

    def __init__(self, config: Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell_started = started

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell_started()
