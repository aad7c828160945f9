"""The fields of an event: names old and new, wrong types, defaults."""

from typing import Any

import pytest

from processor.normalize import normalize
from tests.unit.processor.normalize.samples import RECEIVED_AT, raw_event


def normalized(**event: Any) -> dict[str, Any]:
    return normalize(raw_event(client=""), event).data


def errors(**event: Any) -> list[tuple[str, str | None]]:
    return [(e["name"], e.get("value")) for e in normalized(**event).get("errors", ())]


def test_an_empty_object_becomes_an_event() -> None:
    assert normalized() == {
        "event_id": "a" * 32,
        "timestamp": RECEIVED_AT,
        "received": RECEIVED_AT,
        "platform": "other",
        "level": "error",
        "type": "default",
    }


def test_unknown_fields_are_dropped_without_a_note() -> None:
    event = normalized(spans=[], measurements={"fcp": 1}, start_timestamp=1)
    assert event.keys() == normalized().keys()


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("sentry.interfaces.Exception", {"values": [{"type": "E"}]}, "exception"),
        ("sentry.interfaces.Message", {"message": "m"}, "logentry"),
        ("sentry.interfaces.Http", {"url": "http://a"}, "request"),
        ("sentry.interfaces.User", {"id": "1"}, "user"),
        ("sentry.interfaces.Stacktrace", {"frames": [{"function": "f"}]}, "stacktrace"),
        ("sentry.interfaces.Breadcrumbs", {"values": [{"message": "m"}]}, "breadcrumbs"),
        ("sentry.interfaces.Contexts", {"os": {"name": "Linux"}}, "contexts"),
        ("sentry.interfaces.Template", {"filename": "a.html"}, "template"),
    ],
)
def test_legacy_names_are_read(name: str, value: Any, field: str) -> None:
    assert normalized(**{name: value})[field] == normalized(**{field: value})[field]


def test_todays_name_wins_over_the_legacy_one() -> None:
    event = normalized(user={"id": "new"}, **{"sentry.interfaces.User": {"id": "old"}})
    assert event["user"] == {"id": "new"}


@pytest.mark.parametrize(
    ("given", "level"),
    [("fatal", "fatal"), ("critical", "fatal"), ("log", "info"), ("WARNING", "warning"), (40, "error"), (10, "debug")],
)
def test_levels(given: Any, level: str) -> None:
    """Names of other loggers, and Python's numbers from raven."""
    assert normalized(level=given)["level"] == level
    assert "errors" not in normalized(level=given)


def test_an_unknown_level_is_an_error_and_is_noted() -> None:
    assert normalized(level="loud")["level"] == "error"
    assert errors(level="loud") == [("level", "loud")]


@pytest.mark.parametrize("name", ["a/b", "a\\b", "a\nb", ".", "..", "latest", "x" * 201, "", "  ", ["1"]])
def test_releases_that_cannot_stand_in_a_url_are_dropped(name: Any) -> None:
    assert "release" not in normalized(release=name)


def test_release_environment_dist_may_come_as_numbers() -> None:
    event = normalized(release=1.5, environment="staging", dist=7)
    assert (event["release"], event["environment"], event["dist"]) == ("1.5", "staging", "7")


def test_a_dist_without_release_is_dropped() -> None:
    assert "dist" not in normalized(dist="7")


@pytest.mark.parametrize("name", ["a/b", "a\nb", "none", "None", "x" * 65])
def test_environments_that_are_none_are_dropped(name: str) -> None:
    assert "environment" not in normalized(environment=name)


def test_a_tag_fills_the_environment() -> None:
    event = normalized(tags={"environment": "qa", "a": "b"})
    assert (event["environment"], event["tags"]) == ("qa", [["a", "b"]])
    assert normalized(environment="prod", tags={"environment": "qa"})["environment"] == "prod"


