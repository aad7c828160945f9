"""Day partitions of `events` and `payload_blocks`: made when a day begins to be used, dropped whole by retention."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from core.db.database import Connection, Database
from core.db.queries import load_queries

_SQL = load_queries(__file__)
TABLES = ("events", "payload_blocks")


class DayPartitions:
    """Knows which days exist, so that the hot path asks PostgreSQL once a day."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: set[date] = set()

    async def ensure(self, days: Iterable[date]) -> None:
        """Make the partitions of these days where they are missing. Raises Unavailable."""
        missing = set(days) - self._known
        if not missing:
            return
        async with self._database.transaction() as connection:
            await connection.execute(_SQL["lock"])
            there = {row["name"] for row in await connection.fetch(_SQL["existing"], list(TABLES))}
            for day in sorted(missing):
                for table in TABLES:
                    if _name(table, day) not in there:
                        await _create(connection, table, day)
        self._known |= missing

    async def days(self) -> set[date]:
        """The days there are. Raises Unavailable."""
        async with self._database.connection() as connection:
            return await _days(connection)

    async def drop_before(self, day: date) -> list[date]:
        """Drop every day before `day`; answers which were dropped. Raises Unavailable, also while a transaction reads
        for long (a backup): a drop that waits for it would make all later readers and writers wait."""
        async with self._database.transaction() as connection:
            await connection.execute(_SQL["lock"])
            await connection.execute(_SQL["be_impatient"])
            days = {of for of in await _days(connection) if of < day}
            await self._drop(connection, days)
        return sorted(days)

    async def drop_oldest(self, before: date, still: Callable[[], bool]) -> tuple[date, int] | None:
        """Drop the oldest day before that one, if `still` says so when it is our turn; the day and how many events it
        had. Raises Unavailable as `drop_before` does."""
        async with self._database.transaction() as connection:
            await connection.execute(_SQL["lock"])
            await connection.execute(_SQL["be_impatient"])
            days = {of for of in await _days(connection) if of < before}
            if not days or not still():
                return None
            oldest = min(days)
            events = int(await connection.fetchval(_SQL["events_of_day"], oldest))
            await self._drop(connection, {oldest})
        return oldest, events

    async def _drop(self, connection: Connection, days: set[date]) -> None:
        for day in sorted(days):
            for table in TABLES:
                await connection.execute(f"drop table if exists {_name(table, day)}")
        self._known -= days


async def _days(connection: Connection) -> set[date]:
    rows = await connection.fetch(_SQL["existing"], list(TABLES))
    return {day for row in rows if (day := _day_of(row["name"])) is not None}


async def _create(connection: Connection, table: str, day: date) -> None:
    # Created as a table, then attached: creating a partition directly would wait for all who read the table (a backup
    # does for long), and everybody else would wait behind that. Utility statements take no parameters; a date has no
    # characters that could do harm.
    name = _name(table, day)
    await connection.execute(f"create table {name} (like {table} including all)")
    await connection.execute(
        f"alter table {table} attach partition {name} for values from ('{day}') to ('{day + timedelta(days=1)}')"
    )


def _name(table: str, day: date) -> str:
    return f"{table}_{day:%Y%m%d}"


def _day_of(name: str) -> date | None:
    try:
        return date.fromisoformat(name.rpartition("_")[2])
    except ValueError:
        return None
