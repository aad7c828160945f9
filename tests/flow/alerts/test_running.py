"""The alerter as it runs: told by recorders, it fires without anybody's asking."""

import asyncio
from contextlib import suppress
from random import Random

from alerting.run import listen, loops, run
from core.db import Database
from core.db.deliveries.holders import Holder
from tests.app import installed
from tests.flow.alerts.shop import alerts, happen


async def test_an_alerter_that_runs_fires_and_stops(database: Database, database_url: str) -> None:
    async with installed(database) as shop:
        stop = asyncio.Event()
        running = asyncio.create_task(run(shop.resources, database_url, stop))
        try:
            await happen(shop)
            async with asyncio.timeout(60):
                while not await alerts(shop):  # noqa: ASYNC110  (another task writes it, into the database)
                    await asyncio.sleep(0.02)
        finally:
            stop.set()
            with suppress(asyncio.CancelledError):
                await running
        assert [row["reason"] for row in await alerts(shop)] == ["New issue SHOP-1: KeyError: it broke"]


async def test_one_connection_tells_each_loop_of_its_work(database: Database, database_url: str) -> None:
    holder = Holder(Random(1))
    duties = [loop for loop in loops(holder) if loop.channel is not None]
    told = {loop.name: asyncio.Event() for loop in duties}
    listening = asyncio.create_task(listen(database_url, duties, told, holder))
    try:
        async with asyncio.timeout(60), database.connection() as connection:
            # When it begins to listen, all are told: there may be work of which nobody heard.
            await asyncio.gather(*(event.wait() for event in told.values()))
            for loop in duties:
                for event in told.values():
                    event.clear()
                await connection.execute("select pg_notify($1, '')", loop.channel)
                await told[loop.name].wait()
                assert [name for name, event in told.items() if event.is_set()] == [loop.name]
            connections = await connection.fetch(
                "select from pg_stat_activity"
                " where application_name = 'redshank alerter' and datname = current_database()"
            )
            assert len(connections) == 1
    finally:
        listening.cancel()
