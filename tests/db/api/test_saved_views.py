"""Saved views: one's own and shared ones."""

from tests.db.api.world import World

VIEWS = "/api/0/organizations/acme/views/"
FATAL = {"name": "Fatal", "query": "is:unresolved level:fatal", "sort": "freq"}


async def test_ones_own_view_is_nobody_elses(world: World) -> None:
    async with world.as_("viewer") as viewer, world.as_("owner") as owner:
        made = await viewer.post(VIEWS, json=FATAL)
        assert made.status_code == 201
        view = made.json()
        assert view == {"id": view["id"], **FATAL, "shared": False, "mayChange": True}
        assert (await viewer.get(VIEWS)).json() == [view]
        assert (await owner.get(VIEWS)).json() == []
        assert (await owner.delete(f"{VIEWS}{view['id']}/")).status_code == 404
        assert (await viewer.delete(f"{VIEWS}{view['id']}/")).status_code == 204
        assert (await viewer.get(VIEWS)).json() == []


async def test_a_shared_view_is_seen_by_all_and_changed_by_its_maker_and_admins(world: World) -> None:
    async with world.as_("member") as member, world.as_("viewer") as viewer, world.as_("admin") as admin:
        view = (await member.post(VIEWS, json={**FATAL, "shared": True})).json()
        assert [(one["name"], one["mayChange"]) for one in (await viewer.get(VIEWS)).json()] == [("Fatal", False)]
        url = f"{VIEWS}{view['id']}/"
        assert (await viewer.put(url, json={"name": "Mine now"})).status_code == 403
        assert (await viewer.delete(url)).status_code == 403
        changed = (await admin.put(url, json={"sort": "user"})).json()
        assert (changed["name"], changed["query"], changed["sort"]) == ("Fatal", FATAL["query"], "user")
        assert (await viewer.post(VIEWS, json={"name": "For all", "shared": True})).status_code == 403


async def test_names_are_given_once_and_queries_must_say_something(world: World) -> None:
    async with world.as_("member") as client:
        assert (await client.post(VIEWS, json=FATAL)).status_code == 201
        twice = await client.post(VIEWS, json={**FATAL, "name": " fatal "})
        assert (twice.status_code, "already" in twice.json()["detail"]) == (409, True)
        # A shared one may have the name of one's own.
        assert (await client.post(VIEWS, json={**FATAL, "shared": True})).status_code == 201
        wrong = await client.post(VIEWS, json={"name": "Odd", "query": "level:fatal (is:new"})
        assert (wrong.status_code, wrong.json()["position"]) == (400, 12)


async def test_there_is_an_end_to_the_tabs(world: World) -> None:
    async with world.as_("member") as client:
        for number in range(50):
            assert (await client.post(VIEWS, json={"name": f"View {number}"})).status_code == 201
        full = await client.post(VIEWS, json={"name": "One more"})
        assert (full.status_code, "delete one first" in full.json()["detail"]) == (400, True)
