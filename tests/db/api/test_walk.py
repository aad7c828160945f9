"""Every route there is, tried by those who must not get in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.routing import APIRoute

from api.access import Allowed
from api.app import ROUTERS
from api.problems import NOT_FOUND
from core.db import activity
from core.db.dead_records import DeadFilter
from core.db.people import create_login_link
from core.db.replays import start, stop
from tests.alerts import open_alert
from tests.db.api.world import World

NO_LOGIN_NEEDED = {"log_in", "log_in_by_link", "calendar_feed"}
"""Ways in, and what opens by a secret in its address."""

OF_ONESELF = {"root", "who_am_i", "log_out", "change_me", "list_organizations"}
OF_ONESELF |= {"get_personal_rules", "change_personal_rules"}
"""Routes without an organization: they show and change only who asks."""

SILENCE = {"matcher": "project:mill", "comment": "c", "endsAt": "2027-01-16T00:00:00Z"}
INHIBITION = {"name": "i", "source": "project:mill", "target": "project:shop", "equal": []}

FOR_VIEWERS_TOO = {
    "preview_silence",
    "preview_inhibition",
    "create_token",
    "delete_token",
    "create_view",
    "try_privacy",
    "dry_run_rule",
    "preview_schedule",
    "dry_run_policy",
}
"""Writing routes that change nothing of anybody else's: own tokens and views, and try-outs that keep nothing."""


@dataclass(frozen=True)
class Way:
    """A method on a path."""

    method: str
    path: str
    name: str
    dependant: Any


def routes() -> list[Way]:
    return [
        Way(method, f"/api/0{route.path}", route.name, route.dependant)
        for module in ROUTERS
        for route in module.router.routes
        if isinstance(route, APIRoute)
        for method in sorted(route.methods - {"HEAD"})
    ]


SCHEDULE = {"name": "Core", "timeZone": "UTC", "layers": []}
OVERRIDE = {"userId": None, "startsAt": "2027-02-01T08:00:00Z", "endsAt": "2027-02-01T09:00:00Z"}


async def _values(world: World) -> dict[str, str]:
    """What the path's names stand for: things of `acme` that are really there."""
    [event_id] = await world.record(world.event(tags={"browser": "Firefox"}, release="1.0"))
    async with world.database.connection() as connection:
        issue_id = await connection.fetchval("select id from issues")
        record_id = await world.bury(connection)
        asked = await start(connection, world.organization.id, None, DeadFilter(ids=[record_id]), 1, world.clock.now())
        await stop(connection, asked.id, world.clock.now())
        note = await activity.add(connection, [issue_id], world.people["member"].id, "comment", {"text": "t"}, 0.0)
        await open_alert(connection, world.organization.id, world.project.id, world.clock.now())
        rule_id = await connection.fetchval("select id from rules where project_id = $1", world.project.id)
        key_id = await connection.fetchval("select id from keys where project_id = $1", world.project.id)
        await create_login_link(connection, world.people["member"].id, "secret", world.clock.now())
    async with world.as_("owner") as client:
        await client.post("/api/0/organizations/acme/teams/", json={"name": "Ops"})
        view = await client.post("/api/0/organizations/acme/views/", json={"name": "Fatal", "shared": True})
        silence = await client.post("/api/0/organizations/acme/silences/", json=SILENCE)
        inhibition = await client.post("/api/0/organizations/acme/inhibitions/", json=INHIBITION)
        schedule = (await client.post("/api/0/organizations/acme/schedules/", json=SCHEDULE)).json()["id"]
        over = await client.post(f"/api/0/organizations/acme/schedules/{schedule}/overrides/", json=OVERRIDE)
        policy = await client.post("/api/0/organizations/acme/policies/", json={"name": "Core"})
        feed = (await client.get(f"/api/0/organizations/acme/schedules/{schedule}/feed/")).json()["url"]
    return {
        "schedule": schedule,
        "override": over.json()["id"],
        "policy": policy.json()["id"],
        "token": feed.rpartition("/")[2].removesuffix(".ics"),
        "org": "acme",
        "project": "shop",
        "issue": str(issue_id),
        "event_id": event_id,
        "note_id": str(note[0]),
        "key_id": str(key_id),
        "token_id": "1",
        "member_id": str(world.people["member"].id),
        "user_id": str(world.people["member"].id),
        "team": "ops",
        "key": "browser",
        "version": "1.0",
        "view_id": view.json()["id"],
        "rule_id": str(rule_id),
        "record_id": str(record_id),
        "replay_id": str(asked.id),
        "alert": "A-1",
        "silence_id": silence.json()["id"],
        "inhibition_id": inhibition.json()["id"],
        "path": "",
    }


