"""A disk that fills up: senders are told before it is full, what was accepted stays, and it ends by itself."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from core.db import Database
from core.disk import Disk, DiskGuard, parse_budget
from core.errors import Unavailable
from processor.room import drop_oldest_if_full
from tests.app import installed

MIB = 2**20


@dataclass
class FakeDisk:
    """A disk whose free space the test decides."""

    free: int = 1000 * MIB
    guard: DiskGuard = field(init=False)

    def __post_init__(self) -> None:
        self.guard = DiskGuard((Path("/"),), parse_budget("100MiB"), lambda _: Disk(self.free, 1000 * MIB))

    def has(self, mebibytes: int) -> None:
        self.free = mebibytes * MIB
        self.guard.look()


async def test_events_are_refused_before_the_disk_is_full_and_taken_again_afterwards(database: Database) -> None:
    disk = FakeDisk()
    async with installed(database, disk=disk.guard) as shop:
        assert (await shop.send({"message": "in time"})).status_code == 200
        disk.has(99)
        refused = await shop.send({"message": "too late"})
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 0
        assert refused.json()["causes"] == ["disk_full"]
        await shop.settle()  # what was accepted is still recorded
        disk.has(200)
        assert (await shop.send({"message": "again"})).status_code == 200
        await shop.settle()
        assert await shop.books() == {"accepted": 2, "stored": 2, "limited": 1}
        [limited] = await shop.rows("select reason, quantity from outcomes where outcome = 'limited'")
        assert tuple(limited) == ("disk_full", 1)


async def test_nothing_is_recorded_on_the_last_megabytes_and_nothing_is_lost(database: Database) -> None:
    disk = FakeDisk()
    async with installed(database, disk=disk.guard) as shop:
        assert (await shop.send({"message": "waits"})).status_code == 200
        disk.has(40)
        with pytest.raises(Unavailable, match="REDSHANK_DISK_MIN_FREE"):
            await shop.settle()
        assert await shop.rows("select from events") == []
        disk.has(900)
        await shop.settle()
        assert await shop.books() == {"accepted": 1, "stored": 1}


async def test_the_oldest_day_goes_early_where_that_was_asked_for(database: Database) -> None:
    disk = FakeDisk()
    async with installed(database, disk=disk.guard) as shop:
        for day in range(3):
            await shop.send({"message": f"of day {day}"})
            await shop.settle()
            shop.advance(timedelta(days=1 if day < 2 else 0))
        await drop_oldest_if_full(shop.resources)
        assert len(await shop.rows("select from events")) == 3
        disk.has(99)
        for left in (2, 1, 1):  # never today's
            await drop_oldest_if_full(shop.resources)
            assert len(await shop.rows("select from events")) == left
        [counted] = await shop.rows("select sum(times_seen) as times_seen from issues")
        assert counted["times_seen"] == 3
