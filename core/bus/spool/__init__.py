"""A remote log with a spool on this machine's disk in front of it, for when the remote log is away.

What cannot be appended to the remote log waits in a log on disk, and counts as durable when it is synced there. From
then on new records of that topic go behind it, and one task a topic moves them to the remote log, in order and in
batches, until none is left. A crash between moving and noting repeats a batch; repeated events are recognized by their
ids, counts by the id of their batch.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from random import Random
from typing import Final, Self
from uuid import UUID

from core.bus import EventLog, LogReader, PositionLookup, Topic
from core.bus.disk import DiskLog
from core.bus.spool.lane import Lane
from core.bus.spool.refused import Bury
from core.bus.spool.sent import Sent
from core.clock import Clock
from core.errors import Full, Unavailable

RESERVED_BYTES: Final = 64 * 2**20
"""Bytes of the disk that stay free: on a disk that is really full, not even the waiting records could be read, since
SQLite needs room to read."""

_FULL_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class SpoolState:
    """How a spool stands."""

    away_since: float | None
    """Since when (epoch seconds) the remote log takes nothing; None while it does."""
    reason: str
    """Why it does not; empty while it does."""
    waiting: int
    """Records in the spool."""
    oldest_at: float | None
    """When the oldest of them was accepted (epoch seconds)."""
    bytes_on_disk: int
    """What the spool takes; a drained one keeps up to a segment of its own past."""
    max_bytes: int
    """Beyond this it is full."""


class SpooledLog:
    """See `core.bus.EventLog`: written through the spool, read at the remote log. Appends inside `running()`."""

    def __init__(
        self,
        remote: EventLog,
        spool: DiskLog,
        bury: Bury,
        clock: Clock,
        rng: Random,
        reserved_bytes: int = RESERVED_BYTES,
    ) -> None:
        """`spool` has one partition, so that it keeps the order of all its records. `remote` is opened by the caller,
        and may be away; `reserved_bytes` of the disk are left free."""
        self._remote = remote
        self._spool = spool
        self._reserved_bytes = reserved_bytes
        self._sent = Sent(spool.folder / "sent")
        self._lanes = {topic: Lane(topic, remote, spool, self._sent, bury, clock, rng) for topic in Topic}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Self]:
        """Move what waits, now and whenever something does. Raises Refused where another process has this spool."""
        with self._spool.writing(), self._sent.opened({topic: self._spool.end(topic, 0) for topic in Topic}):
            tasks = []
            for lane in self._lanes.values():
                await lane.begin()
                tasks.append(asyncio.create_task(lane.drain()))
            try:
                yield self
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    @property
    def remote(self) -> EventLog:
        return self._remote

    @property
    def log_id(self) -> UUID:
        return self._remote.log_id

    async def append(self, topic: Topic, records: Sequence[tuple[str, bytes]]) -> None:
        """Durable there or here. Raises Full where the spool has no room, Unavailable where it cannot be written."""
        lane = self._lanes[topic]
        await lane.turned()
        if lane.is_direct and await lane.append_directly(records):
            return
        self._look_for_room()
        await lane.append_to_spool(records)

    def _look_for_room(self) -> None:
        try:
            free = shutil.disk_usage(self._spool.folder).free
        except OSError as error:
            raise Unavailable(f"the spool cannot be written: {error}", retry_after=_FULL_SECONDS) from error
        if free < self._reserved_bytes:
            raise Full(f"the disk of the spool has only {free // 2**20} MiB left", retry_after=_FULL_SECONDS)

    def reader(self, topic: Topic, group: str, positions: PositionLookup) -> AbstractAsyncContextManager[LogReader]:
        return self._remote.reader(topic, group, positions)

    async def backlog(self, topic: Topic, positions: Mapping[int, int]) -> int:
        return await self._remote.backlog(topic, positions)

    def state(self) -> SpoolState:
        lanes = self._lanes.values()
        away = min(((lane.away_since, lane.reason) for lane in lanes if lane.away_since is not None), default=None)
        return SpoolState(
            away_since=away[0] if away else None,
            reason=away[1] if away else "",
            waiting=sum(max(0, lane.waiting) for lane in lanes),
            oldest_at=min((lane.oldest_at for lane in lanes if lane.oldest_at is not None), default=None),
            bytes_on_disk=self._bytes_on_disk(),
            max_bytes=self._spool.max_bytes,
        )

    def _bytes_on_disk(self) -> int:
        try:
            return self._spool.bytes_on_disk()
        except OSError:  # the folder was removed; appends report it
            return 0
