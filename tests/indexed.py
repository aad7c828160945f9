"""The index over PostgreSQL under test: events recorded as the processor does it, and indexed when `put` returns."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from core.db import Database, recording
from core.db.partitions import DayPartitions
from core.payloads import PayloadKey
from core.payloads.index.indexer import Indexer
from core.payloads.index.search import IndexSearch
from core.payloads.postgres import PostgresPayloads
from core.payloads.search import EventSearch, Hit, PayloadQuery, Summary

Events = Sequence[tuple[PayloadKey, bytes]]


@dataclass(frozen=True, slots=True)
class Searched:
    """A store under test, and how events get into it; what was put is found when `put` returns."""

    search: EventSearch
    put: Callable[[Events], Awaitable[None]]


def indexed(database: Database, folder: Path) -> Searched:
    indexer = Indexer(folder, database)

    async def put(events: Events) -> None:
        await record(database, events)
        await catch_up(indexer)

    return Searched(IndexSearch(folder, database), put)


async def catch_up(indexer: Indexer) -> None:
    """Index until nothing is left."""
    while await indexer.round():
        pass


async def record(database: Database, events: Events) -> None:
    """What the recorder does of it: the whole events, then their rows, of each event only the first."""
    partitions = DayPartitions(database)
    await partitions.ensure({day for key, _ in events for day in (key.day, key.day - timedelta(days=1))})
    references = await PostgresPayloads(database, partitions).put_many(events)
    rows = [_row(key, reference) for (key, _), reference in zip(events, references, strict=True)]
    async with database.transaction() as connection:
        await recording.insert_events(connection, rows)


def _row(key: PayloadKey, reference: str) -> tuple[object, ...]:
    noon = datetime(key.day.year, key.day.month, key.day.day, 12, tzinfo=UTC).timestamp()
    return key.day, key.project_id, key.event_id, 1, noon, noon, "error", "", None, None, None, reference


class PromptSearch:
    """An EventSearch that indexes what was recorded before it answers: stories need not wait."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._search = IndexSearch(folder, database)
        self._indexer = Indexer(folder, database)

    async def search(self, query: PayloadQuery, size: int, after: tuple[int, str] | None = None) -> list[Hit]:
        await catch_up(self._indexer)
        return await self._search.search(query, size, after)

    async def scan(self, query: PayloadQuery, size: int) -> AsyncIterator[list[Hit]]:
        await catch_up(self._indexer)
        async for page in self._search.scan(query, size):
            yield page

    async def summarize(self, query: PayloadQuery, interval: int, facets: Sequence[str], values: int) -> Summary:
        await catch_up(self._indexer)
        return await self._search.summarize(query, interval, facets, values)

    async def drop_day(self, day: date) -> None:
        await self._search.drop_day(day)
