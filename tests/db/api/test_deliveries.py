"""Deliveries by the API: lists, attempts, targets, sent again one by one and by the batch."""

from dataclasses import replace
from typing import Any

import pytest

from core.channels.samples import sample
from core.clock import instant
from core.db.deliveries.channels import ChannelText, create_channel
from core.db.deliveries.deliveries import NewDelivery, enqueue
from core.db.deliveries.resends import advance_resend
from tests.alerts import open_alert
from tests.db.api.world import World

BASE = "/api/0/organizations/acme"
DELIVERIES = f"{BASE}/deliveries/"


async def channel(world: World, name: str = "Chat", owner: str | None = None) -> str:
    async with world.database.transaction() as connection:
        text = ChannelText(name=name, config={}, secrets=None, template={}, per_minute=60)
        user_id = None if owner is None else world.people[owner].id
        now = world.clock.now()
        return f"channel:{await create_channel(connection, world.organization.id, user_id, 'slack', text, now)}"


async def delivery(
    world: World, target: str, number: int, state: str = "failed", failure: str | None = "server"
) -> int:
    """One that has come to that state."""
    now = world.clock.now()
    wanted = NewDelivery(
        organization_id=world.organization.id,
        idempotency_key=f"key-{number}",
        target=target,
        kind="slack",
        recipient="#shop",
        message=replace(sample("firing", "acme", "http://redshank.test", now), title=f"Message {number}"),
        at=now,
    )
    async with world.database.transaction() as connection:
        made = await enqueue(connection, wanted, now)
        assert made is not None
        over = state in ("failed", "dead", "synced", "superseded")
        await connection.execute(
            """update deliveries set state = $2, class = $3, attempts = 1, ended_at = $4,
                                     next_at = case when $5 then null else next_at end
               where id = $1""",
            made,
            state,
            failure,
            instant(now) if over else None,
            over,
        )
        await connection.execute(
            "insert into delivery_attempts values ($1, 1, $2, 12, $3, 500, 'no')", made, instant(now), failure
        )
    return made


async def test_they_are_listed_newest_first_and_narrowed(world: World) -> None:
    target = await channel(world)
    for number, state in enumerate(["failed", "synced", "pending", "dead"]):
        await delivery(world, target, number, state)
    async with world.as_("viewer") as viewer:
        found = (await viewer.get(DELIVERIES)).json()
        assert [one["title"] for one in found] == [f"Message {number}" for number in (3, 2, 1, 0)]
        assert found[0]["channel"] == "Chat"
        some = (await viewer.get(DELIVERIES, params={"state": ["failed", "dead"]})).json()
        assert [one["state"] for one in some] == ["dead", "failed"]
        for params in (
            {"kind": "email"},
            {"target": "mail"},
            {"alert": "1"},
            {"issue": "1"},
            {"since": "2030-01-01T00:00:00Z"},
        ):
            assert (await viewer.get(DELIVERIES, params=params)).json() == [], params
        assert (await viewer.get(DELIVERIES, params={"since": "soon"})).status_code == 400
        assert (await viewer.get(DELIVERIES, params={"state": "lost"})).status_code == 400
        assert "slack" in (await viewer.get(DELIVERIES, params={"kind": "pigeon"})).json()["detail"]


async def test_pages_go_on_where_the_last_one_ended(world: World) -> None:
    target = await channel(world)
    for number in range(5):
        await delivery(world, target, number)
    async with world.as_("viewer") as viewer:
        first = await viewer.get(DELIVERIES, params={"per_page": 2})
        second = await viewer.get(first.links["next"]["url"])
        assert [one["title"] for one in second.json()] == ["Message 2", "Message 1"]
        back = await viewer.get(second.links["previous"]["url"])
        assert [one["title"] for one in back.json()] == ["Message 4", "Message 3"]


