"""What was measured around an alert, through the API."""

from typing import Any

from core.alerts import Measure, Rule
from core.clock import instant
from tests.alerts import make_rule, open_alert
from tests.db.api.world import World

TREND = "/api/0/organizations/acme/alerts/A-1/trend/"


async def fired(world: World, rule: Rule | None, **how: Any) -> int:
    now = world.clock.now()
    async with world.database.transaction() as connection:
        rule_id = None if rule is None else await make_rule(connection, world.organization.id, now, rule)
        return await open_alert(connection, world.organization.id, world.project.id, now, rule_id=rule_id, **how)


async def trend(world: World) -> Any:
    async with world.as_("viewer") as viewer:
        answer = await viewer.get(TREND)
    assert answer.status_code == 200, answer.text
    return answer.json()


def values(found: Any) -> list[float]:
    return [value for _, value in found["points"] if value]


async def test_a_count_around_the_alert_in_its_scope(world: World) -> None:
    for seconds in (0, 20, 20, 20):
        world.clock.advance(seconds)
        await world.record(world.event(environment="production"), world.event(environment="staging"))
    rule = Rule(measure=Measure.COUNT, query="environment:production", window=60, threshold=3, resolve_threshold=1)
    alert_id = await fired(world, rule)
    async with world.database.transaction() as connection:
        await connection.execute("update alerts set value = 3, threshold = 3 where id = $1", alert_id)
    world.clock.advance(600)
    found = await trend(world)
    assert (found["kind"], found["measure"], found["window"]) == ("value", "count", 60)
    assert (found["limit"], found["resolveLimit"], found["firesBelow"], found["note"]) == (3, 1, False, "")
    assert max(values(found)) == 3
    assert found["points"][-1][1] == 0
    assert [one["kind"] for one in found["moments"]] == ["fired"]
    assert found["start"] < world.clock.now() - 600 < found["end"]


async def test_users_are_told_apart(world: World) -> None:
    await world.record(*(world.event(user=one) for one in ("1", "2", "2")))
    await fired(world, Rule(measure=Measure.USERS, window=60, threshold=2))
    found = await trend(world)
    assert max(values(found)) == 2
    assert found["note"] == "Users are told apart by what redaction left of them."


async def test_an_alert_that_is_grouped_counts_its_group_alone(world: World) -> None:
    await world.record(world.event(release="1"), world.event(release="2"), world.event(release="2"))
    rule = Rule(measure=Measure.COUNT, window=60, threshold=1, group_by=("project", "release"))
    await fired(world, rule, labels={"project": "shop", "release": "2"})
    assert max(values(await trend(world))) == 2


async def test_what_fires_by_what_happens_shows_the_events_of_its_issues(world: World) -> None:
    await world.record(world.event(), world.event(), world.event("KeyError"))
    alert_id = await fired(world, Rule(measure=Measure.NEW_ISSUE))
    async with world.database.transaction() as connection:
        issue_id = await connection.fetchval("select id from issues order by times_seen desc limit 1")
        await connection.execute(
            "insert into alert_issues (alert_id, issue_id, times_seen, first_at, last_at) values ($1, $2, 1, $3, $3)",
            alert_id,
            issue_id,
            instant(world.clock.now()),
        )
    found = await trend(world)
    assert (found["kind"], found["window"], found["limit"], values(found)) == ("events", None, None, [2])
    async with world.database.transaction() as connection:
        await connection.execute(
            "update alerts set started_at = started_at - interval '20 days', rule_id = null where id = $1", alert_id
        )
    old = await trend(world)
    assert (old["step"] >= 3600, values(old), old["measure"]) == (True, [2], None)
    assert old["note"].startswith("The rule is gone")


async def test_a_rule_that_asks_for_tags_says_that_counts_have_none(world: World) -> None:
    await world.record(world.event(tags={"plan": "gold"}))
    await fired(world, Rule(measure=Measure.COUNT, query="plan:gold", window=60, threshold=1))
    found = await trend(world)
    assert (found["kind"], found["note"].split(",")[0]) == ("events", "The rule asks for tags")
