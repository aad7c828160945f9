"""Events as the gateway leaves them on the log, without a gateway."""

import time
from collections.abc import Sequence
from random import Random
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from core.codec import encode_raw_event
from core.events import RawEvent
from core.inflate import inflate
from ingest.envelope import parse_envelope
from tests.bench.events import bodies

_ISSUES: Final = 50
_MAX_BYTES: Final = 2**24

Records = list[tuple[str, bytes]]
"""Key and value of each."""


def raw_events(size: str, count: int, project_id: int, key_id: int) -> list[RawEvent]:
    """`count` events of one project, as they came by HTTP just now."""
    return [_raw_event(body, project_id, key_id) for body in bodies(size, count, _ISSUES, time.time())]


def records(events: Sequence[RawEvent], rng: Random) -> Records:
    """Each event once more under an id of its own: what was stored before would be taken for a repetition."""
    fresh = [replace(event, event_id=UUID(int=rng.getrandbits(128), version=4).hex) for event in events]
    return [(event.event_id, encode_raw_event(event)) for event in fresh]


def _raw_event(body: bytes, project_id: int, key_id: int) -> RawEvent:
    envelope = parse_envelope(inflate(body, "gzip", _MAX_BYTES))
    [item] = envelope.items
    return RawEvent(
        project_id=project_id,
        key_id=key_id,
        event_id=envelope.event_id or "",
        received_at=time.time(),
        sent_at=None,
        client_ip="192.0.2.7",
        user_agent=None,
        client="bench/1",
        category="error",
        encoding="gzip",
        start=item.start,
        end=item.end,
        body=body,
    )
