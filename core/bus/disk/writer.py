"""The one thread that writes the log. It writes all records that are there in one transaction; only under load it waits
a moment for more of them."""

import asyncio
import errno
import itertools
import queue
import sqlite3
import threading
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from core.bus import Topic
from core.bus.disk import segments
from core.bus.disk.segments import Layout, table
from core.bus.disk.wake import ring_all
from core.errors import Full, Unavailable

_FULL_SECONDS = 30
"""How long senders are told to wait where there is no room."""

_MANY = 4
"""A commit that serves so many appends says that more are about to come."""

_MOMENT = 0.003
"""Seconds that the next commit then waits for them. A commit costs the CPU as much as ten records do, and takes the GIL
from the event loop, which is busy with those very requests."""

_ROWS_AT_ONCE = 30
"""The most rows of one insert: few enough that a prepared statement for each number of rows and table stays in the
connection's cache of 128."""


@dataclass(frozen=True, slots=True)
class _Append:
    topic: Topic
    rows: list[tuple[str, str, bytes]]
    """(table, key, value)."""
    loop: asyncio.AbstractEventLoop
    done: "asyncio.Future[None]"


class Writer:
    """Owns the newest segment. `append` may be called from any event loop's tasks."""

    def __init__(self, layout: Layout, max_bytes: int, segment_bytes: int) -> None:
        self._layout = layout
        self._max_bytes = max_bytes
        self._segment_bytes = segment_bytes
        self._waiting: queue.SimpleQueue[_Append | None] = queue.SimpleQueue()
        numbers = layout.numbers()
        self._number = numbers[-1] if numbers else 1
        if numbers:
            self._connection = segments.connect(layout.segment_path(self._number))
            segments.settle(self._connection)
        else:
            self._connection = segments.create(layout, self._number, {})
        self._next = segments.next_positions(layout, self._connection)
        self._written = segment_bytes if numbers else 0  # begin a new segment: the last one may be full already
        """Bytes on disk of what this process wrote to the newest segment."""
        self._on_disk = segments.size(layout)
        self._thread = threading.Thread(target=self._run, name="log-writer", daemon=True)
        self._thread.start()

    async def append(self, topic: Topic, records: Sequence[tuple[str, bytes]]) -> None:
        partitions = len(self._layout.partitions_of(topic))
        rows = [(table(topic, zlib.crc32(key.encode()) % partitions), key, value) for key, value in records]
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        self._waiting.put(_Append(topic, rows, loop, done))
        await done

    def close(self) -> None:
        """Write what waits, then stop."""
        self._waiting.put(None)
        self._thread.join()
        self._connection.close()

    def _run(self) -> None:
        going, served = True, 0
        while going:
            batch = [self._waiting.get()]
            if served >= _MANY:
                time.sleep(_MOMENT)
            while not self._waiting.empty():
                batch.append(self._waiting.get())
            appends = [append for append in batch if append is not None]
            going, served = len(appends) == len(batch), len(appends)
            if appends:
                self._serve(appends)

    def _serve(self, appends: list[_Append]) -> None:
        """Write the appends that there is room for, and answer all."""
        try:
            topics = self._topics_with_room()
        except (sqlite3.Error, OSError) as error:
            _answer(appends, _failure(error))
            return
        taken = [append for append in appends if append.topic in topics]
        if taken:
            _answer(taken, self._write(taken))
        if len(taken) < len(appends):
            full = Full("the log is full: processing is behind", retry_after=_FULL_SECONDS)
            _answer([append for append in appends if append.topic not in topics], full)

    def _topics_with_room(self) -> set[Topic]:
        """A log without room for events still takes the counts of refused events: they are small, and a gateway that
        had to keep them in memory would lose them when killed. Raises sqlite3.Error, OSError."""
        if self._written >= self._segment_bytes:
            self._begin_segment()
        if self._on_disk > self._max_bytes:
            self._on_disk = segments.size(self._layout)
        room = self._max_bytes - self._on_disk
        return {topic for topic in Topic if room >= (0 if topic is Topic.EVENTS else -self._max_bytes // 4)}

    def _write(self, appends: list[_Append]) -> Unavailable | None:
        """One transaction for all; None when it is durable."""
        try:
            positions = dict(self._next)
            self._connection.execute("begin immediate")
            for name, rows in _by_table(appends).items():
                positions[name] = self._insert(name, positions[name], rows)
            self._connection.execute("commit")
        except (sqlite3.Error, OSError) as error:
            self._roll_back()
            return _failure(error)
        self._next = positions
        # The size on disk, not of the records: a commit takes whole pages, so many small commits take many times the
        # size of their records.
        written = segments.written(self._layout, self._number)
        self._on_disk += written - self._written
        self._written = written
        ring_all(self._layout.folder / "readers")
        return None

    def _insert(self, name: str, position: int, rows: list[tuple[str, bytes]]) -> int:
        """Write (key, value) pairs from `position` on; the position after the last.

        Many rows to a statement: after each statement this thread must get the GIL back from the event loop, and while
        that is busy, each time costs a switch interval.
        """
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            some = rows[start : start + _ROWS_AT_ONCE]
            statement = f"insert into {name} values " + ", ".join(["(?, ?, ?)"] * len(some))  # noqa: S608
            numbered = ((position + index, key, value) for index, (key, value) in enumerate(some))
            self._connection.execute(statement, tuple(itertools.chain.from_iterable(numbered)))
            position += len(some)
        return position

    def _begin_segment(self) -> None:
        newer = segments.create(self._layout, self._number + 1, self._next)
        self._connection.close()
        self._connection = newer
        self._number += 1
        self._written = 0

    def _roll_back(self) -> None:
        try:
            if self._connection.in_transaction:
                self._connection.execute("rollback")
        except sqlite3.Error:
            pass  # the connection is beyond a rollback; what it held was never acknowledged


def _failure(error: sqlite3.Error | OSError) -> Unavailable:
    full = (
        error.errno in (errno.ENOSPC, errno.EDQUOT)
        if isinstance(error, OSError)
        else getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    )
    if full:
        return Full(f"the disk of the log is full: {error}", retry_after=_FULL_SECONDS)
    return Unavailable(f"the log cannot be written: {error}", retry_after=10)


def _by_table(appends: list[_Append]) -> dict[str, list[tuple[str, bytes]]]:
    rows: dict[str, list[tuple[str, bytes]]] = {}
    for append in appends:
        for name, key, value in append.rows:
            rows.setdefault(name, []).append((key, value))
    return rows


def _answer(appends: list[_Append], failure: Unavailable | None) -> None:
    """Tell all who waited, with one call into each event loop."""
    by_loop: dict[asyncio.AbstractEventLoop, list[asyncio.Future[None]]] = {}
    for append in appends:
        by_loop.setdefault(append.loop, []).append(append.done)
    for loop, futures in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_resolve, futures, failure)


def _resolve(futures: "list[asyncio.Future[None]]", failure: Unavailable | None) -> None:
    for future in futures:
        if future.done():  # its request went away
            continue
        if failure is None:
            future.set_result(None)
        else:
            future.set_exception(failure)
