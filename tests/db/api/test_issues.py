"""Issues through the API: found, sorted, paged, changed."""

import asyncio
from contextlib import suppress
from typing import Any

import httpx
import pytest

from core.errors import Unavailable
from tests.db.api.world import World, titles

ISSUES = "/api/0/organizations/acme/issues/"


async def _titles(client: httpx.AsyncClient, query: str, **params: Any) -> list[str]:
    answer = await client.get(ISSUES, params={"query": query, "sort": "new", **params})
    assert answer.status_code == 200, answer.text
    return titles(answer.json())


@pytest.fixture
async def shop(world: World) -> World:
    """Three issues: A (two users, release 1.0, prod), B (release 2.0, staging, ten minutes ago), C (a message)."""
    await world.record(
        world.event(
            "A", "first", ago=7200, user="u1", release="1.0", environment="prod", tags={"browser": "Firefox 1"}
        ),
        world.event("A", "first", ago=3600, user="u2", release="1.0", environment="prod", tags={"browser": "Chrome 1"}),
        world.event("B", "second", ago=600, release="2.0", environment="staging", level="fatal"),
        world.event("", "just a message", ago=60, logger="shop.audit", exception=None),
    )
    return world


SEARCHES = [
    ("", ["just a message", "B: second", "A: first"]),
    ("is:unresolved", ["just a message", "B: second", "A: first"]),
    ("is:resolved", []),
    ("is:unassigned", ["just a message", "B: second", "A: first"]),
    ("level:fatal", ["B: second"]),
    ("!level:fatal", ["just a message", "A: first"]),
    ("-level:fatal", ["just a message", "A: first"]),
    ("release:1.0", ["A: first"]),
    ("release:[1.0,2.0]", ["B: second", "A: first"]),
    ("release:latest", ["B: second"]),
    ("release:1.*", ["A: first"]),
    ("environment:prod", ["A: first"]),
    ("error.type:A", ["A: first"]),
    ("error.type:a OR level:fatal", ["B: second", "A: first"]),
    ("(error.type:A OR error.type:B) !release:1.0", ["B: second"]),
    ("has:release", ["B: second", "A: first"]),
    ("!has:release", ["just a message"]),
    ("has:browser", ["A: first"]),
    ("browser:Firefox*", ["A: first"]),
    ('browser:"Firefox 1"', ["A: first"]),
    ('browser:""', ["just a message", "B: second"]),
    ("timesSeen:>1", ["A: first"]),
    ("timesSeen:1", ["just a message", "B: second"]),
    ("users:>=2", ["A: first"]),
    ("firstSeen:-1h", ["just a message", "B: second"]),
    ("firstSeen:+1h", ["A: first"]),
    ("age:>30m", ["A: first"]),
    ("lastSeen:>2027-01-15T07:58:00", ["just a message"]),
    ("lastSeen:2027-01-15", ["just a message", "B: second", "A: first"]),
    ("logger:shop.*", ["just a message"]),
    ("message:MESSAGE", ["just a message"]),
    ("title:first", ["A: first"]),
    ('"just a"', ["just a message"]),
    ("message just", ["just a message"]),
    ("shop.cart", ["just a message", "B: second", "A: first"]),
    ("100%", []),
    ("_", []),
    ("SHOP-2", ["B: second"]),
    ("shop-2", ["B: second"]),
    ("issue:SHOP-2", ["B: second"]),
    ("00000000000000000000000000000003", ["B: second"]),
    ("id:00000000-0000-0000-0000-000000000003", ["B: second"]),
    ("project:shop", ["just a message", "B: second", "A: first"]),
    ("project:elsewhere", []),
    ("assigned:me", []),
    ("assigned:none", ["just a message", "B: second", "A: first"]),
    ("unknown.tag:x", []),
    ("'; drop table issues; --", []),
]
"""Queries, and what they find among the issues of `shop`, newest first."""


async def test_search(shop: World) -> None:
    async with shop.as_("viewer") as client:
        for query, found in SEARCHES:
            assert await _titles(client, query) == found, query
        both = await client.get(
            ISSUES, params={"query": "level:error OR level:fatal", "also": "level:info OR level:fatal"}
        )
        assert {one["level"] for one in both.json()} <= {"fatal"}


