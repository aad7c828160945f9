"""Opens a dead record for people: what its bytes hold, as far as they can be read. Pure."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import msgspec

from core.codec import decode_raw_event
from core.errors import Rejected
from core.events import RawEvent
from core.inflate import event_json

PROCESSING_ERROR: Final = "processing_error"
"""Reason of a record that our own code failed on."""
KILLED_PROCESSOR: Final = "killed_processor"
"""Reason of a record that ended the processes that worked on it. Any other process that opens its event may end as
well."""


REASONS: Final = frozenset(
    {
        PROCESSING_ERROR,
        KILLED_PROCESSOR,
        "invalid_compression",
        "invalid_json",
        "nested_too_deeply",
        "payload_refused",
        "too_large",
        "undecodable_record",
    }
)
"""All that records die of in this version."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Unredacted: a caller that shows it to others is responsible for that."""

    raw: RawEvent | None
    """None: bytes that no version of us wrote."""
    text: str
    """The event, indented where it is JSON, a value a line; empty where it cannot be had."""


def closed(value: bytes) -> Opened:
    """Without the event."""
    try:
        return Opened(decode_raw_event(value), "")
    except Rejected:
        return Opened(None, "")


def opened(value: bytes) -> Opened:
    """Never fails: a record may have died of its bytes."""
    found = closed(value)
    if found.raw is None:
        return found
    raw = found.raw
    try:
        body = event_json(raw)
    except Rejected:
        return found
    # Bytes that are no JSON are shown as they are: they are what one looks for.
    with suppress(msgspec.MsgspecError, RecursionError):
        body = msgspec.json.format(body, indent=2)
    return Opened(raw, body.decode("utf-8", "replace").replace("\x00", "�"))


def first_lines(text: str, most: int) -> str:
    """As many whole lines as fit: half a secret would not be recognized and redacted."""
    return text if len(text) <= most else text[: text.rfind("\n", 0, most) + 1]
