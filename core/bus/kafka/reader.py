"""One member of a group of readers. Where it reads from is what PostgreSQL says; Kafka only shares out partitions."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, Final

from aiokafka import TopicPartition
from aiokafka.errors import KafkaConnectionError, KafkaError, OffsetOutOfRangeError

from core.bus import PositionLookup, Record
from core.bus.kafka.counts import Counts
from core.bus.kafka.lag_notes import LagNotes
from core.bus.kafka.membership import Membership
from core.bus.kafka.options import KafkaOptions
from core.bus.kafka.partition_lag import PartitionLag
from core.bus.kafka.start import start_of
from core.bus.memory import within
from core.errors import Unavailable
from core.metrics import LOG_LOST_RECORDS

_JOIN_SECONDS: Final = 45.0
"""How long a read with a shorter timeout still waits for its partitions, and for records that exist."""
_OFFSETS_SECONDS: Final = 10.0
_FETCH_SECONDS: Final = 0.5

_log = logging.getLogger(__name__)


class KafkaReader:
    """See `core.bus.LogReader`. Joins its group at the first read."""

    def __init__(
        self,
        options: KafkaOptions,
        topic: str,
        group: str,
        positions: PositionLookup,
        counts: Counts,
        lag: PartitionLag,
    ) -> None:
        self._options, self._topic, self._group = options, topic, group
        self._positions = positions
        self._counts = counts
        self._lag = lag
        self._member: Membership | None = None
        self._notes: LagNotes | None = None
        self._generation = 0
        self._next: dict[TopicPartition, int] = {}
        """Partitions whose start was found, with the position to be fetched next."""
        self._ahead: list[Record] = []
        """Fetched and not handed out."""
        self._in_hand: set[int] = set()
        self._gaps: dict[int, int] = {}
        """Partition -> records before its start that are lost; counted when a batch behind them is recorded."""

    async def read(self, max_records: int, max_bytes: int, timeout: float) -> list[Record]:
        try:
            member = await self._joined()
            self._give_up(member)
            return await self._read(member, max_records, max_bytes, timeout)
        except (KafkaError, OSError, TimeoutError) as error:
            if not getattr(error, "retriable", False):
                await self.close()
            raise Unavailable(f"the log cannot be read: {self._describe(error)}") from error

    def _describe(self, error: Exception) -> str:
        if isinstance(error, KafkaConnectionError | TimeoutError | OSError):
            return f"Kafka at {self._options.shown_servers()} does not answer"
        return str(error) or type(error).__name__

    async def _joined(self) -> Membership:
        if self._member is None:
            member = Membership(self._options, self._topic, self._group, self._counts, self._lag.let_go)
            await member.join()
            self._member = member
            self._notes = LagNotes(member.consumer)
        return self._member

    def _give_up(self, member: Membership) -> None:
        """Give up what was handed out and not committed; its position is looked up again."""
        self._forget({TopicPartition(self._topic, partition) for partition in self._in_hand})
        self._in_hand.clear()
        member.free()

    def _forget(self, partitions: "set[TopicPartition]") -> None:
        for partition in partitions:
            self._next.pop(partition, None)
        gone = {partition.partition for partition in partitions}
        self._ahead = [record for record in self._ahead if record.partition not in gone]

    async def _read(self, member: Membership, max_records: int, max_bytes: int, timeout: float) -> list[Record]:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        patience = loop.time() + max(timeout, _JOIN_SECONDS)
        while True:
            member.check()
            member.changed.clear()
            now = loop.time()
            if not await self._placed(member):
                if now >= patience:
                    raise Unavailable(f"group {self._group} got no partitions within {_JOIN_SECONDS:.0f} s")
                await _wait(member.changed, patience - now)
            elif self._ahead:
                return self._take(member, max_records, max_bytes)
            elif now < deadline:
                await self._fetch(member, max_records, deadline - now)
            elif now < patience and await self._behind(member):
                await self._fetch(member, max_records, _FETCH_SECONDS)
            else:
                return []

    def _take(self, member: Membership, max_records: int, max_bytes: int) -> list[Record]:
        taken = within(self._ahead[:max_records], max_bytes)
        self._ahead = self._ahead[len(taken) :]
        self._in_hand = {record.partition for record in taken}
        member.hold()
        return taken

    async def _placed(self, member: Membership) -> bool:
        """Find out where to read all that is assigned; False while there is nothing to go by."""
        if member.generation != self._generation:
            self._generation = member.generation
            self._next.clear()
            self._ahead.clear()
        if member.assigned is None:
            return False
        new = sorted(member.assigned - self._next.keys())
        if not new:
            return True
        known = await self._positions([partition.partition for partition in new])
        async with asyncio.timeout(_OFFSETS_SECONDS):
            oldest = await member.consumer.beginning_offsets(new)
            ends = await member.consumer.end_offsets(new)
        if member.generation != self._generation:
            return False
        for partition in new:
            start = start_of(known.get(partition.partition, 0), oldest[partition], ends[partition])
            self._gaps[partition.partition] = start.lost
            if start.remark:
                level = logging.ERROR if start.lost else logging.WARNING
                _log.log(level, "%s, partition %d: %s", self._topic, partition.partition, start.remark)
            member.consumer.seek(partition, start.position)
            member.consumer.resume(partition)
            self._next[partition] = start.position
        self._lag.hold({partition.partition: self._next[partition] for partition in new})
        return True

    async def _fetch(self, member: Membership, max_records: int, seconds: float) -> None:
        """Wait for records, or for a change of what is assigned."""
        if not self._next:
            await _wait(member.changed, seconds)
            return
        getting = asyncio.ensure_future(
            member.consumer.getmany(*self._next, timeout_ms=int(seconds * 1000), max_records=max_records)
        )
        changed = asyncio.ensure_future(member.changed.wait())
        try:
            await asyncio.wait({getting, changed}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if getting.cancelled():
                raise KafkaError("the client has stopped")
            if getting.done() and member.generation == self._generation:
                self._keep(getting.result())
        except OffsetOutOfRangeError as error:
            self._forget(set(error.args[0]))
        finally:
            getting.cancel()
            changed.cancel()
            await asyncio.gather(getting, changed, return_exceptions=True)

    def _keep(self, fetched: Mapping[TopicPartition, list[Any]]) -> None:
        for partition, messages in fetched.items():
            self._ahead += [
                Record(m.partition, m.offset, (m.key or b"").decode(errors="replace"), m.value or b"") for m in messages
            ]
            self._next[partition] = messages[-1].offset + 1

    async def _behind(self, member: Membership) -> bool:
        """Whether there are records that were not fetched yet."""
        async with asyncio.timeout(_OFFSETS_SECONDS):
            ends = await member.consumer.end_offsets(list(self._next))
        return any(ends[partition] > position for partition, position in self._next.items() if partition in ends)

    async def commit(self, positions: Mapping[int, int]) -> None:
        self._in_hand.clear()
        lost = sum(self._gaps.pop(partition, 0) for partition in positions)
        self._counts.lost += lost
        LOG_LOST_RECORDS.inc(lost)
        self._lag.reach(positions)
        if self._member is not None:
            self._member.free()
        if self._notes is not None:
            self._notes.note({TopicPartition(self._topic, partition): at for partition, at in positions.items()})

    async def close(self) -> None:
        """Leave the group."""
        member, notes = self._member, self._notes
        self._member = self._notes = None
        self._next.clear()
        self._ahead.clear()
        self._in_hand.clear()
        self._lag.let_go()
        if notes is not None:
            await notes.close()
        if member is not None:
            await member.leave()


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
