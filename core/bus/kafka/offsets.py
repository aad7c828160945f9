"""Questions about the records that wait, asked without being one of a group."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final, NamedTuple

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from core.bus.kafka.ending import ended
from core.bus.kafka.options import KafkaOptions, client_arguments
from core.bus.kafka.start import start_of
from core.errors import Unavailable

_PATIENCE_SECONDS: Final = 5.0
_REQUEST_MS: Final = 5_000
_FETCH_BYTES: Final = 16 * 2**10
"""One record of each partition is wanted; a larger one comes alone."""


class Waiting(NamedTuple):
    """What lies in one partition at or behind a position."""

    records: int
    oldest_at: float | None
    """When the first of them was appended, in Unix seconds; None: there is none."""


class Offsets:
    """Opens a client at the first question, and another one after a failure."""

    def __init__(self, options: KafkaOptions) -> None:
        self._options = options
        self._consumer: Any = None
        self._asked = asyncio.Lock()

    async def ahead(self, topic: str, positions: Mapping[int, int]) -> int:
        """How many records lie at or behind these positions. Raises Unavailable."""
        async with self._asking() as consumer:
            return sum(end - start for start, end in (await _ranges(consumer, topic, positions)).values())

    async def waiting(
        self, topic: str, positions: Mapping[int, int], partitions: Collection[int] | None = None
    ) -> dict[int, Waiting]:
        """The same for each partition, or for some of them, with the age. Raises Unavailable."""
        async with self._asking() as consumer:
            ranges = await _ranges(consumer, topic, positions, partitions)
            oldest = await _oldest(consumer, {at: start for at, (start, end) in ranges.items() if start < end})
            return {at.partition: Waiting(end - start, oldest.get(at)) for at, (start, end) in ranges.items()}

    async def close(self) -> None:
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            await ended(consumer.stop(), _PATIENCE_SECONDS)

    @asynccontextmanager
    async def _asking(self) -> AsyncIterator[Any]:
        async with self._asked:
            try:
                async with asyncio.timeout(_PATIENCE_SECONDS):
                    yield await self._opened()
            except asyncio.CancelledError:  # in the midst of a start or of a fetch
                await self.close()
                raise
            except (KafkaError, OSError, TimeoutError) as error:
                await self.close()
                raise Unavailable(f"Kafka does not say what waits: {str(error) or type(error).__name__}") from error

    async def _opened(self) -> Any:
        if self._consumer is None:
            self._consumer = AIOKafkaConsumer(
                **client_arguments(self._options),
                request_timeout_ms=_REQUEST_MS,
                auto_offset_reset="none",
                enable_auto_commit=False,
                max_partition_fetch_bytes=_FETCH_BYTES,
            )
            await self._consumer.start()
        return self._consumer


async def _ranges(
    consumer: Any, topic: str, positions: Mapping[int, int], wanted: Collection[int] | None = None
) -> dict[TopicPartition, tuple[int, int]]:
    """Partition -> (first position that is not read, the position behind the last record); of all or some."""
    await consumer.end_offsets([TopicPartition(topic, 0)])  # makes the client learn about the topic
    there = consumer.partitions_for_topic(topic) or ()
    partitions = [TopicPartition(topic, number) for number in there if wanted is None or number in wanted]
    oldest = await consumer.beginning_offsets(partitions)
    ends = await consumer.end_offsets(partitions)
    return {
        at: (start_of(positions.get(at.partition, 0), oldest[at], ends[at]).position, ends[at]) for at in partitions
    }


async def _oldest(consumer: Any, starts: Mapping[TopicPartition, int]) -> dict[TopicPartition, float]:
    """When the records at these positions were appended, in Unix seconds."""
    if not starts:
        return {}
    consumer.assign(list(starts))
    for partition, position in starts.items():
        consumer.seek(partition, position)
    stamps: dict[TopicPartition, float] = {}
    while len(stamps) < len(starts):
        fetched = await consumer.getmany(timeout_ms=1000)
        for partition, messages in fetched.items():
            stamps.setdefault(partition, messages[0].timestamp / 1000)
            consumer.pause(partition)
    consumer.pause(*starts)
    return stamps
