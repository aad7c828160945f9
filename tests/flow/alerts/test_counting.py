"""Stories of rules that count: windows that slide, heartbeats, comparisons with before."""

from datetime import timedelta

from core.alerts import Measure, Rule
from core.clock import instant
from core.db import Database
from tests.app import installed
from tests.flow.alerts.shop import alerts, happen, no_default_rules, rewrite, time_line, watch

FIVE = Rule(measure=Measure.COUNT, window=300, threshold=5, group_by=("project",))


async def test_five_events_in_five_minutes_fire_and_pass(database: Database) -> None:
    async with installed(database) as shop:
        await no_default_rules(shop)
        await watch(shop, FIVE)
        await happen(shop, times=2)
        await shop.evaluate()
        shop.advance(timedelta(seconds=299))
        await happen(shop, times=2)
        await shop.evaluate()
        assert await alerts(shop) == []
        await happen(shop, kind="OSError")
        await shop.evaluate()
        [alert] = await alerts(shop)
        assert (alert["status"], alert["reason"]) == ("firing", "5 events in 5 minutes, limit 5")
        assert (alert["value"], alert["threshold"]) == (5.0, 5.0)
        assert alert["resolve_at"] is None
        assert len(await shop.rows("select * from alert_issues")) == 2
        shop.advance(timedelta(seconds=1))
        await shop.evaluate()
        [alert] = await alerts(shop)
        assert (alert["status"], alert["resolved_because"]) == ("resolved", "Over: 3 events in 5 minutes, limit 5")
        assert [kind for kind, _ in await time_line(shop)] == ["fired", "resolved"]
        # Forgotten when nothing can come of it any more.
        shop.advance(timedelta(hours=2))
        await shop.evaluate()
        assert await shop.rows("select * from rule_states") == []


async def test_a_backlog_fires_as_it_would_have_and_says_how_late(database: Database) -> None:
    async with installed(database) as shop:
        await no_default_rules(shop)
        await watch(shop, FIVE)
        await happen(shop, times=5)
        shop.advance(timedelta(hours=2))
        await shop.evaluate()
        [alert] = await alerts(shop)
        assert alert["reason"] == "5 events in 5 minutes, limit 5 (at 2027-01-15 08:00 UTC; noticed 2 h late)"
        assert alert["started_at"] == instant(shop.clock.now()) - timedelta(hours=2)
        assert alert["status"] == "resolved"


async def test_a_heartbeat_that_never_came_and_one_that_stops(database: Database) -> None:
    async with installed(database) as shop:
        await no_default_rules(shop)
        rule = Rule(measure=Measure.NOTHING, window=600, query="tags[beat]:yes", group_by=())
        await watch(shop, rule, project_id=shop.project_id)
        await shop.evaluate()
        shop.advance(timedelta(seconds=599))
        await happen(shop)
        await shop.evaluate()
        assert await alerts(shop) == []
        shop.advance(timedelta(seconds=1))
        await shop.evaluate()
        [alert] = await alerts(shop)
        assert (alert["status"], alert["reason"]) == ("firing", "No event for 10 minutes")
        assert alert["labels"] == {"project": "shop", "rule": "Ours", "severity": "medium"}
        shop.advance(timedelta(seconds=30))
        await happen(shop, tags={"beat": "yes"})
        await shop.evaluate()
        [alert] = await alerts(shop)
        assert (alert["status"], alert["resolved_because"]) == ("resolved", "An event came, after 10 min 30 s")
        shop.advance(timedelta(seconds=600))
        await shop.evaluate()
        assert [row["status"] for row in await alerts(shop)] == ["resolved", "firing"]


async def test_an_issue_that_escalates_does_so_once_until_it_calms(database: Database) -> None:
    async with installed(database) as shop:
        await no_default_rules(shop)
        await watch(shop, Rule(measure=Measure.ESCALATING, group_by=("issue",)))
        await happen(shop, times=3)
        await shop.rows(
            "insert into issue_hours select id, $1, 504 from issues", instant(shop.clock.now()) - timedelta(days=2)
        )
        await shop.evaluate()
        await happen(shop, times=12)
        await shop.evaluate()
        assert await alerts(shop) == []
        await happen(shop)
        await shop.evaluate()
        await happen(shop, times=3)
        await shop.evaluate()
        [alert] = await alerts(shop)
        assert alert["reason"] == "16 events in the last hour; 3 an hour in the week before, limit 15"
        assert alert["labels"]["issue"] == "SHOP-1"
        shop.advance(timedelta(hours=1, minutes=1))
        await shop.evaluate()
        assert [row["status"] for row in await alerts(shop)] == ["resolved"]


async def test_compared_with_the_same_hour_last_week(database: Database) -> None:
    async with installed(database) as shop:
        await no_default_rules(shop)
        rule = Rule(
            measure=Measure.CHANGE,
            baseline="same_window_last_week",
            window=3600,
            compare="above",
            threshold=100,
            group_by=("environment",),
        )
        await watch(shop, rule)
        await happen(shop, times=2, environment="production")
        await happen(shop, times=1, environment="staging")
        await shop.evaluate()
        shop.advance(timedelta(days=7))
        await happen(shop, times=4, environment="production")
        await shop.evaluate()
        assert await alerts(shop) == []
        await happen(shop, environment="production")
        await happen(shop, times=2, environment="staging")
        await shop.evaluate()
        [alert] = await alerts(shop)
        assert (
            alert["reason"] == "5 events in 1 hour, 150 % above the 2 in the same time last week, limit more than 100 %"
        )
        assert alert["labels"]["environment"] == "production"


async def test_a_changed_rule_begins_anew_and_a_stopped_one_is_over(database: Database) -> None:
    async with installed(database) as shop:
        await no_default_rules(shop)
        rule_id = await watch(shop, FIVE)
        await happen(shop, times=5)
        await shop.evaluate()
        await rewrite(shop, rule_id, Rule(measure=Measure.COUNT, window=600, threshold=5))
        assert [row["resolved_because"] for row in await alerts(shop)] == ["Its rule was changed"]
        await happen(shop, times=4)
        await shop.evaluate()
        assert len(await alerts(shop)) == 1
        await happen(shop)
        await shop.evaluate()
        await rewrite(shop, rule_id, FIVE, is_active=False)
        assert [row["resolved_because"] for row in await alerts(shop)] == [
            "Its rule was changed",
            "Its rule was switched off",
        ]
        await happen(shop, times=9)
        await shop.evaluate()
        assert len(await alerts(shop)) == 2
