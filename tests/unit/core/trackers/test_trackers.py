"""What a person may enter for a tracker, what their statuses mean, and which webhook calls are genuine."""

import hashlib
import hmac
import json
from typing import Any

import pytest

from core.errors import Rejected
from core.trackers import TrackerConfig, TrackerKind, checked_config, marker_of, means_done
from core.trackers.hook_calls import is_genuine, read_call
from core.trackers.times import is_older, moment_said

JIRA, GITHUB, GITLAB = TrackerKind.JIRA, TrackerKind.GITHUB, TrackerKind.GITLAB

WRONG: list[tuple[TrackerKind, dict[str, Any], str]] = [
    (JIRA, {}, "give the address"),
    (JIRA, {"address": "acme.atlassian.net", "user": "a@b"}, "give the address"),
    (JIRA, {"address": "https://acme.atlassian.net"}, "e-mail address"),
    (JIRA, {"address": "https://acme.atlassian.net", "user": "a@b", "project": "a/b"}, "by its key"),
    (GITHUB, {"project": "shop"}, "owner/name"),
    (GITHUB, {"project": "../shop"}, "no project"),
    (GITHUB, {"project": "acme/shop?x"}, "no project"),
    (GITLAB, {"address": "https://user:pass@git.acme.example"}, "leave out the rest"),
    (GITHUB, {"done_statuses": ("closed as completed",), "resolve_status": "open"}, "mean done too"),
    (GITHUB, {"done_statuses": ("closed as completed",), "reopen_status": "Closed as completed"}, "must not mean done"),
]


@pytest.mark.parametrize(("kind", "values", "said"), WRONG)
def test_what_cannot_be_meant_is_refused_with_the_mend(kind: TrackerKind, values: dict[str, Any], said: str) -> None:
    with pytest.raises(Rejected, match=said):
        checked_config(kind, TrackerConfig(**values))


def test_the_public_trackers_need_no_address() -> None:
    assert checked_config(GITHUB, TrackerConfig(project="acme/shop/")).address == "https://github.com"
    assert checked_config(GITLAB, TrackerConfig(project="a/b/c")).project == "a/b/c"


@pytest.mark.parametrize(
    ("done_statuses", "status", "is_closed", "means"),
    [
        ((), "Done", True, True),
        ((), "To Do", False, False),
        (("QA", "Done"), "qa", False, True),
        (("QA", "Done"), "Won't Do", True, False),
    ],
)
def test_the_status_map_goes_before_what_the_tracker_thinks(
    done_statuses: tuple[str, ...], status: str, is_closed: bool, means: bool
) -> None:
    assert means_done(TrackerConfig(done_statuses=done_statuses), status, is_closed) is means


def test_a_marker_is_one_word() -> None:
    assert marker_of(7, 3, lambda purpose, text: f"{purpose}-{text}_Aa".replace(":", "")) == "redshank7x3xtracker73aa"


SECRET = "s3cret-of-the-hook"
BODY = b'{"issue": 1}'
SIGNED = "sha256=" + hmac.digest(SECRET.encode(), BODY, hashlib.sha256).hex()
SERVER = TrackerConfig(hosting="server")

CALLS: list[tuple[TrackerKind, TrackerConfig, dict[str, str], str, bool]] = [
    (GITHUB, TrackerConfig(), {"x-hub-signature-256": SIGNED}, "", True),
    (GITHUB, TrackerConfig(), {"x-hub-signature-256": SIGNED.upper()}, "", False),
    (GITHUB, TrackerConfig(), {"x-hub-signature-256": "sha256=é"}, "", False),
    (GITHUB, TrackerConfig(), {"x-hub-signature": SIGNED}, "", False),
    (GITHUB, TrackerConfig(), {}, SECRET, False),
    (GITLAB, TrackerConfig(), {"x-gitlab-token": SECRET}, "", True),
    (GITLAB, TrackerConfig(), {"x-gitlab-token": "guess"}, SECRET, False),
    (JIRA, TrackerConfig(), {"x-hub-signature": SIGNED}, "", True),
    (JIRA, TrackerConfig(), {}, SECRET, False),
    (JIRA, SERVER, {}, SECRET, True),
    (JIRA, SERVER, {}, "", False),
    (JIRA, SERVER, {"x-hub-signature": "sha256=00"}, SECRET, False),
]


