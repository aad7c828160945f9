"""The cache of keys: negative answers, instant invalidation, and life without the database."""

import asyncio

import pytest

from core.clock import ManualClock
from core.errors import Unavailable
from core.projects import IngestKey
from ingest.keys import KNOWN_SECONDS, UNKNOWN_SECONDS, Keys

KEY = IngestKey(1, 1, 1, "a" * 32, True)
OTHER = "b" * 32


class Table:
    """Keys in a database that can go away."""

    def __init__(self) -> None:
        self.rows = {KEY.public_key: KEY}
        self.asked = 0
        self.away = False

    async def look_up(self, public_key: str) -> IngestKey | None:
        self.asked += 1
        await asyncio.sleep(0)
        if self.away:
            raise Unavailable("away")
        return self.rows.get(public_key)


@pytest.fixture
def table() -> Table:
    return Table()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def keys(table: Table, clock: ManualClock) -> Keys:
    return Keys(table.look_up, clock)


async def _settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_known_and_unknown_keys_are_asked_for_once(keys, table):
    for _ in range(3):
        assert await keys.find(KEY.public_key) == KEY
        assert await keys.find(OTHER) is None
    assert table.asked == 2


async def test_many_who_wait_for_one_key_ask_once(keys, table):
    assert await asyncio.gather(*[keys.find(KEY.public_key) for _ in range(50)]) == [KEY] * 50
    assert table.asked == 1


async def test_an_unknown_key_is_asked_for_again_after_a_minute(keys, table, clock):
    assert await keys.find(OTHER) is None
    table.rows[OTHER] = KEY
    clock.advance(UNKNOWN_SECONDS - 1)
    assert await keys.find(OTHER) is None
    clock.advance(1)
    assert await keys.find(OTHER) == KEY


async def test_a_known_key_is_looked_up_again_behind_the_scenes(keys, table, clock):
    await keys.find(KEY.public_key)
    del table.rows[KEY.public_key]
    clock.advance(KNOWN_SECONDS)
    assert await keys.find(KEY.public_key) == KEY
    await _settle()
    assert await keys.find(KEY.public_key) is None


async def test_a_change_counts_at_once(keys, table):
    await keys.find(KEY.public_key)
    await keys.find(OTHER)
    table.rows = {OTHER: KEY}
    keys.invalidate()
    assert await keys.find(KEY.public_key) is None
    assert await keys.find(OTHER) == KEY


async def test_a_change_while_asking_makes_the_answer_old(keys, table):
    first = asyncio.create_task(keys.find(KEY.public_key))
    await asyncio.sleep(0)
    keys.invalidate()
    await first
    await keys.find(KEY.public_key)
    assert table.asked == 2


async def test_without_the_database_what_was_known_stays_true(keys, table, clock):
    await keys.find(KEY.public_key)
    table.away = True
    for passing in (0, KNOWN_SECONDS, 10 * KNOWN_SECONDS):
        clock.advance(passing)
        keys.invalidate()
        assert await keys.find(KEY.public_key) == KEY
        await _settle()


async def test_without_the_database_nobody_knows_a_new_key(keys, table, clock):
    table.away = True
    for _ in range(10):
        with pytest.raises(Unavailable):
            await keys.find(OTHER)
    assert table.asked == 1, "it rests for a second after a failure"
    table.away = False
    clock.advance(1)
    assert await keys.find(OTHER) is None


async def test_wrong_keys_do_not_fill_the_memory(keys):
    for number in range(10_050):
        await keys.find(f"{number:032x}")
    assert len(keys._unknown) == 10_000
