"""`redshank serve`: all roles on one port, or the roles named, with an embedded PostgreSQL unless another is set."""

import asyncio
import errno
import gc
import logging
import secrets
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from core.errors import Refused, Unavailable
from core.resources import elastic_options, kafka_options
from core.settings import Settings
from core.vault import open_vault
from deploy import datadir
from deploy.children import Child, context
from deploy.exposition import forget_metrics, metrics_folder
from deploy.first_run import Greet, Welcome
from deploy.postgres import Server, running_cluster
from deploy.prepare import prepare_database
from deploy.supervisor import supervise
from deploy.upgrade import before_upgrade
from deploy.whole_events import trouble

_START_SECONDS = 60.0

Tell = Callable[[str], None]


def serve(settings: Settings, roles: Sequence[str], tell: Tell, greet: Greet) -> None:
    """Run the roles until SIGINT or SIGTERM. `tell` gets progress, `greet` the URL and what a newcomer needs.

    Raises Refused where the server cannot start, and Unavailable where PostgreSQL is away and no role is a gateway.
    """
    kafka_options(settings)  # a wrong setting is reported here, in one line, and not by every child
    elastic_options(settings)
    web_roles = tuple(role for role in roles if role in ("gateway", "api"))
    with ExitStack() as stack:
        stack.enter_context(datadir.locked(settings.data_dir, tell))
        listening = stack.enter_context(listen(settings.host, settings.port)) if web_roles else None
        probing = stack.enter_context(_listen_for_probes(settings))
        if listening is not None and settings.port == 0:
            settings = settings.model_copy(update={"port": listening.getsockname()[1]})
        database_url, keep_database = stack.enter_context(_database(settings, tell))
        open_vault(settings.secret_key, settings.data_dir, secrets.token_bytes)  # made before anybody needs it
        newcomer = _prepare(settings, roles, database_url, tell)
        if {"processor", "api"} & set(roles) and (found := trouble(settings)) is not None:
            tell(f"{found}. Until then events wait in the log")
        datadir.remember_url(settings.data_dir, settings.base_url)
        forget_metrics(metrics_folder(settings.data_dir))
        web_answers = context.Event()
        children = _load_roles()(
            settings, roles, database_url, listening, probing, web_answers.set, greet if newcomer is None else None
        )

        def ready() -> None:
            if listening is not None and not web_answers.wait(_START_SECONDS):
                raise Refused(f"the web process did not start within {_START_SECONDS:.0f} s; its reasons stand above")
            greet(settings.base_url if web_roles else None, newcomer or Welcome(None, None))

        supervise(children, keep_database, ready)


def _load_roles() -> Callable[..., Iterator[Child]]:
    """Import the roles. This takes longer than PostgreSQL takes to start, so it happens meanwhile, after every check
    that may refuse to start."""
    gc.disable()  # modules stay in memory: searching them for garbage would take a tenth of the time
    from deploy.roles import children_for

    gc.enable()
    return children_for


@contextmanager
def _database(settings: Settings, tell: Tell) -> Iterator[tuple[str, Callable[[], None]]]:
    """The DSN, and a function that keeps the embedded server running (it does nothing for an external one)."""
    if settings.database_url is not None:
        yield settings.database_url, lambda: None
        return
    tell("Starting PostgreSQL")
    with running_cluster(settings.data_dir, tell, meanwhile=_load_roles) as server:
        yield server.cluster.url(), lambda: _restart(server)


def _restart(server: Server) -> None:
    if trouble := server.trouble():
        logging.getLogger(__name__).error("%s; starting it again", trouble)
        server.start(lambda _: None)


def _prepare(settings: Settings, roles: Sequence[str], url: str, tell: Tell) -> Welcome | None:
    """Prepare the database. None where PostgreSQL is away and there is a gateway: it starts without the database, and
    the other roles wait."""
    try:
        before_upgrade(settings, url, time.time(), tell)
        return asyncio.run(prepare_database(url, settings.base_url))
    except Unavailable as error:
        if "gateway" not in roles or settings.database_url is None:
            raise
        tell(f"{error}. Until then events of known keys are accepted and wait on disk")
        return None


@contextmanager
def _listen_for_probes(settings: Settings) -> Iterator[list[socket.socket]]:
    """The socket of the health port, if one is set."""
    if settings.health_port is None:
        yield []
        return
    with listen(settings.host, settings.health_port, "REDSHANK_HEALTH_PORT") as probing:
        yield [probing]


@contextmanager
def listen(host: str, port: int, choice: str = "--port") -> Iterator[socket.socket]:
    """A listening socket that outlives the web process, so that requests wait while that is restarted.

    `choice`: how the user can choose another port. Raises Refused.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as error:
            of_host = isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL
            mend = (
                "choose another host with --host" if of_host else f"stop what uses it, or choose another with {choice}"
            )
            raise Refused(f"port {port} on {host} cannot be listened on ({error.strerror}): {mend}") from error
        listening.listen(2048)
        listening.setblocking(False)
        yield listening
