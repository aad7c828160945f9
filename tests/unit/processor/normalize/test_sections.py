"""Exceptions, stacks, breadcrumbs, user, request: the forms they come in and the one they leave in."""

from typing import Any

import pytest

from processor.normalize import limits, normalize
from processor.normalize.user import canonical_ip
from tests.unit.processor.normalize.samples import raw_event


def normalized(**event: Any) -> dict[str, Any]:
    return normalize(raw_event(client="", user_agent="curl"), event).data


def frames_of(frames: list[Any]) -> list[dict[str, Any]]:
    event = normalized(stacktrace={"frames": frames})
    frames_read: list[dict[str, Any]] = event.get("stacktrace", {}).get("frames", [])
    return frames_read


@pytest.mark.parametrize("given", [[{"type": "E"}], {"values": [None, {"type": "E"}]}, {"type": "E"}])
def test_exceptions_come_as_values_list_or_object(given: Any) -> None:
    assert normalized(exception=given)["exception"] == {"values": [{"type": "E"}]}


def test_a_value_that_names_its_type_is_split() -> None:
    assert normalized(exception=[{"value": "TypeError: x is not\na function"}])["exception"]["values"] == [
        {"type": "TypeError", "value": "x is not\na function"}
    ]
    assert normalized(exception=[{"value": "no: 5", "type": "E"}])["exception"]["values"][0]["value"] == "no: 5"
    assert normalized(exception=[{"value": "not one: 5"}])["exception"]["values"] == [{"value": "not one: 5"}]


def test_an_exception_value_may_be_any_json() -> None:
    assert normalized(exception=[{"value": {"code": 5}}])["exception"]["values"] == [{"value": '{"code":5}'}]


@pytest.mark.parametrize(
    ("values", "mechanism"),
    [
        ([{"type": "E"}], {"type": "onerror", "handled": False}),
        ([{"type": "C"}, {"type": "E", "mechanism": {"type": "mine"}}], {"type": "mine"}),
    ],
)
def test_a_mechanism_beside_the_list_is_that_of_the_raised_one(values: list[Any], mechanism: Any) -> None:
    """raven-js."""
    given = {"values": values, "mechanism": {"type": "onerror", "handled": False}}
    assert normalized(exception=given)["exception"]["values"][-1]["mechanism"] == mechanism


def test_exceptions_that_say_nothing_are_dropped() -> None:
    assert "exception" not in normalized(exception={"values": [{}, {"type": ""}, {"stacktrace": {"frames": []}}]})


def test_empty_stacks_are_dropped() -> None:
    assert normalized(exception=[{"type": "E", "stacktrace": {"frames": []}}])["exception"]["values"] == [{"type": "E"}]
    assert frames_of([{}, None, {"vars": {}}, {"function": ""}]) == []


@pytest.mark.parametrize(
    ("abs_path", "filename"),
    [
        ("/srv/app/main.go", "main.go"),
        ("C:\\app\\Main.cs", "Main.cs"),
        ("https://a.example/static/app.js?v=1#x", "/static/app.js"),
        ("main.py", "main.py"),
    ],
)
def test_a_file_is_named_by_its_path(abs_path: str, filename: str) -> None:
    assert frames_of([{"abs_path": abs_path}]) == [{"abs_path": abs_path, "filename": filename}]


def test_frames_are_read_field_by_field() -> None:
    """One wrong field does not cost the others."""
    assert frames_of(
        [{"function": "f", "lineno": "41", "colno": 7.0, "in_app": "yes", "instruction_addr": 16, "vars": [1], "x": 1}]
    ) == [{"function": "f", "lineno": 41, "colno": 7, "instruction_addr": "0x10"}]


def test_source_lines_lose_their_line_ends() -> None:
    """Ruby sends them."""
    assert frames_of([{"context_line": "a\n", "pre_context": ["b\n", "\n"], "post_context": []}]) == [
        {"context_line": "a", "pre_context": ["b", ""]}
    ]


