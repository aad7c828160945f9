"""Brokers are killed in the middle of appends and reads: what was acknowledged is read, and all goes on by itself."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from core.bus import LogReader, Topic
from core.bus.kafka import KafkaLog
from core.errors import Unavailable
from tests.contract.kafka import brokers, reading, topics, writing
from tests.contract.test_dead_topic import COPY, show_at_last
from tests.contract.test_event_log import GROUP, Ledger
from tests.dead_topic import copies
from tests.engines import Kafka

__all__ = ["brokers"]


_AT_LAST_SECONDS = 15.0
"""For a refusal after two seconds, by a busy machine's clock; Kafka's client by itself waits for forty."""


class Stream:
    """Appends numbers one after the other whatever happens, and remembers which were acknowledged."""

    def __init__(self, log: KafkaLog) -> None:
        self._log = log
        self._moved = asyncio.Event()
        self.acknowledged: set[int] = set()
        self.refused = 0
        self.slowest_refusal = 0.0
        self.read: list[int] = []

    async def send(self) -> None:
        for number in itertools.count():
            began = time.monotonic()
            try:
                await self._log.append(Topic.EVENTS, [(f"key-{number}", b"%d" % number)])
                self.acknowledged.add(number)
            except Unavailable:
                self.refused += 1
                self.slowest_refusal = max(self.slowest_refusal, time.monotonic() - began)
            self._moved.set()
            await asyncio.sleep(0.005)

    async def receive(self, reader: LogReader, ledger: Ledger) -> None:
        while True:
            try:
                batch = await reader.read(64, 2**20, 1.0)
            except Unavailable:
                await asyncio.sleep(0.2)
                continue
            await ledger.record(reader, batch)
            self.read += [int(record.value) for record in batch]
            self._moved.set()

    async def acknowledge(self, more: int) -> None:
        """Wait for so many acknowledgements more."""
        wanted = len(self.acknowledged) + more
        await self._until(lambda: len(self.acknowledged) >= wanted)

    async def refuse(self, more: int) -> None:
        """Wait for so many refusals more."""
        wanted = self.refused + more
        await self._until(lambda: self.refused >= wanted)

    async def read_all(self) -> None:
        """Wait until all that was acknowledged by now is read."""
        acknowledged = set(self.acknowledged)
        await self._until(lambda: acknowledged <= set(self.read))

    async def _until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(90):
            while not holds():
                self._moved.clear()
                await self._moved.wait()


@asynccontextmanager
async def streaming(log: KafkaLog, ledger: Ledger) -> AsyncIterator[Stream]:
    stream = Stream(log)
    async with log.reader(Topic.EVENTS, GROUP, ledger) as reader:
        tasks = [asyncio.create_task(stream.send()), asyncio.create_task(stream.receive(reader, ledger))]
        try:
            yield stream
            assert not any(task.done() for task in tasks), [task for task in tasks if task.done()]
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


@pytest.mark.parametrize("brokers", [1], indirect=True)
async def test_the_only_broker_is_killed_and_comes_back(brokers: Kafka) -> None:
    async with topics(brokers.url, append_seconds=2.0) as options, writing(options) as log, reading(options) as other:
        async with streaming(log, Ledger()) as stream:
            for turn in range(2):
                await stream.acknowledge(100)
                await show_at_last(other, f"before {turn}")
                await asyncio.to_thread(brokers.kill)
                with pytest.raises(Unavailable):
                    await other.show_dead([replace(COPY, key=f"during {turn}")])
                await stream.refuse(50)
                await asyncio.to_thread(brokers.start)
                await stream.acknowledge(100)
                await show_at_last(other, f"after {turn}")
            await stream.read_all()
        shown = {copy.key for copy in await copies(options.servers, options.dead_topic)}
        assert shown - {"during 0", "during 1"} == {"before 0", "after 0", "before 1", "after 1"}
        assert stream.slowest_refusal < _AT_LAST_SECONDS
        assert len(stream.read) == len(set(stream.read)), "nothing was recorded twice"


@pytest.mark.parametrize("brokers", [3], indirect=True)
async def test_one_broker_of_three_is_killed_and_the_others_go_on(brokers: Kafka) -> None:
    async with topics(brokers.url) as options, writing(options) as log:
        async with streaming(log, Ledger()) as stream:
            await stream.acknowledge(100)
            await asyncio.to_thread(brokers.kill, 2)
            await stream.acknowledge(300)
            await asyncio.to_thread(brokers.start, 2)
            await stream.acknowledge(100)
            await stream.read_all()
        assert len(stream.read) == len(set(stream.read)), "nothing was recorded twice"