async def test_strangers_see_none_and_what_went_to_ones_own_channel_is_ones_own(world: World) -> None:
    made = await delivery(world, await channel(world, owner="member"), 1)
    async with world.as_("member") as member, world.as_("owner") as owner, world.as_("stranger") as stranger:
        assert [one["id"] for one in (await member.get(DELIVERIES)).json()] == [str(made)]
        assert (await owner.get(DELIVERIES)).json() == []
        assert (await owner.get(f"{DELIVERIES}{made}/")).status_code == 404
        assert (await owner.post(f"{DELIVERIES}{made}/resend/")).status_code == 404
        assert (await owner.post(f"{DELIVERIES}plan/", json={})).json()["total"] == 0
        assert (await stranger.get(DELIVERIES)).status_code == 404
        mine = [one["target"] for one in (await owner.get(f"{DELIVERIES}targets/")).json()]
        assert mine == ["mail"]


async def test_one_is_shown_with_its_attempts_and_sent_again_with_its_key(world: World) -> None:
    made = await delivery(world, await channel(world), 1)
    async with world.as_("member") as member, world.as_("viewer") as viewer:
        shown = (await viewer.get(f"{DELIVERIES}{made}/")).json()
        assert (shown["idempotencyKey"], shown["tries"][0]["answer"]) == ("key-1", "no")
        assert (await viewer.post(f"{DELIVERIES}{made}/resend/")).status_code == 403
        again = (await member.post(f"{DELIVERIES}{made}/resend/")).json()
        assert (again["state"], again["idempotencyKey"], again["dateEnded"]) == ("pending", "key-1", None)
    async with world.database.connection() as connection:
        row = await connection.fetchrow("select attempts, attempts_before from deliveries")
    assert tuple(row or ()) == (1, 1)


@pytest.mark.parametrize(
    ("state", "resend", "discard"),
    [("failed", 200, 200), ("dead", 200, 200), ("pending", 200, 200), ("synced", 200, 409), ("superseded", 409, 409)],
)
async def test_what_can_be_sent_again_and_what_discarded(world: World, state: str, resend: int, discard: int) -> None:
    target = await channel(world)
    first, second = await delivery(world, target, 1, state), await delivery(world, target, 2, state)
    async with world.as_("member") as member:
        assert (await member.post(f"{DELIVERIES}{first}/resend/")).status_code == resend
        gone = await member.post(f"{DELIVERIES}{second}/discard/")
        assert gone.status_code == discard
        assert discard != 200 or gone.json()["state"] == "discarded"


async def test_what_is_under_way_is_left_alone(world: World) -> None:
    made = await delivery(world, await channel(world), 1, "retrying")
    async with world.database.connection() as connection:
        await connection.execute("update deliveries set claimed_until = $1", instant(world.clock.now() + 60))
    async with world.as_("member") as member:
        assert (await member.post(f"{DELIVERIES}{made}/resend/")).status_code == 409
        assert (await member.post(f"{DELIVERIES}{made}/discard/")).status_code == 409


async def test_targets_say_how_they_do(world: World) -> None:
    target = await channel(world)
    await delivery(world, target, 1, "synced", None)
    await delivery(world, target, 2, "dead")
    async with world.database.connection() as connection:
        await connection.execute(
            "insert into targets (organization_id, target, failures, open_until) values ($1, $2, 6, $3)",
            world.organization.id,
            target,
            instant(world.clock.now() + 30),
        )
    async with world.as_("viewer") as viewer:
        found = {one["target"]: one for one in (await viewer.get(f"{DELIVERIES}targets/")).json()}
        row = found[target]
        assert (row["successRate"], row["attempts"], row["unsynced"], row["breaker"]) == (0.5, 2, 1, "open")
        assert (found["mail"]["successRate"], found["mail"]["breaker"]) == (None, "closed")
        world.clock.advance(60)
        found = {one["target"]: one for one in (await viewer.get(f"{DELIVERIES}targets/")).json()}
        assert found[target]["breaker"] == "half_open"


async def advance(world: World) -> None:
    async with world.database.transaction() as connection:
        await advance_resend(connection, world.clock.now())


