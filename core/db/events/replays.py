"""Replays: dead records that a person wants tried again, so many a second, and how far that has come.

A processor locks the row of a replay while it works on a few of its records. So one processor at a time does, the rate
holds for all processors together, and stopping a replay waits until nothing is under way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import asyncpg

from core.clock import instant
from core.db.database import Connection
from core.db.events.dead_records import DeadFilter, count_meant
from core.db.queries import load_queries
from core.errors import Rejected

Q = load_queries(__file__)

CHANNEL: Final = "replays"
"""PostgreSQL's channel that wakes the processors."""

DEFAULT_RATE: Final = 50
MAX_RATE: Final = 1000
"""Records a second; a processor that has nothing else to do manages about as many."""


@dataclass(frozen=True, slots=True)
class Replay:
    """One, and how it stands."""

    id: int
    organization_id: int | None
    user_id: int | None
    user_email: str | None
    """Who asked for it; None: the command line, a token that is nobody's, or somebody who is gone."""
    rate: int
    """Records a second."""
    state: str
    """running, done or stopped."""
    total: int
    """Records that were meant when it was asked for."""
    stored: int
    duplicate: int
    filtered: int
    failed: int
    """Died again."""
    reached: int
    """The id of the record that it has come to."""
    started_at: datetime
    worked_at: datetime | None
    """When a processor last worked on it; None: none has taken it up yet."""
    ended_at: datetime | None

    @property
    def tried(self) -> int:
        return self.stored + self.duplicate + self.filtered + self.failed

    @property
    def left(self) -> int:
        """Those that it has not come to; of one that is done, none, whatever was discarded meanwhile."""
        return 0 if self.state == "done" else max(0, self.total - self.tried)


@dataclass(frozen=True, slots=True)
class DeadBytes:
    """A dead record in the hands of a processor."""

    id: int
    project_id: int
    key_id: int
    category: str
    reason: str
    created_at: datetime
    value: bytes


@dataclass(frozen=True, slots=True)
class Advance:
    """What became of the few records that were taken."""

    reached: int
    stored: int
    duplicate: int
    filtered: int
    failed: int


async def start(
    connection: Connection,
    organization_id: int | None,
    user_id: int | None,
    wanted: DeadFilter,
    rate: int,
    now: float,
) -> Replay:
    """Ask for one, inside the caller's transaction. Raises Rejected (409) while another one runs, and (400) where
    there is nothing to try again."""
    total, up_to = await count_meant(connection, wanted)
    if total == 0:
        raise Rejected("nothing_dead", "there is no dead record to replay")
    values = (*wanted.values()[:5], up_to, rate, total, instant(now))
    try:
        replay_id = await connection.fetchval(Q["insert_replay"], organization_id, user_id, *values)
    except asyncpg.UniqueViolationError:
        raise Rejected("replay_running", "a replay is running: wait for its end, or stop it", 409) from None
    found = await find_replay(connection, organization_id, replay_id)
    assert found is not None
    return found


async def find_replay(connection: Connection, organization_id: int | None, replay_id: int) -> Replay | None:
    """The replay of that id, of that organization; None stands for the whole installation."""
    row = await connection.fetchrow(Q["replays"], organization_id, replay_id, 1)
    return None if row is None else Replay(**row)


async def replays(connection: Connection, organization_id: int | None, size: int) -> list[Replay]:
    """The latest ones of an organization, newest first."""
    return [Replay(**row) for row in await connection.fetch(Q["replays"], organization_id, None, size)]


async def stop(connection: Connection, replay_id: int, now: float) -> None:
    """Stop the replay, after the records in hand; a replay that has ended stays as it is."""
    await connection.execute(Q["stop"], replay_id, instant(now))


async def next_due(connection: Connection) -> datetime | None:
    """When the next records may be taken; None while nothing runs."""
    due: datetime | None = await connection.fetchval(Q["next_due"])
    return due


async def claim_due(connection: Connection, now: float) -> tuple[int, int] | None:
    """(id, rate) of a replay whose time has come, and the row locked until the transaction ends; None where there is
    none or another processor has it."""
    row = await connection.fetchrow(Q["claim_due"], instant(now))
    return None if row is None else (row["id"], row["rate"])


async def next_ids(connection: Connection, replay_id: int, most: int, max_bytes: int) -> list[int]:
    """Ids of the records that come next, one at least while there are some."""
    return [row["id"] for row in await connection.fetch(Q["next_ids"], replay_id, most, max_bytes)]


async def take(connection: Connection, ids: Sequence[int]) -> list[DeadBytes]:
    """Those records that no other transaction has locked, locked until this one ends."""
    return [DeadBytes(**row) for row in await connection.fetch(Q["take"], ids)]


async def bury_again(connection: Connection, rows: Sequence[tuple[object, ...]], now: float) -> None:
    """Rows of (id, project id, key id, category, reason, trace): they failed once more."""
    if rows:
        await connection.execute(Q["bury_again"], *(list(column) for column in zip(*rows, strict=True)), instant(now))


async def remove(connection: Connection, ids: Sequence[int]) -> None:
    """They are dead no longer."""
    await connection.execute(Q["remove"], ids)


async def advance(connection: Connection, replay_id: int, done: Advance, now: float, due: float) -> None:
    values = (done.reached, done.stored, done.duplicate, done.filtered, done.failed)
    await connection.execute(Q["advance"], replay_id, *values, instant(now), instant(due))


async def finish(connection: Connection, replay_id: int, now: float) -> None:
    await connection.execute(Q["finish"], replay_id, instant(now))
