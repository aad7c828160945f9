"""How far a group of consumers has read the log; moved in the transaction that recorded what was read."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from core.bus import EventLog, Topic
from core.db.database import Connection, Database
from core.db.queries import load_queries
from core.errors import Unavailable

_SQL = load_queries(__file__)


class Positions:
    """The positions of one group in one topic of one log, as one of its members sees them."""

    def __init__(self, database: Database, log: EventLog, group: str, topic: Topic) -> None:
        self._database = database
        self._log = log
        self._group = group
        self._topic = topic
        self._read_from: dict[int, int] = {}

    def _name(self) -> tuple[UUID, str, str]:
        return self._log.log_id, self._group, self._topic.value

    async def __call__(self, partitions: Collection[int]) -> Mapping[int, int]:
        """A `core.bus.PositionLookup`: the next position to read of each partition. Raises Unavailable."""
        async with self._database.connection() as connection:
            rows = await connection.fetch(_SQL["positions"], *self._name(), list(partitions))
            known = {row["partition"]: row["position"] for row in rows}
            new = [partition for partition in partitions if partition not in known]
            if new:
                await connection.execute(_SQL["begin"], *self._name(), new)
        found = {partition: known.get(partition, 0) for partition in partitions}
        self._read_from |= found
        return found

    async def all(self) -> Mapping[int, int]:
        """The next position of every partition that was ever read. Raises Unavailable."""
        async with self._database.connection() as connection:
            rows = await connection.fetch(_SQL["all_positions"], *self._name())
        return {row["partition"]: row["position"] for row in rows}

    @contextmanager
    def unmoved(self) -> Iterator[None]:
        """Wraps the transaction in which positions move: where it fails, the remembered positions are restored."""
        before = dict(self._read_from)
        try:
            yield
        except BaseException:
            self._read_from = before
            raise

    async def move(self, connection: Connection, positions: Mapping[int, int]) -> None:
        """Move partitions to these positions from where they were looked up, inside the caller's transaction.

        Raises Unavailable, and with it the transaction fails, where another process was quicker: the batch must be
        read again from where things stand now. The next batch is expected to begin where this one ends; `unmoved`
        takes that back where the transaction fails.
        """
        partitions = sorted(positions)
        expected = [self._read_from[partition] for partition in partitions]
        reached = [positions[partition] for partition in partitions]
        moved = await connection.fetch(_SQL["move"], *self._name(), partitions, expected, reached)
        if len(moved) != len(positions):
            raise Unavailable("another process has recorded this batch", retry_after=0)
        self._read_from.update(positions)