async def test_many_are_planned_started_watched_and_done(world: World) -> None:
    target = await channel(world)
    for number in range(5):
        await delivery(world, target, number, "dead")
    await delivery(world, target, 5, "failed", "data")
    await delivery(world, target, 6, "synced", None)
    async with world.as_("member") as member, world.as_("viewer") as viewer:
        assert (await viewer.post(f"{DELIVERIES}plan/", json={})).status_code == 403
        plan = (await member.post(f"{DELIVERIES}plan/", json={"perSecond": 2})).json()
        assert (plan["total"], plan["hopeless"], plan["seconds"]) == (6, 1, 3)
        assert plan["failures"][0] == {"failure": "server", "quantity": 5, "hopeless": 0, "because": []}
        body = {"perSecond": 2, "failures": ["server"], "upTo": plan["upTo"]}
        started = await member.post(f"{DELIVERIES}resends/", json=body)
        assert (started.status_code, started.json()["total"]) == (201, 5)
        url = f"{DELIVERIES}resends/{started.json()['id']}/"
        assert (await member.post(f"{DELIVERIES}resends/", json=body)).status_code == 409
        reached = []
        for _ in range(4):
            await advance(world)
            now: dict[str, Any] = (await viewer.get(url)).json()
            reached.append((now["reached"], now["state"]))
            world.clock.advance(1)
        assert reached == [(2, "running"), (4, "running"), (5, "done"), (5, "done")]
        states = [one["state"] for one in (await viewer.get(DELIVERIES)).json()]
        assert states == ["synced", "failed", *["pending"] * 5]


async def test_one_that_is_stopped_leaves_the_rest_as_it_is(world: World) -> None:
    target = await channel(world)
    for number in range(5):
        await delivery(world, target, number, "dead")
    async with world.as_("member") as member:
        started = (await member.post(f"{DELIVERIES}resends/", json={"perSecond": 2})).json()
        await advance(world)
        stopped = (await member.post(f"{DELIVERIES}resends/{started['id']}/stop/")).json()
        world.clock.advance(5)
        await advance(world)
        assert (stopped["state"], stopped["reached"]) == ("stopped", 2)
        states = sorted(one["state"] for one in (await member.get(DELIVERIES)).json())
        assert states == ["dead"] * 3 + ["pending"] * 2
        empty = await member.post(f"{DELIVERIES}resends/", json={"kind": "email"})
        assert (empty.status_code, "look at the plan" in empty.json()["detail"]) == (400, True)


async def test_a_plan_says_why_it_is_in_vain_and_what_mends_it(world: World) -> None:
    refused, off = await channel(world), await channel(world, "Old")
    async with world.database.connection() as connection:
        await connection.execute("update channels set is_active = false where id = $1", int(off[8:]))
    await delivery(world, refused, 1, "failed", "auth")
    await delivery(world, off, 2, "dead", "server")
    await delivery(world, "channel:999", 3, "dead", "server")
    await delivery(world, "mail", 4, "failed", "blocked")
    await delivery(world, "mail", 5, "failed", "data")
    await delivery(world, refused, 6, "dead", "server")
    async with world.as_("member") as member:
        plan = (await member.post(f"{DELIVERIES}plan/", json={})).json()
        why = {(one["failure"], two["why"]): two["text"] for one in plan["failures"] for two in one["because"]}
        assert (plan["total"], plan["hopeless"]) == (6, 5)
        assert why == {
            ("auth", "unchanged"): "“Chat” has not been changed since refusing: mend it in Settings, and press Test.",
            ("server", "off"): "“Old” is switched off: switch on in Settings what is to be told.",
            ("server", "gone"): "The channel or tracker was deleted: discard these.",
            ("blocked", "blocked"): "No mail goes out: set REDSHANK_SMTP_URL and start the alerter again.",
            ("data", "address"): "The mail address or the letter was refused: enter another address for later ones,"
            " and discard these.",
        }
        started = await member.post(f"{DELIVERIES}resends/", json={"leaveOut": True})
        assert started.json()["total"] == 1


async def test_what_was_mended_or_read_anew_is_hopeful_again(world: World) -> None:
    target = await channel(world)
    await delivery(world, target, 1, "failed", "auth")
    await delivery(world, "mail", 2, "failed", "blocked")
    later = instant(world.clock.now() + 5)
    async with world.as_("member") as member:

        async def hopeless() -> int:
            return int((await member.post(f"{DELIVERIES}plan/", json={})).json()["hopeless"])

        assert await hopeless() == 2
        async with world.database.connection() as connection:
            await connection.execute("update channels set updated_at = $1", later)
        assert await hopeless() == 1
        async with world.database.connection() as connection:
            await connection.execute(
                "insert into alerters (name, started_at, seen_at, lag_seconds, rounds) values ('a', $1, $1, 0, '{}')",
                later,
            )
        assert await hopeless() == 0


