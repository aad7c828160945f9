"""Decoding with checks on the way changes how long it takes, never what comes out."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.payload_json import decode_object
from processor.normalize import decode_event, normalize
from tests.data import recordings
from tests.unit.processor.normalize.samples import FULL_EVENT, raw_event
from tests.unit.processor.normalize.test_properties import WRONG, json_values, paths_of

FRAME = {"function": "f", "lineno": 1, "vars": {"a": [1, None]}, "context_line": "f()", "pre_context": [""]}
EXCEPTION = {"type": "E", "value": "x", "stacktrace": {"frames": [FRAME], "lang": "x"}, "unknown": 1}


def assert_same(sent: bytes) -> None:
    raw = raw_event(sent_at=1_795_000_000.0, end=len(sent))
    assert normalize(raw, *decode_event(sent)) == normalize(raw, decode_object(sent))


@pytest.mark.parametrize("event", [
    {"exception": {"values": [EXCEPTION]}},
    {"exception": [EXCEPTION, EXCEPTION]},
    {"exception": {"values": [EXCEPTION], "mechanism": {"type": "onerror", "handled": False}}},
    {"exception": EXCEPTION},
    {"exception": {"values": [EXCEPTION], "type": "E"}},
    {"exception": {"values": [{**EXCEPTION, "stacktrace": None}]}},
    {"sentry.interfaces.Exception": {"values": [EXCEPTION]}, "sentry.interfaces.Stacktrace": {"frames": [FRAME] * 600}},
    {"threads": {"values": [{"id": 1, "crashed": True, "stacktrace": {"frames": [FRAME]}}]}},
    {"stacktrace": {"frames": [FRAME] * 60}, "exception": [{"type": "E"}]},
    {"breadcrumbs": [{"timestamp": "2026-11-01T10:00:00Z", "message": "m", "level": "warn", "data": {}}] * 120},
    {"breadcrumbs": {"values": [{"timestamp": 5, "message": "m"}, {}]}},
    {"message": "m", "timestamp": 1, "received": 2, "errors": [{"type": "x"}], "_meta": {"message": {"": {"len": 9}}}},
])  # fmt: skip
def test_the_shapes_that_sdks_send_are_checked_on_the_way(event: dict[str, Any]) -> None:
    sent = json.dumps({"event_id": "a" * 32, **event}).encode()
    assert_same(sent)
    assert decode_event(sent).is_checked is (event.get("exception") is not EXCEPTION)


@pytest.mark.parametrize("sdk", sorted({name.partition("-")[0] for name in recordings.names()}))
def test_every_recorded_event_comes_out_the_same(sdk: str) -> None:
    for name in recordings.names():
        if name.startswith(f"{sdk}-"):
            for item in recordings.items(recordings.load(name)):
                if item.type == "event":
                    assert_same(item.payload)


CANONICAL = msgspec.json.encode(normalize(raw_event(), msgspec.json.decode(msgspec.json.encode(FULL_EVENT))).data)
PLACES = [path for path in paths_of(msgspec.json.decode(CANONICAL)) if path]


def canonical_with(place: tuple[Any, ...], value: Any) -> bytes:
    event = holder = msgspec.json.decode(CANONICAL)
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    return json.dumps(event).encode("utf-8", "surrogatepass")


def test_a_canonical_event_is_checked() -> None:
    assert decode_event(CANONICAL).is_checked


@pytest.mark.parametrize("value", WRONG, ids=range(len(WRONG)))
def test_every_wrong_value_comes_out_the_same(value: Any) -> None:
    for place in PLACES:
        if place[0] in ("exception", "threads", "stacktrace", "breadcrumbs"):
            assert_same(canonical_with(place, value))


@given(st.sampled_from(PLACES), json_values)
def test_any_value_comes_out_the_same(place: tuple[Any, ...], value: Any) -> None:
    assert_same(canonical_with(place, value))
