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
    """The references, for whoever brings events that a store of ours took before. Raises Refused at a refusal."""
    for answer in answers:
        if isinstance(answer, Rejected):
            raise Refused(f"an event cannot be kept in the store that REDSHANK_PAYLOADS_URL names: {answer.detail}")
    return [answer for answer in answers if isinstance(answer, str)]


class PayloadStore(Protocol):
    """Keeps redacted events. Safe to repeat: the same event put twice reads back as one."""

    async def put_many(self, payloads: Sequence[tuple[PayloadKey, bytes]]) -> Sequence[str | Rejected]:
        """Store events, as JSON, durably; answer, in the same order, the references that `get` needs beside the keys.

        An event that this store will never take is answered by Rejected(`payload_refused`), and stops no other.
        Raises Unavailable; nothing is promised then.
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
