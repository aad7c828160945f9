"""Processors that record at the same time do not wait for each other in a circle."""

import asyncio
from datetime import UTC, datetime

from core.db import Database, recording
from tests.app import installed


async def test_who_counts_an_old_issue_does_not_wait_for_who_makes_a_new_one(database: Database) -> None:
    async with installed(database) as shop:
        await shop.send({"message": "known"})
        await shop.settle()
        [issue] = [row["id"] for row in await shop.rows("select id from issues")]
        later = datetime(2031, 1, 1, tzinfo=UTC)
        async with database.connection() as counter, database.connection() as maker:
            counting, making = counter.transaction(), maker.transaction()
            await counting.start()
            await making.start()
            await recording.lock_issues(counter, [issue])
            await recording.lock_projects(maker, [shop.project_id])
            waiting = asyncio.create_task(recording.lock_issues(maker, [issue]))
            async with asyncio.timeout(60):
                await recording.write(counter, "see_projects", [(shop.project_id, later.timestamp())])
                await counting.commit()
                assert list(await waiting) == [issue]
                await recording.write(maker, "see_projects", [(shop.project_id, later.timestamp())])
            await making.commit()
        [seen] = await shop.rows("select last_event_at from projects where id = $1", shop.project_id)
        assert seen["last_event_at"] == later


async def test_who_counts_issues_does_not_wait_for_who_writes_that_an_alert_has_them(database: Database) -> None:
    """The alerter writes of one issue after the other, in the order of its alerts."""
    async with installed(database) as shop:
        for message in ("one", "another"):
            await shop.send({"message": message})
        await shop.settle()
        first, second = [row["id"] for row in await shop.rows("select id from issues order by id")]
        add = "insert into issue_users (issue_id, user_hash) values ($1, 'x')"
        async with database.connection() as alerter, database.connection() as counter, asyncio.timeout(60):
            writing, counting = alerter.transaction(), counter.transaction()
            await writing.start()
            await counting.start()
            await alerter.execute(add, second)
            assert list(await recording.lock_issues(counter, [first, second])) == [first, second]
            await alerter.execute(add, first)
            await writing.commit()
            await counting.commit()
