"""Decodes content codings, never past a cap: gzip, deflate (zlib-wrapped or raw), br and zstd.

The gateway decodes with this before it answers 200, and the processor decodes the same bytes with it again, so what the
gateway could open, the processor can.
"""

from collections.abc import Callable
from typing import Final

import brotli
import zstandard
from isal import isal_zlib

from core.errors import Rejected
from core.events import RawEvent

_MAX_GZIP_MEMBERS: Final = 100
"""A gzip file may consist of several members. Each one costs a copy of the rest, so thousands of empty members would
cost minutes."""

_ZSTD_PIECE_BYTES: Final = 256
"""zstandard has no cap of its own, and three bytes can stand for 128 KiB: small pieces bound the overrun to 11 MiB."""

_ZSTD_WINDOW_BYTES: Final = 2**24
"""The largest window that a zstd stream may ask for; level 19 asks for 8 MiB."""

_IsalError: Final[type[Exception]] = isal_zlib.IsalError  # type: ignore[assignment]  # the stub has an instance

_DAMAGED: Final = (_IsalError, brotli.error, zstandard.ZstdError)

_GZIP: Final = 31
_ZLIB: Final = 15
_RAW: Final = -15


def inflate(body: bytes, encoding: str, max_bytes: int) -> bytes:
    """The decoded body.

    Raises Rejected `too_large` (413) when it is longer than `max_bytes`, and `invalid_compression` (400) when it is
    damaged or cut off. What follows the end of a compressed stream is ignored.
    """
    decoded, complete = _decode(body, encoding, max_bytes)
    if len(decoded) > max_bytes:
        raise Rejected("too_large", f"the decoded body is larger than {max_bytes} bytes", 413)
    if not complete:
        raise Rejected("invalid_compression", f"the {encoding} body is cut off")
    return decoded


def inflate_start(body: bytes, encoding: str, wanted: int) -> bytes:
    """The first `wanted` bytes of the decoded body, or fewer. Raises Rejected `invalid_compression`."""
    return _decode(body, encoding, wanted)[0][:wanted]


def event_json(event: RawEvent) -> bytes:
    """The event item's JSON out of the body that carried it. Raises Rejected `invalid_compression`."""
    return _decode(event.body, event.encoding, event.end)[0][event.start : event.end]


def _decode(body: bytes, encoding: str, limit: int) -> tuple[bytes, bool]:
    """At least `limit + 1` decoded bytes if there are as many, and whether the stream came to its end."""
    if not encoding:
        return body, True
    try:
        return _DECODERS[encoding](body, limit)
    except _DAMAGED as error:
        raise Rejected("invalid_compression", f"the body is not {encoding}: {error}") from None


def _gzip(body: bytes, limit: int) -> tuple[bytes, bool]:
    decoded, complete, rest = _unwrap(body, _GZIP, limit)
    if not rest.startswith(b"\x1f\x8b") or len(decoded) > limit:
        return decoded, complete
    members = [decoded]
    room = limit - len(decoded)
    while rest.startswith(b"\x1f\x8b") and room >= 0:
        if len(members) >= _MAX_GZIP_MEMBERS:
            raise Rejected("invalid_compression", f"the gzip body has more than {_MAX_GZIP_MEMBERS} members")
        decoded, complete, rest = _unwrap(rest, _GZIP, room)
        members.append(decoded)
        room -= len(decoded)
    return b"".join(members), complete


def _deflate(body: bytes, limit: int) -> tuple[bytes, bool]:
    # RFC 9110 means zlib's wrapping; some clients send the bare stream, and a bare stream may look wrapped by chance.
    if len(body) >= 2 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0:
        try:
            return _unwrap(body, _ZLIB, limit)[:2]
        except _IsalError:
            pass
    return _unwrap(body, _RAW, limit)[:2]


def _unwrap(body: bytes, window_bits: int, limit: int) -> tuple[bytes, bool, bytes]:
    stream = isal_zlib.decompressobj(window_bits)
    decoded: bytes = stream.decompress(body, limit + 1)
    return decoded, stream.eof, stream.unused_data


def _brotli(body: bytes, limit: int) -> tuple[bytes, bool]:
    stream = brotli.Decompressor()
    decoded: bytes = stream.process(body, output_buffer_limit=limit + 1)
    return decoded, stream.is_finished()


def _zstd(body: bytes, limit: int) -> tuple[bytes, bool]:
    stream = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW_BYTES).decompressobj()
    pieces = []
    room = limit
    for start in range(0, len(body), _ZSTD_PIECE_BYTES):
        piece = stream.decompress(body[start : start + _ZSTD_PIECE_BYTES])
        pieces.append(piece)
        room -= len(piece)
        if room < 0 or stream.eof:
            break
    return b"".join(pieces), stream.eof


_DECODERS: Final[dict[str, Callable[[bytes, int], tuple[bytes, bool]]]] = {
    "gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
