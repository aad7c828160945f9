"""The gateway as it is put together for real, beside PostgreSQL."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import httpx
import pytest

import ingest.run
from core.bus import Topic
from core.bus.memory import MemoryLog
from core.clock import ManualClock, instant
from core.codec import decode_outcomes
from core.db import Database
from core.db.organizations.organizations import create_organization
from core.db.organizations.project_keys import (
    ProjectKey,
    ProjectLimit,
    create_key,
    delete_key,
    replace_limits,
    update_key,
)
from core.db.organizations.projects import create_project
from ingest.run import create_gateway, run
from tests.flow.gateway.serving import envelope, listening, until

EVENT = envelope(("event", b"{}"))


@dataclass
class Installed:
    """A gateway with its database, and one key in it."""

    client: httpx.AsyncClient
    database: Database
    log: MemoryLog
    clock: ManualClock
    organization_id: int
    key: ProjectKey

    async def send(self, key: ProjectKey | None = None) -> int:
        """The status that one event gets."""
        key = key or self.key
        answer = await self.client.post(
            f"/api/{key.project_id}/envelope/", params={"sentry_key": key.public_key}, content=EVENT
        )
        return answer.status_code

    async def becomes(self, status: int, key: ProjectKey | None = None) -> None:
        """Send until that is the answer."""
        async with asyncio.timeout(60):
            while await self.send(key) != status:
                pass

    async def set_limits(self, *limits: ProjectLimit) -> None:
        async with self.database.transaction() as connection:
            await replace_limits(connection, self.organization_id, self.key.project_id, limits)


@asynccontextmanager
async def installed(database: Database) -> AsyncIterator[Installed]:
    clock, log = ManualClock(), MemoryLog(UUID(int=1))
    async with database.transaction() as connection:
        organization = await create_organization(connection, "Shop", clock.now())
        project = await create_project(connection, organization.id, "Shop", now=clock.now(), random_bytes=os.urandom)
        key = await create_key(connection, project.id, now=clock.now(), random_bytes=os.urandom)
    gateway = create_gateway(log, database, clock)
    stop = asyncio.Event()
    behind = asyncio.create_task(run(gateway, log, database, stop))
    async with (
        listening(gateway) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60, verify=False) as http,
    ):
        yield Installed(http, database, log, clock, organization.id, key)
    stop.set()
    await behind


@pytest.fixture
async def gateway(database: Database) -> AsyncIterator[Installed]:
    async with installed(database) as gateway:
        yield gateway


async def test_a_key_is_welcome_as_soon_as_it_exists_and_no_longer_than_that(gateway):
    assert await gateway.send() == 200
    async with gateway.database.connection() as connection:
        await update_key(connection, gateway.key.id, name="Default", is_active=False)
        await gateway.becomes(403)
        await update_key(connection, gateway.key.id, name="Default", is_active=True)
        await gateway.becomes(200)
        await delete_key(connection, gateway.key.id)
        await gateway.becomes(403)
        new = await create_key(
            connection, gateway.key.project_id, now=gateway.clock.now(), random_bytes=lambda size: b"\xab" * size
        )
        assert await gateway.send(new) == 200


async def test_a_key_that_was_unknown_a_moment_ago(gateway):
    soon = ProjectKey(0, gateway.key.project_id, "cd" * 16, "", True, instant(0))
    assert await gateway.send(soon) == 403
    async with gateway.database.connection() as connection:
        await create_key(
            connection, gateway.key.project_id, now=gateway.clock.now(), random_bytes=lambda size: b"\xcd" * size
        )
    await gateway.becomes(200, soon)


async def test_pages_that_are_allowed(gateway):
    async with gateway.database.connection() as connection:
        await connection.execute("update projects set allowed_origins = '{shop.example}'")
    gateway.client.headers["Origin"] = "https://evil.example"
    await gateway.becomes(403)
    gateway.client.headers["Origin"] = "https://shop.example"
    assert await gateway.send() == 200


async def test_limits_of_key_and_project_take_effect_at_once(gateway):
    await gateway.set_limits(ProjectLimit(0, gateway.key.id, (), 60, 2), ProjectLimit(0, None, ("error",), 86400, 3))
    await gateway.becomes(429)
    gateway.clock.advance(60)
    await gateway.becomes(429)
    records = [record for (topic, _), kept in gateway.log._records.items() if topic is Topic.EVENTS for record in kept]
    assert len(records) <= 4, "the first may have been sent before the limits were heard of"


async def test_after_a_restart_a_days_quota_goes_on_from_the_books(gateway):
    hour = instant(gateway.clock.now() - gateway.clock.now() % 3600)
    async with gateway.database.connection() as connection:
        for project_id, outcome in ((gateway.key.project_id, "accepted"), (gateway.key.project_id, "limited")):
            await connection.execute(
                "insert into outcomes values ($1, $2, $3, 'error', $4, '', 8)",
                hour,
                project_id,
                gateway.key.id,
                outcome,
            )
    await gateway.set_limits(ProjectLimit(0, None, ("error",), 86400, 10))
    assert [await gateway.send() for _ in range(4)] == [200, 200, 429, 429]


async def test_an_organizations_limit_binds_all_its_projects(gateway):
    async with gateway.database.connection() as connection:
        await connection.execute(
            "insert into limits (organization_id, window_seconds, quantity) values ($1, 2592000, 0)",
            gateway.organization_id,
        )
    await gateway.becomes(429)
    answer = await gateway.client.post(
        f"/api/{gateway.key.project_id}/envelope/", params={"sentry_key": gateway.key.public_key}, content=EVENT
    )
    assert answer.headers["X-Sentry-Rate-Limits"] == "300::organization:organization_month"


async def test_broken_connections_to_the_database_stop_nobody_and_changes_are_heard_of_again(gateway, monkeypatch):
    monkeypatch.setattr(ingest.run, "_PAUSE_SECONDS", 0.01)
    assert await gateway.send() == 200
    async with gateway.database.connection() as connection:
        await connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where pid <> pg_backend_pid() and datname = current_database()"
        )
        assert await gateway.send() == 200
        await update_key(connection, gateway.key.id, name="Default", is_active=False)
        await gateway.becomes(403)


async def test_the_books_are_closed_at_the_end(database):
    async with installed(database) as gateway:
        await gateway.client.post("/api/1/envelope/", content=EVENT)
        log = gateway.log
        assert not log._records
    await until(lambda: bool(log._records))
    (record,) = [record for kept in log._records.values() for record in kept]
    (count,) = decode_outcomes(record.value)
    assert (count.project_id, count.reason) == (0, "missing_auth")
