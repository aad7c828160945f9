"""Logging in, staying in, and what keeps others out."""

import asyncio
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher

from api.access.auth import COOKIE
from api.access.passwords import Passwords
from core.db.access.login_failures import MAX_PER_ACCOUNT, WINDOW_SECONDS
from core.db.access.sessions import SESSION_SECONDS
from core.db.organizations.people import LOGIN_LINK_SECONDS, create_login_link, login_url, set_password
from tests.db.api.world import World

PASSWORD = "correct horse"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
async def world(world: World) -> World:
    """The member has a password."""
    async with world.database.connection() as connection:
        await set_password(connection, world.people["member"].id, CHEAP.hash(PASSWORD))
    world.app.state.passwords = Passwords(CHEAP)
    return world


async def _log_in(client: httpx.AsyncClient, password: str = PASSWORD, **headers: str) -> httpx.Response:
    body = {"email": " Member@acme.example", "password": password}
    return await client.post("/api/0/auth/login/", json=body, headers=headers)


async def test_a_session_from_login_to_logout(world: World) -> None:
    async with world.client() as client:
        assert (await client.get("/api/0/auth/")).status_code == 401
        answer = await _log_in(client)
        assert answer.status_code == 200
        me = answer.json()
        assert me["user"]["email"] == "member@acme.example"
        assert [(one["slug"], one["role"]) for one in me["organizations"]] == [("acme", "member")]
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert "Secure" not in cookie
        assert (await client.get("/api/0/auth/")).json() == me
        assert (await client.post("/api/0/auth/logout/")).status_code == 403
        csrf = {"X-CSRF-Token": me["csrfToken"]}
        another = {"X-CSRF-Token": me["csrfToken"][::-1]}
        assert (await client.post("/api/0/auth/logout/", headers=another)).status_code == 403
        assert (await client.post("/api/0/auth/logout/", headers=csrf)).status_code == 204
        client.cookies.set(COOKIE, answer.cookies[COOKIE])
        assert (await client.get("/api/0/auth/")).status_code == 401


async def test_a_session_is_over_after_a_month_though_it_was_used(world: World) -> None:
    async with world.client() as client:
        await _log_in(client)
        world.clock.advance(SESSION_SECONDS - 1)
        assert (await client.get("/api/0/auth/")).status_code == 200
        world.clock.advance(1)
        answer = await client.get("/api/0/auth/")
    assert (answer.status_code, answer.json()["detail"]) == (401, "This session is over. Log in again.")


async def test_only_the_hash_of_a_cookie_is_kept(world: World) -> None:
    async with world.client() as client:
        secret = (await _log_in(client)).cookies[COOKIE]
    async with world.database.connection() as connection:
        rows = await connection.fetch("select * from sessions")
    assert secret not in str(rows)
    assert secret.encode() not in rows[0]["token_hash"]


async def test_unknown_address_and_wrong_password_answer_alike(world: World) -> None:
    async with world.client() as client:
        wrong = await _log_in(client, "wrong")
        unknown = await client.post("/api/0/auth/login/", json={"email": "who@x.example", "password": "wrong"})
        without = await client.post("/api/0/auth/login/", json={"email": "owner@acme.example", "password": ""})
    assert {(one.status_code, one.text) for one in (wrong, unknown, without)} == {(401, wrong.text)}


async def test_guessing_is_stopped_and_time_heals(world: World) -> None:
    async with world.client() as client:
        for _ in range(MAX_PER_ACCOUNT):
            assert (await _log_in(client, "wrong")).status_code == 401
        stopped = await _log_in(client)
        assert stopped.status_code == 429
        assert WINDOW_SECONDS - 60 < int(stopped.headers["Retry-After"]) <= WINDOW_SECONDS
        assert stopped.json()["detail"] == "Too many wrong passwords. Try again in 15 minutes."
        world.clock.advance(WINDOW_SECONDS - 30)
        assert (await _log_in(client)).json()["detail"].endswith("Try again in 30 seconds.")
        world.clock.advance(31)
        assert (await _log_in(client)).status_code == 200
        assert (await _log_in(client, "wrong")).status_code == 401


async def test_a_right_password_clears_the_account(world: World) -> None:
    async with world.client() as client:
        for _ in range(3):
            for _ in range(MAX_PER_ACCOUNT - 1):
                assert (await _log_in(client, "wrong")).status_code == 401
            assert (await _log_in(client)).status_code == 200


