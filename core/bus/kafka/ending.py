"""Closing clients of a Kafka that may be away."""

import asyncio
from collections.abc import Coroutine
from typing import Any


async def ended(work: Coroutine[Any, Any, Any], seconds: float) -> bool:
    """Whether `work` succeeded in time; otherwise it is cancelled, and its failure ignored.

    In a task of its own: while closing, the client awaits tasks that it has cancelled itself, and what it raises then
    looks to the caller like its own cancellation.
    """
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task}, timeout=seconds)
    finally:
        if not task.done():
            task.cancel()
    return task.done() and not task.cancelled() and task.exception() is None
