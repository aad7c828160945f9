"""With Kafka, whatever dies stands in a topic as well; the rows in PostgreSQL stay the book."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

import pytest

from core.bus import Topic
from core.bus.dead_copies import DeadCopy
from core.bus.kafka import KafkaLog
from core.bus.kafka.options import KafkaOptions
from core.codec import decode_raw_event
from core.db import Database
from core.errors import Unavailable
from processor.enrich import Lookups
from tests.app import installed
from tests.contract.kafka import topics, writing
from tests.dead_topic import SeenCopy, copies
from tests.flow.test_refused_payloads import BAD, GOOD, Picky
from tests.replays import ask, broken, dead, finished


@dataclass(frozen=True, slots=True)
class Watched:
    """A log, and who watches its dead."""

    log: KafkaLog
    options: KafkaOptions

    async def seen(self) -> list[SeenCopy]:
        return await copies(self.options.servers, self.options.dead_topic)


@pytest.fixture
async def watched(kafka_url: str) -> AsyncIterator[Watched]:
    async with topics(kafka_url, partitions=1) as options, writing(options) as log:
        yield Watched(log, options)


async def test_each_dead_record_has_its_copy_and_a_replay_adds_none(watched: Watched, database: Database) -> None:
    async with installed(database, watched.log, payloads=Picky(), show_dead=watched.log.show_dead) as shop:
        poison, placed = uuid4().hex, {"user": {"ip_address": "81.2.69.160"}}
        await shop.send({"event_id": GOOD, "message": "fine"})
        await shop.send({"event_id": poison, "message": "out of stock", **placed})
        await watched.log.append(Topic.EVENTS, [("a key", b"gibberish")])
        await shop.send({"event_id": BAD, "message": "refused by the store"})
        await shop.send({"event_id": BAD, "message": "refused by the store"})
        await replace(shop, lookups=Lookups(geo=broken)).settle()

        assert await shop.books() == {"accepted": 5, "stored": 1, "dead": 4}
        rows = await shop.rows("select key, project_id, reason, trace, value from dead_records")
        seen = {copy.place: copy for copy in await watched.seen()}
        assert {place: (copy.key, copy.headers["reason"]) for place, copy in seen.items()} == {
            (0, 1): (poison, "processing_error"),
            (0, 2): ("a key", "undecodable_record"),
            (0, 3): (BAD, "payload_refused"),
            (0, 4): (BAD, "payload_refused"),
        }
        for row in rows:
            for copy in (one for one in seen.values() if one.key == row["key"]):
                raw = None if row["value"] == b"gibberish" else decode_raw_event(row["value"])
                assert copy.value == (raw.body if raw else b"gibberish")
                assert copy.headers.get("encoding") == (raw.encoding if raw else None)
                assert copy.headers["trace"] == row["trace"]
                assert int(copy.headers.get("project", 0)) == row["project_id"]

        again = await finished(shop, await ask(shop))
        assert (again.stored, again.failed) == (1, 3)
        assert len(await dead(shop)) == 3
        assert len(await watched.seen()) == 4


async def test_one_that_cannot_be_recorded_has_its_copy_too(watched: Watched, database: Database) -> None:
    async with installed(database, watched.log, show_dead=watched.log.show_dead) as shop:
        await shop.rows("alter table events add constraint no_poison check (title not like '%poison%')")
        for message in ("fine", "poison", "fine"):
            await shop.send({"event_id": uuid4().hex, "message": message})
        await shop.settle()
        assert await shop.books() == {"accepted": 3, "stored": 2, "dead": 1}
        [copy] = await watched.seen()
        assert copy.place == (0, 1)
        assert "no_poison" in copy.headers["trace"]


class Interrupted:
    """A processor that dies when the copies are written, before the batch's transaction ends."""

    def __init__(self, log: KafkaLog) -> None:
        self._log = log
        self._died = False

    async def __call__(self, shown: Sequence[DeadCopy]) -> None:
        await self._log.show_dead(shown)
        if shown and not self._died:
            self._died = True
            raise Unavailable("gone")


async def test_a_crash_before_the_commit_leaves_a_second_copy_of_the_same_place(
    watched: Watched, database: Database
) -> None:
    async with installed(database, watched.log, show_dead=Interrupted(watched.log)) as shop:
        await shop.send({"event_id": uuid4().hex, "message": "fine"})
        await watched.log.append(Topic.EVENTS, [("a key", b"gibberish")])
        with pytest.raises(Unavailable):
            await shop.settle()
        assert (await shop.books(), await dead(shop)) == ({}, []), "all of the batch or nothing"
        await shop.settle()
        assert await shop.books() == {"accepted": 2, "stored": 1, "dead": 1}
        assert len(await dead(shop)) == 1
        assert [(copy.key, copy.place) for copy in await watched.seen()] == [("a key", (0, 1))] * 2
