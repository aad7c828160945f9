"""The envelope grammar: `header LF (item-header LF payload LF)*`, the last LF optional. Pure."""

import re
from datetime import datetime
from typing import Any, Final

import msgspec

from core.errors import Rejected
from core.payload_json import decode_object
from ingest.caps import MAX_HEADER_BYTES, MAX_ITEMS

_EVENT_ID: Final = re.compile(r"[0-9a-f]{32}")
_NIL: Final = "0" * 32
_LINE_FEEDS: Final = re.compile(rb"\n+")

_NOT_STRICT: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
_MAX_MENDED_BYTES: Final = 1024
"""The longest item header whose broken text (a file's name) is mended: mending is expensive, and an envelope may hold a
thousand headers."""


class Item(msgspec.Struct, frozen=True):
    """Where one item's payload stands in the decoded body, in bytes."""

    type: str
    start: int
    end: int
    quantity: int
    """How many entries a container says that it holds; 1 for other items."""


class Envelope(msgspec.Struct, frozen=True):
    event_id: str | None
    dsn: str | None
    sent_at: float | None
    """Epoch seconds by the sender's clock."""
    items: tuple[Item, ...]


class _Header(msgspec.Struct):
    event_id: Any = None
    dsn: Any = None
    sent_at: Any = None


class _ItemHeader(msgspec.Struct):
    type: Any = None
    length: Any = None
    item_count: Any = None


_decode_header: Final = msgspec.json.Decoder(_Header).decode
_decode_item_header: Final = msgspec.json.Decoder(_ItemHeader).decode


def parse_envelope(data: bytes) -> Envelope:
    """Raises Rejected: `invalid_envelope` (400), `invalid_event_id` (400), `too_large` (413)."""
    line_end = _line_end(data, 0)
    header = _read_header(data, line_end)
    return Envelope(
        event_id=parse_event_id(header.event_id),
        dsn=header.dsn if isinstance(header.dsn, str) else None,
        sent_at=parse_instant(header.sent_at),
        items=_items(data, line_end + 1),
    )


def envelope_dsn(start: bytes) -> str | None:
    """The DSN in the header of an envelope, given its first bytes. Raises Rejected as `parse_envelope`."""
    dsn = _read_header(start, _line_end(start, 0)).dsn
    return dsn if isinstance(dsn, str) else None


def _items(data: bytes, position: int) -> tuple[Item, ...]:
    items: list[Item] = []
    size = len(data)
    while position < size:
        if data[position] == 0x0A:  # careless senders end with several line feeds, hostile ones with millions
            position = _LINE_FEEDS.match(data, position).end()  # type: ignore[union-attr]  # there is one
            continue
        if len(items) >= MAX_ITEMS:
            raise Rejected("too_large", f"the envelope has more than {MAX_ITEMS} items", 413)
        line_end = _line_end(data, position)
        header = _read_item_header(data, position, line_end)
        start = min(line_end + 1, size)
        end = _payload_end(data, start, header.length)
        items.append(Item(header.type, start, end, _quantity(header.item_count, end - start)))
        position = end + 1
    return tuple(items)


def _line_end(data: bytes, start: int) -> int:
    end = data.find(b"\n", start, start + MAX_HEADER_BYTES + 1)
    if end >= 0:
        return end
    if len(data) - start > MAX_HEADER_BYTES:
        raise Rejected("too_large", f"the header at byte {start} is longer than {MAX_HEADER_BYTES} bytes", 413)
    return len(data)


def _payload_end(data: bytes, start: int, length: Any) -> int:
    size = len(data)
    if length is None:
        end = data.find(b"\n", start)
        return size if end < 0 else end
    if type(length) is not int or length < 0:
        raise Rejected("invalid_envelope", f"the length of the item at byte {start} is not a number of bytes")
    end = start + length
    if end > size:
        raise Rejected("invalid_envelope", f"the item at byte {start} is cut off: {size - start} of {length} bytes")
    if end < size and data[end] != 0x0A:
        raise Rejected("invalid_envelope", f"no line feed after the item at byte {start} of {length} bytes")
    return end


def _read_header(data: bytes, end: int) -> _Header:
    line = data[:end]
    try:
        return _decode_header(line)
    except _NOT_STRICT:
        return msgspec.convert(_mended(line, 0), _Header)


def _read_item_header(data: bytes, start: int, end: int) -> _ItemHeader:
    line = data[start:end]
    try:
        header = _decode_item_header(line)
    except _NOT_STRICT as error:
        if len(line) > _MAX_MENDED_BYTES:
            raise Rejected("invalid_envelope", f"the header at byte {start} is not JSON: {error}") from None
        header = msgspec.convert(_mended(line, start), _ItemHeader)
    if not isinstance(header.type, str) or not header.type:
        raise Rejected("invalid_envelope", f"the item header at byte {start} names no type")
    return header


def _mended(line: bytes, start: int) -> dict[str, Any]:
    try:
        return decode_object(line)
    except Rejected as error:
        raise Rejected("invalid_envelope", f"the header at byte {start} is {error.detail}") from None


def _quantity(item_count: Any, size: int) -> int:
    """The quantity that the sender states, but never more entries than bytes; otherwise one line could add billions to
    the books."""
    return min(item_count, max(1, size)) if type(item_count) is int and item_count > 0 else 1


def parse_event_id(value: Any) -> str | None:
    """32 lower-case hex digits out of a UUID with or without dashes; None where there is none, or the nil UUID.

    Raises Rejected `invalid_event_id`.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str) and len(value) in (32, 36):
        plain = value.lower()
        if len(plain) == 36 and plain[8] == plain[13] == plain[18] == plain[23] == "-":
            plain = plain.replace("-", "")
        if _EVENT_ID.fullmatch(plain):
            return None if plain == _NIL else plain
    raise Rejected("invalid_event_id", "the event id is not a UUID")


def parse_instant(value: Any) -> float | None:
    """Epoch seconds of an RFC 3339 time or a number; None for anything else, and outside of the years 1970 to 5138."""
    try:
        if isinstance(value, str):
            when = datetime.fromisoformat(value)
            seconds = when.timestamp() if when.tzinfo else None
        else:
            seconds = float(value) if type(value) in (int, float) else None
    except (ValueError, OverflowError):
        return None
    return seconds if seconds is not None and 0 < seconds < 1e11 else None
