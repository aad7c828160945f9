"""Time as an argument: the real clock, and one that tests move by hand."""

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What a loop may ask of time."""

    def now(self) -> float:
        """Seconds since the epoch, UTC."""

    async def sleep(self, seconds: float) -> None:
        """Wait that long by this clock."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> float:
        return time.time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class ManualClock:
    """A clock that stands still until `advance` moves it; sleepers wake when their time has come."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self._now = now
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self._now + seconds, waiter))
        await waiter

    def advance(self, seconds: float) -> None:
        """Move time forward and wake whoever waited for it."""
        self._now += seconds
        due = [waiter for at, waiter in self._sleepers if at <= self._now]
        self._sleepers = [(at, waiter) for at, waiter in self._sleepers if at > self._now]
        for waiter in due:
            if not waiter.done():
                waiter.set_result(None)


def instant(seconds: float) -> datetime:
    """Epoch seconds as an aware UTC datetime, the form that PostgreSQL takes."""
    return datetime.fromtimestamp(seconds, UTC)
