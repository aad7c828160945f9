"""The alerter's loops: each does what is due, then rests until a notification comes or its time has come.

Any number of alerters may run: the work of each is locked by its transaction, or leased, until it is done.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from alerting.advancing import follow
from alerting.delivering import Deliverer
from alerting.evaluating.loop import Evaluating
from alerting.reporting import send_due_reports
from alerting.resending import resend_due
from alerting.taking_over import LOOK_SECONDS, TakingOver
from alerting.watching import Rounds, keep_watching
from core.backoff import delay
from core.db.alerts.entries import ALERTS
from core.db.database import OUTAGES
from core.db.deliveries.deliveries import DELIVERIES
from core.db.deliveries.holders import Holder
from core.db.deliveries.resends import RESENDS
from core.db.listening import RECORDED, listen_until_lost
from core.errors import Unavailable
from core.reports import QUARTER
from core.resources import Resources

ALERTER: Final = "redshank alerter"
"""The name of its connections in PostgreSQL."""
_LONGEST_REST = 5.0
"""Seconds. A notification can be lost (a connection can die unnoticed); work is found after this time at the latest."""
_RECONNECT_SECONDS = 1.0
_EVALUATING_PACE = 0.2
"""Recorders notify of up to twenty batches a second, and each pass has a fixed cost; this pause between passes delays
alerts little."""

_log = logging.getLogger(__name__)

Pass = Callable[[Resources], Awaitable[float]]
"""Does what is due; answers the seconds until the next work that is known of, 0: there is more now."""


@dataclass(frozen=True, slots=True)
class Loop:
    """One of the alerter's duties."""

    name: str
    once: Pass
    channel: str | None
    """The PostgreSQL channel that notifies it of work; None: it goes by the clock alone."""
    close: Callable[[], Awaitable[None]] | None = None
    """Called at the end: waits for work under way."""
    longest_rest: float = _LONGEST_REST
    """Seconds."""
    pace: float = 0.0
    """Seconds of rest after each pass, even when notified: frequent work is done together."""


def loops(holder: Holder) -> tuple[Loop, ...]:
    """All duties of one alerter. What some of them remember from pass to pass begins empty."""
    evaluating, deliverer = Evaluating(), Deliverer(holder=holder)
    return (
        Loop("evaluating", evaluating.once, RECORDED, evaluating.close, pace=_EVALUATING_PACE),
        Loop("following alerts", follow, ALERTS),
        Loop("delivering", deliverer.once, DELIVERIES, deliverer.close),
        Loop("taking over", TakingOver().once, None, longest_rest=LOOK_SECONDS),
        Loop("resending", resend_due, RESENDS),
        Loop("reporting", send_due_reports, None, longest_rest=QUARTER),
    )


async def run(res: Resources, database_url: str, stop: asyncio.Event) -> None:
    """Do all duties until `stop` is set, and watch that each is done in time."""
    holder = Holder(res.rng)
    duties = loops(holder)
    told = {loop.name: asyncio.Event() for loop in duties}
    done = Rounds(res.clock.now(), {loop.name: loop.longest_rest for loop in duties})
    listening = asyncio.create_task(listen(database_url, duties, told, holder))
    try:
        with suppress(TimeoutError):  # nobody could take over what an alerter claims before its number is held
            await asyncio.wait_for(holder.was_held.wait(), _RECONNECT_SECONDS)
        async with asyncio.TaskGroup() as tasks:
            for loop in duties:
                tasks.create_task(keep_doing(loop, res, told[loop.name], stop, done))
            tasks.create_task(keep_watching(res, done, stop))
    finally:
        listening.cancel()


async def keep_doing(loop: Loop, res: Resources, told: asyncio.Event, stop: asyncio.Event, done: Rounds) -> None:
    """Run one duty until `stop` is set: at once when `told` of work, else when its rest is over. Notes each time that
    it is done. While PostgreSQL or another engine is down it waits, and logs that once."""
    failures = 0
    try:
        while not stop.is_set():
            told.clear()
            try:
                rest = await loop.once(res)
                failures = 0
                done.note(loop.name, res.clock.now())
            except Unavailable as error:
                if not failures:
                    _log.warning("%s waits: %s", loop.name, error)
                rest = delay(failures, res.rng)
                failures += 1
            pace = min(loop.pace, rest)
            await _rest(pace, stop, asyncio.Event())
            await _rest(min(rest, loop.longest_rest) - pace, stop, told)
    finally:
        if loop.close is not None:
            await loop.close()


async def listen(url: str, duties: Sequence[Loop], told: Mapping[str, asyncio.Event], holder: Holder) -> None:
    """Listen for all duties on one connection. When it is made, each duty is told to look, for what was missed before.
    While it lasts, other alerters see by it that this one lives."""
    waking = {loop.channel: told[loop.name] for loop in duties if loop.channel is not None}
    hears = {channel: _waker(event) for channel, event in waking.items()}

    def wake_all() -> None:
        for event in waking.values():
            event.set()

    while True:
        with suppress(*OUTAGES):
            await listen_until_lost(url, hears, wake_all, name=ALERTER, first=holder.hold)
        await asyncio.sleep(_RECONNECT_SECONDS)


def _waker(event: asyncio.Event) -> Callable[[str], None]:
    return lambda _: event.set()


async def _rest(seconds: float, stop: asyncio.Event, told: asyncio.Event) -> None:
    """Wait until one of the events is set, or the time is over."""
    if seconds <= 0:
        await asyncio.sleep(0)
        return
    waiting = [asyncio.ensure_future(event.wait()) for event in (stop, told)]
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
