"""Where every whole event is: read one after the other, and changed when the events move to another store."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from core.db.database import Connection
from core.db.queries import load_queries
from core.payloads import PayloadKey

_SQL = load_queries(__file__)
_FETCHED: Final = 200
"""Rows at once: with their whole events, some MB."""


async def references(connection: Connection) -> AsyncIterator[dict[PayloadKey, str]]:
    """All events, a few at a time, by what names them in a store. To be read inside a transaction."""
    cursor = await connection.cursor(_SQL["all"])
    while rows := await cursor.fetch(_FETCHED):
        yield _named(rows)


async def days(connection: Connection) -> list[date]:
    """Days of which there are events, oldest first."""
    return [row["day"] for row in await connection.fetch(_SQL["days"])]


async def references_of_day(connection: Connection, day: date) -> AsyncIterator[dict[PayloadKey, str]]:
    """A day's events, a few at a time, in the order they are kept in. To be read inside a transaction."""
    cursor = await connection.cursor(_SQL["of_day"], day)
    while rows := await cursor.fetch(_FETCHED):
        yield _named(rows)


async def references_of(connection: Connection, keys: Collection[PayloadKey]) -> dict[PayloadKey, str]:
    """Of these events, those that there are."""
    columns = [key.day for key in keys], [key.project_id for key in keys], [UUID(key.event_id) for key in keys]
    return _named(await connection.fetch(_SQL["of_keys"], *columns))


async def sample(connection: Connection, size: int) -> dict[PayloadKey, str]:
    """Some events, from all over; the same ones each time."""
    return _named(await connection.fetch(_SQL["sample"], size))


async def known(connection: Connection, project_id: int, event_ids: Collection[str]) -> set[str]:
    """Those of the ids that the project has an event of."""
    rows = await connection.fetch(_SQL["known"], project_id, [UUID(event_id) for event_id in event_ids])
    return {row["event_id"].hex for row in rows}


def _named(rows: Sequence[Any]) -> dict[PayloadKey, str]:
    return {PayloadKey(row["project_id"], row["event_id"].hex, row["day"]): row["payload"] for row in rows}


async def forget_blocks(connection: Connection) -> None:
    """The events leave the blocks that they were in: to be called before the first of them is repointed."""
    await connection.execute(_SQL["forget_blocks"])


async def repoint(connection: Connection, keys: Collection[PayloadKey], references: Sequence[str]) -> None:
    """Say where these events are from now on."""
    await connection.execute(
        _SQL["repoint"],
        [key.day for key in keys],
        [key.project_id for key in keys],
        [UUID(key.event_id) for key in keys],
        list(references),
    )
