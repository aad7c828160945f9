"""A whole installation inside a test: gateway, log, processor and database, with a clock that the test moves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

import httpx

from alerting.evaluating.loop import Evaluating
from core.bus import EventLog
from core.bus.dead_copies import ShowDead, show_nobody
from core.bus.memory import MemoryLog
from core.clock import ManualClock
from core.db import Database, installation
from core.db.organizations import organizations, project_keys, projects
from core.db.partitions import DayPartitions
from core.disk import DiskGuard
from core.payloads import PayloadKey, PayloadStore
from core.payloads.index import index_folder
from core.payloads.postgres import PostgresPayloads
from core.resources import Resources
from core.settings import read_settings
from core.vault import Vault
from ingest.app import Gateway
from ingest.run import create_gateway
from processor.enrich import Lookups, open_lookups
from processor.run import Steps
from tests.indexed import PromptSearch

PUBLIC_KEY = "5e11ab1ecafe4d0f8a5c0ffee0ddba11"


@dataclass(frozen=True, slots=True)
class Installation:
    """What a story needs: send, let it be processed, look."""

    resources: Resources
    gateway: Gateway
    client: httpx.AsyncClient
    clock: ManualClock
    lookups: Lookups
    project_id: int
    evaluating: Evaluating
    """One alerter's; a second one is another `Evaluating()`."""

    async def send(self, event: dict[str, Any] | bytes, **headers: str) -> httpx.Response:
        """Post one event to the store endpoint."""
        body = event if isinstance(event, bytes) else httpx.Request("POST", "http://x", json=event).content
        auth = {"X-Sentry-Auth": f"Sentry sentry_version=7, sentry_key={PUBLIC_KEY}, sentry_client=test/1"}
        return await self.client.post(f"/api/{self.project_id}/store/", content=body, headers=auth | headers)

    async def settle(self) -> None:
        """Record everything that was accepted and counted so far."""
        await self.gateway.book.flush(self.resources.log)
        steps = Steps(self.resources, self.lookups)
        await steps.drain()

    async def evaluate(self) -> None:
        """Have rules evaluate everything that was recorded, and whatever the clock brings by now."""
        await evaluate_all(self.evaluating, self.resources)

    async def rows(self, sql: str, *args: object) -> list[Any]:
        async with self.resources.database.connection() as connection:
            return list(await connection.fetch(sql, *args))

    async def event(self, event_id: str) -> dict[str, Any]:
        """The whole stored event. Raises AssertionError where it cannot be opened."""
        [row] = await self.rows("select day, payload from events where event_id = $1", UUID(event_id))
        found = await self.resources.payloads.get(PayloadKey(self.project_id, event_id, row["day"]), row["payload"])
        assert found is not None
        return found

    async def books(self) -> dict[str, int]:
        """Outcomes of all items, by fate."""
        async with self.resources.database.connection() as connection:
            sums = await installation.outcomes(connection, None, None)
        totals: dict[str, int] = {}
        for row in sums:
            totals[row.outcome] = totals.get(row.outcome, 0) + row.quantity
        return totals

    def advance(self, duration: timedelta) -> None:
        self.clock.advance(duration.total_seconds())


async def evaluate_all(evaluating: Evaluating, res: Resources) -> None:
    """One pass is not enough: it goes on to others where the rules are not read within a moment."""
    while await evaluating.once(res) == 0:
        pass


@asynccontextmanager
async def installed(
    database: Database,
    log: EventLog | None = None,
    disk: DiskGuard | None = None,
    payloads: PayloadStore | None = None,
    show_dead: ShowDead = show_nobody,
    **settings: Any,
) -> AsyncIterator[Installation]:
    """An installation with one organization (`main`) and one project (`shop`) whose key is PUBLIC_KEY."""
    clock = ManualClock()
    folder = TemporaryDirectory(prefix="redshank-search-")
    partitions = DayPartitions(database)
    resources = Resources(
        read_settings(**settings),
        clock,
        Random(7),
        database,
        log or MemoryLog(uuid4()),
        partitions,
        payloads or PostgresPayloads(database, partitions),
        PromptSearch(database, index_folder(Path(folder.name))),
        Vault("a key of tests alone, and long enough"),
        disk or DiskGuard(),
        show_dead,
    )
    async with database.transaction() as connection:
        home = await organizations.create_organization(connection, "Main", clock.now())
        project = await projects.create_project(connection, home.id, "shop", now=clock.now(), random_bytes=bytes)
        await project_keys.create_key(
            connection, project.id, now=clock.now(), random_bytes=lambda _: bytes.fromhex(PUBLIC_KEY)
        )
    gateway = create_gateway(resources.log, database, clock, disk=resources.disk)
    transport = httpx.ASGITransport(gateway, client=("203.0.113.7", 4711))
    with folder:
        async with httpx.AsyncClient(transport=transport, base_url="http://redshank.test") as client:
            yield Installation(resources, gateway, client, clock, open_lookups(None), project.id, Evaluating())
