"""An event that the store of whole events will never take: a dead record, and the batch goes on."""

from collections.abc import Sequence

from core.codec import decode_raw_event
from core.db import Database
from core.errors import Rejected
from core.payloads import PayloadKey
from core.payloads.memory import MemoryPayloads
from tests.app import installed
from tests.replays import ask, finished

GOOD, BAD = "a" * 32, "b" * 32


class Picky(MemoryPayloads):
    """Refuses one event."""

    async def put_many(self, payloads: Sequence[tuple[PayloadKey, bytes]]) -> list[str | Rejected]:
        await super().put_many([one for one in payloads if one[0].event_id != BAD])
        refusal = Rejected("payload_refused", "not this one")
        return [refusal if key.event_id == BAD else "" for key, _ in payloads]


async def test_a_refused_event_is_dead_with_its_reason_and_bytes_and_the_others_are_stored(database: Database) -> None:
    async with installed(database, payloads=Picky()) as shop:
        for event_id in (GOOD, BAD, BAD):
            await shop.send({"event_id": event_id, "message": "hello", "level": "error"})
        await shop.settle()
        assert await shop.books() == {"accepted": 3, "stored": 1, "dead": 2}
        dead = await shop.rows("select reason, trace, value from dead_records")
        assert {(row["reason"], row["trace"]) for row in dead} == {("payload_refused", "not this one")}
        assert {decode_raw_event(row["value"]).event_id for row in dead} == {BAD}
        assert await shop.rows("select times_seen from issues") == [(1,)]
        assert (await shop.event(GOOD))["event_id"] == GOOD


async def test_a_refused_event_that_is_replayed_stays_dead_and_the_books_stay_right(database: Database) -> None:
    async with installed(database, payloads=Picky()) as shop:
        for event_id in (GOOD, BAD):
            await shop.send({"event_id": event_id, "message": "hello", "level": "error"})
        await shop.settle()
        replay = await finished(shop, await ask(shop))
        assert (replay.stored, replay.duplicate, replay.failed) == (0, 0, 1)
        assert await shop.books() == {"accepted": 2, "stored": 1, "dead": 1}
        assert await shop.rows("select reason from dead_records") == [("payload_refused",)]
