"""Inbound rules at work: made, changed, switched off; what they drop is counted and nothing of it is kept."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from core.db import Database
from core.db.events import replays
from core.db.events.dead_records import DeadFilter
from core.db.organizations import people, pipeline_rules, teams
from core.db.organizations.pipeline_rules import RuleText
from core.pipeline_rules import Action, ActionKind, Match, MatchKind, PipelineRule
from processor.enrich import Lookups
from processor.replay import Replayer
from processor.run import Steps
from tests.app import PUBLIC_KEY, Installation, installed

DROP = Action(kind=ActionKind.DROP)


def message(*patterns: str) -> Match:
    return Match(kind=MatchKind.MESSAGE, patterns=patterns)


async def make(shop: Installation, match: Match, action: Action = DROP) -> int:
    async with shop.resources.database.transaction() as connection:
        organization_id = await connection.fetchval(
            "select organization_id from projects where id = $1", shop.project_id
        )
        text = RuleText("Noise", PipelineRule(match=match, action=action), True)
        return await pipeline_rules.create_rule(
            connection, organization_id, shop.project_id, text, None, shop.clock.now()
        )


async def change(shop: Installation, rule_id: int, **changed: Any) -> None:
    async with shop.resources.database.transaction() as connection:
        kept = await pipeline_rules.find_rule(connection, shop.project_id, rule_id)
        assert kept is not None
        text = replace(RuleText(kept.name, kept.rule, kept.is_active), **changed)
        await pipeline_rules.update_rule(connection, kept, text, None, shop.clock.now())


async def say(shop: Installation, *messages: str, **more: Any) -> None:
    for one in messages:
        assert (await shop.send({"event_id": uuid4().hex, "message": one, **more})).status_code == 200
    await shop.settle()


async def stored(shop: Installation) -> list[str]:
    return sorted(row["title"] for row in await shop.rows("select title from events"))


async def fates(shop: Installation) -> dict[str, int]:
    rows = await shop.rows("select outcome, reason, sum(quantity)::int as n from outcomes group by 1, 2")
    return {f"{row['outcome']} {row['reason']}".strip(): row["n"] for row in rows}


async def test_what_a_rule_drops_is_counted_once_and_nothing_of_it_is_kept(database: Database) -> None:
    async with installed(database) as shop:
        rule_id = await make(shop, message("*noise*"))
        await say(shop, "some noise", "more noise", "a fault")
        assert await stored(shop) == ["a fault"]
        assert await fates(shop) == {"accepted": 3, "stored": 1, f"filtered rule:{rule_id}": 2}
        for table in ("issues", "events"):
            [counted] = await shop.rows(f"select count(*) as n from {table}")
            assert counted["n"] == 1
        assert await shop.rows("select 1 from dead_records") == []
        [tags] = await shop.rows("select count(distinct issue_id) as issues from issue_tags")
        assert tags["issues"] == 1


async def test_a_change_holds_from_the_next_event_on(database: Database) -> None:
    async with installed(database) as shop:
        rule_id = await make(shop, message("noise"))
        await say(shop, "noise", "din")
        await change(shop, rule_id, rule=PipelineRule(match=message("din"), action=DROP))
        await say(shop, "noise", "din")
        await change(shop, rule_id, is_active=False)
        await say(shop, "din")
        assert await stored(shop) == ["din", "din", "noise"]
        async with database.transaction() as connection:
            versions = await pipeline_rules.versions(connection, rule_id)
            assert [(one.version, one.rule.match.patterns) for one in versions] == [(2, ("din",)), (1, ("noise",))]
            await pipeline_rules.delete_rule(connection, rule_id, shop.clock.now())
            assert await pipeline_rules.rules(connection, shop.project_id) == []


async def test_a_level_and_tags_that_a_rule_sets_are_those_of_the_issue(database: Database) -> None:
    async with installed(database) as shop:
        await make(shop, message("paid twice"), Action(kind=ActionKind.LEVEL, value="fatal"))
        await make(shop, message("paid twice"), Action(kind=ActionKind.SEVERITY, value="critical"))
        await make(shop, message("paid twice"), Action(kind=ActionKind.ROUTE, value="payments"))
        await say(shop, "paid twice", level="info")
        [issue] = await shop.rows("select id, level from issues")
        assert issue["level"] == "fatal"
        tags = {row["key"]: row["value"] for row in await shop.rows("select key, value from issue_tags")}
        assert (tags["level"], tags["severity"], tags["route"]) == ("fatal", "critical", "payments")
        [event] = await shop.rows("select event_id from events")
        whole = await shop.event(event["event_id"].hex)
        assert whole["level"] == "fatal"


async def test_a_new_issue_is_given_to_its_owner_and_an_old_one_stays_as_it_is(database: Database) -> None:
    async with installed(database) as shop:
        async with database.transaction() as connection:
            home = await connection.fetchval("select organization_id from projects where id = $1", shop.project_id)
            team_id = await teams.create_team(connection, home, "Payments", shop.clock.now())
            ines = await people.create_user(connection, "ines@example.com", "member", home, shop.clock.now())
        await say(shop, "old fault")
        to_team = await make(shop, message("*fault*"), Action(kind=ActionKind.OWNER, team_id=team_id))
        await say(shop, "old fault", "new fault")
        await change(
            shop,
            to_team,
            rule=PipelineRule(match=message("*fault*"), action=Action(kind=ActionKind.OWNER, user_id=ines.id)),
        )
        await say(shop, "newest fault")
        issues = await shop.rows("select value, assignee_user_id, assignee_team_id from issues order by id")
        assert [(row["value"], row["assignee_user_id"], row["assignee_team_id"]) for row in issues] == [
            ("old fault", None, None),
            ("new fault", None, team_id),
            ("newest fault", ines.id, None),
        ]
        notes = [
            row["data"]["assignee"]
            for row in await shop.rows("select data from activity where kind = 'assigned' order by id")
        ]
        assert notes == [
            {"type": "team", "id": str(team_id), "name": "Payments"},
            {"type": "user", "id": str(ines.id), "name": "ines@example.com"},
        ]


async def test_an_owner_who_left_gets_nothing_and_nothing_fails(database: Database) -> None:
    async with installed(database) as shop:
        await make(shop, message("*fault"), Action(kind=ActionKind.OWNER, user_id=4711))
        await say(shop, "a fault")
        [issue] = await shop.rows("select assignee_user_id from issues")
        assert issue["assignee_user_id"] is None
        assert await shop.rows("select 1 from activity where kind = 'assigned'") == []


async def test_a_repeated_event_has_the_same_fate_under_a_share(database: Database) -> None:
    async with installed(database) as shop:
        rule_id = await make(shop, message("chatter*"), Action(kind=ActionKind.SAMPLE, share=0.5))
        for _ in range(2):
            for number in range(1, 41):  # no event has the id 0
                await shop.send({"event_id": f"{number:032x}", "message": "chatter"})
            await shop.settle()
        counted = await fates(shop)
        kept = counted["stored"]
        assert 8 < kept < 32
        assert counted == {
            "accepted": 80,
            "stored": kept,
            "duplicate": kept,
            f"filtered sampled:{rule_id}": 2 * (40 - kept),
        }


async def test_a_rule_sees_the_address_that_redaction_removes(database: Database) -> None:
    async with installed(database) as shop:
        await make(shop, Match(kind=MatchKind.ADDRESS, patterns=("198.51.100.0/24",)))
        await say(shop, "scan", user={"ip_address": "198.51.100.9"})
        await say(shop, "visit", user={"ip_address": "192.0.2.9"})
        assert await stored(shop) == ["visit"]


async def test_reports_of_browsers_go_the_same_way(database: Database) -> None:
    async with installed(database) as shop:
        rule_id = await make(shop, Match(kind=MatchKind.BROWSER_EXTENSIONS))
        for blocked in ("chrome-extension://abc/x.js", "https://ads.example/x.js"):
            answer = await shop.client.post(
                f"/api/{shop.project_id}/security/",
                params={"sentry_key": PUBLIC_KEY},
                json={"csp-report": {"effective-directive": "script-src", "blocked-uri": blocked}},
                headers={"Content-Type": "application/csp-report"},
            )
            assert answer.status_code == 200
        await shop.settle()
        assert len(await stored(shop)) == 1
        assert (await fates(shop))[f"filtered rule:{rule_id}"] == 1


async def test_a_dead_record_that_is_replayed_meets_the_rules_too(database: Database) -> None:
    def broken(_: str) -> dict[str, str]:
        raise LookupError("no such address")

    async with installed(database) as shop:
        sick = replace(shop, lookups=Lookups(geo=broken))
        await say(sick, "noise", user={"ip_address": "81.2.69.160"})
        assert (await fates(shop))["dead processing_error"] == 1
        rule_id = await make(shop, message("noise"))
        async with database.transaction() as connection:
            asked = await replays.start(connection, None, None, DeadFilter(), 1000, shop.clock.now())
        worker = Replayer(shop.resources, shop.lookups, Steps(shop.resources, shop.lookups).recorder)
        for _ in range(2):
            shop.clock.advance(await worker.step())
        [row] = await shop.rows("select state, filtered from replays where id = $1", asked.id)
        assert (row["state"], row["filtered"]) == ("done", 1)
        assert await stored(shop) == []
        assert await shop.rows("select 1 from dead_records") == []
        counted = {fate: n for fate, n in (await fates(shop)).items() if n}
        assert counted == {"accepted": 1, f"filtered rule:{rule_id}": 1}


async def test_a_rule_that_this_version_cannot_read_stops_nothing(database: Database) -> None:
    async with installed(database) as shop:
        rule_id = await make(shop, message("noise"))
        other = await make(shop, message("din"))
        await shop.rows(
            """update pipeline_rules set definition = jsonb_set(definition, '{match,kind}', '"by_the_stars"')
               where id = $1 returning id""",
            rule_id,
        )
        await say(shop, "noise", "din")
        assert await stored(shop) == ["noise"]
        assert (await fates(shop))[f"filtered rule:{other}"] == 1
