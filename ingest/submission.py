"""Bodies opened: what a request to the envelope or store endpoint holds, checked and sorted. Pure.

An event leaves here only when it is proved that the processor will be able to open it, since 200 means kept.
"""

import base64
import binascii
from typing import Final

import msgspec
from isal import isal_zlib

from core.errors import Rejected
from core.inflate import inflate
from core.payload_json import Head, check_object
from ingest.caps import MAX_CLIENT_REPORT_BYTES, MAX_EVENT_BYTES, MAX_NEIGHBOUR_BYTES
from ingest.categories import ERROR
from ingest.envelope import Item, parse_envelope, parse_event_id

_ZLIB_FAST: Final = 1


class SubmittedEvent(msgspec.Struct, frozen=True):
    """One event, and the bytes that carry it on the log: see `RawEvent`."""

    category: str
    event_id: str | None
    encoding: str
    start: int
    end: int
    body: bytes


class Submission(msgspec.Struct, frozen=True):
    """What was in one request."""

    dsn: str | None = None
    sent_at: float | None = None
    events: tuple[SubmittedEvent, ...] = ()
    refusal: Rejected | None = None
    """Why the event of the request cannot be taken."""
    refused: int = 1
    """How many events the refusal is about."""
    client_reports: tuple[bytes, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    """(item type, quantity) of what is not kept."""


def open_envelope(body: bytes, encoding: str, max_bytes: int) -> Submission:
    """Raises Rejected when the body as a whole is wrong: `invalid_compression`, `invalid_envelope`, `too_large`."""
    data = inflate(body, encoding, max_bytes)
    envelope = parse_envelope(data)
    found: list[Item] = []
    reports: list[bytes] = []
    left_out: list[tuple[str, int]] = []
    for item in envelope.items:
        if item.type == "event":
            found.append(item)
        elif item.type == "client_report":
            reports.append(data[item.start : min(item.end, item.start + MAX_CLIENT_REPORT_BYTES + 1)])
        else:
            left_out.append((item.type, item.quantity))
    events: tuple[SubmittedEvent, ...] = ()
    refusal = None
    try:
        if len(found) > 1:
            raise Rejected("too_many_events", "an envelope may hold one event")
        if found:
            events = (_envelope_event(data, body, encoding, found[0], envelope.event_id),)
    except Rejected as error:
        refusal = error
    return Submission(envelope.dsn, envelope.sent_at, events, refusal, len(found), tuple(reports), tuple(left_out))


def _envelope_event(data: bytes, body: bytes, encoding: str, item: Item, event_id: str | None) -> SubmittedEvent:
    head, payload = _checked(data, item.start, item.end)
    event_id = event_id or parse_event_id(head.event_id)
    if len(data) - len(payload) <= MAX_NEIGHBOUR_BYTES:
        return SubmittedEvent(ERROR, event_id, encoding, item.start, item.end, body)
    # Attachments, which are not kept, would fill the log, and the processor would decode them again.
    return SubmittedEvent(ERROR, event_id, "deflate", 0, len(payload), isal_zlib.compress(payload, _ZLIB_FAST))


def open_store(body: bytes, encoding: str, max_bytes: int, *, sent_at: float | None) -> Submission:
    """A bare event; sentry-raven for Ruby sends base64 of zlib of JSON. Raises Rejected."""
    data = inflate(body, encoding, max_bytes)
    if not data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and (packed := _unpacked(data)) is not None:
        body, encoding = (packed, "") if packed.startswith(b"{") else (packed, "deflate")
        data = inflate(body, encoding, max_bytes)
    head, _ = _checked(data, 0, len(data))
    if head.type == "transaction":
        return Submission(left_out=(("transaction", 1),))
    event = SubmittedEvent(ERROR, parse_event_id(head.event_id), encoding, 0, len(data), body)
    return Submission(sent_at=sent_at, events=(event,))


def _unpacked(data: bytes) -> bytes | None:
    try:
        return base64.b64decode(data.translate(None, b" \t\r\n"), validate=True) or None
    except binascii.Error:
        return None


def _checked(data: bytes, start: int, end: int) -> tuple[Head, bytes]:
    if end - start > MAX_EVENT_BYTES:
        raise Rejected("too_large", f"the event is larger than {MAX_EVENT_BYTES} bytes", 413)
    payload = data[start:end]
    return check_object(payload), payload