def _url(route: Way, values: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda match: values[match[1]], route.path)


def _body(route: Way) -> Any:
    """A body that would do something."""
    return {
        "replace_limits": [],
        "create_token": {"name": "t", "scopes": ["org:read"]},
        "change_issue": {"status": "resolved"},
        "change_issues": {"status": "resolved"},
        "invite": {"email": "x@y.example", "role": "viewer"},
        "change_member": {"role": "viewer"},
        "create_key": {"name": "k"},
        "change_key": {"isActive": False},
        "discard_dead_records": {"upTo": "999999"},
        "change_alerts": {"ids": ["1"], "action": "resolve"},
        "create_silence": SILENCE,
        "preview_silence": SILENCE,
        **dict.fromkeys(("create_inhibition", "change_inhibition", "preview_inhibition"), INHIBITION),
        "snooze_rule": {"until": None},
        "change_schedule": {**SCHEDULE, "name": "changed"},
        "add_override": OVERRIDE,
        "take_over": OVERRIDE,
        "change_policy": {"name": "changed"},
    }.get(route.name, {"name": "changed", "text": "changed", "slug": "changed", "enabled": False})


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
    assert len(world.app.routes) in (len(ROUTERS) + 3, len(routes()) + 4)


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
    values = await _values(world)
    before = await _contents(world)
    async with world.client() as client:
        for route in routes():
            if route.name not in NO_LOGIN_NEEDED:
                answer = await client.request(route.method, _url(route, values), json=_body(route))
                assert answer.status_code == 401, (route.method, route.path)
                assert "WWW-Authenticate" in answer.headers
    assert await _contents(world) == before


@pytest.mark.parametrize("way", ["token", "session"])
async def test_a_stranger_learns_and_changes_nothing(world: World, way: str) -> None:
    values = await _values(world)
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
            answer = await client.request(route.method, _url(route, values), json=_body(route), headers=headers)
            if answer.status_code == 403 and way == "token":
                # Refused for being a token, before anybody looked whose organization it is.
                assert "a token cannot do it" in answer.text
                continue
            assert (answer.status_code, answer.json()) == (404, {"detail": NOT_FOUND}), (route.method, route.path)
            nowhere = _url(route, {**values, "org": "nowhere", "issue": "987654321"})
            same = await client.request(route.method, nowhere, json=_body(route), headers=headers)
            assert (same.status_code, same.content) == (answer.status_code, answer.content), (route.method, route.path)
    assert await _contents(world) == before


async def test_a_strangers_own_organization_is_no_door_to_others_things(world: World) -> None:
    """The right organization in the path, somebody else's ids behind it."""
    values = {**await _values(world), "org": "other", "project": str(world.project.id), "team": "ops"}
    ids = {"project", "issue", "event_id", "key_id", "member_id", "team", "user_id", "note_id", "view_id"}
    ids |= {
        "record_id",
        "replay_id",
        "rule_id",
        "alert",
        "silence_id",
        "inhibition_id",
        "schedule",
        "override",
        "policy",
    }
    async with world.as_("stranger") as client:
        before = await _contents(world)
        for route in routes():
            if not ids & set(re.findall(r"\{(\w+)", route.path)) or route.name in NO_LOGIN_NEEDED:
                continue
            answer = await client.request(route.method, _url(route, values), json=_body(route))
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
    values = await _values(world)
    async with world.as_("viewer") as client:
        before = await _contents(world)
        for route in routes():
            if route.method != "GET" and route.name not in OF_ONESELF | NO_LOGIN_NEEDED | FOR_VIEWERS_TOO:
                answer = await client.request(route.method, _url(route, values), json=_body(route))
                assert answer.status_code == 403, (route.method, route.path)
    assert await _contents(world) == before


async def test_a_token_without_the_scope_does_nothing(world: World) -> None:
    values = await _values(world)
    async with world.as_("owner", "org:ci") as client:
        before = await _contents(world)
        for route in routes():
            if route.name not in OF_ONESELF | NO_LOGIN_NEEDED:
                answer = await client.request(route.method, _url(route, values), json=_body(route))
                assert answer.status_code == 403, (route.method, route.path)
    assert await _contents(world) == before


async def test_whoever_may_gets_in_everywhere(world: World) -> None:
    """The counterpart, or the walks above might walk past closed doors of their own making."""
    values = await _values(world)
    async with world.as_("owner") as client:
        for route in routes():
            if route.method == "GET" and route.name != "follow":
                answer = await client.get(_url(route, values))
                assert answer.status_code == 200, (route.path, answer.text)
