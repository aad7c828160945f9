"""A remote log that can be away, with a spool before it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from core.bus import Record, Topic
from core.bus.disk import DiskLog
from core.bus.disk.segments import Segments
from core.bus.spool import SpooledLog
from core.bus.spool.refused import Bury
from core.clock import ManualClock
from tests.distant_log import DistantLog, unburied


@dataclass
class Spooled:
    """A spooled log, what lies behind it, and its clock."""

    log: SpooledLog
    distant: DistantLog
    remote: DiskLog
    clock: ManualClock

    async def send(self, *numbers: int, topic: Topic = Topic.EVENTS) -> None:
        """One after the other: each is durable before the next is sent."""
        for number in numbers:
            await self.log.append(topic, [(f"{number}", b"%d" % number)])

    async def drained(self) -> None:
        """Let time pass until nothing waits."""
        async with asyncio.timeout(60):
            while self.log.state().waiting or self.log.state().away_since is not None:
                self.clock.advance(20)
                await asyncio.sleep(0.005)

    def arrived(self, topic: Topic = Topic.EVENTS) -> list[int]:
        """What the remote log holds, in its order."""
        return [int(record.value) for record in records_of(self.remote, topic)]


def records_of(log: DiskLog, topic: Topic) -> list[Record]:
    """All records of a log with one partition."""
    found: list[Record] = []
    with Segments(log._layout) as segments:
        while more := segments.read(topic, 0, len(found), 1000):
            found += more
    return found


@asynccontextmanager
async def spooled(folder: Path, state: str = "here", bury: Bury = unburied, **options: int) -> AsyncIterator[Spooled]:
    remote = DiskLog(folder / "remote", max_bytes=2**30, partitions=1)
    spool = DiskLog(folder / "spool", max_bytes=options.pop("max_bytes", 2**30), partitions=1, **options)
    distant, clock = DistantLog(remote), ManualClock()
    distant.now = state
    with remote.writing():
        async with SpooledLog(distant, spool, bury, clock, Random(1), reserved_bytes=0).running() as log:
            yield Spooled(log, distant, remote, clock)
