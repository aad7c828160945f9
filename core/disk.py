"""Whether there is room on disk: a budget that must stay free, and what stops when it does not.

PostgreSQL copes badly with a full disk, so Redshank acts before. First people are warned; then the gateway refuses
events, so that the log grows no more; with half of the budget used, processors stop recording. All of this ends by
itself once there is room again.
"""

import logging
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Final

from core.errors import Unavailable

_UNITS: Final = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
_RECOVERED: Final = 1.1
"""This many times the budget must be free before events are accepted again, so that the state does not flap."""
_WARN: Final = 2.0
"""Below this many times the budget, people are told."""
_EXHAUSTED: Final = 0.5
"""Below this part of the budget, nothing is recorded any more."""
_RETRY_SECONDS: Final = 30.0

_log = logging.getLogger(__name__)


class Room(IntEnum):
    """How much room there is; more is worse."""

    OK = 0
    LOW = 1
    FULL = 2
    """The gateway refuses events."""
    EXHAUSTED = 3
    """Processors leave what waits in the log."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What must stay free: so many bytes, or a share of the disk."""

    bytes: int = 0
    share: float = 0.0

    def of(self, total: int) -> int:
        """Bytes that must stay free on a disk of this size."""
        return max(self.bytes, int(self.share * total))


def parse_budget(text: str) -> Budget:
    """`1GiB`, `500MB`, `5%`, `0`. Raises ValueError."""
    text = text.strip()
    if percent := re.fullmatch(r"(\d{1,2}(?:\.\d{1,3})?) ?%", text):
        return Budget(share=float(percent[1]) / 100)
    if size := re.fullmatch(r"(\d{1,15}(?:\.\d{1,3})?) ?([KMGT]?)i?B?", text):
        return Budget(bytes=int(float(size[1]) * _UNITS[size[2]]))
    raise ValueError("give a size such as 1GiB, or a share such as 5%")


def judge(free: int, needed: int, before: Room) -> Room:
    """How much room `free` bytes are where `needed` must stay free. A disk that was full stays so until a little more
    is free."""
    if free < needed * _EXHAUSTED:
        return Room.EXHAUSTED
    if free < needed * (_RECOVERED if before >= Room.FULL else 1.0):
        return Room.FULL
    return Room.LOW if free < needed * _WARN else Room.OK


@dataclass(frozen=True, slots=True)
class Disk:
    """What a disk has, in bytes."""

    free: int
    total: int


def measure(folder: Path) -> Disk:
    """The disk that holds this folder or, if it does not exist yet, the nearest existing one above it."""
    while True:
        try:
            found = os.statvfs(folder)
        except FileNotFoundError:
            folder = folder.absolute().parent
            continue
        return Disk(found.f_bavail * found.f_frsize, found.f_blocks * found.f_frsize)


class DiskGuard:
    """What one process knows about the room on its disks. `look` measures; everything else uses the last result, and
    costs nothing."""

    def __init__(
        self, folders: Sequence[Path] = (), budget: Budget | None = None, measure: Callable[[Path], Disk] = measure
    ) -> None:
        self._folders = folders
        self._budget = budget or Budget()
        self._measure = measure
        self.room = Room.OK
        self.detail = "ok"
        """One line for people."""

    @property
    def full(self) -> bool:
        """Whether no event may come in."""
        return self.room >= Room.FULL

    def look(self) -> Room:
        """Measure: some microseconds. A change is logged."""
        room, detail = max((self._judge(folder) for folder in self._folders), default=(Room.OK, "ok"))
        if room != self.room:
            tell = _log.warning if max(room, self.room) > Room.LOW or room is Room.LOW else _log.info
            tell("room on disk: %s", detail)
        self.room, self.detail = room, detail
        return room

    def check(self) -> None:
        """Before something is recorded. Raises Unavailable where the disk is exhausted."""
        if self.look() is Room.EXHAUSTED:
            raise Unavailable(f"nothing is recorded: {self.detail}", retry_after=_RETRY_SECONDS)

    def _judge(self, folder: Path) -> tuple[Room, str]:
        disk = self._measure(folder)
        needed = self._budget.of(disk.total)
        room = judge(disk.free, needed, self.room)
        sizes = (
            f"{_size(disk.free)} free where {folder.absolute()} is, {_size(needed)} must stay (REDSHANK_DISK_MIN_FREE)"
        )
        match room:
            case Room.OK:
                return room, "ok"
            case Room.LOW:
                return room, f"low: {sizes}"
            case Room.FULL:
                return room, f"full, events are refused: {sizes}"
            case Room.EXHAUSTED:
                return room, f"full, events are refused and none recorded: {sizes}"


def _size(size: int) -> str:
    return f"{size / 2**30:.1f} GiB" if size >= 2**30 else f"{size / 2**20:.0f} MiB"
