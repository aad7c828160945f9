"""Channels by the API: secrets go in and never come out, one's own are nobody else's, and the test button."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from alerting.delivering import Deliverer
from tests.app import installed
from tests.db.api.world import World
from tests.receivers import Said, receiving

BASE = "/api/0/organizations/acme"
CHANNELS = f"{BASE}/channels/"
SLACK = {"kind": "slack", "name": "Shop", "config": {"channel": "#shop"}, "secrets": {"token": "xoxb-1-s3cret"}}


async def test_a_channel_is_made_shown_without_its_secrets_changed_and_deleted(world: World) -> None:
    async with world.as_("admin") as admin:
        made = await admin.post(CHANNELS, json=SLACK)
        assert made.status_code == 201
        channel = made.json()
        assert (channel["secrets"], channel["perMinute"], channel["isActive"]) == (["token"], 60, True)
        assert channel["actionsUrl"] == f"http://redshank.test/api/0/slack/{channel['id']}/actions/"
        assert "s3cret" not in made.text
        url = f"{CHANNELS}{channel['id']}/"
        changed = await admin.put(url, json={"name": "Store", "config": {"channel": "#store"}, "perMinute": 5})
        assert (changed.json()["config"], changed.json()["secrets"]) == ({"channel": "#store"}, ["token"])
        assert "s3cret" not in (await admin.get(CHANNELS)).text
        assert (await admin.delete(url)).status_code == 204
        assert (await admin.get(url)).status_code == 404
    async with world.database.connection() as connection:
        assert await connection.fetchval("select count(*) from channels") == 0


async def test_secrets_are_encrypted_at_rest(world: World) -> None:
    async with world.as_("admin") as admin:
        await admin.post(CHANNELS, json=SLACK)
    async with world.database.connection() as connection:
        assert b"s3cret" not in await connection.fetchval("select secrets from channels")


async def test_who_may_do_what(world: World) -> None:
    async with (
        world.as_("admin") as admin,
        world.as_("member") as member,
        world.as_("viewer") as viewer,
        world.as_("stranger") as stranger,
        world.as_("admin", "alerts:read", "alerts:write") as narrow,
    ):
        assert (await member.post(CHANNELS, json=SLACK)).status_code == 403
        assert (await narrow.post(CHANNELS, json=SLACK)).status_code == 403
        channel = (await admin.post(CHANNELS, json=SLACK)).json()
        url = f"{CHANNELS}{channel['id']}/"
        assert [one["mayChange"] for one in (await viewer.get(CHANNELS)).json()] == [False]
        assert (await member.put(url, json={"name": "x"})).status_code == 403
        assert (await member.post(f"{url}test/")).status_code == 403
        assert (await stranger.get(url)).status_code == 404
        assert (await stranger.get(CHANNELS)).status_code == 404


async def test_ones_own_channel_is_nobody_elses(world: World) -> None:
    own = {**SLACK, "personal": True}
    async with world.as_("member") as member, world.as_("owner") as owner, world.as_("viewer") as viewer:
        assert (await viewer.post(CHANNELS, json=own)).status_code == 403
        channel = (await member.post(CHANNELS, json=own)).json()
        assert (channel["personal"], channel["mayChange"]) == (True, True)
        assert (await owner.get(CHANNELS)).json() == []
        assert (await owner.get(f"{CHANNELS}{channel['id']}/")).status_code == 404
        assert (await owner.post(f"{CHANNELS}{channel['id']}/test/")).status_code == 404
        # Another person's own one may have the same name, and so may the organization's.
        assert (await owner.post(CHANNELS, json=own)).status_code == 201
        assert (await owner.post(CHANNELS, json=SLACK)).status_code == 201


@pytest.mark.parametrize(
    ("body", "mend"),
    [
        ({**SLACK, "kind": "fax"}, "choose one of"),
        ({**SLACK, "secrets": {}}, "Bot token is missing"),
        ({**SLACK, "secrets": {"token": "xoxp-1"}}, "must begin with xoxb-"),
        ({**SLACK, "template": {"title": "{{ x }}"}}, "unknown placeholder 'x'"),
        ({**SLACK, "name": " "}, "name"),
        ({**SLACK, "perMinute": 0}, "perMinute"),
    ],
)
async def test_what_makes_no_sense_says_how_to_mend_it(world: World, body: dict[str, Any], mend: str) -> None:
    async with world.as_("admin") as admin:
        answer = await admin.post(CHANNELS, json=body)
        assert (answer.status_code, mend in answer.json()["detail"]) == (400, True), answer.text


async def test_a_name_is_given_once(world: World) -> None:
    async with world.as_("admin") as admin:
        await admin.post(CHANNELS, json=SLACK)
        assert (await admin.post(CHANNELS, json={**SLACK, "name": "SHOP"})).status_code == 409


async def test_a_secret_does_not_move_to_another_host_unseen(world: World) -> None:
    hook = {
        "kind": "webhook",
        "name": "Hook",
        "config": {"url": "https://ops.example.com/a"},
        "secrets": {"authorization": "Bearer s3cret"},
    }
    async with world.as_("admin") as admin:
        url = f"{CHANNELS}{(await admin.post(CHANNELS, json=hook)).json()['id']}/"
        moved = {"config": {"url": "https://evil.example/a"}}
        refused = await admin.put(url, json=moved)
        assert (refused.status_code, "enter the channel's secrets again" in refused.json()["detail"]) == (400, True)
        assert (await admin.put(url, json={"config": {"url": "https://ops.example.com/b"}})).status_code == 200
        assert (await admin.put(url, json={**moved, "secrets": {"authorization": "Bearer new"}})).status_code == 200


async def test_kinds_placeholders_and_previews(world: World) -> None:
    async with world.as_("viewer") as viewer:
        kinds = {one["id"]: one for one in (await viewer.get(f"{BASE}/channel-kinds/")).json()}
        assert len(kinds) == 11
        assert [one["isSecret"] for one in kinds["slack"]["fields"]] == [False, True, True]
        names = [one["name"] for one in (await viewer.get(f"{BASE}/channel-placeholders/")).json()]
        assert {"title", "severity", "issue", "url"} <= set(names)
        template = {"title": "{{ alert }}: {{ title }}", "body": '{"s": "{{ severity }}"}'}
        shown = (await viewer.post(f"{BASE}/channel-preview/", json={"kind": "webhook", "template": template})).json()
        first = shown[0]
        assert (first["purpose"], first["body"]) == ("firing", {"s": "high"})
        assert first["title"] == "A-12: Payments fail: 12 events in 5 minutes"
        wrong = await viewer.post(f"{BASE}/channel-preview/", json={"kind": "slack", "template": template})
        assert wrong.status_code == 400


async def _deliver(world: World, until: Any) -> None:
    """As an alerter next to the API would, until the API has answered."""
    async with installed(world.database, outbound_allow="127.0.0.1") as app:
        object.__setattr__(app.resources, "vault", world.app.state.deps.vault)
        deliverer = Deliverer()
        while not until.done():
            await deliverer.once(app.resources)
            await asyncio.sleep(0.01)
        await deliverer.close()


@pytest.mark.parametrize(
    ("answer", "arrived", "words"), [(Said(200, "ok"), True, "ok"), (Said(403, "go away"), False, "go away")]
)
async def test_the_test_button_sends_and_shows_the_answer(
    world: World, answer: Said, arrived: bool, words: str
) -> None:
    world.app.state.deps = replace(world.app.state.deps, test_patience=60.0)
    async with receiving(answer) as chat, world.as_("admin") as admin:
        body = {"kind": "mattermost", "name": "Chat", "secrets": {"url": f"{chat.url}/hooks/t0kent0ken"}}
        channel = (await admin.post(CHANNELS, json=body)).json()
        asked = asyncio.ensure_future(admin.post(f"{CHANNELS}{channel['id']}/test/"))
        await _deliver(world, asked)
        result = (await asked).json()
        assert (result["arrived"], result["tries"][0]["answer"]) == (arrived, words)
        assert b"A test from Redshank" in chat.heard[0].body
        assert (await admin.get(f"{BASE}/deliveries/{result['id']}/")).json()["purpose"] == "test"


async def test_mending_a_channel_sends_what_waits_behind_its_breaker(world: World) -> None:
    async with world.as_("admin") as admin:
        body = {"kind": "mattermost", "name": "Chat", "secrets": {"url": "https://chat.example.com/hooks/a"}}
        channel = (await admin.post(CHANNELS, json=body)).json()
        async with world.database.connection() as connection:
            await connection.execute(
                """insert into targets (organization_id, target, failures, open_until)
                   select id, $1, 9, now() + interval '1 day' from organizations where slug = 'acme'""",
                channel["target"],
            )
            await connection.execute("update channels set is_active = false, disabled_because = 'it refused'")
        mended = await admin.put(f"{CHANNELS}{channel['id']}/", json={"isActive": True})
        assert (mended.json()["isActive"], mended.json()["disabledBecause"]) == (True, None)
        async with world.database.connection() as connection:
            row = await connection.fetchrow("select failures, open_until from targets")
        assert tuple(row or ()) == (0, None)
