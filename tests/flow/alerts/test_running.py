"""The alerter as it runs: told by recorders, it fires without anybody's asking."""

import asyncio
from contextlib import suppress

from alerting.run import run
from core.db import Database
from tests.app import installed
from tests.flow.alerts.shop import alerts, happen


async def test_an_alerter_that_runs_fires_and_stops(database: Database, database_url: str) -> None:
    async with installed(database) as shop:
        stop = asyncio.Event()
        running = asyncio.create_task(run(shop.resources, database_url, stop))
        try:
            await happen(shop)
            async with asyncio.timeout(30):
                while not await alerts(shop):  # noqa: ASYNC110  (another task writes it, into the database)
                    await asyncio.sleep(0.02)
        finally:
            stop.set()
            with suppress(asyncio.CancelledError):
                await running
        assert [row["reason"] for row in await alerts(shop)] == ["New issue SHOP-1: KeyError: it broke"]
