"""One embedded PostgreSQL a test process, and a fresh, migrated database for each test that asks."""

import asyncio
import itertools
import signal
import tempfile
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncpg
import pytest
from hypothesis import HealthCheck, settings

from core.db import Database, open_database
from core.db.migrate import migrate
from deploy.cluster import Cluster
from deploy.postgres import running_cluster
from tests.engines import fixtures
from tests.room import prefer_memory

prefer_memory()
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a script's `&` leaves it so, for what tests start as well
    signal.signal(signal.SIGINT, signal.default_int_handler)
# How long an example takes says how busy the machine is. What else is set (in CI, or by who calls) stays.
settings.register_profile("redshank", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("redshank")
elasticsearch_url = fixtures.elasticsearch_url
elasticsearch_9_url = fixtures.elasticsearch_9_url
kafka_url = fixtures.kafka_url
pytest_terminal_summary = fixtures.pytest_terminal_summary

NOW = 1_800_000_000.0
"""The moment at which tests begin: 2027-01-15 08:00 UTC."""

_UNSAFE_AND_QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_numbers = itertools.count()

_LONGEST = ("tests/soak/", "tests/contract/test_kafka_crashes.py", "tests/flow/", "tests/e2e/ui/test_pages.py")
"""Most start servers of their own, and wait for them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that no worker is left alone with them at the end."""

    def turn(item: pytest.Item) -> int:
        return next((n for n, start in enumerate(_LONGEST) if item.nodeid.startswith(start)), len(_LONGEST))

    items.sort(key=turn)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A server whose database `redshank_template` is migrated."""
    with tempfile.TemporaryDirectory(prefix="redshank-test-") as folder:
        Path(folder).chmod(0o755)  # as root, the server's account must be able to enter
        with running_cluster(Path(folder), settings=_UNSAFE_AND_QUICK) as server:
            with ThreadPoolExecutor(1) as thread:  # whoever asks may be inside an event loop of its own
                thread.submit(asyncio.run, _make_template(server.cluster)).result()
            yield server.cluster


async def _make_template(cluster: Cluster) -> None:
    admin = await asyncpg.connect(cluster.url("postgres"))
    await admin.execute("create database redshank_template")
    await admin.close()
    connection = await asyncpg.connect(cluster.url("redshank_template"))
    await migrate(connection, NOW)
    await connection.close()


@pytest.fixture
async def database_url(postgres: Cluster) -> AsyncIterator[str]:
    """The DSN of a database of this test's own."""
    name = f"test_{next(_numbers)}"
    admin = await asyncpg.connect(postgres.url("postgres"))
    await admin.execute(f"create database {name} template redshank_template strategy file_copy")
    yield postgres.url(name)
    await admin.execute(f"drop database {name} with (force)")
    await admin.close()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A pool on a database of this test's own."""
    async with open_database(database_url, max_size=4) as opened:
        yield opened
