"""Dead records: accepted events that could not be processed, kept whole with the reason. Listed, counted, discarded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.db.database import Connection
from core.db.queries import load_queries

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class DeadFilter:
    """Which dead records are meant; what is None does not narrow."""

    project_ids: Sequence[int] | None = None
    """None: of all projects, and those whose project is unknown. Never None for the API."""
    reason: str | None = None
    since: datetime | None = None
    """When they died, this moment included."""
    until: datetime | None = None
    """This moment not included."""
    ids: Sequence[int] | None = None
    up_to: int | None = None
    """Only records up to this id: those in the plan that the person was shown."""

    def values(self) -> tuple[object, ...]:
        """As the statements take it, from `$1` on."""
        return self.project_ids, self.reason, self.since, self.until, self.ids, self.up_to


@dataclass(frozen=True, slots=True)
class DeadRecord:
    """One, without its bytes."""

    id: int
    project_id: int
    """0: the record could not be read, so nobody knows."""
    project_slug: str | None
    category: str
    reason: str
    attempts: int
    created_at: datetime
    last_tried_at: datetime | None
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class DeadReason:
    """A number of records that died for the same reason."""

    reason: str
    quantity: int
    oldest: datetime
    newest: datetime
    up_to: int
    """The largest id among them."""


@dataclass(frozen=True, slots=True)
class Remains:
    """What is kept of one to find the cause by."""

    trace: str
    value: bytes
    """The record as it stood in the log: unredacted."""


async def dead_records(
    connection: Connection, wanted: DeadFilter, size: int, after: int | None = None, backwards: bool = False
) -> list[DeadRecord]:
    """Up to `size`, newest first, that follow the one with the id `after` (backwards: stand before, nearest first)."""
    statement = Q["dead_records_backwards" if backwards else "dead_records"]
    return [DeadRecord(**row) for row in await connection.fetch(statement, *wanted.values(), after, size)]


async def dead_by_reason(connection: Connection, wanted: DeadFilter) -> list[DeadReason]:
    """Most first."""
    return [DeadReason(**row) for row in await connection.fetch(Q["dead_by_reason"], *wanted.values())]


async def count_meant(connection: Connection, wanted: DeadFilter) -> tuple[int, int | None]:
    """How many there are, and the largest id among them."""
    [row] = await connection.fetch(Q["count_meant"], *wanted.values())
    return row["total"], row["up_to"]


async def remains(connection: Connection, record_id: int) -> Remains | None:
    row = await connection.fetchrow(Q["remains"], record_id)
    return None if row is None else Remains(**row)


async def discard(connection: Connection, wanted: DeadFilter) -> int:
    """Forget them, and answer how many. The books go on counting them as dead."""
    return len(await connection.fetch(Q["discard"], *wanted.values()))
