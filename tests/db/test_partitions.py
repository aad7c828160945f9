"""Days are made and dropped without making anybody wait for somebody who reads for long."""

from datetime import date, timedelta

import pytest

from core.db import Database
from core.db.backup import standing_still
from core.db.partitions import TABLES, DayPartitions
from core.errors import Unavailable

DAY = date(2027, 1, 15)


async def test_a_day_begins_while_a_backup_reads(database: Database) -> None:
    async with database.connection() as reader, standing_still(reader), database.connection() as other:
        await other.execute("set lock_timeout = '1s'")
        await DayPartitions(database).ensure({DAY})
        await DayPartitions(database).ensure({DAY})
        await other.execute("insert into payload_blocks (day, body) values ($1, '')", DAY)


async def test_a_day_is_not_dropped_under_a_backup_but_afterwards(database: Database) -> None:
    partitions = DayPartitions(database)
    await partitions.ensure({DAY})
    async with database.connection() as reader, standing_still(reader):
        with pytest.raises(Unavailable):
            await partitions.drop_before(date(2027, 2, 1))
    assert await partitions.drop_before(date(2027, 2, 1)) == [DAY]


async def test_a_day_has_the_indexes_and_the_storage_of_its_table(database: Database) -> None:
    await DayPartitions(database).ensure({DAY})
    async with database.connection() as connection:
        for table in TABLES:
            indexes = await connection.fetchval("select count(*) from pg_indexes where tablename = $1", table)
            child = f"{table}_20270115"
            assert await connection.fetchval("select count(*) from pg_indexes where tablename = $1", child) == indexes
            attached = """select count(*) from pg_inherits i join pg_class c on c.oid = i.inhrelid
                          where c.relkind = 'i' and c.relname like $1"""
            assert await connection.fetchval(attached, f"{child}%") == indexes
        storage = "select attstorage from pg_attribute where attrelid = $1::text::regclass and attname = 'body'"
        assert await connection.fetchval(storage, "payload_blocks_20270115") == b"e"  # external


async def test_only_the_days_before_the_one_named_are_dropped(database: Database) -> None:
    partitions = DayPartitions(database)
    days = [DAY - timedelta(days=ago) for ago in (2, 1, 0)]
    await partitions.ensure(days)
    assert await partitions.drop_before(DAY) == days[:2]
    assert await partitions.days() == {DAY}


async def test_the_oldest_day_goes_first_and_only_while_that_is_wanted(database: Database) -> None:
    partitions = DayPartitions(database)
    days = [DAY - timedelta(days=ago) for ago in (2, 1, 0)]
    await partitions.ensure(days)
    assert await partitions.drop_oldest(DAY, lambda: False) is None
    assert [await partitions.drop_oldest(DAY, lambda: True) for _ in days] == [(days[0], 0), (days[1], 0), None]
    assert await partitions.days() == {DAY}
