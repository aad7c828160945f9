"""How far the spool has been moved to the remote log: a small file beside the spool."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from core.bus import Topic

_WIDTH = 20
_TOPICS = tuple(Topic)


class Sent:
    """The next position to move of each topic. An older one is safe: it repeats.

    Written in place, so that it can be written on a disk that is full too; its 42 bytes fit into one sector.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1
        self.positions: dict[Topic, int] = dict.fromkeys(_TOPICS, 0)

    @contextmanager
    def opened(self, ends: Mapping[Topic, int]) -> Iterator[None]:
        """Read the file. `ends`: the ends of the spool; a position behind them belongs to a spool that was deleted."""
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self.positions = _parse(os.pread(self._descriptor, 100, 0))
            for topic, end in ends.items():
                if self.positions[topic] > end:
                    self.positions[topic] = 0
            with suppress(OSError):
                self._write()  # reserves its room on the disk while there is some
            yield
        finally:
            os.close(self._descriptor)

    def note(self, topic: Topic, position: int) -> None:
        """Blocks for a sync. Raises OSError; the position counts for this process then."""
        self.positions[topic] = position
        self._write()

    def _write(self) -> None:
        numbers = " ".join(f"{self.positions[topic]:0{_WIDTH}}" for topic in _TOPICS)
        os.pwrite(self._descriptor, f"{numbers}\n".encode("ascii"), 0)
        os.fsync(self._descriptor)


def _parse(data: bytes) -> dict[Topic, int]:
    """From the beginning where it is new, or makes no sense."""
    try:
        numbers = [int(number) for number in data.split()]
        return dict(zip(_TOPICS, numbers, strict=True))
    except ValueError:
        return dict.fromkeys(_TOPICS, 0)
