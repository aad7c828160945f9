"""Whatever comes, an event comes out, in canonical shape, and stays as it is."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.events import RawEvent
from core.payload_json import decode_object
from processor.normalize import normalize
from tests.unit.processor.normalize.samples import FULL_EVENT, raw_event

WRONG: list[Any] = [
    None, True, False, 0, -1, 1.5, 7, 2**60, 10**30, 1e300, "", " ", "x", "x" * 30_000, "🙂" * 9000, "a\nb\t",
    "{{auto}}",
    "TypeError: x", "%s %(a)s {} {b!r:>9999999} %99999999999d", "2026-13-45", "99999-01-01", "1e400", [], {}, [None],
    [[]], [[None, None]], [["a"]], [["a", "b"], ["a", {}], [1, 2], ["", ""], ["release", 1]],
    [{}], [{"key": "k", "value": [1]}],
    {"": None}, {"": {"": {"rem": 1}}}, {"values": None}, {"values": {}}, {"values": [None, 1, "x", {}, []]},
    {"frames": [None, {}, 5, {"vars": 1}]}, {"frames": [{"lineno": "x"}] * 600},
    {"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": [[[1]]]}}}}}}}},
    {"x" * 500: "y" * 50_000}, [[[[[[[[[[[["deep"]]]]]]]]]]]], list(range(2000)), {str(i): i for i in range(2000)},
    [{"x": "y" * 3000}] * 40,
]  # fmt: skip
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(WRONG),
    lambda v: st.lists(v, max_size=4) | st.dictionaries(st.text(max_size=8), v, max_size=4),
    max_leaves=8,
)


def paths_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in entries for found in paths_of(item, (*path, key)))]


FULL_EVENT_JSON = msgspec.json.encode(FULL_EVENT)
PLACES = [path for path in paths_of(FULL_EVENT) if path]


def with_value(place: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """The full event with one value replaced, as it would come off the wire."""
    event = msgspec.json.decode(FULL_EVENT_JSON)
    holder: Any = event
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    return wire(event)


def wire(event: dict[str, Any]) -> dict[str, Any]:
    return decode_object(json.dumps(event).encode("utf-8", "surrogatepass"))


def assert_canonical(raw: RawEvent, data: dict[str, Any]) -> None:
    """Normalized already: nothing changes, nothing is empty, nothing is unfit for a store."""
    as_stored = msgspec.json.encode(data)
    assert decode_object(as_stored) == data  # no NaN, no NUL, no half characters, no numbers without bounds
    again = normalize(raw, decode_object(as_stored)).data
    assert again == data
    assert data["event_id"] == raw.event_id
    assert data["received"] == raw.received_at
    assert isinstance(data["timestamp"], float)
    assert raw.received_at - 31 * 86400 < data["timestamp"] <= raw.received_at + 60
    assert data["level"] in {"fatal", "error", "warning", "info", "debug"}
    for key, value in data.items():
        assert value not in (None, "", [], {}), key
    for holder in data.get("exception", {}).get("values", []):
        assert "stacktrace" not in holder or holder["stacktrace"]["frames"]


@pytest.mark.parametrize("field", sorted({place[0] for place in PLACES}))
def test_every_field_survives_every_wrong_value(field: str) -> None:
    """Each place in an event is taken by one odd value after the other."""
    raw = raw_event()
    for place in (place for place in PLACES if place[0] == field):
        for value in WRONG:
            assert_canonical(raw, normalize(raw, with_value(place, value)).data)


@given(st.sampled_from(PLACES), json_values)
@settings(max_examples=200)
def test_every_field_survives_any_value(place: tuple[Any, ...], value: Any) -> None:
    raw = raw_event(sent_at=1_795_000_000.0)
    assert_canonical(raw, normalize(raw, with_value(place, value)).data)


@given(st.dictionaries(st.sampled_from(sorted(FULL_EVENT)), json_values, max_size=6))
@settings(max_examples=100)
def test_any_object_becomes_an_event(event: dict[str, Any]) -> None:
    raw = raw_event(client_ip=None, client="")
    assert_canonical(raw, normalize(raw, wire(event)).data)
