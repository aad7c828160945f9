"""The web process: gateway, API and UI behind one port."""

import asyncio
import gc
import logging
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.metadata import version

from starlette.requests import Request

from alerting.dry_run.run import dry_run
from alerting.outbound import open_outbound
from alerting.report import write_report
from alerting.trackers.desk import Desk
from api.app import create_app, running
from api.deps import ChatAnswer, Deps, PrivacyKind
from api.problems import problem
from core.addresses import parse_allowed
from core.bus import Topic
from core.db.alerts.actions import answer_in_chat
from core.db.database import Connection
from core.db.positions import Positions
from core.errors import Unavailable
from core.payloads.index.search import IndexSearch
from core.projects import PrivacyPolicy
from core.remarks import Removal
from core.resources import Resources, keys_file, open_resources
from core.settings import Settings
from core.trackers import TrackerDesk
from deploy.cluster import database_folders
from deploy.first_run import Greet
from deploy.health import App
from deploy.http import serve_http
from deploy.loops import run_until_told
from deploy.prepare import prepare_when_there
from deploy.probes import PROBED_PATHS, counting, probed
from ingest.address import client_address, networks
from ingest.app import Gateway
from ingest.asgi import Receive, Scope, Send
from ingest.caps import Caps
from ingest.routes import is_ingest_path
from ingest.run import create_gateway, watch_disk
from ingest.run import run as run_gateway
from processor.filters import rule_trial
from processor.redact import KINDS, redact_text
from processor.run import GROUP

_SWITCH_SECONDS = 0.0005
"""How long the event loop may keep the interpreter from the thread that writes the log, which needs it four times a
batch: with Python's 5 ms, those who wait for their 200 wait for that more than for the disk."""

_log = logging.getLogger(__name__)


def serve_web(
    settings: Settings,
    roles: tuple[str, ...],
    database_url: str,
    listening: list[socket.socket],
    started: Callable[[], None],
    greet_late: Greet | None,
) -> None:
    """Main function of the web process, on the web port and perhaps the health port. `started`: it answers.

    `greet_late` is given where the database was away when the server started: the API waits for it to be prepared.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    gc.set_threshold(20_000, 20, 50)  # requests leave few cycles; looking for them as often as by default costs 4 %

    async def main(stop: asyncio.Event) -> None:
        async with AsyncExitStack() as stack:
            accepts = "gateway" in roles
            res = await stack.enter_async_context(
                open_resources(
                    settings,
                    database_url,
                    writes_log=accepts,
                    connections=12,
                    database_folders=database_folders(settings),
                    name="redshank web",
                )
            )
            exposition = await stack.enter_async_context(counting(res, "web"))
            gateway: Gateway | None = None

            def known_keys() -> int:
                return len(gateway.keys) if gateway else 0

            apps: dict[str, App] = {"probed": probed(res, roles, exposition, known_keys, inner=False)}
            finished = asyncio.Event()
            behind: asyncio.Task[None] | None = None
            if accepts:
                caps = Caps(trusted_proxies=tuple(map(str, settings.trusted_proxies)))
                gateway = create_gateway(
                    res.log, res.database, res.clock, caps, keys_file=keys_file(settings.data_dir), disk=res.disk
                )
                behind = asyncio.create_task(run_gateway(gateway, res.log, res.database, finished))
                watching = asyncio.create_task(watch_disk(res.disk, res.clock))
                stack.callback(watching.cancel)
                apps["gateway"] = gateway
            if "api" in roles:
                outbound = await stack.enter_async_context(
                    open_outbound(parse_allowed(settings.outbound_allow), proxy=settings.outbound_proxy)
                )
                api = create_app(_api_deps(res, database_url, stop, Desk(outbound, res.clock)))
                await stack.enter_async_context(running(api))
                apps["api"] = api
                if greet_late is not None:
                    apps["api"] = await stack.enter_async_context(_when_prepared(api, res, database_url, greet_late))
            inner = probed(res, roles, exposition, known_keys, inner=True)
            await serve_http(by_port(settings.health_port, inner, by_path(apps)), listening, stop, started)
            finished.set()
            if behind is not None:
                await behind

    run_until_told(main)


def by_port(port: int | None, inner: App, outer: App) -> App:
    """`inner` for whoever came in through `port`, `outer` for the others."""
    if port is None:
        return outer

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        came_in = scope.get("server")
        await (inner if came_in and came_in[1] == port else outer)(scope, receive, send)

    return app


def by_path(apps: dict[str, App]) -> App:
    """One application out of those there are: probes, the gateway's paths, and the API for all else."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if "gateway" in apps and is_ingest_path(path):
            await apps["gateway"](scope, receive, send)
        elif path in PROBED_PATHS:
            await apps["probed"](scope, receive, send)
        elif "api" in apps:
            await apps["api"](scope, receive, send)
        else:
            await apps["gateway"](scope, receive, send)  # which knows how to say that there is no such path

    return app


@asynccontextmanager
async def _when_prepared(api: App, res: Resources, database_url: str, greet: Greet) -> AsyncIterator[App]:
    """Prepare the database as soon as it is there, and greet; until then the API answers 503. The pages come anyway."""
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


def _api_deps(res: Resources, database_url: str, stop: asyncio.Event, trackers: TrackerDesk) -> Deps:
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
        search=res.search,
        clock=res.clock,
        vault=res.vault,
        public_url=res.settings.base_url,
        database_url=database_url,
        version=version("redshank-server"),
        privacy_kinds=[PrivacyKind(kind.id, kind.label, kind.marker, "", kind.method) for kind in KINDS],
        redact_text=_redact_text,
        dry_run=lambda ask: dry_run(ask, res.database, res.payloads, res.clock.now()),
        trackers=trackers,
        answer_alert=_answer_in_chat,
        rule_trial=rule_trial,
        backlog=backlog,
        search_behind=res.search.behind if isinstance(res.search, IndexSearch) else None,
        write_report=write_report,
        mail_is_set_up=res.settings.smtp_url is not None,
        heartbeat_is_set_up=res.settings.heartbeat_url is not None,
        client_address=client_of,
        stop=stop,
    )


async def _answer_in_chat(connection: Connection, answer: ChatAnswer) -> None:
    about = (answer.organization_id, answer.alert_id, answer.action, answer.who, answer.at)
    await answer_in_chat(connection, *about)


def _redact_text(text: str, policy: PrivacyPolicy) -> tuple[str, list[Removal]]:
    redacted, remarks = redact_text(text, policy)
    return redacted, [Removal((), r.rule, r.method.value, r.start, r.end, r.length) for r in remarks]
