"""Follows what was recorded and puts it into the index.

The index itself says what it holds: every block that was added left a mark there, in the same commit as its events. So
whatever happens to this process, its folder or the database, missing blocks are added, and none twice. New blocks go
first; then the days that are behind, newest first.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import zstandard

from core.db import Database
from core.db.events import recorded_blocks
from core.db.events.recorded_blocks import Follower, RecordedBlock, RecordedDay
from core.payloads.index.writing import Damaged, Entry, IndexWriting
from core.payloads.postgres import events_in

_TIDY_SECONDS = 60.0
_log = logging.getLogger(__name__)


@dataclass
class _Behind:
    """A day with blocks that are missing."""

    day: date
    after: int
    """Ids up to this one were looked at,"""
    last: int
    """and up to this one have to be."""


class Indexer:
    """One on a machine. Call `round` until it answers 0; whenever something was recorded, again."""

    def __init__(self, folder: Path, database: Database) -> None:
        self._writing = IndexWriting(folder)
        self._database = database
        self._follower: Follower | None = None
        self._behind: list[_Behind] = []
        self._tidy_at = 0.0
        self._unseen_until: int | None = None
        """Transactions before this one that still run may bring blocks that the comparison did not see."""

    async def round(self) -> int:
        """Index some of what is missing; answer how many blocks were looked at. Raises Unavailable."""
        try:
            if self._follower is None:
                self._follower = Follower(await self._compare())
            looked_at = await self._follow(self._follower)
            if self._unseen_until is not None and self._follower.oldest_running >= self._unseen_until:
                await self._compare()
                self._unseen_until = None
            return looked_at or await self._catch_up()
        except Damaged:
            self._follower = None
            return 1

    @property
    def is_even(self) -> bool:
        """Whether another round is of no use until something is recorded."""
        return self._follower is not None and self._follower.is_even and self._unseen_until is None

    @property
    def is_behind(self) -> bool:
        """Whether older days miss blocks: another round is of use at once."""
        return bool(self._behind)

    async def tidy(self) -> None:
        """At times, remove days that are not kept any more, and begin those again that readers found damaged or that
        lost events. Raises Unavailable."""
        if time.monotonic() < self._tidy_at:
            return
        self._tidy_at = time.monotonic() + _TIDY_SECONDS
        async with self._database.connection() as connection:
            days = await recorded_blocks.recorded_days(connection)
        try:
            await asyncio.to_thread(self._writing.keep_only, {one.day: one.version for one in days})
        except Damaged:
            self._follower = None

    async def rest(self) -> None:
        """Give back what is only of use while there is work."""
        await asyncio.to_thread(self._writing.rest)

    async def _compare(self) -> int:
        """Find the days that are not whole; answer the last id that was seen: what comes behind it is to follow."""
        async with self._database.connection() as connection:
            days = await recorded_blocks.recorded_days(connection)
            self._unseen_until = await recorded_blocks.next_transaction(connection)
        await asyncio.to_thread(self._writing.keep_only, {one.day: one.version for one in days})
        self._behind = [
            _Behind(one.day, one.first - 1, one.last)
            for one in days
            if not await asyncio.to_thread(self._is_whole, one)
        ]
        if self._behind:
            _log.info("the search index misses events of %d days", len(self._behind))
        return max((one.last for one in days), default=0)

    def _is_whole(self, day: RecordedDay) -> bool:
        marks = self._writing.marks(day.day)
        if marks > day.blocks:  # of another state of the database, as after a restore
            self._writing.remove(day.day)
            return False
        return marks == day.blocks

    async def _follow(self, follower: Follower) -> int:
        async with self._database.connection() as connection:
            blocks = await follower.read(connection)
        await self._add(blocks)
        follower.take(blocks)
        return len(blocks)

    async def _catch_up(self) -> int:
        if not self._behind:
            return 0
        behind = self._behind[0]
        async with self._database.connection() as connection:
            blocks = await recorded_blocks.blocks_of_day(connection, behind.day, behind.after, behind.last)
        await self._add(blocks)
        if blocks:
            behind.after = blocks[-1].id
        else:
            self._behind.pop(0)
        return max(1, len(blocks))

    async def _add(self, blocks: Sequence[RecordedBlock]) -> None:
        by_day: dict[date, list[RecordedBlock]] = {}
        for block in blocks:
            by_day.setdefault(block.day, []).append(block)
        for day, of_day in by_day.items():
            missing = await asyncio.to_thread(self._missing, day, of_day)
            if missing:
                async with self._database.connection() as connection:
                    bodies = await recorded_blocks.bodies(connection, missing)
                await asyncio.to_thread(self._write, day, missing, bodies)

    def _missing(self, day: date, blocks: Sequence[RecordedBlock]) -> list[RecordedBlock]:
        return [one for one in blocks if not self._writing.has(day, one.mark)]

    def _write(self, day: date, blocks: Sequence[RecordedBlock], bodies: dict[int, bytes]) -> None:
        self._writing.add(day, ((one.mark, _entries(one, bodies.get(one.block))) for one in blocks))


def _entries(block: RecordedBlock, body: bytes | None) -> list[Entry]:
    """The recorded events of a block; none of one that retention has dropped meanwhile, or that cannot be unpacked: it
    will never be better, and must not keep all others from being found."""
    if body is None:
        return []
    try:
        events = events_in(body)
    except (zstandard.ZstdError, msgspec.MsgspecError):
        _log.exception("the block %d of %s is damaged: its events cannot be searched", block.block, block.day)
        return []
    return [(project_id, events[place]) for place, project_id in zip(block.places, block.project_ids, strict=True)]
