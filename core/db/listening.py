"""Notifications of PostgreSQL, on a connection of their own."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import asyncpg

from core.db.database import OUTAGES

RECORDED: Final = "recorded"
"""The channel on which the recorder tells what it changed (`core/db/recording.sql`)."""


async def listen_until_lost(url: str, channel: str, hear: Callable[[str], None], connected: Callable[[], None]) -> None:
    """Call `hear` with every notification until the connection breaks. `connected` is called when it stands: whatever
    was told while nobody listened was not heard. Raises one of OUTAGES where it cannot be made."""
    lost = asyncio.Event()
    connection = await asyncpg.connect(url, timeout=10)
    try:
        connection.add_termination_listener(lambda _: lost.set())
        await connection.add_listener(channel, lambda _connection, _pid, _channel, payload: hear(str(payload)))
        connected()
        await lost.wait()
    finally:
        with suppress(*OUTAGES):
            await connection.close(timeout=2)
