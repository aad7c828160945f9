"""One member of a group of readers: claims partitions that nobody works on, reads, and gives them up."""

import asyncio
import fcntl
import os
import sqlite3
from collections.abc import Mapping

from core.bus import PositionLookup, Record, Topic
from core.bus.disk import segments
from core.bus.disk.hold import dropping
from core.bus.disk.segments import Layout, Segments, table
from core.bus.disk.wake import Alarm
from core.bus.memory import within
from core.errors import Unavailable

_LOCKED_SECONDS = 0.05
"""How soon to look again at records whose partition another member holds: nothing wakes this reader when it lets go."""


class DiskReader:
    """See `core.bus.LogReader`. A partition is claimed by a file lock, so a claim ends with the process that holds
    it."""

    def __init__(
        self, layout: Layout, topic: Topic, group: str, positions: PositionLookup, alarm: Alarm, share: int
    ) -> None:
        self._layout, self._topic, self._positions, self._alarm = layout, topic, positions, alarm
        self._share = share
        self._folder = layout.folder / "groups" / group
        self._folder.mkdir(parents=True, exist_ok=True)
        self._segments = Segments(layout)
        self._held: dict[int, int] = {}
        """Partition -> descriptor of its lock."""
        self._known: dict[int, int] = {}
        """Partition -> a position that the group has certainly reached."""

    async def read(self, max_records: int, max_bytes: int, timeout: float) -> list[Record]:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while True:
            self._give_up()
            self._alarm.reset()
            try:
                found = await self._claim_and_read(max_records, max_bytes)
            except (sqlite3.Error, OSError) as error:
                raise Unavailable(f"the log cannot be read: {error}") from error
            remaining = deadline - loop.time()
            if found or remaining <= 0:
                return found
            await self._alarm.wait(min(remaining, _LOCKED_SECONDS) if self._behind() else remaining)

    async def _claim_and_read(self, max_records: int, max_bytes: int) -> list[Record]:
        for partition in self._behind():
            if len(self._held) < self._share:
                self._try_lock(partition)
        if not self._held:
            return []
        reached = await self._positions(list(self._held))
        found: list[Record] = []
        for partition in list(self._held):
            position = max(reached.get(partition, 0), 0)
            self._known[partition] = position
            wanted = max_records - len(found)
            room = max_bytes - sum(len(record.value) for record in found)
            ahead = self._segments.read(self._topic, partition, position, wanted, room) if wanted else []
            taken = within(ahead, room) if not found else [r for r in within(ahead, room) if len(r.value) <= room]
            found += taken
            if not taken:  # nothing there, or no room for it: let another member have the partition
                self._unlock(partition)
        return found

    def _behind(self) -> list[int]:
        """Partitions with records that the group has not passed yet, so far as is known here."""
        behind = []
        for partition in self._layout.partitions_of(self._topic):
            if partition not in self._known:
                behind.append(partition)  # ask the database once: after a restore, its positions are behind the notes
                continue
            end = self._segments.end(self._topic, partition)
            if end > self._known[partition]:
                self._known[partition] = max(self._known[partition], self._noted(partition))
                if end > self._known[partition]:
                    behind.append(partition)
        return behind

    async def commit(self, positions: Mapping[int, int]) -> None:
        for partition, position in positions.items():
            self._known[partition] = position
            self._note(partition, position)
        self._give_up()
        self._forget_passed()

    def close(self) -> None:
        self._give_up()
        self._segments.close()

    def _note(self, partition: int, position: int) -> None:
        """Note the position, to decide later which segments may be dropped. Not synced: an older one is safe too."""
        path = self._folder / f"{table(self._topic, partition)}.position"
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(str(position), encoding="ascii")
        fresh.rename(path)

    def _noted(self, partition: int) -> int:
        """The position that a member of the group noted last; -1 if none did."""
        try:
            return int((self._folder / f"{table(self._topic, partition)}.position").read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return -1

    def _forget_passed(self) -> None:
        """Drop segments that every group has passed."""
        if len(self._layout.numbers()) < 2:
            return
        reached: dict[str, int] = dict.fromkeys(self._layout.tables(), 0)
        for name in reached:
            notes = [group / f"{name}.position" for group in self._folder.parent.iterdir()]
            try:
                reached[name] = min(int(note.read_text(encoding="ascii")) for note in notes)
            except (FileNotFoundError, ValueError):
                reached[name] = 0
        passed = self._segments.passed(reached)
        if not passed:
            return
        with dropping(self._layout.folder) as allowed:
            for number in passed if allowed else ():
                segments.drop(self._layout, number)

    def _try_lock(self, partition: int) -> None:
        descriptor = os.open(self._folder / f"{table(self._topic, partition)}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return
        self._held[partition] = descriptor

    def _unlock(self, partition: int) -> None:
        os.close(self._held.pop(partition))  # closing ends the lock

    def _give_up(self) -> None:
        for partition in list(self._held):
            self._unlock(partition)