def test_a_long_stack_loses_its_middle() -> None:
    event = normalized(stacktrace=[{"function": f"f{i}"} for i in range(1000)])
    names = [frame["function"] for frame in event["stacktrace"]["frames"]]
    assert len(names) == limits.FRAMES
    assert names[:125] == [f"f{i}" for i in range(125)]
    assert names[125:] == [f"f{i}" for i in range(875, 1000)]
    assert event["_meta"]["stacktrace"]["frames"][""] == {"rem": [["!limit", "x"]], "len": 1000}


def test_own_frames_keep_their_details_longest() -> None:
    """Of 80 frames 50 keep variables: the 20 of the user's own, then the newest; the source line stays everywhere."""
    frames = frames_of([{"context_line": "x", "vars": {"a": "1"}, "in_app": i < 20} for i in range(80)])
    assert [i for i, frame in enumerate(frames) if "vars" in frame] == [*range(20), *range(50, 80)]
    assert all("context_line" in frame for frame in frames)


def test_remarks_of_the_sdk_move_with_their_values() -> None:
    note = {"": {"rem": [["!limit", "s", 5, 8]], "len": 20}}
    event = normalized(
        exception=[{"type": "E", "value": "v"}],
        stacktrace=[{"function": f"f{i}"} for i in range(251)],
        tags={"a": "b", "c": "d"},
        _meta={
            "exception": {"0": {"value": note}},
            "stacktrace": {"frames": {"250": {"function": note}, "125": {"function": note}}},
            "tags": {"c": note},
        },
    )
    assert event["_meta"]["exception"] == {"values": {"0": {"value": note}}}
    assert event["_meta"]["tags"] == {"1": {"1": note}}


def test_breadcrumbs_keep_the_newest() -> None:
    event = normalized(breadcrumbs=[{"message": str(i), "level": "log", "data": {}} for i in range(150)])
    crumbs = event["breadcrumbs"]["values"]
    assert [crumb["message"] for crumb in crumbs] == [str(i) for i in range(50, 150)]
    assert crumbs[0] == {"message": "50", "level": "info"}


def test_a_breadcrumb_about_another_event_names_it() -> None:
    crumb = {"category": "sentry.event", "event_id": "a" * 32}
    assert normalized(breadcrumbs=[crumb, {"event_id": 5}])["breadcrumbs"]["values"] == [crumb]


def test_threads_have_textual_ids() -> None:
    assert normalized(threads=[{"id": 5, "crashed": True}])["threads"] == {"values": [{"id": "5", "crashed": True}]}


def _reserved(given: Any) -> list[Any]:
    pairs = list(given.items()) if isinstance(given, dict) else [one for one in given if type(one) is list]
    return [pair for pair in pairs if pair[0] in ("user", "release", "filename")]


@pytest.mark.parametrize(
    "given",
    [
        {"a": "b", "n": 5, "t": True, "user": "x", "release": "1", "": "e", "o": {}, "z": None},
        [["a", "b"], ["n", 5], ["a", "again"], ["t", True], ["filename", "x"], None, ["x"], 5],
        [{"key": "a", "value": "b"}, {"key": "n", "value": 5}, {"key": "t", "value": True}],
    ],
)
def test_tags_become_pairs(given: Any) -> None:
    """Unique, textual, without the names of fields of their own."""
    event = normalized(tags=given)
    assert event["tags"] == [["a", "b"], ["n", "5"], ["t", "true"]]
    lost = {one["name"]: one["value"] for one in event.get("errors", ()) if one["type"] == "reserved_tag"}
    assert lost == {f"tags.{key}": value for key, value in _reserved(given)}


def test_tags_are_bounded() -> None:
    event = normalized(
        tags={**{f"k{i}": "v" for i in range(98)}, "k" * 201: "v", "long": "v" * 300, "x": "1", "y": "2"}
    )
    tags = dict(event["tags"])
    assert len(tags) == limits.TAGS
    assert tags["long"] == "v" * 197 + "..."
    assert event["_meta"]["tags"]["98"]["1"][""] == {"rem": [["!limit", "s", 197, 200]], "len": 300}


def test_users() -> None:
    """Numbers become texts; what the program added goes into data."""
    assert normalized(
        user={"id": 5, "email": "a@b.c", "plan": "pro", "data": {"x": 1}, "geo": {"city": "Kiel", "q": 1}}
    )["user"] == {"id": "5", "email": "a@b.c", "geo": {"city": "Kiel"}, "data": {"plan": "pro", "x": 1}}


