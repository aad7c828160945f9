"""Tells how much waits in each partition that a reader here has, and for how long. Nothing here depends on it."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from core.bus import Topic
from core.bus.kafka.offsets import Offsets, Waiting
from core.clock import Clock
from core.errors import Unavailable
from core.metrics import LOG_PARTITION_LAG, LOG_PARTITION_OLDEST_SECONDS

_EVERY_SECONDS: Final = 10.0
"""Below the 15 s between two looks of Prometheus. A look is four requests, and a record of each partition where some
wait."""


class PartitionLag:
    """The gauges of one reader's partitions. Of what it has no more, and while Kafka does not answer, they say nothing.

    The lag comes from Kafka, not from what was fetched: the lag of a reader that is stuck must grow.
    """

    def __init__(self, topic: Topic, name: str, offsets: Offsets, clock: Clock) -> None:
        """`name`: the topic's in Kafka."""
        self._topic, self._name = topic.value, name
        self._offsets = offsets
        self._clock = clock
        self._held: dict[int, int] = {}
        """Partition -> the position up to which all is recorded."""
        self._told: set[int] = set()
        self._changed = asyncio.Event()

    def hold(self, positions: Mapping[int, int]) -> None:
        """These partitions are the reader's, from these positions on."""
        self._held |= positions
        self._changed.set()

    def reach(self, positions: Mapping[int, int]) -> None:
        """So far is recorded; partitions that were taken from the reader meanwhile are no concern."""
        self._held |= {partition: at for partition, at in positions.items() if partition in self._held}

    def let_go(self) -> None:
        """The reader has no partitions."""
        self._held = {}  # another one: a question that is out is about the partitions of before
        self._say_nothing()

    async def keep_telling(self) -> None:
        """Until cancelled: at once when partitions come, and every few seconds."""
        while True:
            await self._tell()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), _EVERY_SECONDS)

    async def _tell(self) -> None:
        self._changed.clear()
        held = self._held
        if not held:
            return
        try:
            waiting = await self._offsets.waiting(self._name, held, frozenset(held))
        except Unavailable:
            self._say_nothing()
            return
        if held is self._held:
            for partition, what in waiting.items():
                self._say(partition, what)

    def _say(self, partition: int, waiting: Waiting) -> None:
        age = 0.0 if waiting.oldest_at is None else max(0.0, self._clock.now() - waiting.oldest_at)
        LOG_PARTITION_LAG.labels(self._topic, str(partition)).set(waiting.records)
        LOG_PARTITION_OLDEST_SECONDS.labels(self._topic, str(partition)).set(age)
        self._told.add(partition)

    def _say_nothing(self) -> None:
        for partition in self._told:
            LOG_PARTITION_LAG.remove(self._topic, str(partition))
            LOG_PARTITION_OLDEST_SECONDS.remove(self._topic, str(partition))
        self._told.clear()
