"""What every EventSearch promises, run against each adapter: whole events in, the same answers out."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from core.payloads import PayloadKey
from core.payloads.clauses import EVERYTHING, AnyOf, OfFingerprints, OfProjects
from core.payloads.memory import MemoryPayloads
from core.payloads.question import asked_of_issues, clause_of
from core.payloads.search import PayloadQuery
from core.search import parse
from tests.elastic import searched_in
from tests.indexed import Searched, indexed

NOON = 1_800_014_400
"""2027-01-15 12:00 UTC."""
NOW = datetime.fromtimestamp(NOON + 7200, UTC)
DAY = date(2027, 1, 15)
SHOP, BACK_OFFICE, STRANGERS = 1, 2, 3


@pytest.fixture(params=["memory", "index", "elastic_8", "elastic_9"])
def searched(request: pytest.FixtureRequest, tmp_path: Path) -> Searched:
    if request.param == "memory":
        return _in_memory()
    if request.param == "index":
        return indexed(request.getfixturevalue("database"), tmp_path / "v1")
    return searched_in(request.getfixturevalue(request.param))


def _in_memory() -> Searched:
    payloads = MemoryPayloads()

    async def put(events: Sequence[tuple[PayloadKey, bytes]]) -> None:
        await payloads.put_many(events)

    return Searched(payloads, put)


def event(number: int, project_id: int = SHOP, day: date = DAY, **fields: Any) -> tuple[PayloadKey, bytes]:
    """An event of its own minute; what is given replaces or adds fields."""
    key = PayloadKey(project_id, f"{number:032x}", day)
    data = {
        "event_id": key.event_id,
        "timestamp": NOON + 60.0 * number,
        "received": NOON + 60.0 * number,
        "platform": "python",
        "level": "error",
        "type": "error",
        "_grouping": {"hashes": [f"{number % 3:032x}"]},
    }
    return key, json.dumps(data | fields).encode()


def raised(kind: str, value: str, **frame: Any) -> dict[str, Any]:
    frames = [{"function": "handle", "filename": "app/web.py", "in_app": True, **frame}]
    return {"values": [{"type": kind, "value": value, "stacktrace": {"frames": frames}}]}


def question(text: str, projects: Sequence[int] = (SHOP,), hours: float = 10) -> PayloadQuery:
    tree = parse(text)
    clause = clause_of(tree, {one: AnyOf(()) for one in asked_of_issues(tree)}, NOW)
    start = (NOON - 3600) * 1000
    return PayloadQuery(frozenset(projects), clause, start, start + int(hours * 3_600_000))


async def numbers(searched: Searched, query: PayloadQuery | str, size: int = 100) -> list[int]:
    """What was found, newest first, by the numbers that `event` was given."""
    asked = question(query) if isinstance(query, str) else query
    return [int(hit.key.event_id, 16) for hit in await searched.search.search(asked, size)]


SHOP_EVENTS = [
    event(
        1,
        exception=raised("ConnectionError", "could not reach payments.example.com:443"),
        tags=[["customer", "Acme"], ["browser.name", "Firefox"]],
        release="shop@1.0.0",
        environment="production",
    ),
    event(
        2,
        exception=raised(
            "KeyError", "'user_id'", function="load_user", module="shop.accounts", vars={"key": "blue-42"}
        ),
        tags=[["customer", "Globex"]],
        release="shop@1.1.0",
        environment="production",
        user={"id": "77", "email": "[email]"},
        breadcrumbs={"values": [{"message": "opened the basket", "category": "ui.click", "data": {"sku": 90210}}]},
    ),
    event(
        3,
        level="warning",
        type="default",
        logentry={"formatted": "Disk is almost full on node-7", "message": "Disk is almost full on %s"},
        platform="go",
        logger="storage",
        environment="staging",
        extra={"mount": "/var/lib", "free": 1048576},
    ),
    event(
        4,
        exception=raised("ZeitüberschreitungError", "Größe überschritten: naïve ✓"),
        request={"url": "https://shop.example.com/checkout", "method": "POST"},
        release="shop@1.1.0",
    ),
]


QUESTIONS: dict[str, list[int]] = {
    "": [4, 3, 2, 1],
    "level:error": [4, 2, 1],
    "level:ERROR": [4, 2, 1],
    "!level:error": [3],
    "platform:go": [3],
    "environment:production": [2, 1],
    "environment:[production, staging]": [3, 2, 1],
    'environment:""': [4],
    "release:shop@1.1.0": [4, 2],
    "release:shop@1.*": [4, 2, 1],
    "release:*0": [4, 2, 1],
    "release:s*1*0": [4, 2, 1],
    "release:shop": [],
    "has:release": [4, 2, 1],
    "!has:release": [3],
    "customer:acme": [1],
    "customer:*e*": [2, 1],
    "tags[customer]:Globex": [2],
    "has:customer": [2, 1],
    "browser.name:firefox": [1],
    "error.type:KeyError": [2],
    "error.type:*Error": [4, 2, 1],
    "stack.function:load_user": [2],
    "stack.module:shop.*": [2],
    "stack.filename:app/web.py": [4, 2, 1],
    "user.id:77": [2],
    "user:77": [2],
    "has:user": [2],
    "url:https://shop.example.com/*": [4],
    "http.method:post": [4],
    "logger:storage": [3],
    f"id:{2:032x}": [2],
    f"{3:032x}": [3],
    # words, anywhere in the event
    "basket": [2],
    "BASKET": [2],
    "bask": [],
    "bask*": [2],
    "*asket": [2],
    '"opened the basket"': [2],
    '"the opened basket"': [],
    "opened basket": [2],
    "90210": [2],
    "blue-42": [2],
    "user_id": [2],
    "payments.example.com": [1],
    "shop.accounts": [2],
    "1048576": [3],
    "/var/lib": [3],
    "größe": [4],
    "✓": [4],
    "zeitüberschreitung*": [4],
    '"almost full"': [3],
    "message:basket": [],
    'message:"reach payments"': [1],
    "title:keyerror": [2],
    # all together
    "level:error (basket OR payments)": [2, 1],
    "level:error !basket": [4, 1],
    "!(basket OR payments)": [4, 3],
    "nowhere OR customer:acme": [1],
    "timestamp:>=2027-01-15T12:03:00Z": [4, 3],
    "timestamp:<2027-01-15T12:03:00Z": [2, 1],
    "timestamp:2027-01-15T12:02:00Z": [2],
    "timestamp:2027-01-15": [4, 3, 2, 1],
    "timestamp:2027-01-14": [],
    "timestamp:-118m": [4, 3, 2],
    "timestamp:+118m": [2, 1],
    "error.handled:true": [4, 2, 1],
    "error.handled:false": [],
    '"*"': [4, 3, 2, 1],
}


async def test_a_question_finds_these_events(searched: Searched) -> None:
    await searched.put(SHOP_EVENTS)
    assert {text: await numbers(searched, text) for text in QUESTIONS} == QUESTIONS


async def test_only_the_projects_and_the_time_that_were_asked_for(searched: Searched) -> None:
    await searched.put([event(1), event(2, BACK_OFFICE), event(3, STRANGERS), event(200)])
    assert await numbers(searched, question("", [SHOP, BACK_OFFICE], hours=2)) == [2, 1]
    assert await numbers(searched, question("", [], hours=100)) == []


async def test_what_the_database_knows_narrows_by_fingerprint_and_project(searched: Searched) -> None:
    await searched.put([event(1), event(2), event(3), event(4, BACK_OFFICE)])
    both, base = question("", [SHOP, BACK_OFFICE]), {"project_ids": frozenset({SHOP, BACK_OFFICE})}
    of_issue = OfFingerprints(frozenset({f"{SHOP}:{1:032x}", f"{SHOP}:{2:032x}"}))
    assert await numbers(searched, PayloadQuery(**base, clause=of_issue, start=both.start, end=both.end)) == [2, 1]
    of_project = OfProjects(frozenset({BACK_OFFICE}))
    assert await numbers(searched, PayloadQuery(**base, clause=of_project, start=both.start, end=both.end)) == [4]
    for nothing in (OfFingerprints(frozenset()), AnyOf(())):
        assert await numbers(searched, PayloadQuery(**base, clause=nothing, start=both.start, end=both.end)) == []


async def test_pages_follow_each_other_without_gap_or_overlap(searched: Searched) -> None:
    together = [event(n, timestamp=NOON + n // 4) for n in range(1, 41)]
    await searched.put(together)
    found: list[int] = []
    after = None
    while page := await searched.search.search(question(""), 7, after):
        found += [int(hit.key.event_id, 16) for hit in page]
        after = page[-1].place
    assert found == list(range(40, 0, -1))


async def test_a_scan_gives_everything_once_in_order(searched: Searched) -> None:
    await searched.put([event(n, day=date(2027, 1, 14 + n % 2)) for n in range(1, 31)])
    found = [int(hit.key.event_id, 16) async for page in searched.search.scan(question(""), 4) for hit in page]
    assert found == list(range(30, 0, -1))


async def test_a_summary_counts_by_interval_and_by_value(searched: Searched) -> None:
    await searched.put([*SHOP_EVENTS, event(70, tags=[["customer", "Acme"]])])
    facets = ["level", "tags.customer", "release", "fingerprint", "nothing"]
    summary = await searched.search.summarize(question(""), 3600, facets, 2)
    assert summary.total == 5
    assert dict(summary.histogram) == {NOON: 4, NOON + 3600: 1}
    assert list(summary.facets["level"]) == [("error", 4), ("warning", 1)]
    assert list(summary.facets["tags.customer"]) == [("Acme", 2), ("Globex", 1)]
    assert list(summary.facets["release"]) == [("shop@1.1.0", 2), ("shop@1.0.0", 1)]
    assert list(summary.facets["fingerprint"]) == [(f"1:{1:032x}", 3), (f"1:{0:032x}", 1)]
    assert list(summary.facets["nothing"]) == []


async def test_an_event_put_twice_is_found_once_as_it_was_first(searched: Searched) -> None:
    await searched.put([event(1, tags=[["customer", "Acme"]])])
    await searched.put([event(1, tags=[["customer", "Globex"]]), event(2)])
    assert await numbers(searched, "") == [2, 1]
    assert await numbers(searched, "customer:acme") == [1]
    assert await numbers(searched, "customer:globex") == []


async def test_a_dropped_day_is_found_no_more(searched: Searched) -> None:
    await searched.put([event(1), event(2, day=date(2027, 1, 14))])
    await searched.search.drop_day(DAY)
    await searched.search.drop_day(date(2020, 1, 1))
    assert await numbers(searched, "") == [2]


async def test_hostile_values_are_kept_and_found_like_any_others(searched: Searched) -> None:
    hostile = ["a" * 40_000, "x" * 300, "\x00", "*", "a*b", "[1 TO 2]", "\\", '"', "'; drop table events; --", "🦆"]
    tags = [[f"key {n}.with[odd]:chars*", value] for n, value in enumerate(hostile) if value != "\x00"]
    deep: Any = "bottom"
    for _ in range(200):
        deep = {"d": [deep]}
    await searched.put([event(1, tags=tags, extra={"deep": deep, "values": hostile}), event(2)])
    assert await numbers(searched, "bottom") == [1]
    assert await numbers(searched, "drop table events") == [1]
    assert await numbers(searched, "tags[key 4.with[odd]:x") == []
    assert await numbers(searched, '"key 4.with[odd]:chars*":"a\\*b"') == [1]
    assert await numbers(searched, '"key 3.with[odd]:chars*":"\\*"') == [1]
    assert await numbers(searched, '"key 1.with[odd]:chars*":"' + "x" * 300 + '"') == [1]


async def test_everything_is_everything(searched: Searched) -> None:
    await searched.put(SHOP_EVENTS)
    whole = PayloadQuery(frozenset({SHOP}), EVERYTHING, 0, 4_000_000_000_000)
    assert (await searched.search.summarize(whole, 86400, [], 0)).total == 4
