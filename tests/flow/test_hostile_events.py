"""Events that nobody should send, through the whole house: an honest answer, nothing dead, and the next one stored."""

import copy
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from core.db import Database
from tests.app import installed

WHOLE: dict[str, Any] = {
    "event_id": "",
    "timestamp": 1_800_000_000.5,
    "platform": "python",
    "level": "error",
    "logger": "shop",
    "transaction": "/checkout",
    "server_name": "web-1",
    "release": "shop@1",
    "dist": "7",
    "environment": "production",
    "tags": {"region": "eu"},
    "fingerprint": ["{{ default }}"],
    "logentry": {"message": "order %s", "params": ["7"], "formatted": "order 7"},
    "exception": {
        "values": [
            {
                "type": "KeyError",
                "value": "'x'",
                "module": "shop",
                "thread_id": 1,
                "mechanism": {
                    "type": "generic",
                    "handled": False,
                    "exception_id": 0,
                    "parent_id": 0,
                    "meta": {"errno": {}},
                },
                "stacktrace": {
                    "frames": [
                        {
                            "filename": "shop.py",
                            "abs_path": "/srv/shop.py",
                            "module": "shop",
                            "function": "price",
                            "lineno": 7,
                            "colno": 1,
                            "in_app": True,
                            "pre_context": ["a"],
                            "context_line": "b",
                            "post_context": ["c"],
                            "vars": {"basket": {"id": 7}},
                        }
                    ]
                },
            }
        ]
    },
    "threads": {"values": [{"id": 1, "name": "main", "crashed": True, "current": True, "stacktrace": {"frames": []}}]},
    "breadcrumbs": {
        "values": [{"timestamp": 1_800_000_000, "type": "http", "category": "x", "message": "m", "data": {"a": 1}}]
    },
    "user": {
        "id": "7",
        "email": "a@b.example",
        "ip_address": "81.2.69.160",
        "username": "u",
        "geo": {"city": "x"},
        "data": {},
    },
    "request": {
        "url": "https://shop.example/x?y=1",
        "method": "POST",
        "query_string": "y=1",
        "headers": {"User-Agent": "Mozilla/5.0"},
        "cookies": "a=b",
        "data": {"x": 1},
        "env": {"REMOTE_ADDR": "81.2.69.160"},
    },
    "contexts": {"runtime": {"name": "CPython", "version": "3"}, "trace": {"trace_id": "a" * 32}},
    "extra": {"x": {"y": [1]}},
    "modules": {"shop": "1"},
    "sdk": {"name": "x", "version": "1", "packages": [{"name": "x"}], "integrations": ["y"]},
    "debug_meta": {"images": [{"type": "sourcemap", "debug_id": "x", "code_file": "y"}]},
    "errors": [{"type": "x"}],
    "_meta": {"user": {"": {"rem": [["email", "s", 0, 3]]}}},
}

ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    10**30,
    1e300,
    "",
    "\x00",
    "\ud800",
    "x" * 20_000,
    [],
    [None],
    [[]],
    [["a"], ["b", "c", "d"]],
    {},
    {"": None},
    {"\x00": {"\ud800": "\x00"}},
    {"values": {"values": []}},
]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a tree but its root."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield (*path, key)
        yield from places(child, (*path, key))


def with_value(path: tuple[Any, ...], odd: Any) -> dict[str, Any]:
    event = copy.deepcopy(WHOLE)
    event["event_id"] = uuid4().hex
    target: Any = event
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = odd
    return event


async def test_any_field_may_hold_anything(database: Database) -> None:
    async with installed(database) as shop:
        kept = []
        for path in places(WHOLE):
            for odd in ODD:
                event = with_value(path, odd)
                response = await shop.send(json.dumps(event).encode())
                assert response.status_code in (200, 400), (path, odd, response.status_code, response.text)
                if response.status_code == 200:
                    kept.append(response.json()["id"])
                else:
                    assert path == ("event_id",), (path, odd, response.text)
        last = with_value(("level",), "fatal")
        kept.append((await shop.send(last)).json()["id"])
        await shop.settle()
        books = await shop.books()
        assert books["stored"] == len(kept)
        assert "dead" not in books
        assert (await shop.event(last["event_id"]))["level"] == "fatal"


async def test_nesting_without_end_is_refused_or_cut_and_stops_nobody(database: Database) -> None:
    async with installed(database) as shop:
        for depth in (50, 900, 5_000, 100_000):
            deep = b'{"extra":' + b'{"a":' * depth + b"1" + b"}" * depth + b"}"
            assert (await shop.send(deep)).status_code in (200, 400)
            lists = b'{"extra":{"a":' + b"[" * depth + b"]" * depth + b"}}"
            assert (await shop.send(lists)).status_code in (200, 400)
            assert (await shop.send(b'{"extra":' + b"[" * depth)).status_code == 400
        good = with_value(("level",), "info")
        assert (await shop.send(good)).status_code == 200
        await shop.settle()
        assert "dead" not in await shop.books()
        assert (await shop.event(good["event_id"]))["level"] == "info"
