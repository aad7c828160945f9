"""Is anybody told when something breaks? The API's answer."""

from dataclasses import replace

from core.clock import instant
from core.db.alerts import health as alerting_health
from core.watchdog import Round
from tests.db.api.world import World

HEALTH = "/api/0/organizations/acme/alerting-health/"


async def alerter(world: World, seen_ago: float = 0.0) -> None:
    now = world.clock.now() - seen_ago
    async with world.database.connection() as connection:
        rounds = {"evaluating": Round(now, 65.0)}
        await alerting_health.put_alerter(connection, "host.internal-7", now - 60, now, 0.0, rounds)
        await alerting_health.note_ping(connection, "host.internal-7", now, None)


async def rule_and_channel(world: World) -> None:
    now = instant(world.clock.now())
    async with world.database.connection() as connection:
        await connection.execute(
            "insert into rules (organization_id, name, definition, created_at, updated_at)"
            " values ($1, 'r', '{}', $2, $2)",
            world.organization.id,
            now,
        )
        for name, is_active, why in (("#shop", True, None), ("#old", False, "its token was refused")):
            await connection.execute(
                "insert into channels (organization_id, kind, name, config, is_active, disabled_because, created_at,"
                " updated_at) values ($1, 'slack', $2, '{}', $3, $4, $5, $5)",
                world.organization.id,
                name,
                is_active,
                why,
                now,
            )


async def test_the_answer_comes_first_and_the_facts_after_it(world: World) -> None:
    await alerter(world)
    await rule_and_channel(world)
    world.app.state.deps = replace(world.app.state.deps, heartbeat_is_set_up=True)
    async with world.as_("admin") as admin:
        found = (await admin.get(HEALTH)).json()
    assert found["somebodyIsTold"] is True
    assert found["sentence"].startswith("Yes, by 1 channel:")
    assert [one["disabledBecause"] for one in found["disabledChannels"]] == ["its token was refused"]
    [one] = found["alerters"]
    assert (one["name"], one["isAlive"], one["rounds"][0]["isLate"]) == ("host.internal-7", True, False)
    assert found["heartbeat"] == {"isSetUp": True, "pingedAt": "2027-01-15T08:00:00Z", "error": None}
    assert (found["lagSeconds"], found["oldestSignalAt"], found["troubles"]) == (0.0, None, [])


async def test_names_of_hosts_are_for_those_who_administer(world: World) -> None:
    await alerter(world)
    async with world.as_("viewer") as viewer:
        assert [one["name"] for one in (await viewer.get(HEALTH)).json()["alerters"]] == ["alerter 1"]
    async with world.as_("stranger") as stranger:
        assert (await stranger.get(HEALTH)).status_code == 404


async def test_the_web_process_notices_that_no_alerter_lives(world: World) -> None:
    await alerter(world, seen_ago=600)
    await rule_and_channel(world)
    async with world.as_("member") as member:
        found = (await member.get(HEALTH)).json()
        assert (found["somebodyIsTold"], found["sentence"][:24]) == (False, "No: no alerter runs. Sta")
        assert found["troubles"] == []  # nothing waits
        async with world.database.connection() as connection:
            await connection.execute(
                "insert into signals (project_id, issue_id, kind, quantity, event_id, created_at)"
                " values ($1, 1, 'new', 1, gen_random_uuid(), $2)",
                world.project.id,
                instant(world.clock.now() - 300),
            )
        found = (await member.get(HEALTH)).json()
        assert [one["name"] for one in found["troubles"]] == ["no_alerter", "late"]
        assert (found["lagSeconds"], found["troubles"][0]["toldAt"]) == (300.0, None)
