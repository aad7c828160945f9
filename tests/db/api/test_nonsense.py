"""Whatever is sent, the answer is an honest 2xx or 4xx in JSON: never a 5xx, never a traceback."""

import base64
import json
import random
import re
from contextlib import suppress
from itertools import cycle, islice
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.edges import MAX_BODY_BYTES
from api.paging import Cursor, _decode
from core.errors import Rejected
from tests.db.api.ways import routes, url_of, values_of
from tests.db.api.world import World

ISSUES = "/api/0/organizations/acme/issues/"

NASTY = [
    "\0",
    "%00",
    "%ff",
    "%ed%a0%80",
    "😀",
    "-1",
    "0",
    str(2**63 - 1),
    str(2**63),
    "9" * 300,
    "1e999",
    "NaN",
    "null",
    "..",
    "%2e%2e%2f",
    "'",
    '"',
    "\\",
    "%",
    "_",
    "٣",
    "²",
    "SHOP-" + "9" * 30,
    "SHOP-٣",
    "a" * 3000,
    "١-1",
    "true",
    "1,2",
    "[]",
    "2026-02-30T25:61:00Z",
    "-1d",
    "0:0:2",
    "MTo5OTk5OTk5OTk5OTk5OTk5OTk5OTk6MA",
    "%E2%80%AE%E2%80%8B",
    "%0d%0aX-Other:%201",
    "e%CC%81%F3%A0%80%81",
]
"""Values for any place in a request."""


def _honest(answer: httpx.Response) -> None:
    assert answer.status_code < 500, (answer.request.method, answer.request.url, answer.text)
    if answer.status_code >= 400:
        assert isinstance(answer.json()["detail"], str), answer.text


async def test_nasty_path_segments(world: World) -> None:
    values, nasties = await values_of(world), cycle(NASTY)
    async with world.as_("owner") as client:
        for route in routes():
            if route.name in {"follow", "delete_project", "log_out"}:
                continue
            for name in re.findall(r"\{(\w+)", route.path):
                for nasty in islice(nasties, 6):
                    path = url_of(route, {**values, name: nasty.replace("\0", "%00")})
                    _honest(await client.request(route.method, path, json={}))


def _query_names(dependant: Any) -> set[str]:
    """All that a route reads from the query, its dependencies too."""
    own = {one.alias for one in dependant.query_params}
    return own.union(*(_query_names(one) for one in dependant.dependencies))


async def test_nasty_query_values(world: World) -> None:
    values, nasties = await values_of(world), cycle(NASTY)
    async with world.as_("owner") as client:
        for route in routes():
            if route.method == "GET" and route.name != "follow":
                for name in sorted(_query_names(route.dependant)):
                    for nasty in islice(nasties, 6):
                        path = f"{url_of(route, values)}?{name}={nasty}".replace("\0", "%00")
                        _honest(await client.get(path))
                    _honest(await client.get(f"{path}&{name}=x&{name}=&{name}=1"))


