"""Every place in the bodies of alerting's routes, with values that do not belong there: one honest line, and soon."""

import json
import re
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest

from tests.db.api.ways import Way, body_of, routes, url_of, values_of
from tests.db.api.world import World

_AT_EACH_PLACE = 5
"""Of the wrong values; which ones differs from place to place."""
_LONGEST_SECONDS = 1.0
"""Of CPU: so long nobody else is answered."""

_HOURS = {"days": [0], "start": "22:00", "end": "06:00", "timeZone": "UTC"}
_RULE = {
    "name": "r",
    "measure": "count",
    "query": "level:error",
    "window": 300,
    "threshold": 3,
    "resolveThreshold": 1,
    "holdFor": 0,
    "keepFiringFor": 0,
    "severity": "high",
    "groupBy": ["project"],
    "timing": {"groupWait": 30, "groupInterval": 300, "repeatInterval": 14_400, "autoResolve": 86_400},
    "muteTimes": [_HOURS],
    "policyId": None,
}
_STEPS = [{"targets": [{"kind": "project", "id": "0"}], "minutes": 15}]
_POLICY = {"name": "p", "steps": _STEPS, "repeats": 1, "acknowledgedMinutes": 10}
_LAYER = {
    "name": "l",
    "userIds": ["1"],
    "starts": "2027-01-01T09:00",
    "ends": "2027-12-01T09:00",
    "every": 1,
    "unit": "week",
    "hours": [{"days": [0], "start": "22:00", "end": "06:00"}],
}
_SCHEDULE = {"name": "s", "timeZone": "UTC", "layers": [_LAYER]}
_REPEATS = {"every": "day", "timeZone": "UTC", "until": "2027-03-01"}
_SILENCE = {
    "kind": "maintenance",
    "matcher": "project:mill",
    "comment": "c",
    "startsAt": "2027-01-16T00:00:00Z",
    "endsAt": "2027-01-16T01:00:00Z",
    "repeats": _REPEATS,
}
_INHIBITION = {"name": "i", "source": "project:mill", "target": "project:shop", "equal": ["environment"]}
_CHANNEL = {
    "kind": "webhook",
    "name": "c",
    "config": {"url": "https://example.com/x"},
    "secrets": {"secret": "whsec_" + "A" * 40},
    "template": {"title": "{{ title }}", "body": '{"a": "{{ title }}"}'},
    "perMinute": 60,
}
_PERSONAL = {
    "timeZone": "UTC",
    "ways": [{"channel": None, "minutes": 0}],
    "importantWays": [{"channel": None, "minutes": 0}],
    "quietHours": [{"days": [0], "start": "22:00", "end": "06:00"}],
    "reportHour": 8,
    "reportProjectIds": [],
}
_TRACKER = {"kind": "github", "name": "g", "project": "acme/shop", "token": "t", "url": "https://github.com"}
_PIPELINE_RULE = {"name": "n", "match": {"kind": "message", "patterns": ["x"]}, "action": {"kind": "drop"}}
_OVERRIDE = {"userId": None, "startsAt": "2027-02-01T08:00:00Z", "endsAt": "2027-02-01T09:00:00Z"}

BODIES: dict[str, Any] = {
    **dict.fromkeys(("create_rule", "change_rule"), _RULE),
    "dry_run_rule": {**_RULE, "days": 7},
    **dict.fromkeys(("create_policy", "change_policy"), _POLICY),
    "dry_run_policy": {"policy": _POLICY, "severity": "high", "project": "shop", "at": "2027-01-16T00:00:00Z"},
    **dict.fromkeys(("create_schedule", "change_schedule", "preview_schedule"), _SCHEDULE),
    **dict.fromkeys(("create_silence", "preview_silence"), _SILENCE),
    **dict.fromkeys(("create_inhibition", "change_inhibition", "preview_inhibition"), _INHIBITION),
    **dict.fromkeys(("create_channel", "change_channel", "preview_template"), _CHANNEL),
    "change_personal_rules": _PERSONAL,
    **dict.fromkeys(("create_tracker", "change_tracker"), _TRACKER),
    **dict.fromkeys(("create_pipeline_rule", "change_pipeline_rule", "try_pipeline_rule"), _PIPELINE_RULE),
    **dict.fromkeys(("add_override", "take_over"), _OVERRIDE),
}
_OTHERS = {
    "change_alerts",
    "answer_slack",
    "comment_on_alert",
    "escalate_alert",
    "plan_resend",
    "reorder_pipeline_rules",
    "send_report_to_me",
    "snooze_rule",
    "take_hook",
}
"""With the body that the other walks have."""


