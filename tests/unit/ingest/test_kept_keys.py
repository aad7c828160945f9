"""Keys on disk: hashed, whole, bounded, and never more believed than the database."""

import asyncio
import os
import stat
from collections.abc import Collection
from pathlib import Path

import pytest

import ingest.kept_keys
from core.clock import ManualClock
from core.errors import Unavailable
from core.projects import IngestKey, Limit
from ingest.kept_keys import KeptKeys, decode_keys
from ingest.keys import Keys

LIMIT = Limit("key", 1, ("error",), 60, 10, "key_minute")
KEY = IngestKey(1, 1, 1, "a" * 32, True, ("shop.example",), (LIMIT,))


class Table:
    """Keys in a database that can go away, or not even say so."""

    def __init__(self, *keys: IngestKey) -> None:
        self.rows = {key.public_key: key for key in keys}
        self.state = "here"
        self.asked = 0

    async def look_up(self, public_key: str) -> IngestKey | None:
        self.asked += 1
        if self.state == "silent":
            await asyncio.Event().wait()
        if self.state == "away":
            raise Unavailable("away")
        return self.rows.get(public_key)

    async def active(self, ids: Collection[int]) -> Collection[int]:
        return {key.key_id for key in self.rows.values() if key.is_active and key.key_id in ids}


async def kept(path: Path, *keys: IngestKey) -> None:
    """Leave a file as a gateway does that looked these up."""
    cache = KeptKeys(path)
    for key in keys:
        cache.keep(key)
    await cache.write_when_changed()


async def test_a_key_survives_with_all_that_is_known_of_it_but_its_name(tmp_path: Path) -> None:
    path = tmp_path / "gateway" / "keys"
    await kept(path, KEY)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(path.parent) == ["keys"]
    assert KEY.public_key.encode() not in path.read_bytes()
    assert KeptKeys(path).find(KEY.public_key) == KEY
    assert KeptKeys(path).find("b" * 32) is None


async def test_a_gateway_that_starts_without_the_database_accepts_it(tmp_path: Path) -> None:
    await kept(tmp_path / "keys", KEY)
    table = Table(KEY)
    table.state = "away"
    keys = Keys(table.look_up, ManualClock(), KeptKeys(tmp_path / "keys"))
    for _ in range(20):
        assert await keys.find(KEY.public_key) == KEY
    assert table.asked == 1
    with pytest.raises(Unavailable):
        await keys.find("b" * 32)


async def test_nobody_waits_twice_for_a_database_that_never_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest.keys, "_LOOKUP_TIMEOUT", 0.05)
    await kept(tmp_path / "keys", KEY)
    table, clock = Table(KEY), ManualClock()
    table.state = "silent"
    keys = Keys(table.look_up, clock, KeptKeys(tmp_path / "keys"))
    assert await keys.find(KEY.public_key) == KEY
    monkeypatch.setattr(ingest.keys, "_LOOKUP_TIMEOUT", 1000.0)
    clock.advance(10)
    async with asyncio.timeout(60):
        for _ in range(20):
            assert await keys.find(KEY.public_key) == KEY
    for task in keys._asking.values():
        task.cancel()


async def test_what_the_database_says_counts_before_what_the_disk_says(tmp_path: Path) -> None:
    await kept(tmp_path / "keys", KEY)
    keys = Keys(Table().look_up, ManualClock(), KeptKeys(tmp_path / "keys"))
    assert await keys.find(KEY.public_key) is None
    assert len(keys) == 0
    await keys.kept.write_when_changed()
    assert decode_keys((tmp_path / "keys").read_bytes()) == {}


async def test_a_key_that_is_switched_off_and_sends_nothing_is_forgotten_all_the_same(tmp_path: Path) -> None:
    idle = IngestKey(2, 1, 1, "c" * 32, True)
    await kept(tmp_path / "keys", KEY, idle)
    table = Table(KEY)
    keys = Keys(table.look_up, ManualClock(), KeptKeys(tmp_path / "keys"))
    await keys.find(KEY.public_key)
    keys.invalidate()
    await keys.recheck(table.active)
    table.state = "away"
    assert await keys.find(KEY.public_key) == KEY
    with pytest.raises(Unavailable):
        await keys.find(idle.public_key)


async def test_an_inactive_key_is_not_kept() -> None:
    keys = Keys(Table(IngestKey(1, 1, 1, "a" * 32, False)).look_up, ManualClock())
    found = await keys.find("a" * 32)
    assert (found is not None and found.is_active, len(keys)) == (False, 0)


@pytest.mark.parametrize("damage", [b"", b"\x00\xff nonsense", b"\x82\xa7version\x02\xa4keys\x90"])
def test_a_damaged_file_is_left_out_with_one_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: bytes
) -> None:
    (tmp_path / "keys").write_bytes(damage)
    assert len(KeptKeys(tmp_path / "keys")) == 0
    assert [record.levelname for record in caplog.records] == ["WARNING"]


async def test_a_file_that_cannot_be_written_is_tried_again_and_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    cache = KeptKeys(tmp_path / "file" / "keys")
    caplog.clear()
    cache.keep(KEY)
    for _ in range(3):
        with pytest.raises(Unavailable):
            await cache.write_when_changed()
    assert len(caplog.records) == 1
    (tmp_path / "file").unlink()
    await cache.write_when_changed()
    assert KeptKeys(tmp_path / "file" / "keys").find(KEY.public_key) == KEY


async def test_of_too_many_keys_those_looked_up_last_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest.kept_keys, "MAX_KEPT", 3)
    cache = KeptKeys()
    for number in (1, 2, 3, 1, 4):
        cache.keep(IngestKey(number, 1, 1, f"{number:032x}", True))
    assert cache.ids() == {3, 1, 4}


async def test_the_same_answer_again_writes_nothing(tmp_path: Path) -> None:
    await kept(tmp_path / "keys", KEY)
    cache = KeptKeys(tmp_path / "keys")
    cache.keep(KEY)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(cache.write_when_changed(), 0.05)