DEEP = "[" * 100_000
BODIES = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"1",
    b'"x"',
    b"\xff\xfe",
    b'{"text": "\\u0000", "name": "\\u0000", "status": "\\u0000", "assignedTo": "\\u0000", "email": "\\u0000"}',
    b'{"text": "\\ud800", "name": "\\ud800", "assignedTo": "\\ud800", "email": "\\ud800@x.y"}',
    b'{"email": "a@b\\u2028c", "password": "x", "token": "\\udfff"}',
    DEEP.encode(),
    b'{"a":' * 50_000,
    b'{"statusDetails": {"ignoreDuration": 1e400}, "status": "ignored"}',
    b'{"statusDetails": {"ignoreDuration": 5256000, "ignoreCount": 9223372036854775807}, "status": "ignored"}',
    b'{"statusDetails": {"ignoreUserCount": 9223372036854775808}, "status": "ignored"}',
    b'{"statusDetails": {"ignoreWindow": 1, "ignoreCount": 9223372036854775807}, "status": "ignored"}',
    b'{"statusDetails": {"inRelease": "' + b"x" * 199 + b'"}, "status": "resolved"}',
    b'{"assignedTo": "user:99999999999999999999999"}',
    b'{"assignedTo": "team:99999999999999999999999"}',
    b'{"assignedTo": {"id": 1}}',
    b'{"merge": true}',
    b'[{"windowSeconds": 60, "quantity": 99999999999999999999999}]',
    b'[{"windowSeconds": 60, "quantity": 1, "scope": "key", "keyId": "99999999999999999999"}]',
    b'{"name": "x", "scopes": ["org:read"], "expiresAt": "9999-12-31T23:59:59-14:00"}',
    b'{"name": "x", "scopes": ["org:read"], "expiresAt": "0001-01-01T00:00:00+14:00"}',
    b'{"name": "x", "scopes": ["org:read"], "expiresAt": 1e300}',
    b'{"name": "x", "slug": "\\u0131", "platform": "x", "allowedOrigins": ["\\u0000"]}',
    b'{"kinds": [{"id": "email", "method": "explode"}]}',
    b'{"fields": ["' + b"x" * 201 + b'"]}',
    b'{"name": "a", "name": [1], "status": "resolved", "status": {}, "text": "t", "text": null}',
    b'{"name": ' + b"9" * 5_000 + b', "text": -1e-999, "status": true, "ids": [1.5, true, null, "\\u202e"]}',
    '{"name": "x", "text": "x"}'.encode("utf-16"),
]

CONTENT_TYPES = [
    "",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "application/json; charset=utf-16",
    "application/json; charset=nonsense",
    "application/vnd.x+json",
    "json",
]


async def test_bodies_that_say_they_are_something_else(world: World) -> None:
    values, kinds = await values_of(world), cycle(CONTENT_TYPES)
    async with world.as_("owner") as client:
        for route in routes():
            if route.method in ("POST", "PUT", "DELETE") and route.name not in {"log_out", "delete_project"}:
                for kind in islice(kinds, 3):
                    path, headers = url_of(route, values), {"Content-Type": kind, "Content-Encoding": "gzip"}
                    _honest(await client.request(route.method, path, content=b"a=1", headers=headers))
                    _honest(
                        await client.request(route.method, path, content=b'{"a": 1}', headers={"Content-Type": kind})
                    )


async def test_nasty_bodies(world: World) -> None:
    values = await values_of(world)
    async with world.as_("owner") as client:
        for route in routes():
            if route.method in ("POST", "PUT") and route.name != "log_out":
                path = url_of(route, values)
                for body in BODIES:
                    answer = await client.request(
                        route.method, path, content=body, headers={"Content-Type": "application/json"}
                    )
                    _honest(answer)


JSON = "application/json"


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("text/plain", b'{"name": "x"}', "body: send JSON, with the header Content-Type: application/json"),
        ("", b'{"name": "x"}', "body: send JSON, with the header Content-Type: application/json"),
        (JSON, b'{"name": ]', "body: this is no JSON from character 10 on: Expecting value"),
        (JSON, b"[]", "body: give a JSON object"),
        (JSON, b"\xff", "The body cannot be read: send JSON in UTF-8, not nested too deeply."),
        (JSON, b"[" * 100_000, "The body cannot be read: send JSON in UTF-8, not nested too deeply."),
        (JSON, b'{"name": "\\ud800"}', "name: give text in Unicode: half of a surrogate pair stands alone here"),
        (JSON, b'{"name": "\\u0000"}', "body: the character NUL is not allowed"),
    ],
)
async def test_a_body_that_is_refused_is_told_what_to_be(world: World, kind: str, body: bytes, said: str) -> None:
    async with world.as_("owner") as client:
        teams = "/api/0/organizations/acme/teams/"
        answer = await client.post(teams, content=body, headers={"Content-Type": kind})
        assert (answer.status_code, answer.json()["detail"]) == (400, said)


@pytest.mark.parametrize(
    ("kind", "example"), [("jira", "atlassian.net"), ("github", "github.com"), ("gitlab", "gitlab.com")]
)
async def test_the_example_of_an_address_is_the_trackers_own(world: World, kind: str, example: str) -> None:
    async with world.as_("owner") as client:
        tracker = {"kind": kind, "name": "t", "address": "nowhere", "token": "t"}
        answer = await client.post("/api/0/organizations/acme/trackers/", json=tracker)
        assert answer.status_code == 400
        assert answer.json()["detail"].endswith(example)


