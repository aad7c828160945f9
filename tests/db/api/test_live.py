"""Live updates, over a real connection: what is recorded reaches the pages of its organization, and no others."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx
import pytest
import uvicorn

from api.app import create_app
from api.live import MAX_PER_USER, Live
from api.subscriber import MAX_IDS, Subscriber
from tests.db.api.world import World


@asynccontextmanager
async def serving(world: World, database_url: str) -> AsyncIterator[str]:
    """The address of a server of this world; it ends with its streams."""
    stop = asyncio.Event()
    deps = replace(world.app.state.deps, database_url=database_url, stop=stop)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(create_app(deps), log_config=None, lifespan="on"))
        task = asyncio.create_task(server.serve(sockets=[listening]))
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        stop.set()
        server.should_exit = True
        await asyncio.wait_for(task, 60)


async def _notify(world: World, project_id: int, changed: list[int], new: list[int]) -> None:
    async with world.database.connection() as connection:
        payload = json.dumps({"p": project_id, "i": changed, "n": new})
        await connection.execute("select pg_notify('recorded', $1)", payload)


async def _notify_until_heard(world: World, lines: AsyncIterator[str]) -> None:
    """From then on the server is known to listen."""
    await _notify(world, world.project.id, [1], [])
    while (await _next_issues(lines))["project"] is None:
        await _notify(world, world.project.id, [1], [])


async def _next_issues(lines: AsyncIterator[str]) -> dict[str, Any]:
    async for line in lines:
        if line == "event: issues":
            data: dict[str, Any] = json.loads((await anext(lines)).removeprefix("data: "))
            return data
    raise AssertionError("the stream ended")


async def test_what_is_recorded_reaches_its_organization_only(world: World, database_url: str) -> None:
    ours, theirs = await world.token("viewer"), await world.token("stranger")
    async with serving(world, database_url) as url, httpx.AsyncClient(base_url=url, timeout=60) as client:
        ask = {"url": "/api/0/organizations/acme/live/", "headers": {"Authorization": f"Bearer {ours}"}}
        other = {"url": "/api/0/organizations/other/live/", "headers": {"Authorization": f"Bearer {theirs}"}}
        async with client.stream("GET", **ask) as stream, client.stream("GET", **other) as elsewhere:
            assert stream.headers["Content-Type"].startswith("text/event-stream")
            lines, other_lines = stream.aiter_lines(), elsewhere.aiter_lines()
            await anext(lines)
            await anext(other_lines)
            await _notify_until_heard(world, lines)
            await _notify(world, world.project.id, [1, 2], [2])
            await _notify(world, world.project.id, [1, 3], [])
            await _notify(world, world.other_project.id, [9], [9])
            seen: set[str] = set()
            while seen != {"1", "2", "3"}:
                message = await _next_issues(lines)
                seen |= set(message["ids"]) if message["project"] == str(world.project.id) else set()
            message = await _next_issues(other_lines)
            while message["project"] is None:
                message = await _next_issues(other_lines)
            assert (message["project"], message["ids"], message["new"]) == (str(world.other_project.id), ["9"], ["9"])
            await world.record(world.event())
            async with world.as_("member") as member:
                [issue] = (await member.get("/api/0/organizations/acme/issues/")).json()
                for answer in ({"status": "resolved"}, {"status": "unresolved"}):  # what a person does is told as well
                    while issue["id"] not in (await _next_issues(lines))["ids"]:
                        pass
                    await member.put(f"/api/0/organizations/acme/issues/{issue['id']}/", json=answer)
            while issue["id"] not in (await _next_issues(lines))["ids"]:
                pass


async def test_streams_end_when_the_server_stops(world: World, database_url: str) -> None:
    token = await world.token("viewer")
    async with httpx.AsyncClient(timeout=60) as client:
        async with serving(world, database_url) as url:
            request = client.build_request(
                "GET", f"{url}/api/0/organizations/acme/live/", headers={"Authorization": f"Bearer {token}"}
            )
            answer = await client.send(request, stream=True)
            lines = answer.aiter_lines()
            await anext(lines)
        assert [line async for line in lines][-1] == ""


async def test_a_person_has_a_bounded_number_of_streams(world: World) -> None:
    live = Live(world.database)
    open_ones = [live.subscribed(1, 7) for _ in range(MAX_PER_USER)]
    for one in open_ones:
        await one.__aenter__()
    with pytest.raises(Exception, match="Too many open pages"):
        async with live.subscribed(1, 7):
            pass
    await open_ones[0].__aexit__(None, None, None)
    async with live.subscribed(1, 7):
        pass


async def test_what_waits_for_a_slow_page_is_bounded() -> None:
    subscriber = Subscriber(1, 7)
    for issue in range(MAX_IDS + 1):
        subscriber.tell(5, [str(issue)], [])
    assert subscriber.take() == [{"project": "5", "ids": [], "new": [], "more": True}]
    assert subscriber.take() == []
    subscriber.tell_all()
    assert subscriber.take() == [{"project": None, "ids": [], "new": [], "more": True}]


async def test_a_broken_connection_is_made_again_and_says_that_something_was_missed(
    world: World, database_url: str
) -> None:
    token = await world.token("viewer")
    async with serving(world, database_url) as url, httpx.AsyncClient(base_url=url, timeout=60) as client:
        ask = {"url": "/api/0/organizations/acme/live/", "headers": {"Authorization": f"Bearer {token}"}}
        async with client.stream("GET", **ask) as stream:
            lines = stream.aiter_lines()
            await anext(lines)
            await _notify_until_heard(world, lines)
            async with world.database.connection() as connection:
                killed = await connection.fetchval(
                    "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                    " where datname = current_database() and query ilike 'listen%'"
                )
            assert killed == 1  # one connection hears all channels
            while not (await _next_issues(lines))["more"]:  # what was told before may come first
                pass


async def test_a_page_is_told_of_alerts_once_for_all_that_happened() -> None:
    subscriber = Subscriber(1, 7)
    assert not subscriber.take_alerts()
    subscriber.tell_alerts()
    subscriber.tell_alerts()
    assert subscriber.take_alerts()
    assert not subscriber.take_alerts()
    assert subscriber.take() == []


async def test_news_of_alerts_goes_to_the_organizations_that_it_names(world: World) -> None:
    live = Live(world.database)
    async with live.subscribed(1, 7) as ours, live.subscribed(2, 8) as theirs:
        live.hear_alerts("1 3 nonsense")
        assert ours.take_alerts()
        assert not theirs.take_alerts()
