"""The calls of Grafana's Sentry data source (2.2 and 3), decoded as strictly as Go does it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.flow.clients.site import Shop, Site, run_program
from tests.flow.clients.strict import Date, MapOf, OrNull, check

TEAM: Final = {"id": str, "slug": str, "name": str}
PROJECT: Final = {
    "id": str,
    "slug": str,
    "name": str,
    "dateCreated": Date,
    "environments": [str],
    "team": OrNull(TEAM),
    "teams": [TEAM],
}
LIFETIME: Final = {"count": str, "userCount": int, "firstSeen": Date, "lastSeen": Date}
ISSUE: Final = {
    "id": str,
    "shortId": str,
    "title": str,
    "culprit": str,
    "permalink": str,
    "level": str,
    "status": str,
    "platform": str,
    "count": str,
    "userCount": int,
    "firstSeen": Date,
    "lastSeen": Date,
    "lifetime": LIFETIME,
    "isBookmarked": bool,
    "isSubscribed": bool,
    "isPublic": bool,
    "hasSeen": bool,
    "numComments": int,
    "assignedTo": OrNull({"type": str, "id": str, "name": str}),
    "metadata": {"type": str, "value": str},
    "project": {"id": str, "slug": str, "name": str, "platform": OrNull(str)},
    "stats": MapOf([(int, int)]),
}
EVENT_ROW: Final = {
    "id": str,
    "title": str,
    "project": str,
    "project.id": int,
    "release": OrNull(str),
    "count()": int,
    "epm()": float,
    "last_seen()": Date,
    "level": str,
    "event.type": str,
    "platform": str,
}
POINTS: Final = {"data": [(int, [{"count": int}])]}
RANGE_HOURS: Final = 6


@pytest.fixture(scope="module")
def shop(site: Site) -> Shop:
    """With the six events of the plain program, one issue assigned to a person."""
    shop = site.open_shop("Grafana")
    for event_id in run_program("plain", shop).values():
        site.event(shop, event_id)
    [first, *_] = site.get(f"/projects/{{org}}/{shop.slug}/issues/")
    [member, *_] = site.get("/organizations/{org}/members/")
    assigned = site.request(
        "PUT", f"/organizations/{{org}}/issues/{first['id']}/", json={"assignedTo": f"user:{member['id']}"}
    )
    assert assigned.status_code == 200, assigned.text
    return shop


@pytest.fixture
def over(shop: Shop) -> dict[str, Any]:
    """The time range of a dashboard, as Grafana writes it: UTC without a zone."""
    now = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    start, end = now - timedelta(hours=RANGE_HOURS), now + timedelta(minutes=5)
    return {"project": [shop.id], "environment": ["staging"], "start": start.isoformat(), "end": end.isoformat()}


def pages(site: Site, path: str, **query: Any) -> Iterator[list[Any]]:
    """By the `Link` header, of which Grafana takes path and query only."""
    while True:
        response = site.request("GET", path, params=query)
        assert response.status_code == 200, response.text
        yield response.json()
        following = response.links.get("next")
        if following is None or following["results"] != "true":
            return
        url = urlsplit(following["url"])
        path, query = url.path.removeprefix("/api/0"), dict(parse_qs(url.query))


def test_save_and_test_and_variables(site: Site, shop: Shop) -> None:
    check(site.get("/organizations/"), [{"id": str, "slug": str, "name": str, "dateCreated": Date}])
    found = site.get("/organizations/{org}/projects/")
    check(found, [PROJECT])
    assert shop.slug in [one["slug"] for one in found]
    team = site.request("POST", "/organizations/{org}/teams/", json={"name": "Board"}).json()
    check(team, TEAM)
    made = site.request("POST", f"/teams/{{org}}/{team['slug']}/projects/", json={"name": "Of the board"})
    check(made.json(), PROJECT)
    check(site.get("/organizations/{org}/teams/"), [TEAM])
    of_team = site.get(f"/teams/{{org}}/{team['slug']}/projects/")
    check(of_team, [PROJECT])
    assert [one["teams"][0]["slug"] for one in of_team] == [team["slug"]]
    tags = site.get("/organizations/{org}/tags/", project=shop.id)
    check(tags, [{"key": str, "name": str, "totalValues": int}])
    assert "shard" in [one["key"] for one in tags]


def test_errors_are_told_in_detail(site: Site) -> None:
    missing = site.request("GET", "/organizations/nowhere/projects/")
    assert missing.status_code == 404
    check(missing.json(), {"detail": str})
    wrong = site.request("GET", "/organizations/{org}/issues/", params={"query": "is:what"})
    assert wrong.status_code == 400
    check(wrong.json(), {"detail": str})
    nobody = site.request("GET", "/organizations/{org}/projects/", headers={"Authorization": "Bearer wrong"})
    assert nobody.status_code == 401
    check(nobody.json(), {"detail": str})


@pytest.mark.parametrize("sort", ["inbox", "date", "new", "priority", "freq", "user"])
def test_issues(site: Site, over: dict[str, Any], sort: str) -> None:
    found = site.get("/organizations/{org}/issues/", query="", sort=sort, limit=10000, **over)
    check(found, [ISSUE])
    assert len(found) == 6
    assert any(one["assignedTo"] for one in found)


def test_issues_page_by_page(site: Site, over: dict[str, Any]) -> None:
    found = list(pages(site, "/organizations/{org}/issues/", query="", sort="date", limit=4, **over))
    assert [len(page) for page in found] == [4, 2]
    assert len({one["id"] for page in found for one in page}) == 6


def test_other_projects_and_environments_are_left_out(site: Site, over: dict[str, Any]) -> None:
    assert site.get("/organizations/{org}/issues/", **over | {"environment": ["production"]}) == []
    [first, *_] = [one["id"] for one in site.get("/organizations/{org}/projects/") if one["id"] not in over["project"]]
    assert site.get("/organizations/{org}/issues/", **over | {"project": [first]}) == []


def test_events(site: Site, over: dict[str, Any]) -> None:
    rows = site.get(
        "/organizations/{org}/events/", field=list(EVENT_ROW), query="", sort="-last_seen()", per_page=100, **over
    )
    check(rows, {"data": [EVENT_ROW]})
    assert len(rows["data"]) == 6
    assert sum(row["count()"] for row in rows["data"]) == 6
    seen = [row["last_seen()"] for row in rows["data"]]
    assert seen == sorted(seen, reverse=True)


def test_events_page_by_page(site: Site, over: dict[str, Any]) -> None:
    found = list(pages(site, "/organizations/{org}/events/", field=["id", "title"], sort="-id", per_page=4, **over))
    assert [len(page["data"]) for page in found] == [4, 2]


def test_events_stats(site: Site, over: dict[str, Any]) -> None:
    asked = {"yAxis": "count()", "interval": "1h", "partial": 1, "excludeOther": 1, **over}
    series = site.get("/organizations/{org}/events-stats/", **asked)
    check(series, POINTS)
    assert sum(counts[0]["count"] for _, counts in series["data"]) == 6
    assert len(series["data"]) >= RANGE_HOURS
    grouped = site.get(
        "/organizations/{org}/events-stats/", field=["title", "count()"], topEvents=10, sort="-count()", **asked
    )
    check(grouped, MapOf(POINTS))
    assert "the shelf is empty" in grouped
    assert sum(counts[0]["count"] for one in grouped.values() for _, counts in one["data"]) == 6


def test_events_timeseries(site: Site, over: dict[str, Any]) -> None:
    answer = site.get(
        "/organizations/{org}/events-timeseries/", dataset="discover", interval=3600, yAxis="count()", **over
    )
    check(answer, {"timeSeries": [{"yAxis": "count()", "values": [{"timestamp": int, "value": float}], "meta": {}}]})
    [series] = answer["timeSeries"]
    assert sum(one["value"] for one in series["values"]) == 6


def test_stats(site: Site, over: dict[str, Any]) -> None:
    asked = {"category": "error", "field": "sum(quantity)", "groupBy": ["outcome", "reason", "category"]}
    answer = site.get("/organizations/{org}/stats_v2/", interval="1h", **asked, **over)
    by = {"outcome": str, "reason": str, "category": str}
    totals, series = {"sum(quantity)": int}, {"sum(quantity)": [int]}
    groups = [{"by": by, "totals": totals, "series": series}]
    check(answer, {"start": Date, "end": Date, "intervals": [Date], "groups": groups})
    [group] = answer["groups"]
    assert group["by"]["outcome"] == "accepted"
    assert len(group["series"]["sum(quantity)"]) == len(answer["intervals"])
    assert group["totals"]["sum(quantity)"] == sum(group["series"]["sum(quantity)"]) == 6


def test_releases(site: Site, shop: Shop) -> None:
    found = site.get("/organizations/{org}/releases/", per_page=100, project=shop.id)
    check(found, [{"version": str, "shortVersion": str, "dateCreated": Date, "newGroups": int}])
    assert [one["version"] for one in found] == ["shop@1.2.3"]
