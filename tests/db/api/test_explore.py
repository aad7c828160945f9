"""Explore: whole events searched, counted and exported through the API."""

import json
from typing import Any

import pytest

from api.schemas.events.explore import ExploreSummary, ExportedEvent
from tests.db.api.world import World

EXPLORE = "/api/0/organizations/acme/explore/"


@pytest.fixture
async def ids(world: World) -> list[str]:
    """Four events, oldest first, of three issues; one more is a stranger's."""
    crumbs = {"values": [{"message": "opened the basket", "category": "ui"}]}
    return await world.record(
        world.event("KeyError", "'sku'", ago=5000, tags={"customer": "Acme"}, release="1.0", breadcrumbs=crumbs),
        world.event("KeyError", "'sku'", ago=400, tags={"customer": "Globex"}, release="1.1", environment="staging"),
        world.event("TimeoutError", "payments", ago=300, user="u7", level="fatal"),
        world.event("Other", "basket", ago=200, project=world.other_project),
        world.event("ValueError", "no such item", ago=100, environment="production"),
    )


async def found(world: World, query: str, **params: Any) -> list[dict[str, Any]]:
    async with world.as_("viewer") as client:
        answer = await client.get(f"{EXPLORE}events/", params={"query": query, **params})
        assert answer.status_code == 200, answer.text
        rows: list[dict[str, Any]] = answer.json()
        return rows


async def test_events_are_found_by_anything_in_them(world: World, ids: list[str]) -> None:
    assert [row["id"] for row in await found(world, "")] == [ids[4], ids[2], ids[1], ids[0]]
    [row] = await found(world, '"the basket"', field=["customer", "release", "user.id", "tags[level]"])
    assert (row["id"], row["shortId"], row["project"]) == (ids[0], "SHOP-1", "shop")
    assert row["fields"] == {"customer": ["Acme"], "release": ["1.0"], "user.id": [], "tags[level]": ["error"]}
    assert [row["id"] for row in await found(world, "customer:globex OR level:fatal")] == [ids[2], ids[1]]
    assert [row["id"] for row in await found(world, "", environment="staging")] == [ids[1]]
    assert [row["id"] for row in await found(world, "", statsPeriod="1h")] == [ids[4], ids[2], ids[1]]


async def test_what_only_the_database_knows_can_be_asked_too(world: World, ids: list[str]) -> None:
    async with world.as_("member") as client:
        await client.put("/api/0/organizations/acme/issues/SHOP-1/", json={"status": "resolved"})
    assert [row["id"] for row in await found(world, "is:resolved")] == [ids[1], ids[0]]
    assert [row["id"] for row in await found(world, "is:resolved customer:acme")] == [ids[0]]
    assert [row["id"] for row in await found(world, "!is:resolved")] == [ids[4], ids[2]]
    assert [row["id"] for row in await found(world, "issue:SHOP-2")] == [ids[2]]
    assert [row["id"] for row in await found(world, "SHOP-2")] == [ids[2]]
    assert [row["id"] for row in await found(world, "timesSeen:>1")] == [ids[1], ids[0]]
    assert [row["id"] for row in await found(world, "release:latest")] == [ids[1]]
    assert await found(world, "project:nowhere") == []
    assert len(await found(world, "project:sh*")) == 4


async def test_merged_issues_are_one_here_too(world: World, ids: list[str]) -> None:
    async with world.as_("member") as client:
        merging = {"merge": True}
        listed = (await client.get("/api/0/organizations/acme/issues/")).json()
        chosen = [("id", one["id"]) for one in listed if one["shortId"] in ("SHOP-1", "SHOP-2")]
        answer = await client.put("/api/0/organizations/acme/issues/", params=chosen, json=merging)
        assert answer.status_code == 200, answer.text
    assert [row["id"] for row in await found(world, "issue:SHOP-1")] == [ids[2], ids[1], ids[0]]
    async with world.as_("viewer") as client:
        summary = (await client.get(f"{EXPLORE}summary/")).json()
    assert [(one["issue"]["shortId"], one["count"]) for one in summary["issues"]] == [("SHOP-1", 3), ("SHOP-3", 1)]


