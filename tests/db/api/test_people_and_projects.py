"""Members, teams, projects and their settings."""

from typing import Any

from core.db.organizations.organizations import create_organization
from core.db.organizations.people import create_user
from core.db.organizations.project_keys import limits
from core.db.organizations.projects import project_by_slug
from core.projects import Method
from tests.db.api.world import World

ORG = "/api/0/organizations/acme/"
SHOP = "/api/0/projects/acme/shop/"


async def test_inviting_and_letting_in(world: World) -> None:
    async with world.as_("admin") as client:
        made = await client.post(f"{ORG}members/", json={"email": "New@Acme.example", "role": "member"})
        assert made.status_code == 201
        assert made.json()["email"] == "new@acme.example"
        assert made.json()["pending"] is True
        assert (await client.post(f"{ORG}members/", json={"email": "new@acme.example"})).status_code == 409
        assert (await client.post(f"{ORG}members/", json={"email": "no address"})).status_code == 400
    async with world.client() as client:
        token = made.json()["loginUrl"].rpartition("/")[2]
        me = (await client.post("/api/0/auth/link/", json={"token": token})).json()
        assert me["organizations"][0]["role"] == "member"


async def test_an_admin_cannot_become_or_become_like_an_owner(world: World) -> None:
    owner, admin = world.people["owner"].id, world.people["admin"].id
    async with world.as_("admin") as client:
        assert (await client.post(f"{ORG}members/", json={"email": "x@y.example", "role": "owner"})).status_code == 403
        assert (await client.put(f"{ORG}members/{admin}/", json={"role": "owner"})).status_code == 403
        assert (await client.put(f"{ORG}members/{owner}/", json={"role": "viewer"})).status_code == 403
        assert (await client.delete(f"{ORG}members/{owner}/")).status_code == 403
        assert (await client.post(f"{ORG}members/{owner}/link/")).status_code == 403
        member = world.people["member"].id
        assert (await client.post(f"{ORG}members/{member}/link/")).status_code == 201


async def test_the_last_owner_stays(world: World) -> None:
    owner, admin = world.people["owner"].id, world.people["admin"].id
    async with world.as_("owner") as client:
        assert (await client.delete(f"{ORG}members/{owner}/")).status_code == 409
        assert (await client.put(f"{ORG}members/{owner}/", json={"role": "admin"})).status_code == 409
        assert (await client.put(f"{ORG}members/{admin}/", json={"role": "owner"})).status_code == 200
        assert (await client.put(f"{ORG}members/{owner}/", json={"role": "admin"})).status_code == 200


async def test_no_login_link_for_someone_with_a_home_elsewhere(world: World) -> None:
    """Otherwise inviting a person would be a way into all her organizations."""
    async with world.as_("owner") as client:
        made = await client.post(f"{ORG}members/", json={"email": "stranger@other.example", "role": "viewer"})
        assert made.json()["loginUrl"] is None
        stranger = world.people["stranger"].id
        assert (await client.post(f"{ORG}members/{stranger}/link/")).status_code == 403


async def test_a_removed_member_is_out_everywhere(world: World) -> None:
    await world.record(world.event())
    member = world.people["member"].id
    token = await world.token("member")
    async with world.as_("owner") as client:
        await client.put(f"{ORG}issues/SHOP-1/", json={"assignedTo": f"user:{member}"})
        await client.post(f"{ORG}teams/", json={"name": "Ops"})
        await client.post(f"/api/0/teams/acme/ops/members/{member}/")
        assert (await client.delete(f"{ORG}members/{member}/")).status_code == 204
        assert (await client.get(f"{ORG}issues/SHOP-1/")).json()["assignedTo"] is None
        assert (await client.get("/api/0/teams/acme/ops/")).json()["members"] == []
    async with world.client(token) as program:
        assert (await program.get("/api/0/auth/")).status_code == 401


