"""The gateway's page of the books."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

import pytest

from core.bus import Topic
from core.bus.memory import MemoryLog
from core.clock import ManualClock
from core.codec import decode_outcomes
from core.errors import Unavailable
from core.outcomes import Outcome, OutcomeCount
from ingest.outcomes import OutcomeBook


class FailingLog(MemoryLog):
    """A log whose disk is full."""

    async def append(self, topic: Topic, records: Sequence[tuple[str, bytes]]) -> None:
        raise Unavailable("full")


def _written(log: MemoryLog) -> list[OutcomeCount]:
    return [
        count
        for (topic, _), records in log._records.items()
        if topic is Topic.OUTCOMES
        for record in records
        for count in decode_outcomes(record.value)
    ]


async def test_equal_fates_of_an_hour_are_one_row():
    clock, log = ManualClock(7200.0 + 5), MemoryLog(UUID(int=1))
    book = OutcomeBook(clock)
    book.count(1, 2, "error", Outcome.LIMITED, "key_minute")
    book.count(1, 2, "error", Outcome.LIMITED, "key_minute", 4)
    clock.advance(3600)
    book.count(1, 2, "error", Outcome.LIMITED, "key_minute")
    await book.flush(log)
    assert [(count.at, count.quantity) for count in _written(log)] == [(7200.0, 5), (10800.0, 1)]
    await book.flush(log)
    assert len(_written(log)) == 2


async def test_nothing_is_lost_while_the_log_is_away():
    book = OutcomeBook(ManualClock())
    book.count(1, 2, "error", Outcome.INVALID, "invalid_json")
    with pytest.raises(Unavailable):
        await book.flush(FailingLog(UUID(int=1)))
    book.count(1, 2, "error", Outcome.INVALID, "invalid_json")
    assert [count.quantity for count in book.counts()] == [2]


async def test_the_memory_of_the_book_is_bounded():
    book = OutcomeBook(ManualClock())
    for project in range(6000):
        book.count(project, 0, "error", Outcome.INVALID, "unknown_key")
    assert len(book.counts()) == 5001
    assert sum(count.quantity for count in book.counts()) == 6000


async def test_counts_are_written_an_interval_after_the_first():
    clock, log = ManualClock(), MemoryLog(UUID(int=1))
    book = OutcomeBook(clock)
    flushing = asyncio.create_task(book.flush_when_counted(log, 1.0))
    book.count(1, 2, "error", Outcome.INVALID, "invalid_json")
    for _ in range(5):
        await asyncio.sleep(0)
    assert _written(log) == []
    clock.advance(1.0)
    for _ in range(5):
        await asyncio.sleep(0)
    assert [count.quantity for count in _written(log)] == [1]
    await flushing


class DeafLog(MemoryLog):
    """A log that takes records and does not get to say so."""

    deaf = True

    async def append(self, topic: Topic, records: Sequence[tuple[str, bytes]]) -> None:
        await super().append(topic, records)
        if self.deaf:
            raise Unavailable("no answer in time")


async def test_a_batch_that_may_be_on_the_log_already_is_sent_again_as_it_was():
    book, log = OutcomeBook(ManualClock()), DeafLog(UUID(int=1))
    book.count(1, 2, "error", Outcome.INVALID, "invalid_json")
    with pytest.raises(Unavailable):
        await book.flush(log)
    log.deaf = False
    book.count(1, 2, "error", Outcome.INVALID, "invalid_json", 3)
    assert [count.quantity for count in book.counts()] == [4]
    await book.flush(log)
    records = sorted((record for kept in log._records.values() for record in kept), key=lambda record: record.value)
    assert len({(record.key, record.value) for record in records}) == 2
    assert [decode_outcomes(record.value)[0].quantity for record in records] == [1, 1, 3]
    assert all(UUID(record.key) for record in records)