@pytest.mark.parametrize(
    ("platform", "event", "address"),
    [
        ("python", {"user": {"ip_address": "{{auto}}"}}, "198.51.100.4"),
        ("python", {}, None),
        ("python", {"user": {"id": "1"}}, None),
        ("python", {"request": {"env": {"REMOTE_ADDR": "203.0.113.5"}}}, "203.0.113.5"),
        ("python", {"request": {"env": {"REMOTE_ADDR": "{{auto}}"}}}, "198.51.100.4"),
        ("python", {"user": {"ip_address": "not one"}}, None),
        ("python", {"user": {"ip_address": "2001:DB8::0:1"}}, "2001:db8::1"),
        ("javascript", {}, "198.51.100.4"),
        ("cocoa", {"user": {"id": "1"}}, "198.51.100.4"),
        ("javascript", {"user": {"ip_address": "203.0.113.5"}}, "203.0.113.5"),
        ("javascript", {"sdk": {"settings": {"infer_ip": "never"}}}, None),
        ("javascript", {"sdk": {"settings": {"infer_ip": "never"}}, "user": {"ip_address": "{{auto}}"}}, None),
        (
            "javascript",
            {"sdk": {"settings": {"infer_ip": "never"}}, "user": {"ip_address": "203.0.113.5"}},
            "203.0.113.5",
        ),
        ("java", {"sdk": {"settings": {"infer_ip": "auto"}}}, "198.51.100.4"),
        ("python", {"sdk": {"settings": {"infer_ip": ["auto"]}}}, None),
    ],
)
def test_whose_address_it_is(platform: str, event: dict[str, Any], address: str | None) -> None:
    """Only where the SDK runs on the user's device the sender is the user; servers must ask; all may forbid it."""
    assert normalized(platform=platform, **event).get("user", {}).get("ip_address") == address


@pytest.mark.parametrize(
    "address",
    [
        "203.0.113.05",
        "0xcb.0.113.5",
        "203.0.113",
        "203.0.113.256",
        "203.0.113.5/8",
        "3405803781",
        "٢٠٣.0.113.5",
        "1.2.3.4\0",
        ":",
    ],
)
def test_what_only_some_programs_would_read_as_an_address_is_none(address: str) -> None:
    assert canonical_ip(address) is None


def test_request() -> None:
    assert normalized(
        request={
            "url": "https://shop.example/a?b=c%20d&e#top",
            "method": "post",
            "headers": {"user-agent": "curl", "COOKIE": "a=b; c", "Accept": ["x", "y"], "x-n": 5},
            "data": '{"a": 1}',
        }
    )["request"] == {
        "url": "https://shop.example/a",
        "method": "POST",
        "query_string": [["b", "c d"], ["e", ""]],
        "fragment": "top",
        "headers": [["User-Agent", "curl"], ["Accept", "x"], ["Accept", "y"], ["X-N", "5"]],
        "cookies": [["a", "b"], ["c", ""]],
        "data": '{"a": 1}',
        "inferred_content_type": "application/json",
    }


@pytest.mark.parametrize("given", ["?a=1&b=%00x", {"a": 1, "b": "x"}, [["a", "1"], ["b", "x"]], {"a": ["1"], "b": "x"}])
def test_query_strings(given: Any) -> None:
    assert normalized(request={"query_string": given})["request"]["query_string"] == [["a", "1"], ["b", "x"]]


def test_contexts_lose_nulls_and_what_is_no_object() -> None:
    event = normalized(contexts={"os": {"name": "Linux", "build": None}, "x": "y", "empty": {}, "gone": None})
    assert event["contexts"] == {"os": {"name": "Linux"}}
    assert [note["name"] for note in event["errors"]] == ["contexts.x"]


def test_a_browsers_report_is_read_like_any_other_part() -> None:
    event = normalized(csp={"effective_directive": "img-src", "status_code": "200", "line_number": [], "x": 1})
    assert event["csp"] == {"effective_directive": "img-src", "status_code": 200}
    assert event["type"] == "csp"
