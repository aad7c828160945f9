"""The log in memory: for tests, and as the simplest implementation of the contract."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

from core.bus import PositionLookup, Record, Topic

_Slot = tuple[Topic, int]


class MemoryLog:
    """Lives as long as the process. Readers share partitions as on disk: one batch of one partition at a time."""

    def __init__(self, log_id: UUID, partitions: int = 4) -> None:
        self.log_id = log_id
        self._partitions = partitions
        self._records: dict[_Slot, list[Record]] = {}
        self._claimed: set[tuple[str, Topic, int]] = set()
        self._appended = asyncio.Condition()

    async def append(self, topic: Topic, records: Sequence[tuple[str, bytes]]) -> None:
        async with self._appended:
            for key, value in records:
                partition = zlib.crc32(key.encode()) % self._partitions
                kept = self._records.setdefault((topic, partition), [])
                kept.append(Record(partition, len(kept), key, value))
            self._appended.notify_all()

    @asynccontextmanager
    async def reader(self, topic: Topic, group: str, positions: PositionLookup) -> AsyncIterator["MemoryReader"]:
        reader = MemoryReader(self, topic, group, positions)
        try:
            yield reader
        finally:
            reader.give_up()

    async def backlog(self, topic: Topic, positions: Mapping[int, int]) -> int:
        return sum(
            max(0, len(kept) - positions.get(partition, 0))
            for (of, partition), kept in self._records.items()
            if of is topic
        )

    async def wait_for_append(self, timeout: float) -> bool:
        """Whether something was appended within `timeout` seconds."""
        async with self._appended:
            try:
                await asyncio.wait_for(self._appended.wait(), timeout)
            except TimeoutError:
                return False
            return True

    def claim(self, group: str, topic: Topic) -> list[int]:
        """Partitions with records that no member of the group works on."""
        return [
            partition
            for of, partition in self._records
            if of is topic and (group, topic, partition) not in self._claimed
        ]


class MemoryReader:
    """See `core.bus.LogReader`."""

    def __init__(self, log: MemoryLog, topic: Topic, group: str, positions: PositionLookup) -> None:
        self._log, self._topic, self._group, self._positions = log, topic, group, positions
        self._held: int | None = None

    async def read(self, max_records: int, max_bytes: int, timeout: float) -> list[Record]:
        self.give_up()
        deadline = asyncio.get_running_loop().time() + timeout
        while True:
            found = await self._read_some(max_records, max_bytes)
            remaining = deadline - asyncio.get_running_loop().time()
            if found or remaining <= 0:
                return found
            await self._log.wait_for_append(remaining)

    async def _read_some(self, max_records: int, max_bytes: int) -> list[Record]:
        free = self._log.claim(self._group, self._topic)
        known = await self._positions(free)
        for partition in free:
            slot = (self._group, self._topic, partition)
            kept = self._log._records[(self._topic, partition)]
            ahead = kept[known.get(partition, 0) :][:max_records]
            if ahead and slot not in self._log._claimed:
                self._log._claimed.add(slot)
                self._held = partition
                return within(ahead, max_bytes)
        return []

    async def commit(self, positions: Mapping[int, int]) -> None:
        self.give_up()

    def give_up(self) -> None:
        if self._held is not None:
            self._log._claimed.discard((self._group, self._topic, self._held))
            self._held = None


def within(records: list[Record], max_bytes: int) -> list[Record]:
    """The first records that fit into `max_bytes` together; the first one always."""
    total = 0
    for count, record in enumerate(records):
        total += len(record.value)
        if total > max_bytes and count > 0:
            return records[:count]
    return records
