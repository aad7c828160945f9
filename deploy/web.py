"""The web process: gateway, API and UI behind one port."""

import asyncio
import gc
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from alerting.outbound import open_outbound
from alerting.trackers.desk import Desk
from api.app import create_app, running
from api.problems import problem
from core.addresses import parse_allowed
from core.resources import Resources, keys_file, open_resources
from core.settings import Settings
from deploy.api_deps import api_deps
from deploy.cluster import database_folders
from deploy.dispatch import by_path, by_port
from deploy.first_run import Greet
from deploy.health import App
from deploy.http import serve_http
from deploy.loops import run_until_told
from deploy.prepare import prepare_when_there
from deploy.probes import counting, probed
from ingest.app import Gateway
from ingest.asgi import Receive, Scope, Send
from ingest.caps import Caps
from ingest.run import create_gateway, watch_disk
from ingest.run import run as run_gateway

_SWITCH_SECONDS = 0.0005
"""How long the event loop may keep the GIL from the thread that writes the log, which needs it four times for each
batch. With Python's default of 5 ms, a sender waits longer for the GIL than for the disk."""


def serve_web(
    settings: Settings,
    roles: tuple[str, ...],
    database_url: str,
    listening: list[socket.socket],
    started: Callable[[], None],
    greet_late: Greet | None,
) -> None:
    """Main function of the web process, on the web port and, if set, the health port. Calls `started` once it answers.

    `greet_late` is set where the database was away when the server started: the API waits until it is prepared.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    # Requests leave few cycles; searching for them as often as by default costs 4 % of the CPU.
    gc.set_threshold(20_000, 20, 50)

    async def main(stop: asyncio.Event) -> None:
        async with AsyncExitStack() as stack:
            res = await stack.enter_async_context(
                open_resources(
                    settings,
                    database_url,
                    writes_log="gateway" in roles,
                    connections=12,
                    database_folders=database_folders(settings),
                    name="redshank web",
                )
            )
            exposition = await stack.enter_async_context(counting(res, "web"))
            gateway = await stack.enter_async_context(_gateway(res)) if "gateway" in roles else None
            api = await stack.enter_async_context(_api(res, database_url, stop, greet_late)) if "api" in roles else None

            def known_keys() -> int:
                return len(gateway.keys) if gateway else 0

            inner, outer = (probed(res, roles, exposition, known_keys, inner=inner) for inner in (True, False))
            app = by_port(settings.health_port, inner, by_path(outer, gateway, api))
            await serve_http(app, listening, stop, started)

    run_until_told(main)


@asynccontextmanager
async def _gateway(res: Resources) -> AsyncIterator[Gateway]:
    """The gateway with its background tasks; on leaving, its counts are put on the log."""
    caps = Caps(trusted_proxies=tuple(map(str, res.settings.trusted_proxies)))
    keys = keys_file(res.settings.data_dir)
    gateway = create_gateway(res.log, res.database, res.clock, caps, keys_file=keys, disk=res.disk)
    finished = asyncio.Event()
    behind = asyncio.create_task(run_gateway(gateway, res.log, res.database, finished))
    watching = asyncio.create_task(watch_disk(res.disk, res.clock))
    try:
        yield gateway
        finished.set()
        await behind
    finally:
        watching.cancel()


@asynccontextmanager
async def _api(res: Resources, database_url: str, stop: asyncio.Event, greet_late: Greet | None) -> AsyncIterator[App]:
    allowed = parse_allowed(res.settings.outbound_allow)
    async with open_outbound(allowed, proxy=res.settings.outbound_proxy) as outbound:
        api = create_app(api_deps(res, database_url, stop, Desk(outbound, res.clock)))
        async with running(api):
            if greet_late is None:
                yield api
            else:
                async with _when_prepared(api, res, database_url, greet_late) as patient:
                    yield patient


@asynccontextmanager
async def _when_prepared(api: App, res: Resources, database_url: str, greet: Greet) -> AsyncIterator[App]:
    """Prepare the database as soon as it can be reached, then greet. Until then the API answers 503; the pages are
    served."""
    url = res.settings.base_url

    async def prepare() -> None:
        greet(url, await prepare_when_there(database_url, url, res.clock, res.rng))

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        waits = not preparing.done() and scope.get("path", "").startswith("/api/")
        await (_NO_DATABASE if waits else api)(scope, receive, send)

    preparing = asyncio.create_task(prepare())
    try:
        yield app
    finally:
        preparing.cancel()
        await asyncio.gather(preparing, return_exceptions=True)


_NO_DATABASE = problem(
    503, "The database is not there yet; nothing that was sent is lost. Try again.", {"Retry-After": "5"}
)
