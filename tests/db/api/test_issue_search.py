"""Issues through the API: searched, narrowed, sorted, paged."""

import httpx

from tests.db.api.issues import ISSUES, issue_titles
from tests.db.api.world import World, titles

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


async def test_search(shop: World) -> None:
    async with shop.as_("viewer") as client:
        for query, found in SEARCHES:
            assert await issue_titles(client, query) == found, query
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


async def test_environment_and_period_narrow_the_list(shop: World) -> None:
    async with shop.as_("viewer") as client:
        assert await issue_titles(client, "", environment="prod") == ["A: first"]
        assert await issue_titles(client, "", environment=["prod", "staging"]) == ["B: second", "A: first"]
        assert await issue_titles(client, "", statsPeriod="30m") == ["just a message", "B: second"]
        assert await issue_titles(client, "", start="2027-01-15T05:00:00", end="2027-01-15T07:30:00") == ["A: first"]


async def test_search_hints(shop: World) -> None:
    url = "/api/0/organizations/acme/search-hints/"
    async with shop.as_("viewer") as client:
        keys = [one["key"] for one in (await client.get(url, params={"query": "bro"})).json()]
        assert keys == ["browser"]
        [hint] = (await client.get(url, params={"query": "release:1"})).json()
        assert hint["values"] == [{"value": "1.0", "count": 2}]
        [hint] = (await client.get(url, params={"query": "assigned:own"})).json()
        assert hint["values"][0]["value"] == "owner@acme.example"
