"""A log may bring a record twice; everything is counted once all the same."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

from core.bus import Topic
from core.bus.memory import MemoryLog
from core.codec import encode_outcomes
from core.db import Database
from core.outcomes import Outcome, OutcomeCount
from processor.upkeep import OUTCOME_BATCH_DAYS, keep_up
from tests.app import installed


class RepeatingLog(MemoryLog):
    """Keeps whatever it is given twice, as a producer does whose acknowledgement got lost."""

    async def append(self, topic: Topic, records: Sequence[tuple[str, bytes]]) -> None:
        await super().append(topic, [*records, *records])


async def test_refusals_and_events_on_a_log_that_repeats(database: Database) -> None:
    async with installed(database, RepeatingLog(uuid4())) as here:
        for _ in range(3):
            assert (await here.send(b"no JSON")).status_code == 400
            await here.settle()
        assert (await here.send({"event_id": "a" * 32, "message": "once"})).status_code == 200
        await here.settle()
        books = await here.books()
        assert (books["invalid"], books["stored"]) == (3, 1)
        [seen] = await here.rows("select sum(times_seen) as times from issues")
        assert seen["times"] == 1


async def test_a_repeated_batch_is_known_across_reads(database: Database) -> None:
    batch = (str(uuid4()), encode_outcomes([OutcomeCount(0.0, 1, 1, "error", Outcome.INVALID, "invalid_json", 5)]))
    async with installed(database) as here:
        for _ in range(3):
            await here.resources.log.append(Topic.OUTCOMES, [batch])
            await here.settle()
        assert (await here.books())["invalid"] == 5


async def test_batches_without_an_id_are_counted_as_ever(database: Database) -> None:
    counts = encode_outcomes([OutcomeCount(0.0, 1, 1, "error", Outcome.INVALID, "invalid_json", 5)])
    async with installed(database) as here:
        for _ in range(2):
            await here.resources.log.append(Topic.OUTCOMES, [("gateway", counts)])
        await here.settle()
        assert (await here.books())["invalid"] == 10


async def test_ids_of_batches_are_forgotten_in_the_end(database: Database) -> None:
    async with installed(database) as here:
        await here.send(b"no JSON")
        await here.settle()
        await keep_up(here.resources)
        assert len(await here.rows("select id from outcome_batches")) == 1
        here.advance(timedelta(days=OUTCOME_BATCH_DAYS, seconds=1))
        await keep_up(here.resources)
        assert await here.rows("select id from outcome_batches") == []