async def test_large_bodies_are_refused_whether_announced_or_not(world: World) -> None:
    async with world.as_("owner") as client:
        announced = await client.put(f"{ISSUES}1/", content=b" " * (MAX_BODY_BYTES + 1))
        assert announced.status_code == 413

        async def pieces() -> Any:
            for _ in range(40):
                yield b" " * 65536

        assert (await client.put(f"{ISSUES}1/", content=pieces())).status_code == 413
        lying = await client.put(f"{ISSUES}1/", content=pieces(), headers={"Content-Length": "9" * 30})
        assert lying.status_code == 413


async def test_unknown_paths_answer_in_json(world: World) -> None:
    async with world.as_("owner") as client:
        for path in ("/api/0/nothing/", "/api/", "/api/0/organizations/acme/replays/", "/api/0/organizations/acme"):
            answer = await client.get(path)
            assert (answer.status_code, answer.json()) == (404, {"detail": "The requested resource does not exist"})
        unknown = await client.patch("/api/0/organizations/acme/")
        assert (unknown.status_code, unknown.headers["Allow"]) == (405, "GET")
        assert "the header Allow" in unknown.json()["detail"]


@pytest.fixture
async def owner(world: World) -> Any:
    await world.record(world.event("A", "a", release="1.0", environment="prod", tags={"browser": "x"}))
    async with world.as_("owner") as client:
        yield client


WORDS = st.sampled_from(
    [
        *("is:", "level:", "release:", "firstSeen:", "timesSeen:", "assigned:", "has:", "age:", "id:", "issue:", "x:"),
        *(">", "<=", "!", "-", "(", ")", "[", "]", ",", '"', "*", "\\", "OR", "AND", "NOT", " ", ":", "%", "_", "'"),
        *("unresolved", "latest", "-24h", "10", "9" * 25, "2027-01-15", "me", "SHOP-1", "a" * 32, "\u0000", "\ud7ff"),
        *("tags[a]", "#team", "user.email:", "error.handled:", "$1", "$2::text", "😀", "١"),
    ]
)


async def test_any_query_is_answered(owner: httpx.AsyncClient) -> None:
    """By both compilers, with every statement really run."""
    generator = random.Random(11)
    pool = [WORDS.elements[i] for i in range(len(WORDS.elements))]  # type: ignore[attr-defined]
    for _ in range(200):
        query = "".join(generator.choice(pool) for _ in range(generator.randint(1, 8)))
        for url in (ISSUES, "/api/0/projects/acme/shop/events/"):
            _honest(await owner.get(url, params={"query": query}))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.text(max_size=80))
def test_any_cursor_is_a_page_or_a_400(text: str) -> None:
    with suppress(Rejected):
        assert isinstance(_decode(text), Cursor)


async def test_cursors_of_other_lists_and_forged_ones(owner: httpx.AsyncClient) -> None:
    def forged(*parts: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")

    cursors = [
        forged("t", "2027-01-15T08:00:00+00:00", "1", False),
        forged("t", "0001-01-01T00:00:00+14:00", "1", False),
        forged("t", "9999-12-31T23:59:59-14:00", "1", True),
        forged("t", "2027-01-15T08:00:00+00:00", "a" * 32, False),
        forged("n", 1, "1", False),
        forged("n", 2**63, "9" * 40, False),
        forged("n", 1.5, "1", True),
        forged("n", True, "1", True),
        forged("s", "x", "1", True),
        forged("n", -5, "0", False),
        forged("n", 1e18, "1", True),
        forged(*[[]] * 4),
        "a",
        "é",
        "e30",
        "====",
    ]
    for cursor in cursors:
        for sort in ("date", "freq", "priority"):
            _honest(await owner.get(ISSUES, params={"cursor": cursor, "sort": sort}))
        for url in ("issues/SHOP-1/events/", "events/", "releases/"):
            _honest(await owner.get(f"/api/0/organizations/acme/{url}", params={"cursor": cursor}))
