"""What a process has in hand, in a few kilobytes of memory that are a file's: they outlive the process.

To write there costs what writing memory costs, no call of the system; a power cut may take it.
"""

import mmap
import os
import struct
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import Final

import msgspec

Spot = tuple[int, int]
"""Partition, position."""

SIZE: Final = 16 * 2**10
"""Enough for a batch in which each record is of another partition."""
_HEAD: Final = struct.Struct("<xI")
"""After the stage, the length of what follows."""


class Stage(IntEnum):
    """What a process does with what it has in hand."""

    FREE = 0
    HELD = 1
    """Waits for the database with it, most likely: ended by somebody then, it is not the record's doing."""
    AT_WORK = 2
    """Our own code works on it, and waits for nothing."""


class Held(msgspec.Struct, frozen=True, array_like=True):
    """A batch."""

    log_id: str
    ranges: tuple[tuple[int, int, int], ...]
    """Partition, first position, the position behind the last."""

    @property
    def alone(self) -> Spot | None:
        """The record, where it is a single one."""
        if len(self.ranges) != 1:
            return None
        partition, first, end = self.ranges[0]
        return (partition, first) if end - first == 1 else None


class Hand:
    """One batch at a time."""

    def __init__(self, memory: "bytearray | mmap.mmap") -> None:
        self._memory = memory

    def take(self, held: Held) -> None:
        """The stage comes last: a process that ends in between had nothing in hand."""
        self.turn(Stage.FREE)
        body = msgspec.msgpack.encode(held)
        if len(body) > SIZE - _HEAD.size:
            return
        _HEAD.pack_into(self._memory, 0, len(body))
        self._memory[_HEAD.size : _HEAD.size + len(body)] = body
        self.turn(Stage.HELD)

    def turn(self, stage: Stage) -> None:
        self._memory[0] = stage

    def left(self) -> tuple[Held, Stage] | None:
        """What the process before had in hand when it ended; None where it had nothing, or it cannot be read."""
        try:
            stage = Stage(self._memory[0])
            (length,) = _HEAD.unpack_from(self._memory, 0)
            held = msgspec.msgpack.decode(self._memory[_HEAD.size : _HEAD.size + length], type=Held)
        except (ValueError, msgspec.MsgspecError):  # after a power cut it may hold anything
            return None
        return None if stage is Stage.FREE else (held, stage)


def held(log_id: str, spots: Sequence[Spot]) -> Held:
    """A batch, in order within each partition."""
    last, first = dict(spots), dict(reversed(spots))
    return Held(log_id, tuple((partition, first[partition], last[partition] + 1) for partition in last))


def open_hand(path: Path) -> Hand:
    """The hand that is kept in this file. Raises OSError."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if missing := SIZE - os.fstat(descriptor).st_size:
            os.pwrite(descriptor, bytes(missing), SIZE - missing)  # a hole would end us when the disk is full
        return Hand(mmap.mmap(descriptor, SIZE))
    finally:
        os.close(descriptor)
