"""Dead records tried again: which come home, which stay, at what rate, and that a crash changes nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest

from core.clock import instant
from core.codec import encode_raw_event
from core.db import Database
from core.db.events import dead_records, replays
from core.db.events.dead_records import DeadFilter
from core.errors import Rejected, Unavailable
from core.events import RawEvent
from core.payloads import PayloadKey
from processor.enrich import Lookups
from tests.app import Installation, installed
from tests.replays import ask, broken, dead, dies, finished, progress, replayer


async def test_what_fails_again_stays_dead_and_says_how_often(database: Database) -> None:
    async with installed(database) as shop:
        await dies(shop)
        shop.advance(timedelta(minutes=1))
        done = await finished(shop, await ask(shop), Lookups(geo=broken))
        assert (done.state, done.stored, done.failed, done.left) == ("done", 0, 1, 0)
        [record] = await dead(shop)
        assert (record.attempts, record.last_tried_at) == (2, done.worked_at)
        async with database.connection() as connection:
            kept = await dead_records.remains(connection, record.id)
        assert kept is not None
        assert "no such address" in kept.trace
        assert await shop.books() == {"accepted": 1, "dead": 1}


async def test_an_event_that_came_again_meanwhile_is_a_duplicate(database: Database) -> None:
    async with installed(database) as shop:
        [event_id] = await dies(shop)
        await shop.send({"event_id": event_id, "message": "out of stock"})
        await shop.settle()
        done = await finished(shop, await ask(shop))
        assert (done.stored, done.duplicate) == (0, 1)
        assert await shop.books() == {"accepted": 2, "stored": 1, "duplicate": 1}


async def test_two_dead_copies_of_an_event_are_stored_once(database: Database) -> None:
    async with installed(database) as shop:
        event_id = uuid4().hex
        for _ in range(2):
            await shop.send({"event_id": event_id, "message": "m", "user": {"ip_address": "81.2.69.160"}})
        await replace(shop, lookups=Lookups(geo=broken)).settle()
        done = await finished(shop, await ask(shop))
        assert (done.stored, done.duplicate) == (1, 1)
        assert await shop.books() == {"accepted": 2, "stored": 1, "duplicate": 1}


async def test_a_record_that_can_be_read_after_all_is_counted_where_it_belongs(database: Database) -> None:
    """Died unreadable, so nobody's; an update of ours knows its form."""
    async with installed(database) as shop:
        await dies(shop)
        await shop.rows("update dead_records set project_id = 0, key_id = 0, reason = 'undecodable_record'")
        await shop.rows(
            "update outcomes set project_id = 0, key_id = 0,"
            " reason = case outcome when 'dead' then 'undecodable_record' else '' end"
        )
        done = await finished(shop, await ask(shop))
        assert done.stored == 1
        rows = await shop.rows("select project_id, outcome from outcomes where quantity <> 0 order by outcome")
        assert [tuple(row) for row in rows] == [(shop.project_id, "accepted"), (shop.project_id, "stored")]


async def test_bytes_that_nobody_wrote_stay_dead(database: Database) -> None:
    async with installed(database) as shop:
        await dies(shop)
        await shop.rows("update dead_records set value = 'gibberish'")
        done = await finished(shop, await ask(shop))
        assert done.failed == 1
        [record] = await dead(shop)
        assert (record.project_id, record.reason) == (shop.project_id, "undecodable_record")
        assert await shop.books() == {"accepted": 1, "dead": 1}


async def test_what_belongs_to_a_project_that_is_gone_is_left_out(database: Database) -> None:
    async with installed(database) as shop:
        await dies(shop)
        await shop.rows("update dead_records set project_id = 0")
        await shop.rows("update outcomes set project_id = 0")
        await shop.rows("delete from projects")
        done = await finished(shop, await ask(shop))
        assert done.filtered == 1
        assert await shop.books() == {"accepted": 1, "filtered": 1}


async def test_a_replay_keeps_to_its_rate_whoever_works_on_it(database: Database) -> None:
    async with installed(database) as shop:
        await dies(shop, times=10)
        replay_id = await ask(shop, rate=2)
        workers = [replayer(shop), replayer(shop)]
        for second in range(5):
            for worker in [*workers, *workers]:
                await worker.step()
            assert (await progress(shop, replay_id)).stored == 2 * (second + 1)
            shop.advance(timedelta(seconds=1))


async def test_a_stopped_replay_goes_no_further(database: Database) -> None:
    async with installed(database) as shop:
        await dies(shop, times=6)
        replay_id = await ask(shop, rate=2)
        worker = replayer(shop)
        shop.clock.advance(await worker.step())
        async with database.connection() as connection:
            await replays.stop(connection, replay_id, shop.clock.now())
        shop.clock.advance(await worker.step())
        stopped = await progress(shop, replay_id)
        assert (stopped.state, stopped.stored, stopped.left) == ("stopped", 2, 4)
        assert len(await dead(shop)) == 4
        done = await finished(shop, await ask(shop))
        assert (done.total, done.stored) == (4, 4)
        assert await shop.books() == {"accepted": 6, "stored": 6}


