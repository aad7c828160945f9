"""Dead records through the API: who sees what, a plan, a replay, a discard."""

from datetime import UTC, datetime, timedelta

import pytest

from core.db.events.dead_records import DeadFilter
from core.db.events.replays import start
from core.dead import KILLED_PROCESSOR
from tests.db.api.world import NOW, World

RECORDS = "/api/0/organizations/acme/dead-records/"
REPLAYS = f"{RECORDS}replays/"


async def bury(world: World, **how: object) -> int:
    async with world.database.connection() as connection:
        return await world.bury(connection, **how)  # type: ignore[arg-type]


async def test_everybody_sees_that_there_are_some_and_why(world: World) -> None:
    record_id = await bury(world)
    await bury(world, project=world.other_project)
    async with world.as_("viewer") as viewer:
        [one] = (await viewer.get(RECORDS)).json()
        assert (one["id"], one["project"], one["reason"], one["attempts"]) == (
            str(record_id),
            "shop",
            "processing_error",
            1,
        )
        assert not {"trace", "body"} & set(one)


@pytest.mark.parametrize("role", ["viewer", "member"])
async def test_only_who_administers_looks_into_one(world: World, role: str) -> None:
    record_id = await bury(world)
    async with world.as_(role) as client:
        assert (await client.get(f"{RECORDS}{record_id}/")).status_code == 403


async def test_what_it_holds_is_redacted_and_the_bytes_stay_here(world: World) -> None:
    record_id = await bury(world)
    async with world.as_("admin") as admin:
        one = (await admin.get(f"{RECORDS}{record_id}/")).json()
    assert one["body"] == '{\n  "message": "for [email]"\n}'
    assert one["trace"] == "KeyError: '[email]'"
    assert "ann@example.com" not in str(one)
    assert one["client"] == "test/1"


async def test_an_event_that_ended_processors_is_not_opened_here(world: World) -> None:
    record_id = await bury(world, reason=KILLED_PROCESSOR)
    async with world.as_("admin") as admin:
        one = (await admin.get(f"{RECORDS}{record_id}/")).json()
    assert (one["body"], one["isCut"], one["client"]) == (None, False, "test/1")


async def test_a_body_without_end_is_cut_between_lines(world: World) -> None:
    record_id = await bury(world, body=b'{"a":[%s"ann@example.com"]}' % (b'"ann@example.com",' * 20_000))
    async with world.as_("owner") as owner:
        one = (await owner.get(f"{RECORDS}{record_id}/")).json()
    assert one["isCut"]
    assert one["body"].endswith(",\n")
    assert len(one["body"]) <= 100_000


@pytest.mark.parametrize("body", [b"\x00\xff", b"[" * 100_000, b"", b'{"a":1'])
async def test_a_body_that_is_no_json_is_shown_as_it_is(world: World, body: bytes) -> None:
    record_id = await bury(world, body=body)
    async with world.as_("owner") as owner:
        answer = await owner.get(f"{RECORDS}{record_id}/")
    assert answer.status_code == 200
    assert answer.json()["eventId"]


async def test_records_of_an_unknown_project_are_nobodys(world: World) -> None:
    record_id = await bury(world)
    async with world.database.connection() as connection:
        await connection.execute("update dead_records set project_id = 0")
    async with world.as_("owner") as owner:
        assert (await owner.get(RECORDS)).json() == []
        assert (await owner.get(f"{RECORDS}{record_id}/")).status_code == 404
        assert (await owner.post(f"{RECORDS}plan/", json={})).json()["total"] == 0


async def test_pages_and_reasons(world: World) -> None:
    await bury(world, count=3)
    other = await bury(world, reason="invalid_json")
    async with world.as_("viewer") as viewer:
        first = await viewer.get(RECORDS, params={"per_page": 2, "reason": "processing_error"})
        assert len(first.json()) == 2
        rest = await viewer.get(first.links["next"]["url"])
        assert len(rest.json()) == 1
        assert rest.links["next"]["results"] == "false"
        assert (await viewer.get(rest.links["previous"]["url"])).json() == first.json()
        reasons = (await viewer.get(f"{RECORDS}reasons/", params={"project": "shop"})).json()
        assert [(one["reason"], one["quantity"]) for one in reasons] == [("processing_error", 3), ("invalid_json", 1)]
        [one] = (await viewer.get(RECORDS, params={"reason": "invalid_json", "project": "shop"})).json()
        assert one["id"] == str(other)
        assert (await viewer.get(RECORDS, params={"project": "nowhere"})).status_code == 404


