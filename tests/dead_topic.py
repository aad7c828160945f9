"""What whoever watches Kafka's topic of dead records sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition


@dataclass(frozen=True, slots=True)
class SeenCopy:
    """One message of that topic."""

    key: str
    value: bytes
    headers: dict[str, str]

    @property
    def place(self) -> tuple[int, int]:
        """Partition and offset in the topic of events."""
        return int(self.headers["partition"]), int(self.headers["offset"])


async def copies(servers: Sequence[str], topic: str) -> list[SeenCopy]:
    """All that stand in `topic` now, in order within each partition."""
    consumer: Any
    async with AIOKafkaConsumer(topic, bootstrap_servers=list(servers), auto_offset_reset="earliest") as consumer:
        partitions = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic)]
        ends = await consumer.end_offsets(partitions)
        found: list[SeenCopy] = []
        while any([await consumer.position(partition) < ends[partition] for partition in partitions]):
            fetched = await consumer.getmany(timeout_ms=1000)
            found += [_seen(message) for messages in fetched.values() for message in messages]
    return found


def _seen(message: Any) -> SeenCopy:
    headers = {name: value.decode() for name, value in message.headers}
    return SeenCopy(message.key.decode(), message.value, headers)
