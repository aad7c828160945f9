"""Many deliveries sent again, slowly: planned, started, watched, stopped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import asyncpg

from core.clock import instant
from core.db.database import Connection
from core.db.deliveries.lists import OVER, send_again
from core.db.queries import load_queries
from core.errors import Rejected

Q = load_queries(__file__)

RESENDS: Final = "resends"
"""PostgreSQL's channel that wakes whoever sends again."""
DEFAULT_PER_SECOND: Final = 5
MAX_PER_SECOND: Final = 100


@dataclass(frozen=True, slots=True)
class Resend:
    id: int
    state: str
    per_second: int
    total: int
    reached: int
    """How many are under way again, or over."""
    started_at: datetime
    ended_at: datetime | None
    started_by: str | None
    """Mail address."""
    filter: dict[str, Any]
    synced: int
    """Of those reached."""
    failed: int
    first: int | None
    """The delivery that went ahead, where one was to."""


async def start_resend(
    connection: Connection,
    organization_id: int,
    user_id: int | None,
    wanted: Mapping[str, Any],
    ids: Sequence[int],
    per_second: int,
    now: float,
    *,
    one_first: bool = False,
) -> int:
    """Its id. `one_first`: the oldest goes out at once, the rest waits for a person's word. Raises
    Rejected(`nothing_to_send`, `resend_running`)."""
    if not ids:
        raise Rejected("nothing_to_send", "nothing that failed or died is meant: look at the plan first")
    waits = one_first and len(ids) > 1
    await connection.execute(Q["stop_waiting"], organization_id, instant(now))
    try:
        values = (organization_id, user_id, dict(wanted), list(ids), per_second, instant(now))
        begins = ("waiting", 1) if waits else ("running", 0)
        resend_id: int = await connection.fetchval(Q["start_resend"], *values, *begins)
    except asyncpg.UniqueViolationError:
        raise Rejected("resend_running", "one is running already: wait for it, or stop it", 409) from None
    if waits:
        await send_again(connection, ids[:1], OVER, now)
    await connection.execute(Q["tell_resenders"])
    return resend_id


async def resends(connection: Connection, organization_id: int) -> list[Resend]:
    """The last ones, newest first."""
    return [Resend(**row) for row in await connection.fetch(Q["resends"], organization_id, None)]


async def find_resend(connection: Connection, organization_id: int, resend_id: int) -> Resend | None:
    row = await connection.fetchrow(Q["resends"], organization_id, resend_id)
    return None if row is None else Resend(**row)


async def stop_resend(connection: Connection, organization_id: int, resend_id: int, now: float) -> bool:
    """False: it does not run. What is under way already goes on."""
    return await connection.fetchval(Q["stop_resend"], resend_id, organization_id, instant(now)) is not None


async def go_on(connection: Connection, organization_id: int, resend_id: int, now: float) -> bool:
    """The rest follows the first one. False: it does not wait."""
    if await connection.fetchval(Q["go_on"], resend_id, organization_id, instant(now)) is None:
        return False
    await connection.execute(Q["tell_resenders"])
    return True


async def advance_resend(connection: Connection, now: float) -> bool:
    """Send a second's worth of one that is due, in the caller's transaction. False: none is."""
    row = await connection.fetchrow(Q["due_resend"], instant(now))
    if row is None:
        return False
    await send_again(connection, row["ids"], OVER, now)
    reached = row["reached"] + len(row["ids"])
    is_done = reached >= row["total"]
    moment = instant(now)
    await connection.execute(Q["move_on"], row["id"], reached, moment + timedelta(seconds=1), is_done, moment)
    return True


async def next_resend(connection: Connection) -> float | None:
    """When one is due, epoch seconds; None: none runs."""
    found = await connection.fetchval(Q["next_resend"])
    return None if found is None else float(found.timestamp())
