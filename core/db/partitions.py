"""Day partitions of `events` and `payload_blocks`: made when a day begins to be used, dropped whole by retention."""

from collections.abc import Iterable
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
            for day in sorted(missing):
                for table in TABLES:
                    await _create(connection, table, day)
        self._known |= missing

    async def drop_before(self, day: date) -> list[date]:
        """Drop every day before `day`; answer which ones there were. Raises Unavailable."""
        async with self._database.transaction() as connection:
            await connection.execute(_SQL["lock"])
            dropped = set()
            for row in await connection.fetch(_SQL["existing"], list(TABLES)):
                of = _day_of(row["name"])
                if of is not None and of < day:
                    await connection.execute(f'drop table "{row["name"]}"')
                    dropped.add(of)
        self._known -= dropped
        return sorted(dropped)


async def _create(connection: Connection, table: str, day: date) -> None:
    # Utility statements take no parameters; a date has no characters that could do harm.
    await connection.execute(
        f"create table if not exists {table}_{day:%Y%m%d} partition of {table}"
        f" for values from ('{day}') to ('{day + timedelta(days=1)}')"
    )


def _day_of(name: str) -> date | None:
    try:
        return date.fromisoformat(name.rpartition("_")[2])
    except ValueError:
        return None
