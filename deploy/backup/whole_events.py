"""Whole events that are kept outside PostgreSQL, as compressed NDJSON: in and out through the PayloadStore."""

from collections.abc import Iterator
from datetime import date
from typing import IO, Final

import msgspec
import zstandard

from core.db import Database
from core.db.database import Connection
from core.db.events.references import forget_blocks, references, repoint
from core.events import EventData
from core.payloads import PayloadKey, PayloadStore, taken
from deploy.backup.waiting import Writable

_BATCH_BYTES: Final = 8 * 2**20
_BATCH: Final = 200


class _Line(msgspec.Struct, frozen=True):
    project_id: int
    event_id: str
    day: date
    event: msgspec.Raw


async def write_events(target: Writable, connection: Connection, payloads: PayloadStore) -> int:
    """Write the whole events of all rows that the transaction sees; answers how many the store still had."""
    count = 0
    with zstandard.ZstdCompressor(level=3).stream_writer(target, closefd=False) as out:  # type: ignore[arg-type]
        async for batch in references(connection):
            for key, event in (await payloads.get_many(batch)).items():
                out.write(_line(key, event))
                count += 1
    return count


async def read_events(source: IO[bytes], database: Database, payloads: PayloadStore) -> int:
    """Put the events into a store, and note in their rows where they are now. Raises Unavailable."""
    count = 0
    async with database.connection() as connection:
        await forget_blocks(connection)
    for batch in _batches(source):
        keys = [PayloadKey(line.project_id, line.event_id, line.day) for line in batch]
        answers = await payloads.put_many([(key, bytes(line.event)) for key, line in zip(keys, batch, strict=True)])
        async with database.transaction() as connection:
            await repoint(connection, keys, taken(answers))
        count += len(batch)
    return count


def _batches(source: IO[bytes]) -> Iterator[list[_Line]]:
    batch: list[_Line] = []
    size = 0
    for line in _lines(source):
        batch.append(msgspec.json.decode(line, type=_Line))
        size += len(line)
        if size > _BATCH_BYTES or len(batch) == _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _lines(source: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    with zstandard.ZstdDecompressor().stream_reader(source) as stream:
        while chunk := stream.read(2**20):
            *lines, rest = (rest + chunk).split(b"\n")
            yield from lines


def _line(key: PayloadKey, event: EventData) -> bytes:
    whole = msgspec.Raw(msgspec.json.encode(event))
    return msgspec.json.encode(_Line(key.project_id, key.event_id, key.day, whole)) + b"\n"