def test_a_long_logger_keeps_its_last_segments() -> None:
    event = normalized(logger="com." + "verylongsegment." * 5 + "Checkout")
    assert event["logger"] == "*.verylongsegment.verylongsegment.verylongsegment.Checkout"
    assert len(event["logger"]) <= 64
    assert event["_meta"]["logger"][""]["len"] == 92


def test_wrong_types_are_noted_and_quoted_short() -> None:
    assert errors(transaction=["x" * 1000]) == [("transaction", '["' + "x" * 198)]
    assert errors(exception={"values": [{"type": 5, "value": "v"}]}) == [("exception.values.0.type", "5")]
    assert errors(user={"email": None}) == []


def test_notes_that_came_along_are_kept() -> None:
    event = normalized(errors=[{"type": "js_no_source", "url": "http://a"}, "?"], level="loud")
    assert [note["type"] for note in event["errors"]] == ["js_no_source", "invalid_data"]


def test_the_sdk_is_known_from_the_credentials_if_it_does_not_say() -> None:
    assert normalize(raw_event(client="raven-python/6.10"), {}).data["sdk"] == {
        "name": "raven-python",
        "version": "6.10",
    }


def test_fingerprints_are_texts() -> None:
    assert normalized(fingerprint=["{{ default }}", 5, None, True, {}])["fingerprint"] == ["{{ default }}", "5", "true"]
    assert "fingerprint" not in normalized(fingerprint=[])


def test_a_stack_beside_a_lone_exception_belongs_to_it() -> None:
    event = normalized(exception=[{"type": "E"}], stacktrace={"frames": [{"function": "f"}]})
    assert event["exception"]["values"][0]["stacktrace"] == {"frames": [{"function": "f"}]}
    assert "stacktrace" not in event


def test_types() -> None:
    assert normalized(type="transaction")["type"] == "default"
    assert normalized(exception=[{"type": "E"}])["type"] == "error"
    assert normalized(csp={"blocked_uri": "x"})["type"] == "csp"


@pytest.mark.parametrize(
    ("given", "params", "formatted"),
    [
        ("%s has %d of %s", ["eva", 3, None], "eva has 3 of None"),
        ("%(a)s and %(b).2f%%", {"a": "x", "b": 1.236}, "x and 1.24%"),
        ("%r %x %05d %s", ["q", 255, 7], "'q' ff 00007 %s"),
        ("{} of {}", [1, "b"], "1 of b"),
        ("{1} {0} {5} {a}", ["x", "y"], "y x {5} x"),
        ("{name!r:>9} {{kept}} {other}", {"name": "n"}, "n {kept} {other}"),
        ("User {UserId} bought {Item} for {UserId}", [7, "tea"], "User 7 bought tea for 7"),
        ("100% sure", ["x"], "100% sure"),
        ("%999999999999d %.999999999f", [1, 2], "%999999999999d %.999999999f"),
        ("%d %d %c", ["x", [1], 10**400], f"x [1] {10**400}"),
        ("%s", "alone", "alone"),
    ],
)
def test_templates_are_formatted(given: str, params: Any, formatted: str) -> None:
    """By Python's %, by braces, by .NET's names; what does not fit stays as written, and nothing raises."""
    assert normalized(logentry={"message": given, "params": params})["logentry"]["formatted"] == formatted


def test_a_message_says_things_once() -> None:
    assert normalized(message="hi")["logentry"] == {"formatted": "hi"}
    assert normalized(logentry={"message": "hi", "params": []})["logentry"] == {"formatted": "hi"}
    assert normalized(logentry={"message": "hi %s", "formatted": "hi you", "params": ["you"]})["logentry"] == {
        "formatted": "hi you",
        "message": "hi %s",
        "params": ["you"],
    }
    assert normalized(message={"formatted": "java", "message": "java"})["logentry"] == {"formatted": "java"}
    assert "logentry" not in normalized(message="", logentry={"params": [1]})


def test_a_formatted_message_cannot_explode() -> None:
    entry = normalized(logentry={"message": "%s" * 4000, "params": ["x" * 8000]})["logentry"]
    assert len(entry["formatted"]) == 8192