@pytest.mark.parametrize(("kind", "config", "headers", "in_url", "genuine"), CALLS)
def test_a_call_proves_itself(
    kind: TrackerKind, config: TrackerConfig, headers: dict[str, str], in_url: str, genuine: bool
) -> None:
    assert is_genuine(kind, config, headers, in_url, BODY, SECRET) is genuine
    assert not is_genuine(kind, config, headers, in_url, BODY, "")


IGNORED: list[tuple[TrackerKind, dict[str, str], dict[str, Any], str]] = [
    (GITHUB, {"x-github-event": "ping"}, {"zen": "Keep it logically awesome."}, "works"),
    (GITHUB, {"x-github-event": "issue_comment"}, {"issue": {"number": 1}}, "not about"),
    (GITHUB, {"x-github-event": "issues"}, {"action": "deleted", "issue": {"number": 1}}, "not about"),
    (
        GITHUB,
        {"x-github-event": "issues"},
        {"action": "closed", "issue": {"number": 1, "state": "closed"}, "repository": {"full_name": "acme/other"}},
        "not of acme/shop",
    ),
    (GITLAB, {}, {"object_kind": "push"}, "not about"),
    (GITLAB, {}, {"object_kind": "issue", "object_attributes": {"iid": 1}, "project": {"id": 9}}, "not of"),
    (JIRA, {}, {"webhookEvent": "comment_created", "issue": {"key": "OPS-1"}}, "not about"),
    (JIRA, {}, {"webhookEvent": "jira:issue_updated", "issue": {"key": 7, "fields": []}}, "not about"),
]


@pytest.mark.parametrize(("kind", "headers", "body", "why"), IGNORED)
def test_what_says_nothing_of_an_issue_of_ours_is_ignored_with_a_reason(
    kind: TrackerKind, headers: dict[str, str], body: dict[str, Any], why: str
) -> None:
    call = read_call(kind, TrackerConfig(project="acme/shop"), headers, json.dumps(body).encode())
    assert call.remote is None
    assert why in call.ignored


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2027-01-15T08:00:00Z", 1_800_000_000.0),
        ("2027-01-15T10:00:00.250+0200", 1_800_000_000.25),
        ("2027-01-15 08:00:00 UTC", 1_800_000_000.0),
        (1_800_000_000_250, 1_800_000_000.25),
        ("2027-01-15T08:00:00", None),  # nobody says where
        ("yesterday", None),
        ("9" * 5_000, None),
        ("9999-12-31T23:59:59-14:00", None),
        (10**40, None),
        (True, None),
        (None, None),
        ({}, None),
    ],
)
def test_when_theirs_changed_by_their_own_words(said: Any, moment: float | None) -> None:
    assert moment_said(said) == moment


@pytest.mark.parametrize(
    ("said", "known", "older"),
    [
        (5.0, 6.0, True),
        (5.2, 5.3, True),
        (5.0, 5.3, False),  # told by the second: it may be the same
        (5.3, 5.0, False),
        (5.3, 5.3, False),
        (6.0, 5.3, False),
        (None, 5.0, False),
        (5.0, None, False),
    ],
)
def test_what_is_older_than_what_is_known(said: float | None, known: float | None, older: bool) -> None:
    assert is_older(said, known) is older


@pytest.mark.parametrize("body", [b"", b"[]", b"payload=x", b"[" * 100_000, b'"\xff"'])
def test_any_bytes_are_a_call_or_are_refused(body: bytes) -> None:
    with pytest.raises(Rejected, match="cannot be read"):
        read_call(GITHUB, TrackerConfig(), {}, body)


def test_a_hostile_name_is_cut_to_what_can_be_shown() -> None:
    issue = {"key": "OPS-1", "fields": {"status": {"name": "Do\0ne\u202e", "statusCategory": {"key": "done"}}}}
    told = {"webhookEvent": "jira:issue_updated", "issue": issue, "user": {"displayName": "x" * 9_000}}
    call = read_call(JIRA, TrackerConfig(address="https://j"), {}, json.dumps(told).encode())
    assert call.remote is not None
    assert call.remote.status == "Done"
    assert len(call.person) == 200
    assert call.delivery.startswith("sha256:")
