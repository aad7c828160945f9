"""Copies of dead records, for those who watch the log. Only PostgreSQL says authoritatively which records are dead."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeadCopy:
    """A dead record as it is shown; unredacted."""

    key: str
    """The event's id; of a record that cannot be read, its key in the log."""
    value: bytes
    """The request's body as it came; of a record that cannot be read, its bytes."""
    encoding: str | None
    """Content coding of the body, empty for identity; None: the value is no body."""
    project_id: int
    """0: nobody knows."""
    reason: str
    trace: str
    place: tuple[int, int] | None
    """Partition and position in the log of events; None where it was on no log, or nobody knows."""
    died_at: float
    """Epoch seconds."""


ShowDead = Callable[[Sequence[DeadCopy]], Awaitable[None]]
"""Called before the rows are committed; returns when the copies are durable, or never will be. Raises Unavailable."""


async def show_nobody(copies: Sequence[DeadCopy]) -> None:
    """For a log that nobody can watch."""
