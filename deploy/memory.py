"""Gives memory back to the system when a busy process comes to rest; otherwise the process would keep what a burst
took."""

import asyncio
import ctypes
import gc
import time
from typing import Final

LOOK_SECONDS: Final = 15.0
"""From one look to the next."""
_BUSY_SECONDS: Final = 0.75
"""CPU seconds between two looks; with fewer, the process is at rest."""
_WORTH_SECONDS: Final = 0.5
"""CPU seconds since memory was last given back; after fewer, doing it again is not worth its 20 ms."""


class Effort:
    """How a process worked, by its CPU seconds at each look."""

    def __init__(self, cpu: float) -> None:
        self._settled = self._seen = cpu

    def has_come_to_rest(self, cpu: float) -> bool:
        """Whether the process was busy since this last answered True, and has been at rest since the last look."""
        before, self._seen = self._seen, cpu
        if cpu - before >= _BUSY_SECONDS or cpu - self._settled < _WORTH_SECONDS:
            return False
        self._settled = cpu
        return True


async def tidy_at_rest() -> None:
    """Until cancelled, give memory back whenever this process has come to rest."""
    effort = Effort(time.process_time())
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        if effort.has_come_to_rest(time.process_time()):
            give_back()


def give_back() -> None:
    """Free what only cycles hold, and have the allocator hand its free pages to the system where it can (glibc)."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
