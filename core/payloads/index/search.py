"""The adapter: `EventSearch` over the index on this machine. Runs in threads, so that only its caller waits for a slow
query."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from shutil import rmtree
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeVar

from core.db import Database
from core.db.events import recorded_blocks
from core.db.events.recorded_blocks import RecordedDay
from core.payloads.search import Hit, PayloadQuery, Summary

if TYPE_CHECKING:
    from core.payloads.index.days import Day, Days

T = TypeVar("T")

SECONDS: Final = 10.0
"""That one answer may take: longer than people wait, shorter than proxies do."""
_THREADS: Final = 2
"""A third query waits its turn: even a query whose caller has gone runs to the end of a day."""


class IndexSearch:
    """See `core.payloads.search.EventSearch`. tantivy is loaded when first asked: most processes never do."""

    def __init__(self, folder: Path, database: Database) -> None:
        self._folder = folder
        self._database = database
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="search")
        self._lock = Lock()
        self._days: Days | None = None

    async def search(self, query: PayloadQuery, size: int, after: tuple[int, str] | None = None) -> list[Hit]:
        from core.payloads.index.asking import page

        ends = time.monotonic() + SECONDS
        return await self._ask(lambda: page(self._now(), self._opened().schema, query, size, after, ends))

    async def scan(self, query: PayloadQuery, size: int) -> AsyncIterator[list[Hit]]:
        from core.payloads.index.asking import pages

        days = await self._ask(self._now)
        following = pages(days, self._opened().schema, query, size, SECONDS)
        while found := await self._ask(lambda: next(following, [])):
            yield found

    async def summarize(self, query: PayloadQuery, interval: int, facets: Sequence[str], values: int) -> Summary:
        from core.payloads.index.asking import summary

        ends = time.monotonic() + SECONDS
        return await self._ask(
            lambda: summary(self._now(), self._opened().schema, query, interval, facets, values, ends)
        )

    async def drop_day(self, day: date) -> None:
        await asyncio.to_thread(rmtree, self._folder / day.isoformat(), ignore_errors=True)

    async def behind(self) -> int:
        """Recorded events that are not found yet. Raises Unavailable."""
        async with self._database.connection() as connection:
            recorded = await recorded_blocks.recorded_days(connection)
        return missing(recorded, await self._ask(self._counts))

    def _now(self) -> "list[Day]":
        with self._lock:
            return self._opened().now()

    def _counts(self) -> dict[date, int]:
        with self._lock:
            return self._opened().counts()

    def _opened(self) -> "Days":
        if self._days is None:
            from core.payloads.index.days import Days

            self._days = Days(self._folder)
        return self._days

    async def _ask(self, question: Callable[[], T]) -> T:
        """Raises Rejected(`too_slow`); the thread then goes on until it notices."""
        answer = asyncio.get_running_loop().run_in_executor(self._threads, question)
        try:
            return await asyncio.wait_for(answer, SECONDS + 1)
        except TimeoutError as error:
            from core.payloads.index.asking import too_slow

            raise too_slow() from error


def missing(recorded: Sequence[RecordedDay], indexed: Mapping[date, int]) -> int:
    """Events that were recorded and are not indexed, by what is counted of each day."""
    return sum(max(0, one.events - indexed.get(one.day, 0)) for one in recorded)
