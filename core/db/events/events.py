"""Rows of events: what lists show of them, and where the whole event is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import asyncpg

from core.db.database import Connection
from core.db.events.search import compile_event_search
from core.db.queries import load_queries
from core.db.search_sql import Parameters, Scope, fetch_search
from core.issues import short_id
from core.search import And, Node

Q = load_queries(__file__)

COUNTED: Final = 10_000
"""Events of an issue are counted up to this many to say "9,812 of 10,000+"."""


@dataclass(frozen=True, slots=True)
class EventRow:
    day: date
    project_id: int
    event_id: str
    """32 lower-case hex digits."""
    issue_id: int
    at: datetime
    received_at: datetime
    level: str
    title: str
    release: str | None
    environment: str | None
    user_label: str | None
    payload: str
    project_slug: str
    issue_number: int
    culprit: str
    platform: str
    type: str
    """Of the issue, as the four before and after."""
    value: str
    logger: str

    @property
    def short_id(self) -> str:
        """Of the issue."""
        return short_id(self.project_slug, self.issue_number)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Ids of the events of the same issue before and after one, by time."""

    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event stands among those of its issue; 1 is the oldest."""

    index: int
    total: int
    capped: bool
    """There are more than COUNTED, and the numbers are lower bounds."""


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events are meant."""

    project_ids: Sequence[int]
    """Of one organization: what keeps tenants apart."""
    tree: Node
    now: datetime
    user_id: int | None
    """Who `me` is."""
    environments: Sequence[str] = ()
    since: datetime | None = None
    until: datetime | None = None
    issue_id: int | None = None


async def list_events(
    connection: Connection,
    query: EventQuery,
    size: int,
    after: tuple[Any, str] | None = None,
    backwards: bool = False,
) -> list[EventRow]:
    """Up to `size` events that follow (backwards: stand before, nearest first) the one with that time and id, newest
    first. Raises InvalidQuery."""
    parameters = Parameters([list(query.project_ids), size])
    where = event_where(query, parameters)
    direction, compare = ("asc", ">") if backwards else ("desc", "<")
    if after is not None:
        at, row = parameters.add(after[0], "timestamptz"), parameters.add(after[1], "uuid")
        where += f" and (e.at, e.event_id) {compare} ({at}, {row})"
    text = Q["list"].replace("/*where*/", where).replace("/*direction*/", direction)
    return [_event(row) for row in await fetch_search(connection, text, parameters)]


def event_where(query: EventQuery, parameters: Parameters) -> str:
    """The clause of a query, to be added to one on the projects. Raises InvalidQuery."""
    scope = Scope(parameters, query.now, list(query.project_ids), query.user_id)
    clauses = [compile_event_search(query.tree, scope)]
    if query.issue_id is not None:
        clauses.append(f"e.issue_id = {parameters.add(query.issue_id, 'bigint')}")
    if query.environments:
        clauses.append(f"e.environment = any({parameters.add(list(query.environments), 'text[]')})")
    if query.since is not None:
        clauses.append(f"e.at >= {parameters.add(query.since, 'timestamptz')}")
        # An event is never from later than a minute after it arrived: older days need no look.
        clauses.append(f"e.day >= {parameters.add((query.since - timedelta(minutes=2)).date(), 'date')}")
    if query.until is not None:
        clauses.append(f"e.at <= {parameters.add(query.until, 'timestamptz')}")
    return "and " + " and ".join(clauses)


async def find_event(connection: Connection, project_ids: Sequence[int], event_id: str) -> EventRow | None:
    return _one(await connection.fetchrow(Q["find"], list(project_ids), UUID(event_id)))


async def find_events(connection: Connection, project_ids: Sequence[int], event_ids: Sequence[str]) -> list[EventRow]:
    ids = [UUID(event_id) for event_id in event_ids]
    return [_event(row) for row in await connection.fetch(Q["find_many"], list(project_ids), ids)]


async def end_of_issue(connection: Connection, issue_id: int, *, oldest: bool) -> EventRow | None:
    """The oldest or the newest event of an issue that is still there."""
    return _one(await connection.fetchrow(Q["oldest" if oldest else "latest"], issue_id))


async def first_event(connection: Connection, project_id: int) -> EventRow | None:
    """The oldest event of a project that is still there."""
    return _one(await connection.fetchrow(Q["first"], project_id))


async def newest_event(connection: Connection, project_ids: Sequence[int], now: datetime) -> EventRow | None:
    """The newest event of the last hour."""
    query = EventQuery(project_ids, And(()), now, None, since=now - timedelta(hours=1))
    found = await list_events(connection, query, 1)
    return found[0] if found else None


async def count_since(connection: Connection, project_id: int, since: datetime, most: int) -> int:
    """Events of a project from that moment on; no more than `most`."""
    day = (since - timedelta(minutes=2)).date()  # as in `event_where`
    return int(await connection.fetchval(Q["count_since"], project_id, since, day, most))


async def neighbours(connection: Connection, event: EventRow) -> Neighbours:
    row = await connection.fetchrow(Q["neighbours"], event.issue_id, event.at, UUID(event.event_id))
    assert row is not None
    return Neighbours(_hex(row["previous"]), _hex(row["next"]))


async def position(connection: Connection, event: EventRow) -> Place:
    row = await connection.fetchrow(Q["position"], event.issue_id, event.at, UUID(event.event_id), COUNTED + 1)
    assert row is not None
    return Place(min(row["place"], COUNTED), min(row["total"], COUNTED), row["total"] > COUNTED)


async def per_minute(connection: Connection, project_ids: Sequence[int], now: datetime) -> list[int]:
    """Events received in each of the last 60 minutes, the one under way last."""
    this_minute = now.replace(second=0, microsecond=0)
    since = this_minute - timedelta(minutes=59)
    rows = await connection.fetch(Q["per_minute"], list(project_ids), since)
    counted = {row["minute"]: row["quantity"] for row in rows}
    return [counted.get(since + timedelta(minutes=index), 0) for index in range(60)]


def _one(row: asyncpg.Record | None) -> EventRow | None:
    return None if row is None else _event(row)


def _event(row: asyncpg.Record) -> EventRow:
    return EventRow(**{**row, "event_id": row["event_id"].hex})


def _hex(event_id: UUID | None) -> str | None:
    return None if event_id is None else event_id.hex
