"""What every PayloadStore promises, run against each adapter."""

import json
from datetime import date

import pytest

from core.db import Database
from core.db.partitions import DayPartitions
from core.payloads import PayloadKey, PayloadStore
from core.payloads.memory import MemoryPayloads
from core.payloads.postgres import BLOCK_BYTES, PostgresPayloads

DAY = date(2027, 1, 15)
NOON = 1_800_014_400.0


@pytest.fixture(params=["memory", "postgres", "elastic_8", "elastic_9"])
def store(request: pytest.FixtureRequest) -> PayloadStore:
    if request.param == "memory":
        return MemoryPayloads()
    if request.param == "postgres":
        database: Database = request.getfixturevalue("database")
        return PostgresPayloads(database, DayPartitions(database))
    payloads: PayloadStore
    payloads, _ = request.getfixturevalue(request.param)
    return payloads


def key(number: int, day: date = DAY) -> PayloadKey:
    return PayloadKey(1, f"{number:032x}", day)


def as_json(event: object) -> bytes:
    return json.dumps(event).encode()


async def test_what_is_put_reads_back_equal(store: PayloadStore) -> None:
    event = {"timestamp": NOON, "message": "naïve ✓", "extra": {"deep": [1, 2.5, None, {"x": True}]}}
    [reference] = await store.put_many([(key(1), as_json(event))])
    assert await store.get(key(1), reference) == event


async def test_many_events_of_many_sizes_keep_their_places(store: PayloadStore) -> None:
    payloads = [
        (key(n, date(2027, 1, 14 + n % 2)), {"timestamp": NOON, "pad": "x" * (n * 10_000)}) for n in range(1, 40)
    ]
    assert sum(len(str(event)) for _, event in payloads) > 3 * BLOCK_BYTES
    references = await store.put_many([(name, as_json(event)) for name, event in payloads])
    names = {name: reference for (name, _), reference in zip(payloads, references, strict=True)}
    assert await store.get_many(names) == dict(payloads)


async def test_putting_the_same_event_again_is_safe(store: PayloadStore) -> None:
    await store.put_many([(key(1), as_json({"timestamp": NOON}))])
    [reference] = await store.put_many([(key(1), as_json({"timestamp": NOON}))])
    assert await store.get(key(1), reference) == {"timestamp": NOON}


async def test_an_event_that_is_not_there_is_none(store: PayloadStore) -> None:
    assert await store.get(key(1), "99:0") is None


async def test_forgotten_events_are_gone_and_their_neighbours_stay(store: PayloadStore) -> None:
    keys = [key(n) for n in range(1, 5)]
    references = await store.put_many([(name, b'{"timestamp":%d}' % number) for number, name in enumerate(keys)])
    named = dict(zip(keys, references, strict=True))
    some = {name: named[name] for name in keys[:2]}
    await store.forget(some)
    await store.forget(some)
    assert await store.get_many(named) == {keys[2]: {"timestamp": 2}, keys[3]: {"timestamp": 3}}
    await store.forget(named)
    assert await store.get_many(named) == {}
