"""Where the engines of a test run come from: a container where Docker runs, else the published artifacts."""

import contextlib
import functools
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.engines import elasticsearch, kafka
from tests.engines.elasticsearch import Elasticsearch
from tests.engines.install import is_installed
from tests.engines.java import find_java
from tests.engines.kafka import Kafka

_ASK_FOR_9 = "REDSHANK_TEST_ELASTICSEARCH_9"
_CONTAINER_SECONDS = 180
_IMAGES = {8: "elasticsearch:8.19.12", 9: "elasticsearch:9.3.6"}


@dataclass(frozen=True, slots=True)
class Supply:
    """One engine that tests may ask for."""

    title: str
    variable: str
    """Names the environment variable with the URL of one that runs already."""
    artifacts: str
    oldest_java: int
    start: Callable[[Path], Kafka | Elasticsearch]
    container: Callable[[], "contextlib.AbstractContextManager[str]"]
    must_be_asked_for: bool = False
    """Whether it is too large to fetch unasked."""


def lacking(supply: Supply) -> str | None:
    """Why this machine cannot start the published artifacts; None where it can."""
    if find_java(supply.oldest_java) is None:
        return f"needs Java {supply.oldest_java} or newer"
    if is_installed(supply.artifacts):
        return None
    if shutil.which("mvn") is None:
        return "needs Maven"
    if supply.must_be_asked_for and os.environ.get(_ASK_FOR_9) != "1":
        return f"is a download of 950 MB: {_ASK_FOR_9}=1 fetches it"
    return None


@functools.cache
def docker_answers() -> bool:
    """Whether there is a Docker engine, and not its client alone."""
    if shutil.which("docker") is None:
        return False
    try:
        return subprocess.run(["docker", "info"], capture_output=True, timeout=20).returncode == 0
    except subprocess.TimeoutExpired:
        return False


@contextlib.contextmanager
def running(supply: Supply, folder: Path) -> Iterator[str]:
    """Its URL, while it runs. Raises EngineError."""
    if docker_answers():
        with supply.container() as url:
            yield url
    else:
        engine = supply.start(folder)
        try:
            yield engine.start().url
        finally:
            for node in engine.nodes.values():  # nobody wants its data any more: no need to stop in order
                node.kill()


@contextlib.contextmanager
def _kafka_container() -> Iterator[str]:
    from testcontainers.community.kafka import KafkaContainer  # seconds that only those with Docker should wait

    container = KafkaContainer().with_kraft().with_env("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
    try:
        yield f"kafka://{container.start(timeout=_CONTAINER_SECONDS).get_bootstrap_server()}"
    finally:
        container.stop()


@contextlib.contextmanager
def _elasticsearch_container(major: int) -> Iterator[str]:
    from testcontainers.community.elasticsearch import ElasticSearchContainer

    container = ElasticSearchContainer(_IMAGES[major]).with_env("discovery.type", "single-node")
    with container.with_env("ES_JAVA_OPTS", "-Xms256m -Xmx1g") as started:
        yield f"http://{started.get_container_host_ip()}:{started.get_exposed_port(started.port)}"


SUPPLIES = {
    "kafka": Supply(
        "Apache Kafka", "REDSHANK_TEST_KAFKA_URL", "kafka", kafka.OLDEST_JAVA, Kafka, container=_kafka_container
    ),
    "elasticsearch": Supply(
        "Elasticsearch 8",
        "REDSHANK_TEST_ELASTICSEARCH_URL",
        "elasticsearch-8",
        elasticsearch.OLDEST_JAVA[8],
        lambda folder: Elasticsearch(folder, major=8),
        container=lambda: _elasticsearch_container(8),
    ),
    "elasticsearch-9": Supply(
        "Elasticsearch 9",
        "REDSHANK_TEST_ELASTICSEARCH_9_URL",
        "elasticsearch-9",
        elasticsearch.OLDEST_JAVA[9],
        lambda folder: Elasticsearch(folder, major=9),
        container=lambda: _elasticsearch_container(9),
        must_be_asked_for=True,
    ),
}
