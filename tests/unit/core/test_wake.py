"""Waiting for a ring of the log."""

import asyncio
from pathlib import Path

import pytest

from core.bus.disk.wake import Alarm, ring_all


async def test_a_ring_wakes_who_waits(tmp_path: Path) -> None:
    with Alarm(tmp_path, asyncio.get_running_loop()) as alarm:
        assert not await alarm.wait(0.01)
        ring_all(tmp_path)
        assert await alarm.wait(10)


@pytest.mark.parametrize("turns", range(4))
async def test_a_wait_that_is_cancelled_together_with_a_ring_ends(tmp_path: Path, turns: int) -> None:
    with Alarm(tmp_path, asyncio.get_running_loop()) as alarm:
        waiting = asyncio.create_task(alarm.wait(10))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        ring_all(tmp_path)
        alarm._drain()
        for _ in range(turns):
            await asyncio.sleep(0)
        if waiting.cancel():
            with pytest.raises(asyncio.CancelledError):
                await waiting
