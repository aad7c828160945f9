"""Events through the API: lists, one whole, tables and series."""

from typing import Any

import pytest

from api.schemas.events.events import Event
from tests.db.api.world import World

ORG = "/api/0/organizations/acme/"
STACK: dict[str, Any] = {
    "frames": [
        {"filename": "lib.py", "function": "call", "lineno": 3, "in_app": False},
        {
            "filename": "cart.py",
            "abs_path": "/app/cart.py",
            "function": "add",
            "module": "shop.cart",
            "lineno": 10,
            "pre_context": ["a", "b"],
            "context_line": "c",
            "post_context": ["d"],
            "in_app": True,
            "vars": {"item": None},
        },
    ]
}


async def test_one_event_whole(world: World) -> None:
    meta = {"exception": {"values": {"0": {"value": {"": {"rem": [["email", "s", 5, 12]], "len": 31}}}}}}
    [event_id] = await world.record(
        world.event(
            exception={"values": [{"type": "ValueError", "value": "user [email]", "stacktrace": STACK}]},
            logentry={"formatted": "bad 1", "message": "bad %s", "params": [1]},
            breadcrumbs={"values": [{"timestamp": world.clock.now() - 70, "category": "http", "data": {"n": 1}}]},
            request={"url": "http://x/", "method": "GET", "headers": [["Host", "x"]], "query_string": [["a", "1"]]},
            threads={"values": [{"id": "1", "name": "main", "current": True}]},
            contexts={"os": {"name": "Linux"}},
            extra={"n": 2**70},
            modules={"shop": "1.0"},
            user="u1",
            release="shop@1.0+7",
            _meta=meta,
        )
    )
    async with world.as_("viewer") as client:
        answer = await client.get(f"/api/0/projects/acme/shop/events/{event_id}/")
        event = answer.json()
        Event.model_validate(event)
        assert [entry["type"] for entry in event["entries"]] == [
            "message",
            "exception",
            "threads",
            "breadcrumbs",
            "request",
        ]
        [raised] = event["entries"][1]["data"]["values"]
        frame = raised["stacktrace"]["frames"][1]
        assert frame["context"] == [[8, "a"], [9, "b"], [10, "c"], [11, "d"]]
        assert (frame["lineNo"], frame["inApp"], frame["absPath"], frame["colNo"]) == (10, True, "/app/cart.py", None)
        [removal] = event["removals"]
        assert removal["path"] == "exception.values.0.value"
        assert (removal["label"], removal["start"], removal["end"], removal["length"]) == (
            "E-mail addresses",
            5,
            12,
            31,
        )
        assert event["release"]["shortVersion"] == "1.0"
        assert event["location"] == "cart.py"
        assert event["context"]["n"] == 2**70
        assert event["custody"]["processed"] == "2027-01-15T07:59:00.250000Z"
        assert event["position"] == {"index": 1, "total": 1, "capped": False}
        issue = (await client.get(f"{ORG}issues/SHOP-1/")).json()
        assert event["groupID"] == issue["id"]
        located = (await client.get(f"{ORG}eventids/{event_id.upper()}/")).json()
        assert (located["projectSlug"], located["groupId"], located["event"]) == ("shop", issue["id"], event)
        stored = (await client.get(f"/api/0/projects/acme/shop/events/{event_id}/json/")).json()
        assert stored["contexts"] == {"os": {"name": "Linux"}}
        assert [name for name in stored if name.startswith("_")] == ["_meta"]


