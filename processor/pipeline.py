"""The way of events, from raw bytes to groups. This is the table of contents of the processor."""

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import msgspec

from core.codec import decode_raw_event
from core.dead import PROCESSING_ERROR
from core.errors import Rejected
from core.events import EnrichedEvent, GroupedEvent, RawEvent, RedactedEvent
from core.inflate import event_json
from core.outcomes import Outcome
from core.projects import ProcessingConfig
from processor.configs import compiled_rules
from processor.enrich import Lookups, enrich
from processor.failures import Failure, kept_trace
from processor.filters import CompiledRule, Filtered, filters
from processor.fingerprint import fingerprint
from processor.laps import Laps
from processor.normalize import decode_event, normalize
from processor.patience import PATIENCE
from processor.redact import find, gather, remove

In = TypeVar("In")
Out = TypeVar("Out")

_encode = msgspec.json.Encoder().encode
_AT_ONCE = 16
"""Events that go through the stages together."""


class Source(NamedTuple):
    """A raw event and the record that it came in."""

    key: str
    value: bytes
    raw: RawEvent


@dataclass(frozen=True, slots=True)
class Processed:
    """What became of a batch of raw events: each event is in one of the two lists."""

    events: list[GroupedEvent]
    failures: list[Failure]


def process_all(
    values: Sequence[Source], configs: Mapping[int, ProcessingConfig], lookups: Lookups, now: float, laps: Laps
) -> Processed:
    """Process raw events with the bytes they came in. A bad event never stops the others. `laps` measures each stage.

    normalize -> enrich -> filter -> redact -> fingerprint, and each event's account of it.

    Stage by stage over a few events at a time: a stage that runs over several events in a row finds its code and tables
    still in the CPU's caches, which saves a tenth of the time.
    """
    failures = [_gone(source) for source in values if source.raw.project_id not in configs]
    known = [(source, source.raw) for source in values if source.raw.project_id in configs]
    rules = compiled_rules(configs)
    events: list[GroupedEvent] = []
    for start in range(0, len(known), _AT_ONCE):
        raw = known[start : start + _AT_ONCE]
        laps.skip()
        normalized = _each(lambda raw: normalize(raw, *decode_event(event_json(raw))), raw, failures)
        laps.end("normalize")
        enriched = _each(lambda event: enrich(event, lookups), normalized, failures)
        laps.end("enrich")
        if rules:
            enriched = _wanted(enriched, rules, failures)
            laps.end("filter")
        gathered = _each(lambda event: gather(event, configs[event.raw.project_id].privacy), enriched, failures)
        redacted = _each(remove, _each(find, gathered, failures), failures)
        laps.end("redact")
        grouped = _each(fingerprint, redacted, failures)
        laps.end("fingerprint")
        events += [event for _, event in _each(lambda event: _with_account(event, now), grouped, failures)]
    return Processed(events, failures)


def _each(
    step: Callable[[In], Out], flow: list[tuple[Source, In]], failures: list[Failure]
) -> list[tuple[Source, Out]]:
    """Apply a step to each event; those that fail, or take far too long, go to the failures."""
    done = []
    for source, value in flow:
        PATIENCE.begins()
        try:
            done.append((source, step(value)))
        except Exception as error:
            failures.append(_dead(source, error.reason if isinstance(error, Rejected) else PROCESSING_ERROR))
    PATIENCE.rests()
    return done


def _wanted(
    flow: list[tuple[Source, EnrichedEvent]], rules: Mapping[int, Sequence[CompiledRule]], failures: list[Failure]
) -> list[tuple[Source, EnrichedEvent]]:
    """The events as pipeline rules leave them; those that a rule drops go to the failures, without their bytes."""
    kept = []
    for source, event in _each(lambda event: filters(event, rules.get(event.raw.project_id, ())), flow, failures):
        if isinstance(event, Filtered):
            failures.append(_filtered(source, event.reason))
        else:
            kept.append((source, event))
    return kept


def decode_all(records: Sequence[tuple[str, bytes]]) -> tuple[list[Source], list[Failure]]:
    """Raw events from (key, value) pairs of the log. Bytes that no version of Redshank wrote become dead records."""
    decoded, failures = [], []
    for key, value in records:
        try:
            decoded.append(Source(key, value, decode_raw_event(value)))
        except Rejected as error:
            failures.append(Failure(0, 0, "error", key, Outcome.DEAD, error.reason, error.detail, value))
    return decoded, failures


def _with_account(grouped: GroupedEvent, now: float) -> GroupedEvent:
    """Complete the document: add why the event was grouped so, and when it was received and processed."""
    event, made = grouped.event, grouped.fingerprint
    account = {
        "_grouping": {
            "version": made.version,
            "hashes": [value.hex() for value in made.hashes],
            "parts": made.parts,
        },
        "_custody": {
            "received": event.raw.received_at,
            "processed": now,
            "client": event.raw.client,
            "key": event.raw.key_id,
        },
    }
    document = event.document or _encode(event.data)
    whole = b"%b,%b" % (document[:-1], _encode(account)[1:])
    complete = RedactedEvent(event.raw, event.data, event.user_hash, whole, event.owner)
    return GroupedEvent(complete, made, grouped.headline)


def _dead(source: Source, reason: str) -> Failure:
    """Call it while the exception is being handled: the dead record keeps its trace."""
    raw, trace = source.raw, kept_trace(traceback.format_exc())
    return Failure(raw.project_id, raw.key_id, raw.category, source.key, Outcome.DEAD, reason, trace, source.value)


def _gone(source: Source) -> Failure:
    return _filtered(source, "project_deleted")


def _filtered(source: Source, reason: str) -> Failure:
    raw = source.raw
    return Failure(raw.project_id, raw.key_id, raw.category, source.key, Outcome.FILTERED, reason, "", b"")
