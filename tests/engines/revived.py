"""Kafka, Elasticsearch and PostgreSQL together, and started again where somebody kills them."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from deploy.datadir import locked
from deploy.postgres import running_cluster
from tests.engines import Elasticsearch, Kafka

Tell = Callable[[str], None]


@contextmanager
def revived_engines(
    folder: Path, nodes: int, major: int, tell: Tell
) -> Iterator[tuple[dict[str, str], Callable[[], None]]]:
    """The settings that name the engines, while these run, and what starts those again that were killed: to be called
    now and then. Raises EngineError, RedshankError; so does the call."""
    kafka, elasticsearch = Kafka(folder / "kafka", nodes), Elasticsearch(folder / "elasticsearch", major)
    tell(f"Starting Kafka ({nodes} node{'s' * (nodes > 1)}), Elasticsearch {major} and PostgreSQL")
    with ExitStack() as stack:
        # First: another start here would stop our engines when it gives up, and a command that is given this folder
        # would take the server for one that was left behind.
        stack.enter_context(locked(folder / "postgres", tell))
        stack.callback(kafka.stop)
        stack.callback(elasticsearch.stop)
        with ThreadPoolExecutor() as threads:
            starts = [threads.submit(lambda: kafka.start().url), threads.submit(lambda: elasticsearch.start().url)]
            server = stack.enter_context(running_cluster(folder / "postgres", tell))
            for started in starts:
                tell(f"{started.result()} answers")

        def keep() -> None:
            if trouble := server.trouble():
                tell(f"{trouble}; starting it again")
                server.start(tell)
            revive("Kafka", kafka, tell)
            revive("Elasticsearch", elasticsearch, tell)

        yield (
            {
                "REDSHANK_DATABASE_URL": server.cluster.url(),
                "REDSHANK_LOG_URL": kafka.url,
                "REDSHANK_PAYLOADS_URL": elasticsearch.url,
            },
            keep,
        )


def revive(name: str, engine: Kafka | Elasticsearch, tell: Tell) -> None:
    """Start the nodes again that somebody killed; returns when they answer. Raises EngineError."""
    if any(node.pid() is None for node in engine.nodes.values()):
        tell(f"{name} was killed; starting it again")
        engine.start()
