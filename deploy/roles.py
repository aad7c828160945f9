"""The child processes that the roles of `redshank serve` need. Importing this imports all of the roles."""

import socket
from collections.abc import Callable, Iterator, Sequence

from core.settings import Settings
from deploy.alerting import watch_signals
from deploy.children import Child
from deploy.first_run import Greet
from deploy.indexing import forget_index, index_events
from deploy.processing import prepare, process_events
from deploy.web import serve_web


def children_for(
    settings: Settings,
    roles: Sequence[str],
    database_url: str,
    listening: socket.socket | None,
    probing: list[socket.socket],
    web_answers: Callable[[], None],
    greet_late: Greet | None,
) -> Iterator[Child]:
    """Yields the children one after the other, the web process first: it starts while the code of the processors is
    loaded.

    The web process calls `web_answers` once it answers. `greet_late` is set where the database was away at the start.
    """
    web_roles = tuple(role for role in roles if role in ("gateway", "api"))
    unprepared = greet_late is not None
    if not settings.search_index:
        forget_index(settings)
    if listening is not None:
        sockets = [listening, *probing]
        yield Child("web", serve_web, (settings, web_roles, database_url, sockets, web_answers, greet_late))
    if "api" in roles and settings.payloads_url.startswith("postgres:") and settings.search_index:
        yield Child("search", index_events, (settings, database_url))
    if "alerter" in roles:
        sockets = [] if web_roles or "processor" in roles else probing
        yield Child("alerter", watch_signals, (settings, database_url, sockets, unprepared))
    if "processor" in roles:
        lookups = prepare(settings)
        sockets = [] if web_roles else probing
        for number in range(1, settings.processors + 1):
            name = f"processor-{number}"
            yield Child(name, process_events, (name, settings, database_url, lookups, sockets, unprepared))
