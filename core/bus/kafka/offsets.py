"""Questions about the records that wait, asked without being one of a group."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

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

    async def waiting(self, topic: str, positions: Mapping[int, int]) -> tuple[int, float | None]:
        """The same, and when the oldest of them was appended (Unix seconds). Raises Unavailable."""
        async with self._asking() as consumer:
            ranges = await _ranges(consumer, topic, positions)
            starts = {partition: start for partition, (start, end) in ranges.items() if start < end}
            return sum(end - start for start, end in ranges.values()), await _oldest(consumer, starts)

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


async def _ranges(consumer: Any, topic: str, positions: Mapping[int, int]) -> dict[TopicPartition, tuple[int, int]]:
    """Partition -> (first position that is not read, the position behind the last record)."""
    await consumer.end_offsets([TopicPartition(topic, 0)])  # makes the client learn about the topic
    partitions = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()]
    oldest = await consumer.beginning_offsets(partitions)
    ends = await consumer.end_offsets(partitions)
    return {
        at: (start_of(positions.get(at.partition, 0), oldest[at], ends[at]).position, ends[at]) for at in partitions
    }


async def _oldest(consumer: Any, starts: Mapping[TopicPartition, int]) -> float | None:
    """When the first of the records at these positions was appended."""
    if not starts:
        return None
    consumer.assign(list(starts))
    for partition, position in starts.items():
        consumer.seek(partition, position)
    stamps: dict[TopicPartition, int] = {}
    while len(stamps) < len(starts):
        fetched = await consumer.getmany(timeout_ms=1000)
        for partition, messages in fetched.items():
            stamps.setdefault(partition, messages[0].timestamp)
            consumer.pause(partition)
    consumer.pause(*starts)
    return min(stamps.values()) / 1000
