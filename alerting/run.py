"""The alerter's loops: each looks, does what is due, and rests until something is told or the clock says so.

Any number of alerters may run: what one of them works on is locked by its transaction, or leased, until it is done.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from alerting.advancing import follow
from alerting.evaluating.loop import Evaluating
from core.backoff import delay
from core.db.alert_entries import ALERTS
from core.db.database import OUTAGES
from core.db.listening import RECORDED, listen_until_lost
from core.errors import Unavailable
from core.resources import Resources

_LONGEST_REST = 5.0
"""Seconds: what nobody was told of (a connection can die in silence) is seen after this."""
_RECONNECT_SECONDS = 1.0
_EVALUATING_PACE = 0.2
"""Recorders tell of twenty batches a second, and a pass has a price of its own; alerts come soon enough within it."""

_log = logging.getLogger(__name__)

Pass = Callable[[Resources], Awaitable[float]]
"""Does what is due, and answers how many seconds there is nothing to do, if nothing new is told; 0: there is more."""


@dataclass(frozen=True, slots=True)
class Loop:
    """One of the alerter's duties."""

    name: str
    once: Pass
    channel: str
    """PostgreSQL's channel that tells it of work."""
    pace: float = 0.0
    """Seconds of rest after each pass, whatever is told: what comes many times a second is done together."""


LOOPS: tuple[Loop, ...] = (Loop("following alerts", follow, ALERTS),)


def loops() -> tuple[Loop, ...]:
    """All duties of one alerter; those that remember something from pass to pass begin anew."""
    return (Loop("evaluating", Evaluating().once, RECORDED, pace=_EVALUATING_PACE), *LOOPS)


async def run(res: Resources, database_url: str, stop: asyncio.Event) -> None:
    """Do all duties until `stop` is set."""
    async with asyncio.TaskGroup() as tasks:
        for loop in loops():
            tasks.create_task(keep_doing(loop, res, database_url, stop))


async def keep_doing(loop: Loop, res: Resources, database_url: str, stop: asyncio.Event) -> None:
    """Run one duty until `stop` is set; while the world is down it waits, and says so once."""
    told = asyncio.Event()
    listening = asyncio.create_task(_listen(database_url, loop.channel, told))
    failures = 0
    try:
        while not stop.is_set():
            told.clear()
            try:
                rest = await loop.once(res)
                failures = 0
            except Unavailable as error:
                if not failures:
                    _log.warning("%s waits: %s", loop.name, error)
                rest = delay(failures, res.rng)
                failures += 1
            pace = min(loop.pace, rest)
            await _rest(pace, stop, asyncio.Event())
            await _rest(min(rest, _LONGEST_REST) - pace, stop, told)
    finally:
        listening.cancel()


async def _listen(url: str, channel: str, told: asyncio.Event) -> None:
    while True:
        with suppress(*OUTAGES):
            await listen_until_lost(url, channel, lambda _: told.set(), told.set)
        await asyncio.sleep(_RECONNECT_SECONDS)


async def _rest(seconds: float, stop: asyncio.Event, told: asyncio.Event) -> None:
    """Until one of them is set, or the time is over."""
    if seconds <= 0:
        await asyncio.sleep(0)
        return
    waiting = [asyncio.ensure_future(event.wait()) for event in (stop, told)]
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
