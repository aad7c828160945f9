"""Rules come into memory: a few at a time, whatever is in them, and nobody else stands still meanwhile."""

import asyncio
from typing import Any

import pytest

from alerting.evaluating import loop
from alerting.evaluating.kept_rules import bring_up_to_date
from alerting.evaluating.loop import Evaluating
from core.alerts import Measure, Rule
from core.db import Database
from core.db.alerts import rules
from tests.app import installed
from tests.flow.alerts.shop import alerts, happen, happen_elsewhere, no_default_rules, organization, watch

EVERY = Rule(measure=Measure.EVERY_EVENT, group_by=("issue",))


async def test_other_organizations_go_on_while_the_rules_of_one_are_read(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with installed(database) as shop:
        await happen(shop)
        home, is_read = await organization(shop), asyncio.Event()

        async def slowly(connection: Any, organization_id: int, *given: Any) -> None:
            if organization_id == home:
                await is_read.wait()
            await bring_up_to_date(connection, organization_id, *given)

        monkeypatch.setattr(loop, "bring_up_to_date", slowly)
        await happen_elsewhere(shop)
        waiting = "select p.slug from signals s join projects p on p.id = s.project_id"
        while len(left := await shop.rows(waiting)) > 1:
            assert await shop.evaluating.once(shop.resources) == 0
        assert [row["slug"] for row in left] == ["shop"]
        is_read.set()
        await shop.evaluate()
        assert [row["rule_name"] for row in await alerts(shop)] == ["New issue"]


async def test_an_alerter_that_stops_reads_no_further(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    async with installed(database) as shop:
        await happen(shop)

        async def endless(*_: Any) -> None:
            await asyncio.Event().wait()

        monkeypatch.setattr(loop, "bring_up_to_date", endless)
        alerter = Evaluating()
        assert await alerter.once(shop.resources) == 0
        await alerter.close()
        monkeypatch.undo()
        await shop.evaluate()
        assert len(await alerts(shop)) == 1


async def test_rules_that_were_read_in_many_steps_all_fire(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "_AT_ONCE", 2)
    async with installed(database) as shop:
        await no_default_rules(shop)
        made = [await watch(shop, EVERY, f"rule {number}") for number in range(7)]
        await happen(shop)
        await shop.evaluate()
        assert [row["rule_name"] for row in await alerts(shop)] == [f"rule {number}" for number in range(7)]
        async with database.transaction() as connection:
            found = await rules.find_rule(connection, await organization(shop), made[3])
            assert found is not None
            await rules.delete_rule(connection, found.stored, shop.clock.now())
        await happen(shop, kind="OSError")
        await shop.evaluate()
        fired = [row["rule_name"] for row in (await alerts(shop))[7:]]
        assert fired == [f"rule {number}" for number in (0, 1, 2, 4, 5, 6)]


async def test_a_rule_that_means_nothing_to_this_version_stops_no_other(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """One of a version that knew more, before somebody went back."""
    async with installed(database) as shop:
        strange = await watch(shop, EVERY, "strange")
        await shop.rows('update rules set definition = \'{"measure": "dreams"}\' where id = $1', strange)
        await happen(shop)
        await shop.evaluate()
        assert [row["rule_name"] for row in await alerts(shop)] == ["New issue"]
        assert f"rule {strange} is left out" in caplog.text