def _nested(depth: int) -> list[Any]:
    found: list[Any] = []
    for _ in range(depth):
        found = [found]
    return found


_DOCUMENT = json.loads((Path(__file__).parents[3] / "api/openapi.json").read_text(encoding="utf-8"))

SNAKES = {
    re.sub("([A-Z])", r"_\1", name).lower()
    for shape in _DOCUMENT["components"]["schemas"].values()
    for name in shape.get("properties", ())
    if not name.islower()
}
"""Names that fields have within our code, and nobody who calls us has ever seen."""

WRONG: list[Any] = [
    *(None, True, 0, -1, 1, 2**31, 2**63, -(2**63) - 1, 10**30, 1e308, -0.5, float("nan"), float("inf")),
    *("", "x", "\0", "\ud800", "é" * 5000, "a" * 100_000, "1", "-1", "9" * 25, "٣"),
    *([], [None], [[]], {}, {"a": {}}, _nested(60), ["x"] * 30, ["a" * 3000], [{}] * 3),
    *("0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2027-02-29T00:00:00Z"),
    *("0001-01-01T00:00", "9999-12-31T23:59", "24:00", "00:00", "../../etc/passwd", "Etc/GMT+12"),
    *("(a+)+$", "*" * 200, "[[]]", "{{title}}", "{{", '{"a": NaN}', '{"a": 1e999}'),
    *("http://a\\@b/", "https://exa mple.com", "http://[::1", "javascript:alert(1)"),
    *("a OR " * 3000, "(" * 1000, "!" * 1000, f"level:[{','.join('a' * 5000)}]"),
    *("day", "hour", 10**9, "24h"),
]
"""A prime number of them, so that each comes to each place of some route."""


async def test_wrong_values_get_one_honest_line_and_soon(world: World) -> None:
    values, wrong = await values_of(world), cycle(WRONG)
    async with world.as_("owner") as client:
        for route in routes():
            if route.name not in BODIES.keys() | _OTHERS:
                continue
            body = BODIES.get(route.name) or body_of(route)
            for place in _places(body):
                for value in islice(wrong, _AT_EACH_PLACE):
                    begun = time.process_time()
                    answer = await client.request(
                        route.method,
                        url_of(route, values),
                        content=json.dumps(_with(body, place, value)),
                        headers={"Content-Type": "application/json"},
                    )
                    seconds = time.process_time() - begun
                    _check(route, place, value, answer.status_code, answer.content, seconds)


def _check(route: Way, place: tuple[Any, ...], value: Any, status: int, body: bytes, seconds: float) -> None:
    about = (route.name, place, repr(value)[:80], status, body[:200])
    assert status < 500, about
    assert seconds < _LONGEST_SECONDS, (seconds, about)
    if status >= 400:
        detail = json.loads(body)["detail"]
        assert isinstance(detail, str), about
        assert detail, about
        assert "\n" not in detail, about
        assert len(detail) < 600, about
        if status == 400:
            named = {word for word in re.findall(r"[a-zA-Z_]+", detail) if word in SNAKES}
            assert not named, (named, about)


def _places(body: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a body, itself the first."""
    yield before
    inner = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for name, value in inner:
        yield from _places(value, (*before, name))


def _with(body: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    changed = body.copy()
    changed[place[0]] = _with(body[place[0]], place[1:], value)
    return changed


def test_the_wrong_values_go_round() -> None:
    assert all(len(WRONG) % divisor for divisor in range(2, len(WRONG)))


@pytest.mark.parametrize("body", ['{"a": NaN}', '{"a": 1e999}', '{"a": [-Infinity]}'])
async def test_a_webhook_has_no_body_that_others_cannot_read(world: World, body: str) -> None:
    async with world.as_("owner") as client:
        wanted = {**_CHANNEL, "template": {"body": body}}
        answer = await client.post("/api/0/organizations/acme/channels/", json=wanted)
        assert answer.status_code == 400
        assert "body is no JSON" in answer.json()["detail"]


async def test_a_secret_follows_no_address_that_is_less_safe(world: World) -> None:
    async with world.as_("owner") as client:
        url = "/api/0/organizations/acme/channels/"
        made = (await client.post(url, json=_CHANNEL)).json()
        for address in ("http://example.com/x", "https://example.com:8443/x", "https://example.org/x"):
            answer = await client.put(f"{url}{made['id']}/", json={"config": {"url": address}})
            assert (answer.status_code, answer.json()["detail"][:28]) == (400, "the address is of another ho")
        answer = await client.put(f"{url}{made['id']}/", json={"config": {"url": "https://example.com/y"}})
        assert answer.status_code == 200
