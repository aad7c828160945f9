"""Every route there is, tried by those who must not get in."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from api.access.rights import Allowed
from api.alerts import links as alert_links
from api.app import ROUTERS
from api.deliveries import unsubscribe
from api.problems import NOT_FOUND
from core.db.organizations.people import create_login_link
from tests.db.api.ways import FOR_VIEWERS_TOO, NO_LOGIN_NEEDED, OF_ONESELF, body_of, routes, url_of, values_of
from tests.db.api.world import World


async def _contents(world: World) -> dict[str, list[str]]:
    """Everything that is kept, but when a token was last used."""
    async with world.database.connection() as connection:
        tables = await connection.fetch("select tablename from pg_tables where schemaname = 'public'")
        found = {}
        for (table,) in tables:
            rows = await connection.fetch(f"select * from {table}")
            found[table] = sorted(str({k: v for k, v in dict(row).items() if k != "last_used_at"}) for row in rows)
        return found


def test_no_route_escapes_these_walks(world: World) -> None:
    walked = {(route.method.lower(), route.path.replace(":path", "")) for route in routes()}
    documented = {(method, path) for path, of_path in world.app.openapi()["paths"].items() for method in of_path}
    assert documented <= walked
    assert len(documented) > 70
    # The document itself, the pages, and those behind the links in messages are all there is beside them.
    linked = [len(module.router.routes) for module in (alert_links, unsubscribe)]
    assert len(world.app.routes) in (len(ROUTERS) + 2 + len(linked), len(routes()) + 2 + sum(linked))


def test_every_route_names_its_scopes() -> None:
    """What is neither of oneself nor a way in has exactly one `Allowed`."""
    for route in routes():
        allowed = [one for one in _dependencies(route.dependant) if isinstance(one, Allowed)]
        expected = 0 if route.name in OF_ONESELF | NO_LOGIN_NEEDED else 1
        assert len(allowed) == expected, route.path


def _dependencies(dependant: Any) -> Iterator[Any]:
    for one in dependant.dependencies:
        yield one.call
        yield from _dependencies(one)


async def test_nobody_gets_in(world: World) -> None:
    values = await values_of(world)
    before = await _contents(world)
    async with world.client() as client:
        for route in routes():
            if route.name not in NO_LOGIN_NEEDED:
                answer = await client.request(route.method, url_of(route, values), json=body_of(route))
                assert answer.status_code == 401, (route.method, route.path)
                assert "WWW-Authenticate" in answer.headers
    assert await _contents(world) == before


@pytest.mark.parametrize("way", ["token", "session"])
async def test_a_stranger_learns_and_changes_nothing(world: World, way: str) -> None:
    values = await values_of(world)
    headers = {}
    async with world.client(await world.token("stranger") if way == "token" else None) as client:
        if way == "session":
            async with world.database.connection() as connection:
                await create_login_link(connection, world.people["stranger"].id, "mine", world.clock.now())
            me = await client.post("/api/0/auth/link/", json={"token": "mine"})
            headers = {"X-CSRF-Token": me.json()["csrfToken"]}
        before = await _contents(world)
        for route in routes():
            if route.name in NO_LOGIN_NEEDED | OF_ONESELF:
                continue
            answer = await client.request(route.method, url_of(route, values), json=body_of(route), headers=headers)
            if answer.status_code == 403 and way == "token":
                # Refused for being a token, before anybody looked whose organization it is.
                assert "a token cannot do it" in answer.text
                continue
            assert (answer.status_code, answer.json()) == (404, {"detail": NOT_FOUND}), (route.method, route.path)
            nowhere = url_of(route, {**values, "org": "nowhere", "issue": "987654321"})
            same = await client.request(route.method, nowhere, json=body_of(route), headers=headers)
            assert (same.status_code, same.content) == (answer.status_code, answer.content), (route.method, route.path)
    assert await _contents(world) == before


async def test_a_strangers_own_organization_is_no_door_to_others_things(world: World) -> None:
    """The right organization in the path, somebody else's ids behind it."""
    values = {**await values_of(world), "org": "other", "project": str(world.project.id), "team": "ops"}
    ids = {*values} - {"org", "key", "version", "token_id", "kind", "token", "hook_token", "path"}
    async with world.as_("stranger") as client:
        before = await _contents(world)
        for route in routes():
            if not ids & set(re.findall(r"\{(\w+)", route.path)) or route.name in NO_LOGIN_NEEDED:
                continue
            answer = await client.request(route.method, url_of(route, values), json=body_of(route))
            assert answer.status_code == 404, (route.method, route.path, answer.text)
        for path in ("issues", "releases", "environments", "outcomes", "tags", "stats_v2", "events", "events-stats"):
            answer = await client.get(f"/api/0/organizations/other/{path}/", params={"project": world.project.id})
            assert answer.status_code == 404, path
        changed = await client.put(
            "/api/0/organizations/other/issues/", params={"id": values["issue"]}, json={"status": "resolved"}
        )
        assert changed.json()["updated"] == 0
    assert await _contents(world) == before


async def test_a_viewer_changes_nothing(world: World) -> None:
    values = await values_of(world)
    async with world.as_("viewer") as client:
        before = await _contents(world)
        for route in routes():
            if route.method != "GET" and route.name not in OF_ONESELF | NO_LOGIN_NEEDED | FOR_VIEWERS_TOO:
                answer = await client.request(route.method, url_of(route, values), json=body_of(route))
                assert answer.status_code == 403, (route.method, route.path)
    assert await _contents(world) == before


async def test_a_token_without_the_scope_does_nothing(world: World) -> None:
    values = await values_of(world)
    async with world.as_("owner", "org:ci") as client:
        before = await _contents(world)
        for route in routes():
            if route.name not in OF_ONESELF | NO_LOGIN_NEEDED:
                answer = await client.request(route.method, url_of(route, values), json=body_of(route))
                assert answer.status_code == 403, (route.method, route.path)
    assert await _contents(world) == before


async def test_whoever_may_gets_in_everywhere(world: World) -> None:
    """The counterpart, or the walks above might walk past closed doors of their own making."""
    values = await values_of(world)
    async with world.as_("owner") as client:
        for route in routes():
            if route.method == "GET" and route.name != "follow":
                answer = await client.get(url_of(route, values))
                assert answer.status_code == 200, (route.path, answer.text)
