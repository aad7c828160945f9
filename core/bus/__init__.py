"""The log before PostgreSQL: the port `EventLog` and its adapters, chosen by URL in `core.resources`."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Topic(StrEnum):
    """What a record is about."""

    EVENTS = "events"
    """`core.codec` RawEvents, spread over the partitions by event id."""
    OUTCOMES = "outcomes"
    """`core.codec` OutcomeCounts of items that never became an event on the log."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record read from the log."""

    partition: int
    position: int
    """Grows with each record of a partition, with gaps allowed."""
    key: str
    value: bytes


class EventLog(Protocol):
    """An append-only log in partitions, read by groups, kept until every group has passed."""

    @property
    def log_id(self) -> UUID:
        """Identifies this log: positions in another log mean nothing here. Raises Unavailable while it is not known."""

    async def append(self, topic: Topic, records: Sequence[tuple[str, bytes]]) -> None:
        """Add (key, value) pairs; returns when they are durable. One call is all or nothing, and callers share syncs.

        With no records, it only checks whether appending is possible. Raises Unavailable when the log cannot be written
        or is full, and Rejected for a record that is too large. After Unavailable, the records may still have been
        appended.
        """

    def reader(self, topic: Topic, group: str, positions: "PositionLookup") -> AbstractAsyncContextManager["LogReader"]:
        """Join the group. Readers of one group, in whatever process, share the partitions between them.

        `positions` is called whenever this reader gets a partition, and again after a batch that was not committed.
        """

    async def backlog(self, topic: Topic, positions: Mapping[int, int]) -> int:
        """How many records lie at or behind these positions (by partition; a partition not named: all it holds)."""


PositionLookup = Callable[[Collection[int]], Awaitable[Mapping[int, int]]]
"""Partitions -> the next position to read of each. Partitions not answered start at their oldest record."""


class LogReader(Protocol):
    """One member of a group. Not shared between tasks."""

    async def read(self, max_records: int, max_bytes: int, timeout: float) -> list[Record]:
        """The next records, in order within each partition; waits up to `timeout` seconds for the first one.

        Returns what is there without waiting for more; an empty list after the timeout. Records that were read before
        and not committed are given up: some member of the group will read them again. Raises Unavailable.
        """

    async def commit(self, positions: Mapping[int, int]) -> None:
        """Everything before these positions is recorded elsewhere for good: the log may forget it."""
