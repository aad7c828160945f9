"""Drops the oldest day of whole events early when the disk is full, if the operator has chosen that."""

import asyncio
import logging
from contextlib import suppress
from typing import Final

from core.clock import instant
from core.disk import Room
from core.errors import Unavailable
from core.resources import Resources

_INTERVAL_SECONDS: Final = 30.0
_log = logging.getLogger(__name__)


async def make_room(res: Resources, stop: asyncio.Event) -> None:
    """Run until `stop` is set. Every processor may run it: each measures again before it drops a day."""
    while not stop.is_set():
        try:
            await drop_oldest_if_full(res)
        except Unavailable as error:
            _log.warning("no room was made: %s", error)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), _INTERVAL_SECONDS)


async def drop_oldest_if_full(res: Resources) -> None:
    """One round. Issues and their counts stay, and so does today. Raises Unavailable."""
    if res.disk.look() < Room.FULL:
        return
    dropped = await res.partitions.drop_oldest(instant(res.clock.now()).date(), lambda: res.disk.look() >= Room.FULL)
    if dropped is None:
        return
    day, events = dropped
    await res.payloads.drop_day(day)
    _log.warning("dropped the %d events of %s before their time: %s", events, day, res.disk.detail)
