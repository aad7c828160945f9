"""Segments: SQLite files that hold a stretch of the log, a table for each partition of each topic."""

import itertools
import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote
from uuid import UUID

from core.bus import Record, Topic

_SUFFIX = ".segment"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a log is and how it is cut."""

    folder: Path
    log_id: UUID
    partitions: int

    def partitions_of(self, topic: Topic) -> range:
        """Events are spread; outcomes are few and keep their order."""
        return range(self.partitions if topic is Topic.EVENTS else 1)

    def tables(self) -> list[str]:
        return [table(topic, partition) for topic in Topic for partition in self.partitions_of(topic)]

    def segment_path(self, number: int) -> Path:
        return self.folder / f"{number:012}{_SUFFIX}"

    def numbers(self) -> list[int]:
        """Numbers of the segments on disk, oldest first."""
        names = (entry.name for entry in os.scandir(self.folder) if entry.name.endswith(_SUFFIX))
        return sorted(int(name.removesuffix(_SUFFIX)) for name in names)


def table(topic: Topic, partition: int) -> str:
    return f"{topic.value}_{partition}"


def connect(path: Path, *, mode: str = "rw") -> sqlite3.Connection:
    """A connection for the use of one thread at a time. Raises sqlite3.OperationalError where there is no such file."""
    address = f"file:{quote(str(path))}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False, timeout=5)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma fullfsync = on")  # macOS: a plain fsync does not reach the disk
    # No checkpoints: most segments are read and dropped within minutes, and what stays in the WAL is written once, not
    # twice.
    connection.execute("pragma wal_autocheckpoint = 0")
    return connection


def create(layout: Layout, number: int, first: Mapping[str, int]) -> sqlite3.Connection:
    """Make the segment whose tables begin at these positions; it appears on disk complete or not at all."""
    path = layout.segment_path(number)
    unfinished = path.with_suffix(".new")
    for leftover in _files(unfinished):
        leftover.unlink(missing_ok=True)
    connection = connect(unfinished, mode="rwc")
    connection.execute("begin")
    connection.execute("create table firsts (name text primary key, position integer not null)")
    for name in layout.tables():
        connection.execute(
            f"create table {name} (position integer primary key, key text not null, value blob not null)"
        )
        connection.execute("insert into firsts values (?, ?)", (name, first.get(name, 0)))
    connection.execute("commit")
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()
    unfinished.rename(path)
    folder = os.open(layout.folder, os.O_RDONLY)
    try:
        os.fsync(folder)  # or a power cut could lose the file that a 200 depends on
    finally:
        os.close(folder)
    return connect(path)


def settle(connection: sqlite3.Connection) -> None:
    """Overwrite what a killed writer wrote but did not publish. Call it before asking for the next positions.

    SQLite publishes a commit in shared memory after it stands in the WAL. A writer killed between the two leaves
    records that nobody sees, until all readers are gone and a recovery finds them in the file: at positions which by
    then belong to other records, that would never be read.
    """
    connection.execute("begin immediate")
    (version,) = connection.execute("pragma user_version").fetchone()
    connection.execute(f"pragma user_version = {version + 1}")
    connection.execute("commit")


def drop(layout: Layout, number: int) -> None:
    """Delete a segment; another process may have been quicker."""
    for path in _files(layout.segment_path(number)):
        path.unlink(missing_ok=True)


def size(layout: Layout) -> int:
    """Bytes on disk of all segments. Raises OSError."""
    total = 0
    for entry in os.scandir(layout.folder):
        if _SUFFIX in entry.name:
            try:
                total += entry.stat().st_size
            except FileNotFoundError:
                continue
    return total


def written(layout: Layout, number: int) -> int:
    """Bytes on disk of what was written to the newest segment since it was made. Raises OSError."""
    wal, *_ = _files(layout.segment_path(number))
    return wal.stat().st_size


def next_positions(layout: Layout, connection: sqlite3.Connection) -> dict[str, int]:
    """For each table, the position of the record to be written next."""
    firsts = dict(connection.execute("select name, position from firsts"))
    return {
        name: (connection.execute(f"select max(position) + 1 from {name}").fetchone()[0] or firsts.get(name, 0))  # noqa: S608
        for name in layout.tables()
    }


class Segments:
    """Reads through all segments of a log, whoever writes it."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._open: dict[int, sqlite3.Connection] = {}
        self._firsts: dict[int, dict[str, int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(
        self, topic: Topic, partition: int, position: int, limit: int, max_bytes: int | None = None
    ) -> list[Record]:
        """Up to `limit` records from `position` on, ending with the record that exceeds `max_bytes` in sum."""
        name = table(topic, partition)
        for number in self._from(name, position):
            # Look for a newer segment before reading: if there is one, this segment is complete.
            rows = self._connection(number).execute(
                f"select position, key, value from {name} where position >= ? order by position limit ?",  # noqa: S608
                (position, limit),
            )
            found, read = [], 0
            for at, key, value in rows:
                found.append(Record(partition, at, key, value))
                read += len(value)
                if max_bytes is not None and read >= max_bytes:
                    break
            if found:
                return found
        return []

    def end(self, topic: Topic, partition: int) -> int:
        """The position of the record to be written next."""
        numbers = self._numbers()
        if not numbers:
            return 0
        name = table(topic, partition)
        newest = self._connection(numbers[-1]).execute(f"select max(position) + 1 from {name}").fetchone()[0]  # noqa: S608
        return int(newest or self._firsts[numbers[-1]].get(name, 0))

    def start(self, topic: Topic, partition: int) -> int:
        """The position of the oldest record that is still there."""
        numbers = self._numbers()
        if not numbers:
            return 0
        self._connection(numbers[0])
        return self._firsts[numbers[0]].get(table(topic, partition), 0)

    def backlog(self, topic: Topic, positions: Mapping[int, int]) -> int:
        """How many records stand at or behind these positions."""
        total = 0
        for partition in self._layout.partitions_of(topic):
            behind = max(positions.get(partition, 0), self.start(topic, partition))
            total += max(0, self.end(topic, partition) - behind)
        return total

    def passed(self, positions: Mapping[str, int]) -> list[int]:
        """Segments that hold nothing at or behind these positions (by table); never the newest."""
        numbers = self._numbers()
        done = []
        for number, newer in itertools.pairwise(numbers):
            self._connection(newer)
            if any(positions.get(name, 0) < first for name, first in self._firsts[newer].items()):
                break
            done.append(number)
        return done

    def close(self) -> None:
        for connection in self._open.values():
            connection.close()
        self._open.clear()

    def _numbers(self) -> list[int]:
        numbers = self._layout.numbers()
        for gone in self._open.keys() - set(numbers):
            self._open.pop(gone).close()
            self._firsts.pop(gone)
        return numbers

    def _from(self, name: str, position: int) -> list[int]:
        """Segments that may hold `position` or later, oldest first."""
        numbers = self._numbers()
        start = 0
        for index, number in enumerate(numbers):
            self._connection(number)
            if self._firsts[number].get(name, 0) <= position:
                start = index
        return numbers[start:]

    def _connection(self, number: int) -> sqlite3.Connection:
        if number not in self._open:
            connection = connect(self._layout.segment_path(number))
            self._firsts[number] = dict(connection.execute("select name, position from firsts"))
            self._open[number] = connection
        return self._open[number]


def _files(path: Path) -> list[Path]:
    """What SQLite keeps for one database; the database itself last, since the others mean nothing without it."""
    return [path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm"), path]
