"""What people, and Redshank itself, did to issues; comments too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class Activity:
    id: int
    issue_id: int
    user_id: int | None
    """None: Redshank itself, or a token that is nobody's."""
    kind: str
    data: dict[str, Any]
    created_at: datetime
    user_name: str | None
    user_email: str | None
    user_joined_at: datetime | None


async def of_issue(connection: Connection, issue_id: int, only: str | None = None) -> list[Activity]:
    """Newest first, at most 500; `only` of that kind."""
    return [Activity(**row) for row in await connection.fetch(Q["of_issue"], issue_id, only)]


async def comment(connection: Connection, issue_id: int, comment_id: int) -> Activity | None:
    row = await connection.fetchrow(Q["comment"], issue_id, comment_id)
    return None if row is None else Activity(**row)


async def add(
    connection: Connection, issue_ids: Sequence[int], user_id: int | None, kind: str, data: dict[str, Any], now: float
) -> list[int]:
    """The same for each of the issues; answers the ids. Open pages are told."""
    rows = await connection.fetch(Q["add"], list(issue_ids), user_id, kind, data, instant(now))
    await connection.execute(Q["tell"], list(issue_ids))
    return [row["id"] for row in rows]


async def change_comment(connection: Connection, comment_id: int, text: str, now: float) -> None:
    edited_at = instant(now).isoformat().replace("+00:00", "Z")
    await connection.execute(Q["change_comment"], comment_id, {"text": text, "editedAt": edited_at})


async def delete_comment(connection: Connection, comment_id: int) -> None:
    await connection.execute(Q["delete_comment"], comment_id)
