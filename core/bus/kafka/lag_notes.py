"""Tells Kafka how far a group is, so that Kafka's own tools show its lag. Nothing here depends on it."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

_EVERY_SECONDS: Final = 1.0
_PATIENCE_SECONDS: Final = 2.0


class LagNotes:
    """Commits offsets behind the reader's back, once a second at most."""

    def __init__(self, consumer: Any) -> None:
        self._consumer = consumer
        self._reached: dict[TopicPartition, int] = {}
        self._closing = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def note(self, reached: Mapping[TopicPartition, int]) -> None:
        self._reached.update(reached)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._commit_all())

    async def close(self) -> None:
        """Commit what is noted, if Kafka is there."""
        self._closing.set()
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=_PATIENCE_SECONDS)
            self._task.cancel()

    async def _commit_all(self) -> None:
        while self._reached:
            reached, self._reached = self._reached, {}
            ours = {partition: at for partition, at in reached.items() if partition in self._consumer.assignment()}
            with suppress(KafkaError):  # another member may have the partitions by now, some of them or all
                if ours:
                    await self._consumer.commit(ours)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), _EVERY_SECONDS)
