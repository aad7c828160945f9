"""Events that went through the spool: recorded once, and dead where the log refuses them for good."""

from collections.abc import Sequence
from pathlib import Path

from core.bus import Topic
from core.bus.dead_copies import DeadCopy
from core.codec import encode_raw_event
from core.db import Database
from core.db.events.refused import burying
from core.errors import Rejected, Unavailable
from core.events import RawEvent
from tests.app import installed
from tests.spooled import records_of, spooled


def an_event(project_id: int, number: int, size: int) -> tuple[str, bytes]:
    raw = RawEvent(
        project_id=project_id,
        key_id=7,
        event_id=f"{number:032x}",
        received_at=1.8e9,
        sent_at=None,
        client_ip=None,
        user_agent="",
        client="",
        category="error",
        encoding="",
        start=0,
        end=size,
        body=b"x" * size,
    )
    return raw.event_id, encode_raw_event(raw)


async def test_what_the_log_refuses_for_good_is_dead_and_kept_and_holds_up_nobody(
    tmp_path: Path, database: Database
) -> None:
    shown: list[DeadCopy] = []

    async def show(copies: Sequence[DeadCopy]) -> None:
        shown.extend(copies)

    async with installed(database) as shop:
        keep, calls = burying(database, show, shop.clock), list[str]()

        async def bury(key: str, value: bytes, why: Rejected) -> None:
            calls.append(key)
            if len(calls) == 1:
                raise Unavailable("the database is away")
            await keep(key, value, why)
            if len(calls) == 2:
                raise Unavailable("ended before it was noted")

        events = [an_event(shop.project_id, number, size) for number, size in enumerate((10, 5000, 10))]
        async with spooled(tmp_path, "away", bury) as here:
            for event in events:
                await here.log.append(Topic.EVENTS, [event])
            here.distant.largest = 1000
            here.distant.now = "here"
            await here.drained()
            assert {record.key for record in records_of(here.remote, Topic.EVENTS)} == {f"{0:032x}", f"{2:032x}"}
        assert calls == [events[1][0]] * 3
        [row] = await shop.rows("select project_id, key, reason, trace, value from dead_records")
        assert tuple(row) == (shop.project_id, events[1][0], "too_large", "larger than this log takes", events[1][1])
        assert await shop.books() == {"accepted": 1, "dead": 1}
        assert [(copy.key, len(copy.value), copy.place) for copy in shown] == [(events[1][0], 5000, None)]

        await keep(*an_event(10**6, 4, 10), Rejected("too_large", "larger than this log takes"))
        assert await shop.books() == {"accepted": 2, "dead": 1, "filtered": 1}, "of a project that is gone"


async def test_events_that_arrive_twice_are_stored_and_counted_once(database: Database, tmp_path: Path) -> None:
    async with spooled(tmp_path, "deaf") as here, installed(database, here.log) as shop:
        for number in range(10):
            assert (await shop.send({"event_id": f"{number:032x}", "message": "twice"})).status_code == 200
        for _ in range(3):
            assert (await shop.send(b"no JSON")).status_code == 400
        await shop.gateway.book.flush(here.log)
        here.distant.now = "here"
        await here.drained()
        assert await here.log.backlog(Topic.EVENTS, {}) > 10
        await shop.settle()
        books = await shop.books()
        assert (books["stored"], books["invalid"]) == (10, 3)
        assert books["accepted"] == books["stored"] + books["duplicate"]
        [seen] = await shop.rows("select sum(times_seen) as times from issues")
        assert seen["times"] == 10


async def test_a_gateway_whose_spool_is_full_asks_senders_to_wait(database: Database, tmp_path: Path) -> None:
    async with spooled(tmp_path, "away") as here, installed(database, here.log) as shop:
        here.log._reserved_bytes = 2**62
        answer = await shop.send({"message": "no room"})
        assert (answer.status_code, answer.json()["causes"]) == (429, ["log_full"])
        assert answer.headers["Retry-After"] == "30"
        here.distant.now = "here"
        await here.drained()
        await shop.settle()
        assert await shop.books() == {"limited": 1}
