"""Stories of rules that fire by what happens: the ones that every project has, and every event that matches."""

from datetime import timedelta

from core.alerts import Measure, Rule
from core.clock import instant
from core.db import Database
from core.db.issues import changes as issue_changes
from core.db.issues.changes import Actor, IgnoreUntil
from tests.app import Installation, installed
from tests.flow.alerts.shop import alerts, happen, no_default_rules, resolve_issue, time_line, watch


async def test_a_fresh_project_tells_of_new_issues_in_one_alert(database: Database) -> None:
    async with installed(database) as shop:
        await happen(shop)
        await shop.evaluate()
        [alert] = await alerts(shop)
        now = instant(shop.clock.now())
        assert alert["reason"] == "New issue SHOP-1: KeyError: it broke"
        assert (alert["rule_name"], alert["status"], alert["severity"]) == ("New issue", "firing", "medium")
        assert (alert["number"], alert["project_id"], alert["times_fired"]) == (1, shop.project_id, 1)
        assert alert["labels"] == {
            "project": "shop",
            "level": "error",
            "rule": "New issue",
            "severity": "medium",
        }
        assert alert["notify_at"] == alert["step_at"] == now + timedelta(seconds=30)
        assert alert["resolve_at"] == now + timedelta(days=1)
        assert alert["policy"]["name"] == "Medium, built in"
        # The same issue again is no news; another one joins.
        await happen(shop, times=3)
        await shop.evaluate()
        await happen(shop, kind="ZeroDivisionError")
        await happen(shop, kind="OSError")
        await shop.evaluate()
        [alert] = await alerts(shop)
        assert alert["times_fired"] == 3
        assert await time_line(shop) == [
            ("fired", "New issue SHOP-1: KeyError: it broke"),
            ("joined", "2 more issues: SHOP-2, SHOP-3"),
        ]
        assert await shop.rows("select * from signals") == []


async def test_what_joins_is_told_an_interval_after_the_last_message(database: Database) -> None:
    async with installed(database) as shop:
        await happen(shop)
        await shop.evaluate()
        told = instant(shop.clock.now()) + timedelta(seconds=30)
        await shop.rows("update alerts set notified_at = $1, notify_at = null", told)
        shop.advance(timedelta(seconds=60))
        await happen(shop, kind="OSError")
        await shop.evaluate()
        [alert] = await alerts(shop)
        assert alert["notify_at"] == told + timedelta(seconds=300)


async def test_a_regression_is_an_alert_of_its_issue(database: Database) -> None:
    async with installed(database) as shop:
        await happen(shop)
        await shop.evaluate()
        await resolve_issue(shop)
        shop.advance(timedelta(hours=1))
        await happen(shop)
        await shop.evaluate()
        _, regression = await alerts(shop)
        assert regression["reason"] == "SHOP-1 was seen again after it was resolved: KeyError: it broke"
        assert regression["labels"]["issue"] == "SHOP-1"


async def test_alerts_are_over_when_all_their_issues_are_answered(database: Database) -> None:
    async with installed(database) as shop:
        await happen(shop)
        await happen(shop, kind="OSError")
        await shop.evaluate()
        first, second = [row["id"] for row in await shop.rows("select id from issues order by id")]
        actor = Actor(None, shop.clock.now())
        async with shop.resources.database.transaction() as connection:
            await issue_changes.resolve(connection, [first], actor)
        assert (await alerts(shop))[0]["status"] == "firing"
        async with shop.resources.database.transaction() as connection:
            await issue_changes.ignore(connection, [second], IgnoreUntil(), actor)
        [alert] = await alerts(shop)
        assert (alert["status"], alert["resolved_because"]) == ("resolved", "All its issues are resolved or ignored")
        assert (alert["notify_at"], alert["step_at"]) == (instant(shop.clock.now()), None)
        assert (await time_line(shop))[-1] == ("resolved", "All its issues are resolved or ignored")


async def test_no_alert_is_over_before_it_was_noticed(database: Database) -> None:
    """Who tells the past to a server, as the demo does, resolves issues days before their alerts open."""
    async with installed(database) as shop:
        await happen(shop)
        await shop.evaluate()
        [issue] = [row["id"] for row in await shop.rows("select id from issues")]
        async with shop.resources.database.transaction() as connection:
            await issue_changes.resolve(connection, [issue], Actor(None, shop.clock.now() - 86_400))
        [alert] = await alerts(shop)
        [entry] = await shop.rows("select at from alert_entries where kind = 'resolved'")
        assert (alert["resolved_at"], entry["at"]) == (alert["noticed_at"], alert["noticed_at"])


async def test_every_event_that_matches_and_no_other(database: Database) -> None:
    async with installed(database) as shop:
        await no_default_rules(shop)
        query = "level:fatal environment:prod* tags[customer]:acme"
        await watch(shop, Rule(measure=Measure.EVERY_EVENT, query=query, group_by=("issue",)))
        await happen(shop, level="fatal", environment="production", tags={"customer": "other"})
        await shop.evaluate()
        assert await alerts(shop) == []
        await happen(shop, times=2, level="fatal", environment="production", tags={"customer": "ACME"})
        await shop.evaluate()
        await happen(shop, level="fatal", environment="production", tags={"customer": "acme"})
        await shop.evaluate()
        [alert] = await alerts(shop)
        assert alert["times_fired"] == 3
        assert alert["reason"] == "2 events of SHOP-1: KeyError: it broke"
        [issue] = await shop.rows("select * from alert_issues")
        assert issue["times_seen"] == 3


async def test_a_snoozed_rule_opens_nothing(database: Database) -> None:
    async with installed(database) as shop:
        later = instant(shop.clock.now()) + timedelta(hours=1)
        await shop.rows("update rules set snoozed_until = $1, version = 100", later)
        await shop.rows("update alerting_settings set rules_version = 100")
        await happen(shop)
        await shop.evaluate()
        assert await alerts(shop) == []
        shop.advance(timedelta(hours=1))
        await happen(shop, kind="OSError")
        await shop.evaluate()
        assert len(await alerts(shop)) == 1


async def test_signals_of_a_deleted_project_leave_nothing(database: Database) -> None:
    async with installed(database) as shop:
        await _lose_the_issue(shop)
        await shop.evaluate()
        assert await alerts(shop) == []
        assert await shop.rows("select * from signals") == []


async def _lose_the_issue(shop: Installation) -> None:
    await happen(shop)
    await shop.rows("delete from issues")
