"""Wakes waiting readers in other processes, through FIFOs: an idle log costs nothing."""

import asyncio
import contextlib
import itertools
import os
from pathlib import Path
from typing import Self

_numbers = itertools.count()
_HIDDEN = "."


class Alarm:
    """One reader's FIFO. `wait` returns when a writer has rung since the last wait."""

    def __init__(self, folder: Path, loop: asyncio.AbstractEventLoop) -> None:
        self._path = folder / f"{os.getpid()}-{next(_numbers)}"
        self._loop = loop
        self._rung = asyncio.Event()

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # The FIFO appears under its name only once it is open: a writer takes a FIFO without a reader for that of a
        # dead process.
        unopened = self._path.with_name(f"{_HIDDEN}{self._path.name}")
        unopened.unlink(missing_ok=True)
        os.mkfifo(unopened, 0o600)
        # Opened for reading and writing, so that it never reports an end of file while no writer has it open.
        self._descriptor = os.open(unopened, os.O_RDWR | os.O_NONBLOCK)
        unopened.replace(self._path)
        self._loop.add_reader(self._descriptor, self._drain)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.remove_reader(self._descriptor)
        os.close(self._descriptor)
        self._path.unlink(missing_ok=True)

    def reset(self) -> None:
        """Forget earlier rings. Call it before looking for records, so that a ring after the look is not lost."""
        self._rung.clear()

    async def wait(self, timeout: float) -> bool:
        """Whether somebody rang within `timeout` seconds."""
        try:
            # Not wait_for: until Python 3.12 it swallows a cancellation that comes together with a ring.
            async with asyncio.timeout(timeout):
                await self._rung.wait()
        except TimeoutError:
            return False
        return True

    def _drain(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._descriptor, 4096)
        self._rung.set()


def ring_all(folder: Path) -> None:
    """Wake every reader; forget those that are gone."""
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        if name.startswith(_HIDDEN):
            continue
        path = folder / name
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody has it open: its reader was killed, or is just closing it
            path.unlink(missing_ok=True)
            continue
        try:
            os.write(descriptor, b"!")
        except (BlockingIOError, BrokenPipeError):
            pass  # full of rings that were not heard yet, so one more is not needed
        finally:
            os.close(descriptor)