async def test_a_plan_says_how_many_why_since_when_and_how_long(world: World) -> None:
    await bury(world, count=30)
    world.clock.advance(60)
    last = await bury(world, reason="invalid_json", count=10)
    async with world.as_("admin") as admin:
        plan = (await admin.post(f"{RECORDS}plan/", json={"rate": 4})).json()
        assert plan["reasons"] == [
            {"reason": "processing_error", "quantity": 30},
            {"reason": "invalid_json", "quantity": 10},
        ]
        assert (plan["total"], plan["rate"], plan["seconds"], plan["upTo"]) == (40, 4, 10.0, str(last))
        moments = [datetime.fromisoformat(plan[name]).timestamp() for name in ("oldest", "newest")]
        assert moments == [NOW, NOW + 60]
        since = datetime.fromtimestamp(NOW, UTC) + timedelta(seconds=1)
        late = (await admin.post(f"{RECORDS}plan/", json={"since": since.isoformat()})).json()
        assert late["total"] == 10
        early = (await admin.post(f"{RECORDS}plan/", json={"until": since.isoformat(), "ids": ["1", "2"]})).json()
        assert early["total"] == 2


async def test_a_replay_is_asked_for_followed_and_stopped(world: World) -> None:
    await bury(world, count=5)
    await bury(world, project=world.other_project)
    async with world.as_("admin") as admin, world.as_("viewer") as viewer:
        made = await admin.post(REPLAYS, json={"rate": 1})
        assert made.status_code == 201
        replay = made.json()
        assert (replay["state"], replay["total"], replay["left"]) == ("running", 5, 5)
        assert (replay["startedBy"], replay["lastWorked"]) == ("admin@acme.example", None)
        again = await admin.post(REPLAYS, json={})
        assert (again.status_code, "a replay is running" in again.json()["detail"]) == (409, True)
        assert [one["id"] for one in (await viewer.get(REPLAYS)).json()] == [replay["id"]]
        stopped = await admin.post(f"{REPLAYS}{replay['id']}/stop/")
        assert (stopped.json()["state"], stopped.json()["left"]) == ("stopped", 5)
        assert (await viewer.get(f"{REPLAYS}{replay['id']}/")).json() == stopped.json()
        assert (await admin.post(REPLAYS, json={})).status_code == 201


async def test_each_organization_has_replays_of_its_own(world: World) -> None:
    await bury(world)
    await bury(world, project=world.other_project)
    async with world.database.transaction() as connection:
        wanted = DeadFilter([world.other_project.id])
        theirs = await start(connection, world.other_organization.id, None, wanted, 1, NOW)
    async with world.as_("owner") as owner:
        assert (await owner.get(REPLAYS)).json() == []
        assert (await owner.post(f"{REPLAYS}{theirs.id}/stop/")).status_code == 404
        assert (await owner.post(REPLAYS, json={})).status_code == 201


async def test_only_what_a_plan_told_of_is_discarded(world: World) -> None:
    await bury(world, count=2)
    async with world.as_("admin") as admin:
        assert (await admin.post(f"{RECORDS}discard/", json={})).status_code == 400
        plan = (await admin.post(f"{RECORDS}plan/", json={"projects": ["shop"]})).json()
        late = await bury(world)
        await bury(world, project=world.other_project)
        gone = await admin.post(f"{RECORDS}discard/", json={"projects": ["shop"], "upTo": plan["upTo"]})
        assert gone.json() == {"discarded": 2}
        assert [one["id"] for one in (await admin.get(RECORDS)).json()] == [str(late)]


async def test_nothing_dead_is_nothing_to_replay(world: World) -> None:
    async with world.as_("admin") as admin:
        answer = await admin.post(REPLAYS, json={})
        assert (answer.status_code, answer.json()["detail"]) == (400, "there is no dead record to replay")


async def test_a_deleted_project_takes_its_dead_records_along(world: World) -> None:
    await bury(world)
    async with world.as_("owner") as owner:
        assert (await owner.delete("/api/0/projects/acme/shop/")).status_code == 204
    async with world.database.connection() as connection:
        assert await connection.fetchval("select count(*) from dead_records") == 0