async def test_tests_of_channels_are_apart(world: World) -> None:
    target = await channel(world)
    await delivery(world, target, 1, "synced", None)
    tried = await delivery(world, target, 2, "failed", "connection")
    async with world.database.connection() as connection:
        await connection.execute("update deliveries set purpose = 'test' where id = $1", tried)
    async with world.as_("member") as member:
        found = {one["target"]: one for one in (await member.get(f"{DELIVERIES}targets/")).json()}[target]
        assert (found["successRate"], found["attempts"], found["unsynced"]) == (1.0, 1, 0)
        assert len((await member.get(DELIVERIES)).json()) == 2
        assert len((await member.get(DELIVERIES, params={"tests": False})).json()) == 1
        assert (await member.post(f"{DELIVERIES}plan/", json={})).json()["total"] == 0
        assert (await member.post(f"{DELIVERIES}plan/", json={"ids": [str(tried)]})).json()["total"] == 1


async def test_one_goes_first_and_the_rest_follows_on_a_persons_word(world: World) -> None:
    target = await channel(world)
    ids = [await delivery(world, target, number, "dead") for number in range(3)]
    async with world.as_("member") as member:
        started = (await member.post(f"{DELIVERIES}resends/", json={"oneFirst": True})).json()
        assert (started["state"], started["reached"], started["total"]) == ("waiting", 1, 3)
        assert started["first"] == str(ids[0])
        await advance(world)
        shown = [one["state"] for one in (await member.get(DELIVERIES)).json()]
        assert shown == ["dead", "dead", "pending"]
        url = f"{DELIVERIES}resends/{started['id']}/"
        assert (await member.post(f"{url}go-on/")).json()["state"] == "running"
        assert (await member.post(f"{url}go-on/")).status_code == 409
        await advance(world)
        assert (await member.get(url)).json()["state"] == "done"
        assert {one["state"] for one in (await member.get(DELIVERIES)).json()} == {"pending"}


async def test_one_that_went_first_in_vain_is_stopped_or_given_up(world: World) -> None:
    target = await channel(world)
    for number in range(3):
        await delivery(world, target, number, "dead")
    async with world.as_("member") as member:
        first = (await member.post(f"{DELIVERIES}resends/", json={"oneFirst": True})).json()
        stopped = (await member.post(f"{DELIVERIES}resends/{first['id']}/stop/")).json()
        assert (stopped["state"], stopped["reached"]) == ("stopped", 1)
        await member.post(f"{DELIVERIES}resends/", json={"oneFirst": True})
        await delivery(world, target, 4, "dead")
        again = await member.post(f"{DELIVERIES}resends/", json={})
        assert again.status_code == 201  # the one that waited for nobody is given up
        states = [one["state"] for one in (await member.get(f"{DELIVERIES}resends/")).json()]
        assert states == ["running", "stopped", "stopped"]


async def test_it_names_issue_and_alert_as_people_do(world: World) -> None:
    await world.record(world.event())
    made = await delivery(world, "mail", 1)
    async with world.database.transaction() as connection:
        await open_alert(connection, world.other_organization.id, world.other_project.id, world.clock.now())
        alert = await open_alert(connection, world.organization.id, world.project.id, world.clock.now())
        await connection.execute(
            "update deliveries set alert_id = $1, issue_id = (select min(id) from issues) where id = $2", alert, made
        )
    async with world.as_("viewer") as viewer:
        shown = (await viewer.get(f"{DELIVERIES}{made}/")).json()
        assert (shown["issue"], shown["alertId"], shown["alertNumber"]) == ("SHOP-1", "1", 1)
        for number in ("1", "A-1"):
            assert len((await viewer.get(DELIVERIES, params={"alert": number})).json()) == 1
        assert (await viewer.get(DELIVERIES, params={"alert": "2"})).json() == []
