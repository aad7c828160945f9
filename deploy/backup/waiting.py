"""What waits in the log, as one compressed stream of records: `<length, 4 bytes><msgpack of (topic, key, value)>`."""

from collections.abc import Iterable, Iterator
from typing import IO, Protocol

import msgspec
import zstandard

from core.bus import Topic

_LENGTH = 4

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(tuple[Topic, str, bytes])

Waiting = tuple[Topic, str, bytes]
"""(topic, key, value)."""


class Writable(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> int: ...


def write_waiting(target: Writable, records: Iterable[Waiting]) -> dict[str, int]:
    """Write the records; answers how many there were of each topic."""
    counts = dict.fromkeys((topic.value for topic in Topic), 0)
    with zstandard.ZstdCompressor(level=3).stream_writer(target, closefd=False) as out:  # type: ignore[arg-type]
        for topic, key, value in records:
            encoded = _encoder.encode((topic, key, value))
            out.write(len(encoded).to_bytes(_LENGTH, "big") + encoded)
            counts[topic.value] += 1
    return counts


def read_waiting(source: IO[bytes]) -> Iterator[Waiting]:
    """The records, in the order they were written."""
    with zstandard.ZstdDecompressor().stream_reader(source) as stream:
        while length := _exactly(stream, _LENGTH):
            yield _decoder.decode(_exactly(stream, int.from_bytes(length, "big")))


def _exactly(stream: zstandard.ZstdDecompressionReader, size: int) -> bytes:
    """That many bytes, or fewer at the end of the stream."""
    parts = []
    while size and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
