"""Blocks are followed exactly, in whatever order their transactions end."""

from datetime import date

from core.db import Connection, Database
from core.db.events import recorded_blocks
from core.db.events.recorded_blocks import Follower

DAY = date(2027, 1, 15)


async def note(connection: Connection, block: int) -> None:
    await connection.execute(
        "insert into recorded_blocks (day, block, places, project_ids) values ($1, $2, '{0}', '{1}')", DAY, block
    )


async def followed(follower: Follower, database: Database) -> list[int]:
    async with database.connection() as connection:
        blocks = await follower.read(connection)
    follower.take(blocks)
    return [one.block for one in blocks]


async def test_a_transaction_that_ends_late_is_not_passed_over(database: Database) -> None:
    follower = Follower()
    async with database.connection() as early, database.connection() as late:
        slow = late.transaction()
        await slow.start()
        await note(late, 1)
        await note(early, 2)
        assert await followed(follower, database) == [2]
        assert await followed(follower, database) == []
        assert follower.low == 0
        await slow.commit()
        assert await followed(follower, database) == [1]
        await note(early, 3)
        assert await followed(follower, database) == [3]
    assert await followed(follower, database) == []
    assert (follower.low, follower.taken, follower.is_even) == (3, set(), True)


async def test_what_was_rolled_back_holds_nobody_up(database: Database) -> None:
    follower = Follower()
    async with database.connection() as connection:
        failing = connection.transaction()
        await failing.start()
        await note(connection, 1)
        await failing.rollback()
        await note(connection, 2)
    assert await followed(follower, database) == [2]
    assert await followed(follower, database) == []
    assert (follower.low, follower.is_even) == (2, True)


async def test_what_was_not_taken_comes_again(database: Database) -> None:
    follower = Follower()
    async with database.connection() as connection:
        await note(connection, 1)
        for _ in range(3):
            assert [one.block for one in await follower.read(connection)] == [1]
    assert await followed(follower, database) == [1]
    assert await followed(follower, database) == []


async def test_many_blocks_come_in_order_and_once(database: Database) -> None:
    follower = Follower()
    count = 3 * recorded_blocks.AT_ONCE + 1
    async with database.connection() as connection:
        for number in range(count):
            await note(connection, number)
    found: list[int] = []
    while some := await followed(follower, database):
        found += some
    assert found == list(range(count))
