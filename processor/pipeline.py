"""The way of one event, from raw bytes to a group. This is the table of contents of the processor."""

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.codec import decode_raw_event
from core.errors import Rejected
from core.events import GroupedEvent, RawEvent, RedactedEvent
from core.inflate import event_json
from core.outcomes import Outcome
from core.payload_json import decode_object
from core.projects import ProcessingConfig
from processor.enrich import Lookups, enrich
from processor.fingerprint import fingerprint
from processor.normalize import normalize
from processor.redact import redact
from processor.rows import Failure

_TRACE_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Processed:
    """What became of a batch of raw events: each is in one of the two."""

    events: list[GroupedEvent]
    failures: list[Failure]


def process(raw: RawEvent, config: ProcessingConfig, lookups: Lookups, now: float) -> GroupedEvent:
    """Raises Rejected for bytes that are no event; anything else raised is our bug."""
    normalized = normalize(raw, decode_object(event_json(raw)))
    enriched = enrich(normalized, lookups)
    redacted = redact(enriched, config.privacy)
    grouped = fingerprint(redacted)
    return _with_account(grouped, now)


def process_all(
    values: Sequence[tuple[str, bytes, RawEvent]], configs: Mapping[int, ProcessingConfig], lookups: Lookups, now: float
) -> Processed:
    """Process (key, value, raw event) triples. A bad one never stops the others."""
    processed = Processed([], [])
    for key, value, raw in values:
        config = configs.get(raw.project_id)
        if config is None:
            gone = Failure(raw.project_id, raw.key_id, raw.category, key, Outcome.FILTERED, "project_deleted", "", b"")
            processed.failures.append(gone)
            continue
        try:
            processed.events.append(process(raw, config, lookups, now))
        except Exception as error:
            reason = error.reason if isinstance(error, Rejected) else "processing_error"
            processed.failures.append(_dead(raw, key, value, reason))
    return processed


def decode_all(records: Sequence[tuple[str, bytes]]) -> tuple[list[tuple[str, bytes, RawEvent]], list[Failure]]:
    """(key, value) pairs from the log to raw events; those that no version of us wrote are dead."""
    decoded, failures = [], []
    for key, value in records:
        try:
            decoded.append((key, value, decode_raw_event(value)))
        except Rejected as error:
            failures.append(Failure(0, 0, "error", key, Outcome.DEAD, error.reason, error.detail, value))
    return decoded, failures


def _with_account(grouped: GroupedEvent, now: float) -> GroupedEvent:
    """Keep beside the event why it was grouped so, and when it went through our hands."""
    event: RedactedEvent = grouped.event
    made = grouped.fingerprint
    event.data["_grouping"] = {
        "version": made.version,
        "hashes": [value.hex() for value in made.hashes],
        "parts": [
            {"name": part.name, "value": part.value, "counts": part.counts, "note": part.note} for part in made.parts
        ],
    }
    event.data["_custody"] = {
        "received": event.raw.received_at,
        "processed": now,
        "client": event.raw.client,
        "key": event.raw.key_id,
    }
    return grouped


def _dead(raw: RawEvent, key: str, value: bytes, reason: str) -> Failure:
    trace = traceback.format_exc()[-_TRACE_CHARACTERS:].replace("\x00", "")
    return Failure(raw.project_id, raw.key_id, raw.category, key, Outcome.DEAD, reason, trace, value)
