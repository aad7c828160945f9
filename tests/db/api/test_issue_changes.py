"""Issues through the API: resolved, ignored, assigned, merged, split."""

import asyncio
from contextlib import suppress

from core.errors import Unavailable
from tests.db.api.issues import ISSUES, issue_titles
from tests.db.api.world import World


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
        assert await issue_titles(client, "assigned:member@acme.example") == ["A: first"]
        assert await issue_titles(client, "is:assigned") == ["A: first"]
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
        assert len(await issue_titles(client, "is:unresolved")) == 1


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
