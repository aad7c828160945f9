"""Two alerters at once, and one that dies in the middle: nothing is lost, nothing is told twice."""

import asyncio
from typing import Any

import pytest

from alerting.evaluating import loop, passing
from alerting.evaluating.loop import Evaluating
from core.alerts import Measure, Rule
from core.db import Database
from tests.app import evaluate_all, installed
from tests.flow.alerts.shop import alerts, happen, happen_elsewhere, no_default_rules, time_line, watch

EVERY = Rule(measure=Measure.EVERY_EVENT, group_by=("issue",))


async def test_two_alerters_count_every_event_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passing, "BATCH_SIGNALS", 3)
    async with installed(database) as shop:
        await no_default_rules(shop)
        await watch(shop, EVERY)
        alerters = [Evaluating(), Evaluating(), shop.evaluating]

        async def work(alerter: Evaluating) -> None:
            for _ in range(15):
                await alerter.once(shop.resources)

        for _ in range(4):
            for kind in ("KeyError", "OSError", "ValueError"):
                await happen(shop, kind=kind, times=2)
            await asyncio.gather(*map(work, alerters))
        await shop.evaluate()
        found = await alerts(shop)
        assert [row["times_fired"] for row in found] == [8, 8, 8]
        assert [row["number"] for row in found] == [1, 2, 3]
        assert [row["times_seen"] for row in await shop.rows("select * from alert_issues")] == [8, 8, 8]


async def test_an_alerter_that_dies_before_the_end_has_done_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with installed(database) as shop:
        await happen(shop)
        await watch(shop, Rule(measure=Measure.COUNT, window=60, threshold=2, group_by=("project",)))

        async def killed(*_: Any) -> None:
            raise KeyboardInterrupt

        for last_step in ("delete_signals", "note_evaluated", "apply"):
            with monkeypatch.context() as patched:
                patched.setattr(passing, last_step, killed)
                with pytest.raises(KeyboardInterrupt):
                    await shop.evaluate()
            assert await alerts(shop) == []
            assert await shop.rows("select * from rule_states") == []
            assert len(await shop.rows("select * from signals")) == 1
        await shop.evaluate()
        await happen(shop)
        await evaluate_all(Evaluating(), shop.resources)
        assert [(row["rule_name"], row["times_fired"]) for row in await alerts(shop)] == [("New issue", 1), ("Ours", 1)]
        assert [kind for kind, _ in await time_line(shop)] == ["fired", "fired"]


async def test_a_rule_that_breaks_stops_no_other(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    async with installed(database) as shop:
        await watch(shop, Rule(measure=Measure.COUNT, window=60, threshold=1, group_by=("project",)))

        def broken(*_: Any) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(passing, "evaluate", broken)
        await happen(shop)
        await shop.evaluate()
        assert [row["rule_name"] for row in await alerts(shop)] == ["New issue"]
        assert await shop.rows("select * from signals") == []


async def test_one_organization_does_not_wait_for_the_backlog_of_another(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passing, "BATCH_SIGNALS", 2)
    monkeypatch.setattr(loop, "_READING_SECONDS", 60)  # all are read before the one pass that counts here
    async with installed(database) as shop:
        for number in range(6):
            await happen(shop, kind=f"Error{number}")
        await happen_elsewhere(shop)
        assert await shop.evaluating.once(shop.resources) == 0
        left = await shop.rows(
            "select p.slug, count(*) as n from signals s join projects p on p.id = s.project_id group by 1"
        )
        assert [(row["slug"], row["n"]) for row in left] == [("shop", 4)]
