"""PostgreSQL is away, killed processes and restarts included: known keys are accepted, and all is stored afterwards."""

import asyncio
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import asyncpg
import httpx
import pytest

from core.resources import keys_file
from deploy.cluster import cluster_in
from deploy.postgres import Server, running_cluster
from ingest.kept_keys import decode_keys
from tests.senders import envelope
from tests.server import RunningServer, open_folder, wait_for


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


@pytest.fixture
def postgres(folder: Path) -> Iterator[Server]:
    """A server that is not ours to start or stop."""
    with running_cluster(folder / "elsewhere") as server:
        yield server


def served(folder: Path, postgres: Server, *roles: str) -> RunningServer:
    url = postgres.cluster.url()
    return RunningServer(folder / "data", "--processors", "1", *roles, REDSHANK_DATABASE_URL=url)


def restart(server: RunningServer) -> None:
    """By SIGKILL, without waiting for its children: with the database away there is nothing they could finish."""
    server.kill()
    server.start()


def send(server: RunningServer, dsn: str, event_id: str | None = None) -> httpx.Response:
    parts = httpx.URL(dsn)
    url = f"{server.url}/api{parts.path}/envelope/"
    return httpx.post(
        url, content=envelope(event_id or uuid4().hex, 1), params={"sentry_key": parts.username}, timeout=60
    )


def answers(server: RunningServer, dsn: str, event_id: str | None = None) -> int:
    with suppress(httpx.TransportError):
        return send(server, dsn, event_id).status_code
    return 0


def test_what_is_sent_while_postgresql_is_away_is_stored_when_it_is_back(folder: Path, postgres: Server) -> None:
    with served(folder, postgres) as server:
        dsn = server.dsn
        assert send(server, dsn).status_code == 200
        wait_for(keys_file(server.data_dir).exists, "the key to be on disk")
        postgres.stop()

        os.kill(server.processes()["web"], signal.SIGKILL)
        wait_for(lambda: answers(server, dsn) == 200, "the new web process to accept a key that it never saw")

        restart(server)
        assert "PostgreSQL is away" in server.output()
        assert send(server, dsn).status_code == 200
        ready = httpx.get(f"{server.url}/health/ready", timeout=60)
        assert (ready.status_code, ready.json()["roles"]) == (503, {"gateway": "degraded", "api": "not ready"})
        gateway = httpx.get(f"{server.url}/health/ready/gateway", timeout=60)
        assert (gateway.status_code, gateway.json()["status"]) == (200, "degraded")
        assert (gateway.json()["degraded"], gateway.json()["known_keys"]) == (["database"], 1)
        stranger = send(server, dsn.replace(httpx.URL(dsn).username, "ab" * 16))
        assert (stranger.status_code, stranger.json()["causes"]) == (429, ["keys_unavailable"])
        assert int(stranger.headers["Retry-After"]) >= 1
        assert httpx.get(f"{server.url}/api/0/organizations/", timeout=60).status_code == 503

        postgres.start(lambda _: None)
        wait_for(lambda: server.command("outcomes")["stored"] >= 3, "what was accepted to be stored")
        wait_for(
            lambda: server.command("outcomes")["limited"] == 1, "the stranger, of whom the gateway tells, to be counted"
        )
        wait_for(
            lambda: httpx.get(f"{server.url}/api/0/organizations/", timeout=60).status_code == 401,
            "the API to know its database",
        )


def test_a_key_that_was_switched_off_meanwhile_is_refused_once_the_database_can_be_asked(
    folder: Path, postgres: Server
) -> None:
    with served(folder, postgres) as server:
        dsn = server.dsn
        assert send(server, dsn).status_code == 200
        wait_for(keys_file(server.data_dir).exists, "the key to be on disk")
        postgres.stop()
        restart(server)
        assert send(server, dsn).status_code == 200
    postgres.start(lambda _: None)
    server.command("outcomes")
    _switch_keys_off(postgres)
    with served(folder, postgres, "gateway", "processor") as server:
        assert send(server, dsn).status_code == 403, "asked for before it is accepted from disk"
        wait_for(lambda: not decode_keys(keys_file(server.data_dir).read_bytes()), "it to be forgotten")
        wait_for(
            lambda: httpx.get(f"{server.url}/health/ready", timeout=60).json()["status"] == "ready",
            "the database to answer within the moment that a probe has",
        )
        postgres.stop()
    with served(folder, postgres, "gateway") as server:
        assert send(server, dsn).status_code == 429
        unready = httpx.get(f"{server.url}/health/ready", timeout=60)
        assert (unready.status_code, unready.json()["known_keys"]) == (503, 0), "it cannot accept anything"


def _switch_keys_off(postgres: Server) -> None:
    async def work() -> None:
        connection = await asyncpg.connect(postgres.cluster.url())
        await connection.execute("update keys set is_active = false")
        await connection.close()

    asyncio.run(work())


def test_a_new_database_that_comes_late_gets_its_tables_and_its_first_project(folder: Path, postgres: Server) -> None:
    postgres.stop()
    with served(folder, postgres) as server:
        assert "PostgreSQL is away" in server.output()
        postgres.start(lambda _: None)
        wait_for(lambda: "/login/" in server.output(), "the welcome")
        wait_for(lambda: answers(server, server.dsn) == 200, "the first event to be accepted")
        wait_for(lambda: server.command("outcomes")["stored"] >= 1, "it to be stored")


def test_a_database_whose_socket_was_tidied_away_is_reached_again(folder: Path) -> None:
    with RunningServer(folder / "data", "--processors", "1") as server:
        sockets = cluster_in(folder / "data").socket_folder
        shutil.rmtree(sockets)  # as whoever empties the folder of temporary files does
        os.kill(server.pid, signal.SIGCHLD)  # the supervisor looks now, and not within half a minute
        wait_for(sockets.exists, "PostgreSQL to be started again")
        event_id = uuid4().hex  # one: what had no answer in time may be stored all the same
        wait_for(lambda: answers(server, server.dsn, event_id) == 200, "an event to be accepted")
        wait_for(lambda: server.command("outcomes")["stored"] == 1, "it to be stored")
        assert "PostgreSQL lost its socket; starting it again" in server.log.read_text()
