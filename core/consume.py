"""The consumer loop: read a batch, handle it, commit; when the world is down, back off and read it again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from random import Random

from core.backoff import delay
from core.bus import LogReader, Record
from core.clock import Clock
from core.errors import Unavailable
from core.metrics import PROCESSOR_FAILURES

_log = logging.getLogger(__name__)

Handle = Callable[[list[Record], Mapping[int, int]], Awaitable[None]]
"""Handles a batch together with the positions that it reaches; raises Unavailable to get the batch again."""


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """How much is taken at once."""

    max_records: int = 256
    max_bytes: int = 8 * 2**20
    idle_seconds: float = 60.0
    """How long one wait for records lasts: an idle consumer wakes this often."""
    small: int = 32
    """A batch below this is followed by a pause,"""
    linger_seconds: float = 0.05
    """this long, so that a steady trickle is recorded in few transactions instead of many."""


async def consume(
    reader: LogReader,
    handle: Handle,
    stop: asyncio.Event,
    clock: Clock,
    rng: Random,
    limits: BatchLimits | None = None,
) -> None:
    """Run until `stop` is set. Nothing is committed that `handle` did not finish."""
    limits = limits or BatchLimits()
    failures = 0
    while not stop.is_set():
        try:
            records = await _unless(stop, reader.read(limits.max_records, limits.max_bytes, limits.idle_seconds))
            if not records:
                continue
            reached = {record.partition: record.position + 1 for record in records}
            await handle(records, reached)
            await reader.commit(reached)
        except Unavailable as error:
            pause = delay(failures, rng) if error.retry_after else 0.0
            if error.retry_after:
                PROCESSOR_FAILURES.inc()
            failures += 1
            _log.warning("not recorded yet, trying again in %.1f s: %s", pause, error)
            await _unless(stop, clock.sleep(pause))
            continue
        if failures:
            _log.warning("recording again after %d failures", failures)
            failures = 0
        if len(records) < limits.small:
            await _unless(stop, clock.sleep(limits.linger_seconds))


async def _unless(stop: asyncio.Event, work: "Awaitable[list[Record]] | Awaitable[None]") -> list[Record]:
    """The result of `work`, or None when `stop` comes first, which cancels the work."""
    task = asyncio.ensure_future(work)
    stopped = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return (task.result() or []) if task.done() else []
    finally:
        task.cancel()
        stopped.cancel()
        await asyncio.gather(task, stopped, return_exceptions=True)
