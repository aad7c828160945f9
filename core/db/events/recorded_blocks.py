"""Recorded events, block by block, for the indexer: each block exactly once, and none left out.

Ids are assigned in order, but transactions commit in any order: a lower id may appear after a higher one. So `Follower`
reads again everything behind the last id below which no running transaction can add a row.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from core.db.database import Connection
from core.db.queries import load_queries

_SQL = load_queries(__file__)

AT_ONCE: Final = 64
"""Blocks of one answer: at 512 KiB each, what may be in memory while they are worked on."""


@dataclass(frozen=True, slots=True)
class RecordedBlock:
    """A block of `payload_blocks` with recorded events."""

    id: int
    day: date
    block: int
    mark: int
    """Random: the same number of a block, before and after a restore of the database, has two marks."""
    places: Sequence[int]
    """Of the events in the block that were recorded; others are repetitions, or of a batch that failed."""
    project_ids: Sequence[int]
    """Theirs, in that order."""


@dataclass(frozen=True, slots=True)
class RecordedDay:
    """All blocks of a day."""

    day: date
    blocks: int
    first: int
    last: int
    """Lowest and highest id."""
    events: int
    version: int
    """Goes up when events were taken out: what was indexed before is to be indexed anew."""


@dataclass
class Follower:
    """Reads blocks as they are recorded, each once, from an id on."""

    low: int = 0
    """No block will appear at or below this id that was not taken."""
    taken: set[int] = field(default_factory=set)
    """Ids above `low` that are done."""
    oldest_running: int = 0
    """Transaction, as of the last reading: all before it have ended."""
    _read: tuple[int, int] = (0, 0)
    _waits: list[tuple[int, int]] = field(default_factory=list)
    """(id, transaction): `low` may move to the id when no transaction before that one runs any more."""

    async def read(self, connection: Connection) -> list[RecordedBlock]:
        """Up to AT_ONCE blocks that are not taken yet. They come again until `take` is called."""
        rows = await connection.fetch(_SQL["follow"], self.low, sorted(self.taken), AT_ONCE)
        self.oldest_running = rows[0]["oldest_running"]
        self._move()
        found = [_block(row) for row in rows if row["id"] is not None]
        ids = [one.id for one in found]
        self._read = (max(ids if len(ids) == AT_ONCE else [self.low, *self.taken, *ids]), rows[0]["next_to_come"])
        return found

    def take(self, blocks: Sequence[RecordedBlock]) -> None:
        """All that was read last is done."""
        self.taken |= {one.id for one in blocks}
        if self._read[0] > (self._waits[-1][0] if self._waits else self.low):
            self._waits.append(self._read)

    @property
    def is_even(self) -> bool:
        """Whether no id is left about which only the end of a transaction can decide."""
        return not self._waits

    def _move(self) -> None:
        while self._waits and self._waits[0][1] <= self.oldest_running:
            self.low = self._waits.pop(0)[0]
        self.taken = {one for one in self.taken if one > self.low}


async def recorded_days(connection: Connection) -> list[RecordedDay]:
    """The days there are, newest first."""
    return [RecordedDay(**row) for row in await connection.fetch(_SQL["days"])]


async def next_transaction(connection: Connection) -> int:
    """What an earlier statement did not see, with an id below one that it saw, is of a transaction before this one."""
    return int(await connection.fetchval(_SQL["next_transaction"]))


async def blocks_of_day(connection: Connection, day: date, after: int, last: int) -> list[RecordedBlock]:
    """Up to AT_ONCE blocks of the day with ids behind `after`, up to `last`."""
    return [_block(row) for row in await connection.fetch(_SQL["of_day"], day, after, last, AT_ONCE)]


async def bodies(connection: Connection, blocks: Sequence[RecordedBlock]) -> dict[int, bytes]:
    """What the blocks hold, compressed, by the number of the block; dropped ones are left out."""
    rows = await connection.fetch(_SQL["bodies"], [one.block for one in blocks], [one.day for one in blocks])
    return {row["id"]: row["body"] for row in rows}


async def forget_before(connection: Connection, day: date) -> None:
    """Forget what was recorded of days that were dropped."""
    await connection.execute(_SQL["forget"], day)


async def index_anew(connection: Connection, day: date) -> None:
    """Note that events of the day were removed, so that the day is indexed again."""
    await connection.execute(_SQL["index_anew"], day)


def _block(row: Any) -> RecordedBlock:
    return RecordedBlock(row["id"], row["day"], row["block"], row["mark"], row["places"], row["project_ids"])