async def test_a_login_link_works_once_and_lets_choose_a_password(world: World) -> None:
    async with world.database.connection() as connection:
        await create_login_link(connection, world.people["viewer"].id, "s3cret", world.clock.now())
    assert login_url("http://h:9/", "s3cret") == "http://h:9/login/s3cret"
    async with world.client() as client:
        answer = await client.post("/api/0/auth/link/", json={"token": "s3cret"})
        assert answer.json()["maySetPassword"] is True
        csrf = {"X-CSRF-Token": answer.json()["csrfToken"]}
        assert (await client.put("/api/0/users/me/", json={"password": "short"}, headers=csrf)).status_code == 400
        changed = await client.put("/api/0/users/me/", json={"password": "long enough", "name": "V"}, headers=csrf)
        assert changed.json()["user"]["name"] == "V"
        assert changed.json()["maySetPassword"] is False
        again = await client.put("/api/0/users/me/", json={"password": "another one"}, headers=csrf)
        assert again.status_code == 400
    async with world.client() as client:
        assert (await client.post("/api/0/auth/link/", json={"token": "s3cret"})).status_code == 401
        body = {"email": "viewer@acme.example", "password": "long enough"}
        assert (await client.post("/api/0/auth/login/", json=body)).status_code == 200


async def test_a_login_link_grows_old(world: World) -> None:
    async with world.database.connection() as connection:
        await create_login_link(connection, world.people["viewer"].id, "s3cret", world.clock.now())
    world.clock.advance(LOGIN_LINK_SECONDS + 1)
    async with world.client() as client:
        assert (await client.post("/api/0/auth/link/", json={"token": "s3cret"})).status_code == 401


async def test_a_new_password_ends_the_other_sessions(world: World) -> None:
    async with world.client() as here, world.client() as there:
        await _log_in(there)
        csrf = {"X-CSRF-Token": (await _log_in(here)).json()["csrfToken"]}
        body = {"password": "brand new one", "currentPassword": PASSWORD}
        assert (await here.put("/api/0/users/me/", json=body, headers=csrf)).status_code == 200
        assert (await here.get("/api/0/auth/")).status_code == 200
        assert (await there.get("/api/0/auth/")).status_code == 401


async def test_another_site_cannot_log_its_visitor_in(world: World) -> None:
    async with world.client() as client:
        assert (await _log_in(client, Origin="https://evil.example")).status_code == 403
        assert (await _log_in(client, Origin="null")).status_code == 403
        assert (await _log_in(client, Origin="http://redshank.test")).status_code == 200


async def test_the_cookie_is_secure_where_the_server_is(world: World) -> None:
    object.__setattr__(world.app.state.deps, "public_url", "https://redshank.test")
    async with world.client() as client:
        assert "Secure" in (await _log_in(client)).headers["set-cookie"]


async def test_inactive_people_are_out(world: World) -> None:
    token = await world.token("member")
    async with world.client() as client, world.client(token) as program:
        await _log_in(client)
        async with world.database.connection() as connection:
            await connection.execute("update users set is_active = false where id = $1", world.people["member"].id)
        assert (await client.get("/api/0/auth/")).status_code == 401
        assert (await program.get("/api/0/auth/")).status_code == 401
        assert (await _log_in(client)).status_code == 401


async def _csrf(client: httpx.AsyncClient) -> dict[str, str]:
    return {"X-CSRF-Token": (await _log_in(client)).json()["csrfToken"]}


