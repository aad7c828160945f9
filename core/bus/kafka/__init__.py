"""The log in Apache Kafka: topics that are made and checked at start, one producer, groups that share partitions.

Kafka is trusted only to keep an acknowledged record until its retention. PostgreSQL says how far a group has read;
Kafka's own offsets only show the lag in Kafka's tools. So a rebalance, a killed member, or a record that was written
twice at worst repeats work.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random
from typing import Final, Self
from uuid import UUID

from core.bus import PositionLookup, Topic
from core.bus.dead_copies import DeadCopy
from core.bus.kafka.client_log import listen
from core.bus.kafka.connection import Connection
from core.bus.kafka.counts import Counts
from core.bus.kafka.dead_topic import show
from core.bus.kafka.offsets import Offsets
from core.bus.kafka.options import KafkaOptions, check
from core.bus.kafka.partition_lag import PartitionLag
from core.bus.kafka.reader import KafkaReader
from core.clock import Clock
from core.errors import Unavailable

_FIRST_TRY_SECONDS: Final = 5.0
"""How long opening waits for Kafka. After that the log opens without it, and goes on trying."""


@dataclass(frozen=True, slots=True)
class LogState:
    """What there is to know about the records of one topic, and what this process has seen."""

    backlog: int
    oldest_unread_at: float | None
    """When the oldest waiting record was appended, in Unix seconds; None: nothing waits."""
    rebalances: int
    """Since this process began, of the groups that it reads in."""
    lost: int
    """Records that this process found dropped by the topic's retention before they were read."""


class KafkaLog:
    """See `core.bus.EventLog`. Usable inside `running()`."""

    def __init__(self, options: KafkaOptions, clock: Clock, rng: Random) -> None:
        """Raises Refused for options that could not work with any Kafka."""
        check(options)
        self._options = options
        self._clock = clock
        self._rng = rng
        self._counts = Counts()
        self._offsets = Offsets(options)
        self._connection: Connection | None = None
        self._writes = False

    @asynccontextmanager
    async def running(self, *, writes: bool) -> AsyncIterator[Self]:
        """Stay connected, reconnecting as needed; appending is possible only with `writes`."""
        self._writes = writes
        self._connection = Connection(self._options, self._rng, listen(), writes=writes)
        keeping = asyncio.create_task(self._connection.keep())
        try:
            await asyncio.wait(
                {keeping, first := asyncio.ensure_future(self._connection.tried())},
                timeout=_FIRST_TRY_SECONDS,
                return_when=asyncio.FIRST_COMPLETED,
            )
            first.cancel()
            yield self
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
            await self._offsets.close()

    @property
    def log_id(self) -> UUID:
        """Made of the cluster's id and the prefix: positions in another cluster mean nothing here."""
        connection = self._connected()
        if connection.log_id is None:
            raise Unavailable(connection.why_not())
        return connection.log_id

    async def append(self, topic: Topic, records: Sequence[tuple[str, bytes]]) -> None:
        """See `core.bus.EventLog`; of no records: ask whether Kafka answers."""
        opened = self._connected().now()
        if records and not self._writes:
            raise Unavailable("this process does not write the log")
        if records:
            await opened.writer.append(self._options.topic(topic), records)
        elif self._writes:
            await opened.writer.check()

    async def show_dead(self, copies: Sequence[DeadCopy]) -> None:
        """See `core.bus.dead_copies.ShowDead`; whether this process writes the log or not."""
        if copies:
            events = self._options.topic(Topic.EVENTS)
            await show(self._connected().now().writer, self._options.dead_topic, events, copies)

    @asynccontextmanager
    async def reader(self, topic: Topic, group: str, positions: PositionLookup) -> AsyncIterator[KafkaReader]:
        name = self._options.topic(topic)
        lag = PartitionLag(topic, name, self._offsets, self._clock)
        reader = KafkaReader(self._options, name, group, positions, self._counts, lag)
        telling = asyncio.create_task(lag.keep_telling())
        try:
            yield reader
        finally:
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)
            await reader.close()

    async def backlog(self, topic: Topic, positions: Mapping[int, int]) -> int:
        return await self._offsets.ahead(self._options.topic(topic), positions)

    async def state(self, topic: Topic, positions: Mapping[int, int]) -> LogState:
        """Raises Unavailable."""
        waiting = (await self._offsets.waiting(self._options.topic(topic), positions)).values()
        oldest = min((one.oldest_at for one in waiting if one.oldest_at is not None), default=None)
        return LogState(sum(one.records for one in waiting), oldest, self._counts.rebalances, self._counts.lost)

    def _connected(self) -> Connection:
        if self._connection is None:
            raise Unavailable("this log is not running")
        return self._connection
