"""What is too long or too deep is cut, and `_meta` tells where and how much."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from core.payload_json import decode_object
from processor.normalize import limits, normalize
from processor.normalize.nested import json_value, size_of
from processor.normalize.notes import Notes
from tests.unit.processor.normalize.samples import raw_event


def normalized(**event: Any) -> dict[str, Any]:
    size = len(msgspec.json.encode(event))
    return normalize(raw_event(end=size), event).data


def test_a_long_text_ends_in_dots_and_its_length_is_remembered() -> None:
    event = normalized(exception=[{"type": "E", "value": "x" * 10_000}])
    value = event["exception"]["values"][0]["value"]
    assert value == "x" * 8189 + "..."
    note = event["_meta"]["exception"]["values"]["0"]["value"][""]
    assert note == {"rem": [["!limit", "s", 8189, 8192]], "len": 10_000}


def test_deep_values_become_json_text() -> None:
    frame = {"vars": {"a": {"b": {"c": {"d": {"e": [1, {"f": None}]}}}}}}
    vars_read = normalized(stacktrace=[frame])["stacktrace"]["frames"][0]["vars"]
    assert vars_read == {"a": {"b": {"c": {"d": {"e": '[1,{"f":null}]'}}}}}


def test_bottomless_values_are_cut() -> None:
    """As deep as the decoder lets through."""
    data = decode_object(b'{"extra": {"a": ' + b"[" * 900 + b"]" * 900 + b"}}")
    assert len(msgspec.json.encode(normalized(**data)["extra"])) < 2000


def test_numbers_without_bounds_become_text() -> None:
    assert normalized(extra={"n": 10**30, "m": 5})["extra"] == {"n": str(10**30), "m": 5}


def test_extra_is_bounded_by_value_and_as_a_whole() -> None:
    event = normalized(extra={f"k{i}": ["x" * 1000] * 30 for i in range(30)})
    sizes = [size_of(value) for value in event["extra"].values()]
    assert max(sizes) <= limits.EXTRA_VALUE_SIZE
    assert sum(sizes) <= limits.EXTRA_SIZE
    assert event["_meta"]["extra"][""] == {"rem": [["!limit", "x"]], "len": 30}


def test_contexts_bodies_and_modules_are_bounded() -> None:
    event = normalized(
        contexts={"big": {f"k{i}": "é" * 100 for i in range(100)}},
        request={"data": {"a": ["y" * 500] * 100}},
        modules={f"module-{i}": "1.0" for i in range(1000)},
    )
    assert size_of(event["contexts"]["big"]) <= limits.CONTEXT_SIZE
    assert size_of(event["request"]["data"]) <= limits.BODY_SIZE
    assert size_of(event["modules"]) <= limits.MODULES_SIZE
    assert event["_meta"]["modules"][""]["len"] == 1000


def test_an_event_that_is_too_large_as_a_whole_loses_what_helps_least() -> None:
    """Variables of library frames go first; those of the user's own code and the source stay."""
    frame = {"function": "f", "context_line": "x", "vars": {f"v{i}": "x" * 1000 for i in range(8)}}
    stack = [{**frame, "in_app": i % 10 == 0} for i in range(40)]
    event = normalized(exception=[{"type": "E", "stacktrace": stack} for _ in range(5)], modules={"a": "1"})
    assert len(msgspec.json.encode(event)) <= limits.EVENT_SIZE
    frames = event["exception"]["values"][0]["stacktrace"]["frames"]
    assert [i for i, read in enumerate(frames) if "vars" in read] == [0, 10, 20, 30]
    assert event["modules"] == {"a": "1"}


def test_notes_are_bounded() -> None:
    event = normalized(breadcrumbs=[{"timestamp": f"no{i}", "level": f"no{i}"} for i in range(100)])
    assert len(event["errors"]) == limits.ERRORS


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=40),
    lambda v: st.lists(v, max_size=6) | st.dictionaries(st.text(max_size=12), v, max_size=6),
    max_leaves=60,
)


@given(json_values, st.integers(0, 4), st.integers(40, 400))
@settings(max_examples=150)
def test_any_value_fits_after_trimming(value: Any, depth: int, size: int) -> None:
    """Into its bounds of depth, text and size, and a second look finds nothing to cut."""
    trim = json_value(depth, 20, size)
    notes = Notes(None, None)
    trimmed = trim(notes, ("extra", "x"), value)
    assert size_of(trimmed) <= size
    again = Notes(None, None)
    assert trim(again, ("extra", "x"), trimmed) == trimmed
    assert again.meta == {}