async def test_pages_lead_through_everything(world: World, ids: list[str]) -> None:
    async with world.as_("viewer") as client:
        answer = await client.get(f"{EXPLORE}events/", params={"per_page": 3})
        first = [row["id"] for row in answer.json()]
        answer = await client.get(answer.links["next"]["url"])
        assert [*first, *(row["id"] for row in answer.json())] == [ids[4], ids[2], ids[1], ids[0]]
        assert answer.links["next"]["results"] == "false"


async def test_a_summary_counts_over_time_by_value_and_by_issue(world: World, ids: list[str]) -> None:
    async with world.as_("viewer") as client:
        params = {"statsPeriod": "2h", "interval": "1h", "facet": ["level", "customer", "nothing"]}
        answer = (await client.get(f"{EXPLORE}summary/", params=params)).json()
    ExploreSummary.model_validate(answer)
    assert answer["total"] == 4
    assert [count for _, count in answer["histogram"]] == [1, 3, 0]
    assert answer["facets"] == [
        {"field": "level", "values": [{"value": "error", "count": 3}, {"value": "fatal", "count": 1}]},
        {"field": "customer", "values": [{"value": "Acme", "count": 1}, {"value": "Globex", "count": 1}]},
        {"field": "nothing", "values": []},
    ]
    counted = {one["issue"]["shortId"]: one["count"] for one in answer["issues"]}
    assert counted == {"SHOP-1": 2, "SHOP-2": 1, "SHOP-3": 1}


async def test_an_export_is_the_whole_events_line_by_line(world: World, ids: list[str]) -> None:
    async with world.as_("viewer") as client:
        answer = await client.get(f"{EXPLORE}export/", params={"query": "level:error"})
    assert answer.headers["X-Hits"] == "3"
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    exported = [ExportedEvent.model_validate(json.loads(line)) for line in answer.text.splitlines()]
    assert [one.event["event_id"] for one in exported] == [ids[4], ids[1], ids[0]]
    assert (exported[2].v, exported[2].project, exported[2].issue, exported[2].status) == (
        1,
        "acme/shop",
        "SHOP-1",
        "new",
    )
    assert exported[2].event["breadcrumbs"]["values"][0]["message"] == "opened the basket"
    assert not [name for name in exported[2].event if name.startswith("_") and name != "_meta"]


@pytest.mark.parametrize(
    "params",
    [
        {"query": "level:"},
        {"query": "(level:error"},
        {"query": "is:nonsense"},
        {"query": "timestamp:>soon"},
        {"query": '"::"'},
        {"query": "level:>error"},
        {"cursor": "nonsense"},
        {"statsPeriod": "soon"},
        {"project": "nowhere"},
    ],
)
async def test_what_says_nothing_is_refused_with_a_reason(world: World, params: dict[str, str]) -> None:
    async with world.as_("viewer") as client:
        answer = await client.get(f"{EXPLORE}events/", params=params)
    assert answer.status_code in (400, 404)
    assert answer.json()["detail"]


async def test_the_issue_search_finds_what_events_mention(world: World, ids: list[str]) -> None:
    async def issues(query: str) -> list[str]:
        async with world.as_("viewer") as client:
            listed = await client.get("/api/0/organizations/acme/issues/", params={"query": query})
        return [one["shortId"] for one in listed.json()]

    assert await issues("basket") == ["SHOP-1"]
    assert await issues('"the basket"') == ["SHOP-1"]
    assert await issues("!basket") == ["SHOP-3", "SHOP-2"]
    assert await issues("basket OR payments") == ["SHOP-2", "SHOP-1"]
    assert await issues("basket level:fatal") == []
