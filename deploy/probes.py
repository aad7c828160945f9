"""What probes and scrapers ask of a process, on the web port and on a port of their own."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager

from core.resources import Resources
from deploy.exposition import Exposition, metrics_folder
from deploy.gauges import look_up, note_process
from deploy.health import HEALTH_PATHS, App, health_app
from deploy.metrics_page import PATH, metrics_app
from ingest.asgi import Receive, Scope, Send

PROBED_PATHS = (*HEALTH_PATHS, PATH)


@asynccontextmanager
async def counting(res: Resources, name: str) -> AsyncIterator[Exposition]:
    """Publish this process's numbers while the context lasts."""
    exposition = Exposition(metrics_folder(res.settings.data_dir), name)
    note_process(res)
    publishing = asyncio.create_task(exposition.keep_published())
    try:
        yield exposition
    finally:
        publishing.cancel()


def probed(
    res: Resources,
    roles: Collection[str],
    exposition: Exposition,
    known_keys: Callable[[], int] = lambda: 0,
    *,
    inner: bool,
) -> App:
    """An ASGI application for PROBED_PATHS; other paths get 404. `inner`: on the health port; `known_keys`: how many
    the gateway would accept without the database."""

    async def page() -> bytes:
        await look_up(res)
        return exposition.page()

    health = health_app(res, roles, known_keys)
    metrics = metrics_app(page, res.settings.metrics_token, inner=inner)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] in HEALTH_PATHS:
            await health(scope, receive, send)
        elif scope["path"] == PATH:
            await metrics(scope, receive, send)
        else:
            await _nothing(send)

    return app


async def _nothing(send: Send) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"Only " + ", ".join(PROBED_PATHS).encode() + b" are here.\n"})