async def test_teams(world: World) -> None:
    async with world.as_("admin") as client:
        team = (await client.post(f"{ORG}teams/", json={"name": "Back End"})).json()
        assert team["slug"] == "back-end"
        assert (await client.post(f"{ORG}teams/", json={"slug": "back-end"})).status_code == 409
        assert (await client.post(f"{ORG}teams/", json={})).status_code == 400
        stranger = world.people["stranger"].id
        assert (await client.post(f"/api/0/teams/acme/back-end/members/{stranger}/")).status_code == 404
        project = await client.post("/api/0/teams/acme/back-end/projects/", json={"name": "Mail"})
        assert [one["slug"] for one in project.json()["teams"]] == ["back-end"]
        assert len((await client.get("/api/0/teams/acme/back-end/projects/")).json()) == 1
        renamed = await client.put("/api/0/teams/acme/back-end/", json={"slug": "server"})
        assert renamed.json()["slug"] == "server"
        assert (await client.delete("/api/0/teams/acme/server/")).status_code == 204


async def test_projects(world: World) -> None:
    async with world.as_("admin") as client:
        made = await client.post(f"{ORG}projects/", json={"name": "Straße & Co", "platform": "python"})
        assert (made.status_code, made.json()["slug"]) == (201, "strasse-co")
        again = await client.post(f"{ORG}projects/", json={"name": "Straße & Co"})
        assert again.json()["slug"] == "strasse-co-2"
        assert (await client.post(f"{ORG}projects/", json={"name": "X", "slug": "shop"})).status_code == 409
        assert (await client.post(f"{ORG}projects/", json={"name": "X", "slug": "No!"})).status_code == 400
        [key] = (await client.get("/api/0/projects/acme/strasse-co/keys/")).json()
        assert key["dsn"]["public"] == f"http://{key['public']}@redshank.test/{made.json()['id']}"
        assert len((await client.get(f"{ORG}projects/")).json()) == 3
        changed = await client.put(SHOP, json={"allowedOrigins": ["https://a.example"], "slug": "store"})
        assert (changed.json()["slug"], changed.json()["allowedOrigins"]) == ("store", ["https://a.example"])
        assert (await client.get(SHOP)).status_code == 404
        assert (await client.get(f"/api/0/projects/acme/{changed.json()['id']}/")).json()["slug"] == "store"
        store = "/api/0/projects/acme/store/"
        assert (await client.put(store, json={"retentionDays": 30})).json()["retentionDays"] == 30
        assert (await client.put(store, json={"name": "Store"})).json()["retentionDays"] == 30
        assert (await client.put(store, json={"retentionDays": 0})).status_code == 400
        assert (await client.put(store, json={"retentionDays": None})).json()["retentionDays"] is None
        assert (await client.delete(store)).status_code == 204


async def test_deleting_a_project_takes_its_events(world: World) -> None:
    await world.record(world.event())
    async with world.as_("admin") as client:
        await client.delete(SHOP)
    async with world.database.connection() as connection:
        assert await connection.fetchval("select count(*) from events") == 0
        assert await connection.fetchval("select count(*) from issues") == 0


async def test_keys(world: World) -> None:
    async with world.as_("admin") as client:
        key = (await client.post(f"{SHOP}keys/", json={"name": "web"})).json()
        changed = await client.put(f"{SHOP}keys/{key['id']}/", json={"isActive": False})
        assert (changed.json()["isActive"], changed.json()["name"]) == (False, "web")
        assert (await client.delete(f"{SHOP}keys/{key['id']}/")).status_code == 204
        assert (await client.get(f"{SHOP}keys/{key['id']}/")).status_code == 404