async def test_a_wrong_query_says_what_and_where(world: World) -> None:
    async with world.as_("viewer") as client:
        answer = await client.get(ISSUES, params={"query": "level:error (is:funny"})
        assert answer.status_code == 400
        assert answer.json() == {"detail": "This bracket is never closed", "position": 12, "length": 1}
        answer = await client.get(ISSUES, params={"query": "level:error is:funny"})
        assert (answer.json()["position"], answer.json()["length"]) == (12, 8)
        assert "unresolved" in answer.json()["detail"]
        for query in ("is:new AND", "is:new OR", "is:new NOT", "is:new) (is:new", "is:new ()", 'is:new "', "x:[1"):
            alone = await client.get(ISSUES, params={"query": query})
            beside = await client.get(ISSUES, params={"query": query, "also": "is:unassigned"})
            assert (beside.status_code, beside.json()) == (400, alone.json()), query


async def test_pages_hold_every_issue_once_in_both_directions(world: World) -> None:
    events = []
    for index in range(7):
        events += [world.event(f"E{index}", "x", ago=100.0 * (index // 2), user=f"u{n}") for n in range(index % 3 + 1)]
    await world.record(*events)
    async with world.as_("viewer") as client:
        for sort in ("date", "new", "freq", "user", "priority", "inbox"):
            await _walk(client, sort)


async def _walk(client: httpx.AsyncClient, sort: str) -> None:
    every = (await client.get(ISSUES, params={"sort": sort})).json()
    assert len(every) == 7
    pages, params = [], {"sort": sort, "limit": "3"}
    while True:
        answer = await client.get(ISSUES, params=params)
        assert answer.headers["X-Hits"] == "7"
        pages.append(answer.json())
        if answer.links["next"]["results"] != "true":
            break
        params = {**params, "cursor": answer.links["next"]["cursor"]}
    assert [issue["id"] for page in pages for issue in page] == [issue["id"] for issue in every]
    back = await client.get(answer.links["previous"]["url"])
    assert titles(back.json()) == titles(pages[1])
    first = await client.get(back.links["previous"]["url"])
    assert titles(first.json()) == titles(pages[0])
    assert first.links["previous"]["results"] == "false"


async def test_an_issue_has_what_clients_require(shop: World) -> None:
    async with shop.as_("viewer") as client:
        listed = (await client.get(ISSUES, params={"query": "release:1.0", "statsPeriod": "24h"})).json()[0]
        assert listed["shortId"] == "SHOP-1"
        assert listed["permalink"] == "http://redshank.test/acme/issues/SHOP-1"
        assert (listed["count"], listed["userCount"]) == ("2", 2)
        assert (listed["status"], listed["substatus"], listed["state"]) == ("unresolved", "new", "new")
        assert listed["firstSeen"] == "2027-01-15T06:00:00Z"
        assert len(listed["stats"]["24h"]) == 24
        assert sum(count for _, count in listed["stats"]["24h"]) == 2
        assert listed["firstRelease"]["version"] == "1.0"
        detail = (await client.get(f"{ISSUES}SHOP-1/")).json()
        assert {tag["key"] for tag in detail["tags"]} == {"browser", "environment", "level", "release"}
        assert len(detail["stats"]["14d"]) == 14
        assert (await client.get(f"/api/0/issues/{detail['id']}/")).json()["shortId"] == "SHOP-1"
        assert (await client.get("/api/0/issues/SHOP-1/")).json()["id"] == detail["id"]
        assert (await client.get("/api/0/projects/acme/shop/issues/")).headers["X-Hits"] == "3"


async def test_environment_and_period_narrow_the_list(shop: World) -> None:
    async with shop.as_("viewer") as client:
        assert await _titles(client, "", environment="prod") == ["A: first"]
        assert await _titles(client, "", environment=["prod", "staging"]) == ["B: second", "A: first"]
        assert await _titles(client, "", statsPeriod="30m") == ["just a message", "B: second"]
        assert await _titles(client, "", start="2027-01-15T05:00:00", end="2027-01-15T07:30:00") == ["A: first"]


async def test_status_changes_leave_one_activity_each(shop: World) -> None:
    async with shop.as_("member") as client:
        url = f"{ISSUES}SHOP-1/"
        for _ in range(2):
            assert (await client.put(url, json={"status": "resolved"})).json()["status"] == "resolved"
        assert (await client.put(url, json={"state": "acknowledged"})).json()["substatus"] == "ongoing"
        assert (await client.put(url, json={"status": "unresolved"})).json()["state"] == "acknowledged"
        ignored = (await client.put(url, json={"status": "ignored", "statusDetails": {"ignoreCount": 5}})).json()
        assert ignored["statusDetails"] == {"ignoreCount": 5}
        assert ignored["substatus"] == "archived_until_condition_met"
        answer = await client.put(url, json={"status": "resolved", "statusDetails": {"inNextRelease": True}})
        assert answer.json()["statusDetails"] == {"inNextRelease": True}
        assert (await client.put(url, json={"state": "new"})).json()["statusDetails"] == {}
        done = (await client.get(f"{url}activities/")).json()["activity"]
        assert [one["data"].get("status") for one in done] == [
            "new",
            "resolved",
            "ignored",
            "acknowledged",
            "resolved",
            None,
        ]
        assert done[0]["user"]["email"] == "member@acme.example"


IGNORES: list[tuple[dict[str, int], dict[str, int]]] = [
    ({"ignoreDuration": 30}, {"ignored_until_seconds": 1800}),
    ({"ignoreCount": 10}, {"ignored_until_times_seen": 12}),
    ({"ignoreUserCount": 3}, {"ignored_until_users_seen": 5}),
    ({"ignoreCount": 10, "ignoreWindow": 60}, {"ignored_window_seconds": 3600, "ignored_window_quantity": 10}),
    ({}, {}),
]
"""Conditions, and the columns they set for an issue of two events and two users."""


async def test_ignore_until(shop: World) -> None:
    async with shop.as_("member") as client:
        for body, columns in IGNORES:
            answer = await client.put(f"{ISSUES}SHOP-1/", json={"status": "ignored", "statusDetails": body})
            assert answer.json()["substatus"] == ("archived_until_condition_met" if body else "archived_forever")
            assert await _conditions(shop) == columns


async def _conditions(shop: World) -> dict[str, int]:
    async with shop.database.connection() as connection:
        row = await connection.fetchrow(
            "select *, extract(epoch from ignored_until)::bigint - $1::bigint as ignored_until_seconds"
            " from issues where number = 1 and project_id = $2",
            int(shop.clock.now()),
            shop.project.id,
        )
    assert row is not None
    shown = {key: value for key, value in dict(row).items() if key.startswith("ignored_") and value is not None}
    shown.pop("ignored_until", None)
    return shown


async def test_archived_until_escalating_waits_for_a_far_busier_hour(shop: World) -> None:
    async with shop.as_("member") as client:
        body = {"status": "ignored", "substatus": "archived_until_escalating"}
        details = (await client.put(f"{ISSUES}SHOP-1/", json=body)).json()["statusDetails"]
    assert details == {"ignoreWindow": 60, "ignoreWindowCount": 20}


async def test_resolve_in_release_means_the_newest_for_latest(shop: World) -> None:
    async with shop.as_("member") as client:
        body = {"status": "resolved", "statusDetails": {"inRelease": "latest"}}
        assert (await client.put(f"{ISSUES}SHOP-1/", json=body)).json()["statusDetails"] == {"inRelease": "2.0"}


async def test_assigning(shop: World) -> None:
    member = str(shop.people["member"].id)
    async with shop.as_("admin") as client:
        team = (await client.post("/api/0/organizations/acme/teams/", json={"name": "Back end"})).json()
        for text, expected in [
            (f"user:{member}", ("user", "member@acme.example")),
            ("viewer@acme.example", ("user", "viewer@acme.example")),
            (f"team:{team['id']}", ("team", "back-end")),
            ("#back-end", ("team", "back-end")),
            ("me", ("user", "admin@acme.example")),
            (member, ("user", "member@acme.example")),
        ]:
            answer = await client.put(f"{ISSUES}SHOP-1/", json={"assignedTo": text})
            assigned = answer.json()["assignedTo"]
            assert (assigned["type"], assigned["name"]) == expected
        assert await _titles(client, "assigned:member@acme.example") == ["A: first"]
        assert await _titles(client, "is:assigned") == ["A: first"]
        stranger = shop.people["stranger"].id
        for unknown in (f"user:{stranger}", "stranger@other.example", "team:999", "nobody"):
            assert (await client.put(f"{ISSUES}SHOP-1/", json={"assignedTo": unknown})).status_code == 400
        assert (await client.put(f"{ISSUES}SHOP-1/", json={"assignedTo": None})).json()["assignedTo"] is None


async def test_bulk_by_ids_and_by_query(shop: World) -> None:
    async with shop.as_("member") as client:
        ids = [issue["id"] for issue in (await client.get(ISSUES)).json()]
        body = {"status": "resolved", "snoozeDuration": None}
        answer = await client.put("/api/0/projects/acme/shop/issues/", params={"id": ids[:2]}, json=body)
        assert answer.json() == {
            "updated": 2,
            "status": "resolved",
            "state": "resolved",
            "substatus": None,
            "statusDetails": {},
        }
        answer = await client.put(ISSUES, params={"query": "is:resolved"}, json={"state": "new"})
        assert answer.json()["updated"] == 2
        answer = await client.put(
            ISSUES, params={"id": ["999999", "SHOP-1", "SHOP-99", ids[0]]}, json={"status": "resolved"}
        )
        assert answer.json()["updated"] == 2
        assert len(await _titles(client, "is:unresolved")) == 1


async def test_merging_keeps_every_count_and_the_old_links(shop: World) -> None:
    await shop.record(shop.event("B", "second", user="u2", tags={"browser": "Chrome 1"}, environment="prod", ago=10))
    async with shop.as_("member") as client:
        b = (await client.get(f"{ISSUES}SHOP-2/")).json()["id"]
        answer = await client.put(ISSUES, params={"id": ["SHOP-1", b]}, json={"merge": True})
        merged = (await client.get(f"{ISSUES}SHOP-1/")).json()
        assert answer.json()["merge"] == {"parent": merged["id"], "children": [b]}
        assert (merged["count"], merged["userCount"]) == ("4", 2)
        assert merged["lastSeen"] == "2027-01-15T07:59:50Z"
        counts = {(tag["key"], one["value"]): one["count"] for tag in merged["tags"] for one in tag["topValues"]}
        assert counts["browser", "Chrome 1"] == 2
        assert counts["environment", "prod"] == 3
        assert sum(count for _, count in merged["stats"]["24h"]) == 4
        for old in ("SHOP-2", b):
            assert (await client.get(f"{ISSUES}{old}/")).json()["id"] == merged["id"]
        assert len((await client.get(f"{ISSUES}SHOP-1/hashes/")).json()) == 2
        events = (await client.get(f"{ISSUES}SHOP-1/events/")).json()
        assert len(events) == 4
        assert [one["type"] for one in merged["activity"]].count("merged") == 1
        # What comes later for the merged fingerprint lands in the issue that stayed.
        await shop.record(shop.event("B", "second", ago=1))
        assert (await client.get(f"{ISSUES}SHOP-2/")).json()["count"] == "5"


async def test_a_fingerprint_that_is_split_off_starts_an_issue_of_its_own(shop: World) -> None:
    async with shop.as_("member") as client:
        alone = (await client.get(f"{ISSUES}SHOP-2/hashes/")).json()[0]["id"]
        refused = await client.delete(f"{ISSUES}SHOP-2/hashes/", params={"id": alone})
        assert refused.status_code == 400, "the last one stays"
        await client.put(ISSUES, params={"id": ["SHOP-1", "SHOP-2"]}, json={"merge": True})
        assert (await client.delete(f"{ISSUES}SHOP-1/hashes/", params={"id": alone})).status_code == 204
        await shop.record(shop.event("B", "second", ago=1))
        kept = (await client.get(f"{ISSUES}SHOP-1/")).json()
        assert (kept["count"], kept["activity"][0]["type"]) == ("3", "split")
        assert (await client.get(f"{ISSUES}SHOP-4/")).json()["count"] == "1"


async def test_merging_while_events_come_loses_and_doubles_none(world: World) -> None:
    """The recorder may have looked up an issue that is gone when it wants to count: it must get the batch again."""
    await world.record(world.event("A", "a"), world.event("B", "b"))

    async def keep_recording() -> None:
        for _ in range(10):
            event = world.event("B", "b")
            while True:
                with suppress(Unavailable):
                    await world.record(event)
                    break

    async with world.as_("member") as client:
        merging = client.put(ISSUES, params={"id": ["SHOP-1", "SHOP-2"]}, json={"merge": True})
        answer, _ = await asyncio.gather(merging, keep_recording())
        assert answer.status_code == 200
        assert (await client.get(f"{ISSUES}SHOP-1/")).json()["count"] == "12"
        assert len((await client.get(f"{ISSUES}SHOP-1/events/")).json()) == 12


async def test_merging_twice_still_leads_to_the_last(shop: World) -> None:
    async with shop.as_("member") as client:
        await client.put(ISSUES, params={"id": ["SHOP-2", "SHOP-3"]}, json={"merge": True})
        await client.put(ISSUES, params={"id": ["SHOP-1", "SHOP-2"]}, json={"merge": True})
        assert (await client.get(f"{ISSUES}SHOP-3/")).json()["shortId"] == "SHOP-1"
        assert (await client.put(ISSUES, params={"id": ["SHOP-1", "SHOP-3"]}, json={"merge": True})).status_code == 400


async def test_comments_belong_to_who_wrote_them(shop: World) -> None:
    notes = f"{ISSUES}SHOP-1/notes/"
    async with shop.as_("member") as client:
        note = (await client.post(notes, json={"text": "known"})).json()
        assert note["data"]["text"] == "known"
        changed = await client.put(f"{notes}{note['id']}/", json={"text": "well known"})
        assert changed.json()["data"]["text"] == "well known"
        assert (await client.get(f"{ISSUES}SHOP-1/")).json()["numComments"] == 1
    async with shop.as_("owner") as client:
        assert (await client.put(f"{notes}{note['id']}/", json={"text": "no"})).status_code == 403
        assert (await client.delete(f"{notes}{note['id']}/")).status_code == 403
    async with shop.as_("member") as client:
        assert (await client.delete(f"{notes}{note['id']}/")).status_code == 204
        assert (await client.get(notes)).json() == []


async def test_tags_and_their_values(shop: World) -> None:
    async with shop.as_("viewer") as client:
        tag = (await client.get(f"{ISSUES}SHOP-1/tags/browser/")).json()
        assert (tag["totalValues"], tag["uniqueValues"]) == (2, 2)
        assert {one["value"] for one in tag["topValues"]} == {"Chrome 1", "Firefox 1"}
        assert (await client.get(f"{ISSUES}SHOP-1/tags/nope/")).status_code == 404
        values = (await client.get(f"{ISSUES}SHOP-1/tags/browser/values/")).json()
        assert [one["count"] for one in values] == [1, 1]
        assert (await client.get(f"{ISSUES}SHOP-1/tags/a%2Fb/values/")).json() == [], "keys may hold slashes"


async def test_stats_mark_the_releases(shop: World) -> None:
    async with shop.as_("viewer") as client:
        stats = (await client.get(f"{ISSUES}SHOP-1/stats/", params={"statsPeriod": "24h"})).json()
        assert stats["interval"] == "1h"
        assert sum(count for _, count in stats["series"]) == 2
        assert [mark["version"] for mark in stats["releases"]] == ["1.0", "2.0"]


async def test_search_hints(shop: World) -> None:
    url = "/api/0/organizations/acme/search-hints/"
    async with shop.as_("viewer") as client:
        keys = [one["key"] for one in (await client.get(url, params={"query": "bro"})).json()]
        assert keys == ["browser"]
        [hint] = (await client.get(url, params={"query": "release:1"})).json()
        assert hint["values"] == [{"value": "1.0", "count": 2}]
        [hint] = (await client.get(url, params={"query": "assigned:own"})).json()
        assert hint["values"][0]["value"] == "owner@acme.example"
