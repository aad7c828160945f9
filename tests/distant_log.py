"""A log that is far away: it can be out of reach, take long, or take records and fail to say so."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from uuid import UUID

from core.bus import EventLog, LogReader, PositionLookup, Topic
from core.errors import Rejected, Unavailable


async def unburied(key: str, value: bytes, why: Rejected) -> None:
    """For logs that refuse nothing for good."""
    raise AssertionError(f"{key} was refused") from why


class DistantLog:
    """Another log behind a line that the test switches. Of the same standing as that log, while `state()` is `here`."""

    def __init__(self, log: EventLog, state: Callable[[], str] | None = None) -> None:
        """States: `here`; `away`: says so at once; `silent`: never answers; `deaf`: takes, and says that it did not."""
        self._log = log
        self.now = "here"
        self._state = state or (lambda: self.now)
        self.asked = 0
        self.largest = 2**30
        """Records with more bytes are refused."""

    @property
    def log_id(self) -> UUID:
        return self._log.log_id

    async def append(self, topic: Topic, records: Sequence[tuple[str, bytes]]) -> None:
        self.asked += 1
        state = self._state()
        if state == "away":
            raise Unavailable("out of reach")
        if state == "silent":
            await asyncio.Event().wait()
        if any(len(value) > self.largest for _, value in records):
            raise Rejected("too_large", "larger than this log takes", 413)
        await self._log.append(topic, records)
        if state == "deaf":
            raise Unavailable("no acknowledgement")

    def reader(self, topic: Topic, group: str, positions: PositionLookup) -> AbstractAsyncContextManager[LogReader]:
        return self._log.reader(topic, group, positions)

    async def backlog(self, topic: Topic, positions: Mapping[int, int]) -> int:
        return await self._log.backlog(topic, positions)
