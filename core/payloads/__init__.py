"""Where whole redacted events are kept: the port `PayloadStore` and its adapters, chosen by URL in `core.resources`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from core.errors import Refused, Rejected
from core.events import EventData


@dataclass(frozen=True, slots=True)
class PayloadKey:
    """Names one stored event."""

    project_id: int
    event_id: str
    """32 lower-case hex digits."""
    day: date
    """Day (UTC) on which the event was received."""


def taken(answers: Sequence[str | Rejected]) -> list[str]:
    """The references out of the answer of `put_many`, for events that a store of ours held before. Raises Refused where
    one was refused."""
    for answer in answers:
        if isinstance(answer, Rejected):
            raise Refused(f"an event cannot be kept in the store that REDSHANK_PAYLOADS_URL names: {answer.detail}")
    return [answer for answer in answers if isinstance(answer, str)]


class PayloadStore(Protocol):
    """Keeps redacted events. Safe to repeat: the same event put twice reads back as one."""

    async def put_many(self, payloads: Sequence[tuple[PayloadKey, bytes]]) -> Sequence[str | Rejected]:
        """Store events, as JSON, durably; answer, in the same order, the references that `get` needs beside the keys.

        For an event that this store will never take, the answer holds Rejected(`payload_refused`); the others are
        stored. Raises Unavailable: then any of them may or may not be stored.
        """

    async def get(self, key: PayloadKey, reference: str) -> EventData | None:
        """The event, or None where retention has dropped it."""

    async def get_many(self, keys: Mapping[PayloadKey, str]) -> dict[PayloadKey, EventData]:
        """Those of the named events that are still there."""

    async def forget(self, events: Mapping[PayloadKey, str]) -> None:
        """Forget these events, named with their references, for good; unknown ones are fine. Raises Unavailable."""

    async def ping(self) -> None:
        """Whether it answers now. Raises Unavailable."""

    async def drop_day(self, day: date) -> None:
        """Forget a whole day; unknown days are fine."""
