"""What `redact` does to a whole event."""

from typing import Any

from core.events import EnrichedEvent, RawEvent
from core.projects import Method, PrivacyPolicy
from processor.redact import redact, removed

RAW = RawEvent(7, 1, "a" * 32, 0.0, None, None, None, "sentry.python/2.1", "error", "", 0, 0, b"")


def redacted(data: dict[str, Any], **policy: Any) -> dict[str, Any]:
    return redact(EnrichedEvent(RAW, data), PrivacyPolicy(salt=b"salt", **policy)).data


def test_the_users_address_and_mail_go_and_the_rest_of_the_user_stays() -> None:
    user = {
        "id": "42",
        "username": "bob",
        "email": "bob@corp.de",
        "ip_address": "203.0.113.9",
        "geo": {"city": "Berlin"},
    }
    assert redacted({"user": user})["user"] == {
        "id": "42", "username": "bob", "email": "[email]", "ip_address": "[ip]", "geo": {"city": "Berlin"},
    }  # fmt: skip


def test_a_literal_found_once_is_removed_wherever_it_stands() -> None:
    data = redacted({"extra": {"password": "hunter22!", "log": "tried hunter22! twice", "url": "/x?y=hunter22%21"}})
    assert "hunter22" not in str(data)


def test_remarks_point_at_the_stand_in() -> None:
    data = redacted({"message": "from bob@corp.de at 203.0.113.9"})
    places = [(r.path, r.rule, data["message"][r.start : r.end], r.method, r.length) for r in removed(data["_meta"])]
    assert places == [
        (("message",), "email", "[email]", Method.REPLACE, 31),
        (("message",), "ip", "[ip]", Method.REPLACE, 31),
    ]


def test_a_disabled_policy_changes_nothing_but_still_knows_the_user() -> None:
    data = {"user": {"email": "bob@corp.de"}}
    result = redact(EnrichedEvent(RAW, data), PrivacyPolicy(enabled=False))
    assert result.data == {"user": {"email": "bob@corp.de"}}
    assert result.user_hash is not None
    assert len(result.user_hash) == 16
