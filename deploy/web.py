"""The web process: gateway, API and UI behind one port."""

import asyncio
import contextlib
import gc
import logging
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from importlib.metadata import version

import uvicorn
from starlette.requests import Request
from uvicorn.config import Config

from api.app import create_app, running
from api.deps import Deps, PrivacyKind
from core.bus import Topic
from core.db.positions import Positions
from core.errors import Unavailable
from core.projects import PrivacyPolicy
from core.remarks import Removal
from core.resources import Resources, open_resources
from core.settings import Settings
from deploy.health import App, health_app
from deploy.loops import run_until_told
from ingest.address import client_address, networks
from ingest.asgi import Receive, Scope, Send
from ingest.caps import Caps
from ingest.protocol import PatientProtocol
from ingest.routes import is_ingest_path
from ingest.run import create_gateway
from ingest.run import run as run_gateway
from processor.redact import KINDS, redact_text
from processor.run import GROUP

_HEALTH_PATHS = ("/health/live", "/health/ready")
_KEEP_ALIVE_SECONDS = 75  # longer than the usual proxies keep theirs, so that none meets a closing connection
_GRACE_SECONDS = 10
_SWITCH_SECONDS = 0.0005
"""How long the event loop may keep the interpreter from the thread that writes the log, which needs it four times a
batch: with Python's 5 ms, those who wait for their 200 wait for that more than for the disk."""

_log = logging.getLogger(__name__)


def serve_web(
    settings: Settings,
    roles: tuple[str, ...],
    database_url: str,
    listening: socket.socket,
    started: Callable[[], None],
) -> None:
    """Main function of the web process; `started` is called when it answers."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    gc.set_threshold(20_000, 20, 50)  # requests leave few cycles; looking for them as often as by default costs 4 %

    async def main(stop: asyncio.Event) -> None:
        async with AsyncExitStack() as stack:
            accepts = "gateway" in roles
            res = await stack.enter_async_context(
                open_resources(settings, database_url, writes_log=accepts, connections=12)
            )
            apps: dict[str, App] = {"health": health_app(res)}
            finished = asyncio.Event()
            behind: asyncio.Task[None] | None = None
            if accepts:
                caps = Caps(trusted_proxies=tuple(map(str, settings.trusted_proxies)))
                gateway = create_gateway(res.log, res.database, res.clock, caps)
                behind = asyncio.create_task(run_gateway(gateway, res.log, res.database, finished))
                apps["gateway"] = gateway
            if "api" in roles:
                api = create_app(_api_deps(res, database_url, stop))
                await stack.enter_async_context(running(api))
                apps["api"] = api
            await _serve(by_path(apps), listening, stop, started)
            finished.set()
            if behind is not None:
                await behind

    run_until_told(main)


def by_path(apps: dict[str, App]) -> App:
    """One application out of those there are: health checks, the gateway's paths, and the API for all else."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if "gateway" in apps and is_ingest_path(path):
            await apps["gateway"](scope, receive, send)
        elif path in _HEALTH_PATHS:
            await apps["health"](scope, receive, send)
        elif "api" in apps:
            await apps["api"](scope, receive, send)
        else:
            await apps["gateway"](scope, receive, send)  # which knows how to say that there is no such path

    return app


async def _serve(app: App, listening: socket.socket, stop: asyncio.Event, started: Callable[[], None]) -> None:
    config = Config(
        app,
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,  # who is believed about addresses is the gateway's decision
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    server = _Server(config, started)

    async def stop_when_told() -> None:
        await stop.wait()
        server.should_exit = True

    watching = asyncio.create_task(stop_when_told())
    try:
        await server.serve(sockets=[listening])
    finally:
        watching.cancel()


class _Server(uvicorn.Server):
    """Uvicorn without its own signal handlers, and with a word when it answers."""

    def __init__(self, config: Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell_started = started

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell_started()


def _api_deps(res: Resources, database_url: str, stop: asyncio.Event) -> Deps:
    positions = Positions(res.database, res.log, GROUP, Topic.EVENTS)

    async def backlog() -> int | None:
        try:
            return await res.log.backlog(Topic.EVENTS, await positions.all())
        except Unavailable as error:
            _log.info("the backlog is not known: %s", error)
            return None

    trusted = networks(tuple(map(str, res.settings.trusted_proxies)))

    def client_of(request: Request) -> str:
        peer = request.client.host if request.client else None
        forwarded_for, forwarded = (
            ",".join(request.headers.getlist(name)) for name in ("x-forwarded-for", "forwarded")
        )
        return client_address(peer, forwarded_for, forwarded, trusted) or ""

    return Deps(
        database=res.database,
        payloads=res.payloads,
        clock=res.clock,
        public_url=res.settings.base_url,
        database_url=database_url,
        version=version("redshank-server"),
        privacy_kinds=[PrivacyKind(kind.id, kind.label, kind.marker, "", kind.method) for kind in KINDS],
        redact_text=_redact_text,
        backlog=backlog,
        client_address=client_of,
        stop=stop,
    )


def _redact_text(text: str, policy: PrivacyPolicy) -> tuple[str, list[Removal]]:
    redacted, remarks = redact_text(text, policy)
    return redacted, [Removal((), r.rule, r.method.value, r.start, r.end, r.length) for r in remarks]
