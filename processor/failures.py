"""Accepted records that could not be processed: what is kept of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.codec import encode_raw_event
from core.dead import KILLED_PROCESSOR, PROCESSING_ERROR
from core.errors import Rejected
from core.events import GroupedEvent, RawEvent
from core.outcomes import Outcome
from processor.batch import Name, name_of

KILLED_TRACE = (
    "One processor after the other ended with this event, and no other, in hand: memory ran out, a library crashed, or"
    " a call into one did not come back. The server's own log says by which signal they ended."
)

_TRACE_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Failure:
    """An accepted record that could not be processed."""

    project_id: int
    key_id: int
    category: str
    key: str
    outcome: Outcome
    """DEAD, or FILTERED where its project is gone or a rule dropped it."""
    reason: str
    trace: str
    value: bytes


def kept_trace(text: str) -> str:
    """The part of a traceback that a dead record keeps: its end, which names the error."""
    return text[-_TRACE_CHARACTERS:].replace("\x00", "")


def refused_by_store(events: Sequence[GroupedEvent], refused: Mapping[Name, Rejected]) -> list[Failure]:
    """The events that the payload store will never take, each with the bytes that it came in."""
    return [_refused(grouped.event.raw, refused[name]) for grouped in events if (name := name_of(grouped)) in refused]


def _refused(raw: RawEvent, why: Rejected) -> Failure:
    account = (raw.project_id, raw.key_id, raw.category)
    return Failure(*account, raw.event_id, Outcome.DEAD, why.reason, why.detail, encode_raw_event(raw))


def unrecordable(grouped: GroupedEvent, trace: str) -> Failure:
    """An event that our own code failed to record."""
    raw = grouped.event.raw
    return Failure(
        raw.project_id,
        raw.key_id,
        raw.category,
        raw.event_id,
        Outcome.DEAD,
        PROCESSING_ERROR,
        kept_trace(trace),
        encode_raw_event(raw),
    )


def killed(raw: RawEvent, key: str, value: bytes) -> Failure:
    """An event that ended the processes that worked on it."""
    account = (raw.project_id, raw.key_id, raw.category)
    return Failure(*account, key, Outcome.DEAD, KILLED_PROCESSOR, KILLED_TRACE, value)