async def test_neighbours_and_names(world: World) -> None:
    ids = await world.record(*(world.event(ago=100.0 - index // 2) for index in range(5)))
    async with world.as_("viewer") as client:

        async def at(name: str) -> dict[str, Any]:
            event: dict[str, Any] = (await client.get(f"{ORG}issues/SHOP-1/events/{name}/")).json()
            return event

        assert (await at("oldest"))["id"] == ids[0]
        assert (await at("latest"))["id"] == (await at("recommended"))["id"] == ids[4]
        walked, here = [], await at("oldest")
        while True:
            walked.append((here["id"], here["position"]["index"]))
            if here["nextEventID"] is None:
                break
            following = await at(here["nextEventID"])
            assert following["previousEventID"] == here["id"]
            here = following
        assert walked == [(event_id, index + 1) for index, event_id in enumerate(ids)]
        listed = await client.get(f"{ORG}issues/SHOP-1/events/", params={"per_page": "2"})
        assert [event["id"] for event in listed.json()] == [ids[4], ids[3]]
        following_page = await client.get(listed.links["next"]["url"])
        assert [event["id"] for event in following_page.json()] == [ids[2], ids[1]]
        back = await client.get(following_page.links["previous"]["url"])
        assert back.json() == listed.json()


async def test_an_event_of_another_issue_is_not_found_beside_this_one(world: World) -> None:
    [first, _] = await world.record(world.event("A", "a"), world.event("B", "b"))
    async with world.as_("viewer") as client:
        assert (await client.get(f"{ORG}issues/SHOP-2/events/{first}/")).status_code == 404
        assert (await client.get(f"{ORG}issues/SHOP-2/events/nonsense/")).status_code == 404


async def test_an_expired_event_says_so(world: World) -> None:
    [event_id] = await world.record(world.event())
    world.payloads._kept.clear()
    async with world.as_("viewer") as client:
        answer = await client.get(f"/api/0/projects/acme/shop/events/{event_id}/")
        assert (answer.status_code, "retention" in answer.json()["detail"]) == (404, True)
        assert (await client.get(f"{ORG}eventids/{event_id}/")).json()["event"] is None


async def test_events_are_searched_by_what_their_rows_hold(world: World) -> None:
    await world.record(
        world.event("A", "a", release="1.0", environment="prod", user="u1", ago=100),
        world.event("B", "b", level="fatal", ago=50),
    )
    url = "/api/0/projects/acme/shop/events/"
    async with world.as_("viewer") as client:
        for query, found in [
            ("", ["B: b", "A: a"]),
            ("release:1.*", ["A: a"]),
            ("environment:prod user:u1", ["A: a"]),
            ("level:fatal OR user.id:u1", ["B: b", "A: a"]),
            ("error.type:A", ["A: a"]),
            ("issue:SHOP-2", ["B: b"]),
            ("is:unresolved has:user", ["A: a"]),
            ("timestamp:>2027-01-15T07:59:00", ["B: b"]),
            ("event.type:error", ["B: b", "A: a"]),
            ('"a"', ["B: b", "A: a"]),
            (f"id:{1:032x}", ["A: a"]),
        ]:
            answer = await client.get(url, params={"query": query})
            assert [event["title"] for event in answer.json()] == found, query
        refused = await client.get(url, params={"query": "browser:Firefox"})
        assert (refused.status_code, refused.json()["position"]) == (400, 0)
        assert (await client.get(url, params={"environment": "prod"})).json()[0]["title"] == "A: a"


@pytest.fixture
async def shop(world: World) -> World:
    await world.record(
        world.event("A", "a", ago=7000, release="1.0", user="u1"),
        world.event("A", "a", ago=3000, release="1.0", user="u2", tags={"browser": "Chrome"}),
        world.event("B", "b", ago=60, level="fatal"),
    )
    return world


async def test_a_table_of_events(shop: World) -> None:
    url = f"{ORG}events/"
    async with shop.as_("viewer") as client:
        fields = ["issue", "title", "project", "timestamp", "level", "message", "error.type", "culprit", "user.id"]
        params: dict[str, Any] = {
            "dataset": "errors",
            "field": [*fields, "browser"],
            "sort": "-timestamp",
            "per_page": 10,
        }
        table = (await client.get(url, params=params)).json()
        assert [row["issue"] for row in table["data"]] == ["SHOP-2", "SHOP-1", "SHOP-1"]
        assert [row["browser"] for row in table["data"]] == [None, "Chrome", None]
        assert [row["user.id"] for row in table["data"]] == [None, "u2", "u1"]
        assert table["meta"]["fields"]["timestamp"] == "date"
        page = await client.get(url, params={"per_page": 2})
        rest = await client.get(page.links["next"]["url"])
        assert (len(page.json()["data"]), len(rest.json()["data"])) == (2, 1)
        assert (await client.get(url, params={"dataset": "spans"})).status_code == 400
        assert (await client.get(url, params={"field": "no such()"})).status_code == 400
        assert (await client.get(url, params={"sort": "-nonsense"})).status_code == 400


async def test_a_table_with_aggregates(shop: World) -> None:
    async with shop.as_("viewer") as client:
        fields = ["title", "project", "release", "count()", "count_unique(user)", "epm()", "last_seen()"]
        params: dict[str, Any] = {"field": fields, "sort": "-last_seen()", "statsPeriod": "2h"}
        [b, a] = (await client.get(f"{ORG}events/", params=params)).json()["data"]
        assert (a["title"], a["release"], a["count()"], a["count_unique(user)"]) == ("A: a", "1.0", 2, 2)
        assert (b["title"], b["release"]) == ("B: b", None)
        assert a["epm()"] == pytest.approx(2 / 120)
        by_count = await client.get(f"{ORG}events/", params={**params, "sort": "-count"})
        assert by_count.json()["data"][0]["title"] == "A: a"


async def test_whether_a_table_would_answer(shop: World) -> None:
    url = f"{ORG}events/validate/"
    async with shop.as_("viewer") as client:
        good = {"field": ["title", "count()"], "sort": "-count()", "query": "level:error", "dataset": "errors"}
        answer = (await client.get(url, params=good)).json()
        assert answer["valid"] is True
        assert answer["query"]["fields"][0] == {"name": "level", "valid": True, "error": None, "attrType": "string"}
        bad = {"field": ["nope()"], "query": "(", "dataset": "spans", "project": "999"}
        answer = (await client.get(url, params=bad)).json()
        parts = (answer, answer["query"], answer["field"][0], answer["dataset"][0], answer["projects"][0])
        assert [part["valid"] for part in parts] == [False] * 5


async def test_series(shop: World) -> None:
    async with shop.as_("viewer") as client:
        params: dict[str, Any] = {
            "yAxis": "count()",
            "interval": "1h",
            "statsPeriod": "3h",
            "partial": 1,
            "excludeOther": 1,
        }
        data = (await client.get(f"{ORG}events-stats/", params=params)).json()["data"]
        assert [point[1][0]["count"] for point in data] == [0, 1, 2, 0]
        assert data[1][0] - data[0][0] == 3600
        params |= {"topEvents": 10, "field": ["title", "count()"]}
        groups = (await client.get(f"{ORG}events-stats/", params=params)).json()
        assert {name: sum(p[1][0]["count"] for p in one["data"]) for name, one in groups.items()} == {
            "A: a": 2,
            "B: b": 1,
        }
        params = {"dataset": "discover", "interval": "3600", "statsPeriod": "3h", "query": "error.type:A"}
        [one] = (await client.get(f"{ORG}events-timeseries/", params=params)).json()["timeSeries"]
        assert [point["value"] for point in one["values"]] == [0, 1, 1, 0]
        assert one["values"][0]["timestamp"] % 3_600_000 == 0


async def test_the_books(shop: World) -> None:
    async with shop.as_("viewer") as client:
        books = (await client.get(f"{ORG}outcomes/", params={"statsPeriod": "24h"})).json()
        assert (books["received"], books["totals"]["stored"], books["pending"]) == (3, 3, 0)
        assert {one["outcome"]: sum(n for _, n in one["values"]) for one in books["series"]} == {
            "accepted": 3,
            "stored": 3,
        }
        params: dict[str, Any] = {
            "category": "error",
            "field": "sum(quantity)",
            "groupBy": ["outcome", "reason"],
            "interval": "1h",
        }
        stats = (await client.get(f"{ORG}stats_v2/", params={**params, "statsPeriod": "24h"})).json()
        [group] = stats["groups"]
        assert group["by"] == {"outcome": "accepted", "reason": "none"}
        assert group["totals"]["sum(quantity)"] == 3
        assert len(group["series"]["sum(quantity)"]) == len(stats["intervals"])
        refused = await client.get(f"{ORG}stats_v2/", params={"outcome": ["accepted", "nonsense"]})
        assert (refused.status_code, "rate_limited" in refused.json()["detail"]) == (400, True)
        pulse = (await client.get(f"{ORG}pulse/")).json()
        assert (sum(pulse["perMinute"]), len(pulse["perMinute"])) == (2, 60)
        assert pulse["lastEvent"] is not None
        assert pulse["delaySeconds"] == 0.25


async def test_releases_environments_and_tags(shop: World) -> None:
    await shop.record(shop.event("C", "c", release="web/2.0@x", environment="prod"))
    async with shop.as_("viewer") as client:
        listed = (await client.get(f"{ORG}releases/")).json()
        assert [one["version"] for one in listed] == ["web/2.0@x", "1.0"]
        assert listed[1]["count"] == 2
        assert (await client.get(f"{ORG}releases/web%2F2.0@x/")).json()["newGroups"] == 1
        assert len((await client.get("/api/0/projects/acme/shop/releases/", params={"query": "web"})).json()) == 1
        assert (await client.get(f"{ORG}releases/nope/")).status_code == 404
        assert [one["name"] for one in (await client.get(f"{ORG}environments/")).json()] == ["prod"]
        assert "browser" in [one["key"] for one in (await client.get(f"{ORG}tags/")).json()]
        [chrome] = (await client.get(f"{ORG}tags/browser/values/")).json()
        assert (chrome["value"], chrome["count"]) == ("Chrome", 1)
