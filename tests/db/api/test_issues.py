"""Issues through the API, as they are read: their fields, comments, tags, and counts over time."""

from tests.db.api.issues import ISSUES
from tests.db.api.world import World


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
