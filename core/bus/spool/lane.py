"""One topic's way to the remote log: direct, or through the spool until nothing waits there."""

import asyncio
import logging
from collections.abc import Collection, Mapping, Sequence
from random import Random
from typing import Final

from core.backoff import delay
from core.bus import EventLog, LogReader, Record, Topic
from core.bus.disk import DiskLog
from core.bus.spool.refused import Bury
from core.bus.spool.sent import Sent
from core.clock import Clock
from core.errors import RedshankError, Rejected, Unavailable
from core.metrics import SPOOL_DRAINED

_PATIENCE_SECONDS: Final = 3.0
"""How long a sender waits for the remote log before its event goes to the spool."""

_MOVE_SECONDS: Final = 20.0
"""The same for a batch that is moved: nobody waits for it."""

_BATCH_RECORDS: Final = 500
_BATCH_BYTES: Final = 2 * 2**20
"""Moved at once: many times what comes in while one batch is on its way, so the spool runs dry under load too."""

_WRITTEN_SECONDS: Final = 0.5
"""Longest wait for what is just being written to the spool."""

_log = logging.getLogger(__name__)


class Lane:
    """Of one event loop."""

    def __init__(
        self, topic: Topic, remote: EventLog, spool: DiskLog, sent: Sent, bury: Bury, clock: Clock, rng: Random
    ) -> None:
        self._topic, self._remote, self._spool, self._sent = topic, remote, spool, sent
        self._bury = bury
        self._clock, self._rng = clock, rng
        self._spooling = asyncio.Event()
        self._open = asyncio.Event()
        """Cleared while the last records of the spool are moved: new appends wait, or a busy spool would never run
        dry."""
        self._open.set()
        self._writing = 0
        """Appends to the spool that are not answered yet."""
        self._failures = 0
        """Failures of the remote log, in a row."""
        self.waiting = 0
        """Records in the spool; below 0 for a moment, as the reader may see one before its writer is answered."""
        self.oldest_at: float | None = None
        """When the oldest of them was accepted."""
        self.away_since: float | None = None
        self.reason = ""

    @property
    def is_direct(self) -> bool:
        return not self._spooling.is_set()

    async def begin(self) -> None:
        """Find what an earlier process left."""
        await self._count()
        if self.waiting:
            _log.warning("%d records of %s wait in the spool", self.waiting, self._topic)
            self._spooling.set()

    async def turned(self) -> None:
        """Wait while the lane switches back to the direct way: for a batch or two."""
        await self._open.wait()

    async def append_directly(self, records: Sequence[tuple[str, bytes]]) -> bool:
        """Whether the remote log took them; where not, from now on everything goes by the spool."""
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await self._remote.append(self._topic, records)
        except (TimeoutError, Unavailable) as error:
            if self.is_direct:
                self._is_away(error)
                self._spooling.set()
            return False
        if self._failures:
            self._is_back()
        return True

    async def append_to_spool(self, records: Sequence[tuple[str, bytes]]) -> None:
        """Returns when they are synced. Raises Unavailable."""
        now = self._clock.now()
        self._writing += 1
        try:
            await self._spool.append(self._topic, [(f"{now:.3f} {key}", value) for key, value in records])
            self.waiting += len(records)
            if self.waiting > 0 and self.oldest_at is None:
                self.oldest_at = now
        finally:
            self._writing -= 1

    async def drain(self) -> None:
        """Move what waits, whenever something does. Never returns."""
        async with self._spool.reader(self._topic, "remote", self._positions) as reader:
            while True:
                await self._spooling.wait()
                if self._failures:
                    await self._clock.sleep(delay(self._failures - 1, self._rng))
                try:
                    await self._move_some(reader)
                except (TimeoutError, RedshankError) as error:
                    self._is_away(error)
                except Exception as error:  # a bug of ours must not stop the spool for good
                    _log.exception("moving the spool to the log failed")
                    self._is_away(error)

    async def _move_some(self, reader: LogReader) -> None:
        """One batch, or back to the straight way where there is none. Raises Unavailable, TimeoutError."""
        expected = self.waiting or self._writing
        records = await reader.read(_BATCH_RECORDS, _BATCH_BYTES, _WRITTEN_SECONDS if expected else 0.0)
        if records:
            self.oldest_at, _ = _accepted(records[0])
            await self._move(records)
            SPOOL_DRAINED.inc(len(records))
            self.waiting -= len(records)
            self.oldest_at = _accepted(records[-1])[0] if self.waiting > 0 else None
            self._is_back()
            if self.waiting < _BATCH_RECORDS:
                self._open.clear()
            return
        if self._failures:
            await self._append_patiently(self._topic, [])
            self._is_back()
        if self.waiting and not self._writing:
            # Records of a failed write are not counted, but may be in the spool, and be moved all the same.
            await self._count()
        if not self.waiting and not self._writing:
            # No await between this check and the change, so that no append can come in between.
            self.oldest_at = None
            self._spooling.clear()
            self._open.set()

    async def _count(self) -> None:
        self.waiting = await self._spool.backlog(self._topic, {0: self._sent.positions[self._topic]})

    async def _move(self, records: Sequence[Record]) -> None:
        await self._send([(_accepted(record)[1], record.value) for record in records])
        try:
            await asyncio.to_thread(self._sent.note, self._topic, records[-1].position + 1)
        except OSError as error:
            _log.warning("how far the spool was moved cannot be noted, a restart would move some again: %s", error)
        try:
            self._spool.forget(self._sent.positions)
        except Unavailable as error:
            _log.warning("what was moved stays in the spool for now: %s", error)

    async def _send(self, records: Sequence[tuple[str, bytes]]) -> None:
        """Move records. Those that the remote log will never take become dead records in PostgreSQL, and do not hold up
        the others unless PostgreSQL is away."""
        try:
            await self._append_patiently(self._topic, records)
        except Rejected as error:
            if len(records) == 1:
                await self._refused(*records[0], error)
                return
            for record in records:
                await self._send([record])

    async def _refused(self, key: str, value: bytes, error: Rejected) -> None:
        _log.error("the log refuses %s of %s for good: %s", key, self._topic, error)
        if self._topic is Topic.EVENTS:
            async with asyncio.timeout(_MOVE_SECONDS):
                await self._bury(key, value, error)

    async def _append_patiently(self, topic: Topic, records: Sequence[tuple[str, bytes]]) -> None:
        async with asyncio.timeout(_MOVE_SECONDS if self._open.is_set() else _PATIENCE_SECONDS):
            await self._remote.append(topic, records)

    async def _positions(self, partitions: Collection[int]) -> Mapping[int, int]:
        return dict.fromkeys(partitions, self._sent.positions[self._topic])

    def _is_away(self, error: Exception) -> None:
        self._failures += 1
        self._open.set()
        self.reason = str(error) or "no answer in time"
        if self.away_since is None:
            self.away_since = self._clock.now()
            _log.warning("the log takes no %s, they wait in the spool: %s", self._topic, self.reason)

    def _is_back(self) -> None:
        self._failures = 0
        self.reason = ""
        if self.away_since is not None:
            _log.warning("the log takes %s again; %d records wait in the spool", self._topic, self.waiting)
            self.away_since = None


def _accepted(record: Record) -> tuple[float, str]:
    """When a record in the spool was accepted, and its key in the remote log."""
    at, _, key = record.key.partition(" ")
    return float(at), key