async def test_only_what_was_meant_is_tried(database: Database) -> None:
    async with installed(database) as shop:
        await dies(shop, times=5)
        ids = sorted(record.id for record in await dead(shop))
        await shop.rows("update dead_records set reason = 'invalid_json' where id = $1", ids[0])
        await shop.rows("update outcomes set quantity = 4 where outcome = 'dead'")
        replay_id = await ask(shop, DeadFilter([shop.project_id], "processing_error", ids=ids[:4], up_to=ids[2]))
        await dies(shop)
        done = await finished(shop, replay_id)
        assert (done.total, done.stored) == (2, 2)
        assert sorted(record.id for record in await dead(shop))[:3] == [ids[0], ids[3], ids[4]]


async def test_a_second_replay_is_refused_while_one_runs(database: Database) -> None:
    async with installed(database) as shop:
        await dies(shop)
        await ask(shop)
        with pytest.raises(Rejected) as refused:
            await ask(shop)
        assert refused.value.status == 409


async def test_nothing_to_replay_is_said_at_once(database: Database) -> None:
    async with installed(database) as shop:
        with pytest.raises(Rejected) as refused:
            await ask(shop)
        assert refused.value.reason == "nothing_dead"


class Cut:
    """A payload store at which, before or after it has stored, the connection that the replay works on breaks."""

    def __init__(self, shop: Installation, *, before: bool) -> None:
        self._shop = shop
        self._before = before

    async def put_many(self, documents: Sequence[tuple[PayloadKey, bytes]]) -> list[str]:
        if self._before:
            await self._cut()
        references = await self._shop.resources.payloads.put_many(documents)
        if not self._before:
            await self._cut()
        return references

    async def _cut(self) -> None:
        await self._shop.rows(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and state = 'idle in transaction'"
        )


@pytest.mark.parametrize("before", [True, False])
async def test_a_replay_that_is_cut_off_has_done_nothing(database: Database, before: bool) -> None:
    async with installed(database) as shop:
        await dies(shop, times=3)
        replay_id = await ask(shop)
        with pytest.raises(Unavailable):
            await replayer(shop, payloads=Cut(shop, before=before)).step()  # type: ignore[arg-type]
        assert len(await dead(shop)) == 3
        assert await shop.books() == {"accepted": 3, "dead": 3}
        done = await finished(shop, replay_id)
        assert (done.stored, done.duplicate) == (3, 0)
        assert await shop.books() == {"accepted": 3, "stored": 3}


class Choosy:
    """A payload store with a bug: it cannot take one of the events."""

    def __init__(self, shop: Installation, event_id: str) -> None:
        self._shop = shop
        self._event_id = event_id

    async def put_many(self, documents: Sequence[tuple[PayloadKey, bytes]]) -> list[str]:
        if any(key.event_id == self._event_id for key, _ in documents):
            raise asyncpg.DataError("that one I cannot hold")
        return await self._shop.resources.payloads.put_many(documents)


async def test_one_that_cannot_be_recorded_keeps_no_other_from_coming_home(database: Database) -> None:
    async with installed(database) as shop:
        sent = await dies(shop, times=5)
        replay_id = await ask(shop)
        worker = replayer(shop, payloads=Choosy(shop, sent[2]))  # type: ignore[arg-type]
        while (await progress(shop, replay_id)).state == "running":
            shop.clock.advance(await worker.step())
        done = await progress(shop, replay_id)
        assert (done.stored, done.failed) == (4, 1)
        [record] = await dead(shop)
        assert (record.reason, record.attempts) == ("processing_error", 2)
        assert await shop.books() == {"accepted": 5, "stored": 4, "dead": 1}


async def test_large_ones_are_taken_a_few_at_a_time(database: Database) -> None:
    async with installed(database) as shop:
        for _ in range(3):
            await _bury(shop, b'{"message":"%s"}' % (b"x" * 5_000_000))
        replay_id = await ask(shop)
        await replayer(shop).step()
        assert (await progress(shop, replay_id)).stored == 2


async def _bury(shop: Installation, body: bytes) -> None:
    raw = RawEvent(
        shop.project_id, 1, uuid4().hex, shop.clock.now(), None, None, None, "", "error", "", 0, len(body), body
    )
    await shop.rows(
        "insert into dead_records (project_id, topic, key, reason, trace, value, created_at)"
        " values ($1, 'events', '', 'processing_error', '', $2, $3)",
        shop.project_id,
        encode_raw_event(raw),
        instant(shop.clock.now()),
    )