async def test_tokens_are_shown_once_and_hold_no_more_than_their_maker(world: World) -> None:
    url = "/api/0/organizations/acme/api-tokens/"
    async with world.client() as client:
        csrf = await _csrf(client)
        body: dict[str, Any] = {"name": "ci", "scopes": ["event:write", "org:read"]}
        made = (await client.post(url, json=body, headers=csrf)).json()
        assert made["token"].endswith(made["lastCharacters"])
        [listed] = (await client.get(url)).json()
        assert "token" not in listed
        async with world.database.connection() as connection:
            assert made["token"] not in str(await connection.fetch("select * from tokens"))
        beyond = await client.post(url, json={"name": "x", "scopes": ["org:admin"]}, headers=csrf)
        assert beyond.status_code == 403
        assert (await client.post(url, json={"name": "x", "scopes": ["nonsense"]}, headers=csrf)).status_code == 400
    async with world.client(made["token"]) as program:
        root = (await program.get("/api/0/")).json()
        assert root["auth"]["scopes"] == ["event:read", "event:write", "org:read"]
        assert (await program.get("/api/0/organizations/acme/issues/")).status_code == 200
        assert (await program.get("/api/0/projects/acme/shop/keys/")).status_code == 200
        assert (await program.post(url, json=body)).status_code == 403
        assert (await program.delete(f"{url}{made['id']}/")).status_code == 403
    async with world.client() as client:
        csrf = await _csrf(client)
        assert (await client.delete(f"{url}{made['id']}/", headers=csrf)).status_code == 204
    async with world.client(made["token"]) as program:
        assert (await program.get("/api/0/")).status_code == 401


async def test_a_token_expires_and_shrinks_with_its_makers_role(world: World) -> None:
    token = await world.token("admin")
    async with world.client(token) as program:
        assert (await program.put("/api/0/organizations/acme/", json={"name": "A"})).status_code == 200
        async with world.database.connection() as connection:
            await connection.execute("update members set role = 'viewer' where user_id = $1", world.people["admin"].id)
        assert (await program.put("/api/0/organizations/acme/", json={"name": "B"})).status_code == 403
        async with world.database.connection() as connection:
            await connection.execute("update tokens set expires_at = to_timestamp($1)", world.clock.now() + 10)
        assert (await program.get("/api/0/auth/")).status_code == 200
        world.clock.advance(11)
        assert (await program.get("/api/0/auth/")).status_code == 401


async def test_nonsense_credentials(world: World) -> None:
    async with world.client() as client:
        for header in ("Basic abc", "Bearer", "Bearer ", "Bearer x", "Bearer " + "x" * 5000, "\x80\xff"):
            answer = await client.get("/api/0/auth/", headers=[(b"Authorization", header.encode("latin-1"))])
            assert answer.status_code == 401


async def test_an_address_is_changed_by_who_knows_the_password(world: World) -> None:
    async with world.database.connection() as connection:
        await create_login_link(connection, world.people["member"].id, "first", world.clock.now())
    async with world.client() as client:
        me = (await client.post("/api/0/auth/link/", json={"token": "first"})).json()
        headers = {"X-CSRF-Token": me["csrfToken"]}
        nonsense = await client.put("/api/0/users/me/", json={"email": "no address"}, headers=headers)
        taken = await client.put("/api/0/users/me/", json={"email": world.people["owner"].email}, headers=headers)
        assert (nonsense.status_code, taken.status_code) == (400, 409)
        body = {"email": "Ines@Example.com ", "password": "correct horse"}
        changed = await client.put("/api/0/users/me/", json=body, headers=headers)
        assert changed.json()["user"]["email"] == "ines@example.com"
    async with world.client() as client:
        body = {"email": "ines@example.com", "password": "correct horse"}
        me = (await client.post("/api/0/auth/login/", json=body)).json()
        headers = {"X-CSRF-Token": me["csrfToken"]}
        wrong = {"email": "other@example.com", "currentPassword": "wrong"}
        assert (await client.put("/api/0/users/me/", json=wrong, headers=headers)).status_code == 400
        right = {**wrong, "currentPassword": "correct horse"}
        assert (await client.put("/api/0/users/me/", json=right, headers=headers)).status_code == 200


async def test_what_a_page_changes_as_it_is_left_happens_in_the_order_in_which_it_was_done(world: World) -> None:
    await world.record(world.event())
    async with world.client() as client:
        csrf = {"X-CSRF-Token": (await _log_in(client)).json()["csrfToken"]}
        issues = "/api/0/organizations/acme/issues/"
        [issue] = (await client.get(issues)).json()
        for _ in range(10):
            for states in (("acknowledged", "resolved"), ("resolved", "acknowledged")):
                asked = [
                    client.put(issues, params={"id": issue["id"]}, json={"state": one}, headers=csrf) for one in states
                ]
                assert [one.status_code for one in await asyncio.gather(*asked)] == [200, 200]
                assert (await client.get(f"{issues}{issue['id']}/")).json()["state"] == states[-1]
