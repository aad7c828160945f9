"""Runs a role's coroutine in a child process until it is told to stop."""

import asyncio
import signal
from collections.abc import Awaitable, Callable

import uvloop

from deploy.memory import tidy_at_rest


def run_until_told(main: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Run `main(stop)`; `stop` is set when the process gets SIGTERM."""

    async def supervised() -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        tidying = asyncio.create_task(tidy_at_rest())
        try:
            await main(stop)
        finally:
            tidying.cancel()

    uvloop.run(supervised())
