"""`redshank serve`: all roles on one port, or those that were named, with PostgreSQL embedded unless given."""

import asyncio
import errno
import logging
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from core.db.migrate import migrate
from core.errors import Refused
from core.resources import kafka_options
from core.settings import Settings
from deploy import datadir
from deploy.children import Child, context
from deploy.connect import connect
from deploy.first_run import Welcome, welcome
from deploy.postgres import Server, running_cluster
from deploy.processing import prepare, process_events
from deploy.supervisor import supervise
from deploy.web import serve_web

_START_SECONDS = 60.0

Tell = Callable[[str], None]


def serve(settings: Settings, roles: Sequence[str], tell: Tell, greet: Callable[[str, Welcome], None]) -> None:
    """Run the roles until SIGINT or SIGTERM. `tell` gets progress, `greet` the URL and what a newcomer needs.

    Raises Refused where it cannot start.
    """
    kafka_options(settings)  # what is wrong with them is said here, in one line, and not by every child
    web_roles = tuple(role for role in roles if role != "processor")
    with ExitStack() as stack:
        stack.enter_context(datadir.locked(settings.data_dir, tell))
        listening = stack.enter_context(listen(settings.host, settings.port)) if web_roles else None
        if listening is not None and settings.port == 0:
            settings = settings.model_copy(update={"port": listening.getsockname()[1]})
        database_url, keep_database = stack.enter_context(_database(settings, tell))
        newcomer = asyncio.run(_prepare_database(database_url, settings.base_url))
        datadir.remember_url(settings.data_dir, settings.base_url)
        web_answers = context.Event()

        def children() -> Iterator[Child]:
            if listening is not None:
                yield Child("web", serve_web, (settings, web_roles, database_url, listening, web_answers.set))
            if "processor" in roles:
                lookups = prepare(settings)
                for number in range(1, settings.processors + 1):
                    yield Child(f"processor-{number}", process_events, (settings, database_url, lookups))

        def ready() -> None:
            if listening is not None and not web_answers.wait(_START_SECONDS):
                raise Refused(f"the web process did not start within {_START_SECONDS:.0f} s; its reasons stand above")
            greet(settings.base_url, newcomer)

        supervise(children(), keep_database, ready)


@contextmanager
def _database(settings: Settings, tell: Tell) -> Iterator[tuple[str, Callable[[], None]]]:
    """The DSN, and what keeps that server running: nothing where it is not ours."""
    if settings.database_url is not None:
        yield settings.database_url, lambda: None
        return
    tell("Starting PostgreSQL")
    with running_cluster(settings.data_dir, tell) as server:
        yield server.cluster.url(), lambda: _restart(server)


def _restart(server: Server) -> None:
    if server.ended():
        logging.getLogger(__name__).error("PostgreSQL ended unasked; starting it again")
        server.start(lambda _: None)


async def _prepare_database(url: str, base_url: str) -> Welcome:
    connection = await connect(url)
    try:
        await migrate(connection, time.time())
        return await welcome(connection, base_url, time.time())
    finally:
        await connection.close()


@contextmanager
def listen(host: str, port: int) -> Iterator[socket.socket]:
    """A listening socket that outlives the web process, so that requests wait while it is started again."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as error:
            of_host = isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL
            mend = "choose another host with --host" if of_host else "stop what uses it, or choose another with --port"
            raise Refused(f"port {port} on {host} cannot be listened on ({error.strerror}): {mend}") from error
        listening.listen(2048)
        listening.setblocking(False)
        yield listening
