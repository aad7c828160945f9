"""Events that we failed on: kept, tried again when the cause is mended, and counted right all the way."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from core.db import Database
from core.db.events import dead_records
from core.db.events.dead_records import DeadFilter
from processor.enrich import Lookups
from processor.patience import PATIENCE
from processor.upkeep import keep_up
from tests.app import installed
from tests.replays import ask, broken, dead, dies, finished

ENDLESS = "81.2.69.2"


async def test_what_died_of_a_bug_comes_home_when_the_bug_is_mended(database: Database) -> None:
    async with installed(database) as shop:
        [event_id] = await dies(shop)
        [record] = await dead(shop)
        assert (record.reason, record.attempts, record.project_slug) == ("processing_error", 1, "shop")
        assert await shop.books() == {"accepted": 1, "dead": 1}
        shop.advance(timedelta(hours=5))
        done = await finished(shop, await ask(shop))
        assert (done.state, done.stored, done.failed, done.left) == ("done", 1, 0, 0)
        assert (await shop.event(event_id))["logentry"]["formatted"] == "out of stock"
        assert await dead(shop) == []
        assert await shop.books() == {"accepted": 1, "stored": 1}
        rows = await shop.rows("select distinct hour from outcomes where quantity <> 0")
        assert len(rows) == 1, "counted where it had been counted"
        [issue] = await shop.rows("select times_seen, users_seen from issues")
        assert (issue["times_seen"], issue["users_seen"]) == (1, 1)


def endless(address: str) -> dict[str, str]:
    """A search that never ends for one address."""
    while address == ENDLESS:
        pass
    return {}


async def test_an_event_on_which_we_would_work_for_ever_is_dead_and_holds_up_no_other(database: Database) -> None:
    async with installed(database) as shop:
        for address in ("81.2.69.1", ENDLESS, "81.2.69.3"):
            await shop.send({"message": "out of stock", "user": {"ip_address": address}})
        PATIENCE.arm(0.2)
        try:
            await replace(shop, lookups=Lookups(geo=endless)).settle()
        finally:
            PATIENCE.disarm()
        [record] = await dead(shop)
        async with database.connection() as connection:
            kept = await dead_records.remains(connection, record.id)
        assert record.reason == "processing_error"
        assert kept is not None
        assert "in endless" in kept.trace, "it says where we were"
        assert await shop.books() == {"accepted": 3, "stored": 2, "dead": 1}


async def test_discarded_ones_stay_counted_as_dead(database: Database) -> None:
    async with installed(database) as shop:
        await dies(shop, times=3)
        ids = sorted(record.id for record in await dead(shop))
        async with database.transaction() as connection:
            assert await dead_records.discard(connection, DeadFilter([shop.project_id], up_to=ids[1])) == 2
        assert [record.id for record in await dead(shop)] == ids[2:]
        assert await shop.books() == {"accepted": 3, "dead": 3}


async def test_they_are_kept_as_long_as_events(database: Database) -> None:
    async with installed(database, retention_days="30") as shop:
        await dies(shop)
        await finished(shop, await ask(shop), Lookups(geo=broken))
        shop.advance(timedelta(days=29))
        await keep_up(shop.resources)
        assert len(await dead(shop)) == 1
        shop.advance(timedelta(days=2))
        await keep_up(shop.resources)
        assert await dead(shop) == []
        assert await shop.rows("select from replays") == []


async def test_a_processor_that_fails_on_most_says_so_without_quoting_events(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with installed(database) as shop:
        await dies(shop, times=8)
        [line] = [one.getMessage() for one in caplog.records if one.levelname == "ERROR"]
        assert "lately with LookupError" in line
        assert "no such address" not in line


async def test_an_event_that_cannot_be_recorded_takes_no_other_along(database: Database) -> None:
    async with installed(database) as shop:
        await shop.rows("alter table events add constraint no_poison check (title not like '%poison%')")
        sent = [uuid4().hex for _ in range(9)]
        for number, event_id in enumerate(sent):
            message = "poison" if number == 4 else "fine"
            assert (await shop.send({"event_id": event_id, "message": message})).status_code == 200
        assert (await shop.send({"event_id": sent[0], "message": "fine"})).status_code == 200
        await shop.settle()
        assert await shop.books() == {"accepted": 10, "stored": 8, "duplicate": 1, "dead": 1}
        for event_id in (*sent[:4], *sent[5:]):
            await shop.event(event_id)
        assert sorted(row["times_seen"] for row in await shop.rows("select times_seen from issues")) == [8]
        [dead] = await shop.rows("select reason, trace from dead_records")
        assert (dead["reason"], "no_poison" in dead["trace"]) == ("processing_error", True)
        await shop.rows("alter table events drop constraint no_poison")
        assert (await finished(shop, await ask(shop))).stored == 1
        await shop.event(sent[4])
