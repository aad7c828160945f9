"""Projects keep whole events for as long as each of them says; issues and their counts stay."""

import io
import secrets
from datetime import date, timedelta

import pytest

from core.clock import instant
from core.db import Database, installation
from core.db.organizations import projects
from core.errors import Unavailable
from core.payloads.memory import MemoryPayloads
from deploy.exchange.take_in import take_in
from processor.retention import expired, longest
from processor.upkeep import keep_up
from tests.app import Installation, installed
from tests.flow.test_exchange import exported

TODAY = date(2027, 1, 15)


def test_a_day_goes_when_nobody_keeps_it_any_longer() -> None:
    assert longest({}, 90) == 90
    assert longest({1: None, 2: 30}, 90) == 90
    assert longest({1: None, 2: 365}, 90) == 365


def test_a_project_keeps_its_days_for_as_long_as_it_says() -> None:
    days = [TODAY - timedelta(days=age) for age in (0, 7, 8, 30, 31)]
    found = expired({1: 7, 2: None, 3: 365}, 30, days, TODAY)
    assert found == [(1, days[4]), (1, days[3]), (1, days[2]), (2, days[4])]


async def two_projects(shop: Installation) -> int:
    """A second project with the same events, in the same blocks; its id."""
    async with shop.resources.database.transaction() as connection:
        home = await installation.chosen_organization(connection, None)
        made = await projects.create_project(
            connection, home.id, "archive", now=shop.clock.now(), random_bytes=secrets.token_bytes
        )
    return made.id


async def test_the_events_of_one_project_go_early_and_those_of_another_stay(database: Database) -> None:
    async with installed(database, retention_days=90) as shop:
        for number in range(5):
            await shop.send({"message": f"number {number}", "extra": {"secret number": number}})
        await shop.settle()
        other = await two_projects(shop)
        lines = b"".join(await exported(shop))
        await take_in(shop.resources, shop.lookups, _file(lines), other, 90, lambda _: None)
        async with database.connection() as connection:
            await projects.set_retention(connection, shop.project_id, 7)
        shop.advance(timedelta(days=7))
        await keep_up(shop.resources)
        assert len(await shop.rows("select from events")) == 10
        shop.advance(timedelta(days=1))
        await keep_up(shop.resources)
        await keep_up(shop.resources)
        assert await shop.rows("select distinct project_id from events") == [(other,)]
        blocks = await shop.rows("select id from payload_blocks")
        assert len(blocks) == 1  # the other project's; the first one's are gone
        assert len(await exported(shop, "archive")) == 5
        [counted] = await shop.rows("select sum(times_seen) from issues where project_id = $1", shop.project_id)
        assert counted[0] == 5
        shop.advance(timedelta(days=83))
        await keep_up(shop.resources)
        assert await shop.rows("select from events") == []
        assert await shop.rows("select from payload_blocks") == []


async def test_a_project_may_keep_its_events_for_longer_than_the_installation(database: Database) -> None:
    async with installed(database, retention_days=10) as shop:
        other = await two_projects(shop)
        await shop.send({"message": "kept for long"})
        await shop.settle()
        [line] = await exported(shop)
        await take_in(shop.resources, shop.lookups, _file(line), other, 90, lambda _: None)
        async with database.connection() as connection:
            await projects.set_retention(connection, shop.project_id, 30)
        shop.advance(timedelta(days=11))
        await keep_up(shop.resources)
        assert await shop.rows("select distinct project_id from events") == [(shop.project_id,)]
        assert len(await exported(shop)) == 1
        today = instant(shop.clock.now()).date()
        assert await shop.resources.partitions.days() >= {today, today + timedelta(days=1)}


def _file(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)


class AwayOnce(MemoryPayloads):
    """A store that is away when the first day is to be dropped."""

    def __init__(self) -> None:
        super().__init__()
        self.dropped: list[date] = []
        self._is_away = True

    async def drop_day(self, day: date) -> None:
        if self._is_away:
            self._is_away = False
            raise Unavailable("the store is away")
        self.dropped.append(day)
        await super().drop_day(day)


async def test_a_day_that_the_store_could_not_drop_is_dropped_next_time(database: Database) -> None:
    payloads = AwayOnce()
    async with installed(database, payloads=payloads, retention_days=90) as shop:
        await shop.send({"message": "hello"})
        await shop.settle()
        shop.advance(timedelta(days=91))
        with pytest.raises(Unavailable):
            await keep_up(shop.resources)
        await keep_up(shop.resources)
        assert TODAY in payloads.dropped
        assert await shop.rows("select from events") == []
