"""Notifications of PostgreSQL, on a connection of their own."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Final

import asyncpg

from core.db.database import OUTAGES, Connection

RECORDED: Final = "recorded"
"""The channel on which the recorder tells what it changed (`core/db/recording.sql`)."""


async def listen_until_lost(
    url: str,
    hears: Mapping[str, Callable[[str], None]],
    connected: Callable[[], None],
    *,
    name: str,
    first: Callable[[Connection], Awaitable[None]] | None = None,
) -> None:
    """Call the function that `hears` has for a channel with every notification on it, until the connection breaks.

    `connected` is called once it listens: earlier notifications may have been missed. `name`: as in `open_database`.
    `first`: called on the new connection before it listens, for what else is to last as long as the connection. Raises
    one of OUTAGES where it cannot be made.
    """
    lost = asyncio.Event()
    connection = await asyncpg.connect(url, timeout=10, server_settings={"application_name": name})
    try:
        connection.add_termination_listener(lambda _: lost.set())
        if first is not None:
            await first(connection)
        for channel, hear in hears.items():
            await connection.add_listener(channel, _listener(hear))
        connected()
        await lost.wait()
    finally:
        with suppress(*OUTAGES):
            await connection.close(timeout=2)


def _listener(hear: Callable[[str], None]) -> Callable[..., None]:
    return lambda _connection, _pid, _channel, payload: hear(str(payload))
