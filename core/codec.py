"""Values to bytes for the log, and back. The first byte is the format version, so that a record outlives an upgrade."""

from typing import TypeVar

import msgspec

from core.errors import Rejected
from core.events import RawEvent
from core.outcomes import OutcomeCount

T = TypeVar("T")

_VERSION = b"\x01"
_encoder = msgspec.msgpack.Encoder()
_raw_event = msgspec.msgpack.Decoder(RawEvent)
_outcomes = msgspec.msgpack.Decoder(list[OutcomeCount])


def encode_raw_event(event: RawEvent) -> bytes:
    return _VERSION + _encoder.encode(event)


def decode_raw_event(data: bytes) -> RawEvent:
    """Raises Rejected(`undecodable_record`) for bytes that no version of us wrote."""
    return _decode(_raw_event, data)


def encode_outcomes(counts: list[OutcomeCount]) -> bytes:
    return _VERSION + _encoder.encode(counts)


def decode_outcomes(data: bytes) -> list[OutcomeCount]:
    """Raises Rejected(`undecodable_record`) for bytes that no version of us wrote."""
    return _decode(_outcomes, data)


def _decode(decoder: "msgspec.msgpack.Decoder[T]", data: bytes) -> T:
    if data[:1] != _VERSION:
        raise Rejected("undecodable_record", f"unknown format version {data[:1].hex() or 'none'}")
    try:
        return decoder.decode(memoryview(data)[1:])
    except msgspec.MsgspecError as error:
        raise Rejected("undecodable_record", str(error)) from error
