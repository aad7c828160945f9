"""`/health/ready` and the doctor while the log, the spool or the database do not work."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from uuid import uuid4

import httpx

from core.bus.disk import DiskLog
from core.bus.memory import MemoryLog
from core.bus.spool import SpooledLog
from core.clock import SystemClock
from core.db import Database
from deploy.commands.doctor_log import spool as finding_of
from deploy.health import health_app
from tests.app import installed
from tests.distant_log import DistantLog, unburied


@asynccontextmanager
async def probed(database: Database, folder: Path) -> AsyncIterator[tuple[httpx.AsyncClient, DistantLog]]:
    """A gateway's health, and the log behind its spool."""
    distant, clock = DistantLog(MemoryLog(uuid4())), SystemClock()
    spool = DiskLog(folder / "spool", max_bytes=2**30, partitions=1)
    async with (
        SpooledLog(distant, spool, unburied, clock, Random(1)).running() as log,
        installed(database, log) as shop,
    ):
        resources = replace(shop.resources, clock=SystemClock())
        app = health_app(resources, ("gateway",), lambda: len(shop.gateway.keys))
        transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://redshank.test") as client:
            await shop.send({"message": "first"})
            yield client, distant


async def becomes_ready(client: httpx.AsyncClient) -> httpx.Response:
    """The answer that says so: of a probe about the gateway, the database has less than a second to answer."""
    while (answer := await client.get("/health/ready")).json()["status"] != "ready":
        pass
    return answer


async def test_a_gateway_that_spools_is_degraded_until_the_log_is_back(database: Database, tmp_path: Path) -> None:
    async with probed(database, tmp_path) as (client, distant):
        ready = await becomes_ready(client)
        assert (ready.status_code, ready.json()["spool"]["waiting"]) == (200, 0)
        distant.now = "away"
        degraded = await client.get("/health/ready")
        assert (degraded.status_code, degraded.json()["status"]) == (200, "degraded")
        assert degraded.json()["log"] == "away: out of reach"
        finding = finding_of(degraded.json()["spool"])
        assert finding.state == "warning"
        assert re.search(r"the log has been away for \d+ s", finding.detail)
        distant.now = "here"
        again = await becomes_ready(client)
        assert finding_of(again.json()["spool"]).state == "ok"


async def test_without_the_database_too(database: Database, tmp_path: Path) -> None:
    async with probed(database, tmp_path) as (client, distant):
        distant.now = "away"
        await database.pool.close()
        degraded = await client.get("/health/ready/gateway")
        assert (degraded.status_code, degraded.json()["degraded"]) == (200, ["database", "log"])


async def test_with_the_log_away_and_no_spool_it_is_not_ready(database: Database, tmp_path: Path) -> None:
    async with probed(database, tmp_path) as (client, distant):
        distant.now = "away"
        (tmp_path / "spool").rename(tmp_path / "gone")
        unready = await client.get("/health/ready")
        assert (unready.status_code, unready.json()["status"]) == (503, "not ready")


async def test_a_role_that_is_not_here(database: Database, tmp_path: Path) -> None:
    async with probed(database, tmp_path) as (client, _):
        assert (await client.get("/health/ready/api")).status_code == 404