async def test_limits_are_replaced_whole(world: World) -> None:
    async with world.as_("admin") as client:
        [key] = (await client.get(f"{SHOP}keys/")).json()
        wanted: list[dict[str, Any]] = [
            {"windowSeconds": 3600, "quantity": 100},
            {"scope": "key", "keyId": key["id"], "windowSeconds": 60, "quantity": 5, "categories": ["error"]},
        ]
        answer = await client.put(f"{SHOP}limits/", json=wanted)
        assert [(one["scope"], one["quantity"]) for one in answer.json()] == [("project", 100), ("key", 5)]
        [key] = (await client.get(f"{SHOP}keys/")).json()
        assert key["rateLimit"] == {"window": 60, "count": 5}
        assert (await client.put(f"{SHOP}limits/", json=[wanted[0], wanted[0]])).status_code == 400
        bad_key = [{**wanted[1], "keyId": "999"}]
        assert (await client.put(f"{SHOP}limits/", json=bad_key)).status_code == 400
        assert (await client.put(f"{SHOP}limits/", json=[{"windowSeconds": 61, "quantity": 1}])).status_code == 400
        assert len((await client.get(f"{SHOP}limits/")).json()) == 2
        await client.put(f"{SHOP}limits/", json=[])
    async with world.database.connection() as connection:
        assert await limits(connection, world.organization.id, world.project.id) == []


async def test_privacy_changes_only_what_is_named(world: World) -> None:
    async with world.as_("admin") as client:
        before = (await client.get(f"{SHOP}privacy/")).json()
        assert [kind["enabled"] for kind in before["kinds"]] == [True, True]
        body = {"kinds": [{"id": "email", "method": "hash"}], "fields": ["iban", "iban"], "keepIp": True}
        after = (await client.put(f"{SHOP}privacy/", json=body)).json()
        assert after["kinds"][0]["method"] == "hash"
        assert after["kinds"][1] == before["kinds"][1]
        assert (after["fields"], after["keepIp"], after["enabled"]) == (["iban"], True, True)
        assert (await client.put(f"{SHOP}privacy/", json={"kinds": [{"id": "nope"}]})).status_code == 400
        await client.put(f"{SHOP}privacy/", json={"kinds": [{"id": "ip", "enabled": False}]})
    async with world.database.connection() as connection:
        project = await project_by_slug(connection, world.organization.id, "shop")
    assert project is not None
    assert project.privacy.methods == (("email", Method.HASH),)
    assert project.privacy.disabled_kinds == {"ip"}


async def test_the_try_out_shows_what_would_go(world: World) -> None:
    async with world.as_("viewer") as client:
        tried = (await client.post(f"{SHOP}privacy/try/", json={"text": "to ann@example.com!"})).json()
    assert tried["text"] == "to [email]!"
    [removal] = tried["removals"]
    assert (removal["label"], removal["start"], removal["end"]) == ("E-mail addresses", 3, 10)


async def test_rules_are_tried_before_they_are_saved(world: World) -> None:
    body = {"text": "to ann@example.com!", "rules": {"kinds": [{"id": "email", "enabled": False}]}}
    async with world.as_("viewer") as client:
        before = (await client.get(f"{SHOP}privacy/")).json()
        tried = (await client.post(f"{SHOP}privacy/try/", json=body)).json()
        assert tried == {"text": "to ann@example.com!", "removals": []}
        assert (await client.get(f"{SHOP}privacy/")).json() == before
        body["rules"] = {"kinds": [{"id": "nonsense"}]}
        assert (await client.post(f"{SHOP}privacy/try/", json=body)).status_code == 400


async def test_two_organizations_of_one_name(world: World) -> None:
    async with world.database.transaction() as connection:
        second = await create_organization(connection, "Acme", world.clock.now())
        assert second.slug == "acme-2"
        await create_user(connection, "owner@acme.example", "owner", second.id, world.clock.now())
    token = await world.token("owner")
    async with world.client(token) as client:
        # This token was made for the first one only.
        assert [one["slug"] for one in (await client.get("/api/0/organizations/")).json()] == ["acme"]
        assert (await client.get("/api/0/organizations/acme-2/")).status_code == 404


async def test_the_first_event(world: World) -> None:
    async with world.as_("viewer") as client:
        assert (await client.get(f"{SHOP}first-event/")).json() == {"firstEvent": None, "refusals": []}
        await world.record(world.event("A", "first"))
        first = (await client.get(f"{SHOP}first-event/")).json()["firstEvent"]
        assert first["issue"]["shortId"] == "SHOP-1"
