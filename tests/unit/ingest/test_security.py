"""Browsers' reports become events."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Rejected
from ingest.security import open_reports
from ingest.submission import Submission

CSP = {
    "csp-report": {
        "document-uri": "https://shop.example/cart",
        "violated-directive": "script-src-elem 'self'",
        "blocked-uri": "https://evil.example/x.js",
        "status-code": 200,
        "unknown": "field",
    }
}


def _open(body: bytes, media_type: str, fields: dict[str, str] | None = None) -> Submission:
    return open_reports(body, "", 2**20, media_type=media_type, fields=fields or {}, user_agent="Browser/1")


def _events(body: Any, media_type: str = "application/csp-report", **fields: str) -> list[dict[str, Any]]:
    submission = _open(json.dumps(body).encode(), media_type, fields)
    return [json.loads(event.body[event.start : event.end]) for event in submission.events]


def test_a_csp_report_becomes_an_event():
    (event,) = _events(CSP, sentry_release="1.0", sentry_environment="prod")
    assert event["logger"] == "csp"
    assert event["message"] == "Blocked 'script-src-elem' from 'evil.example'"
    assert (event["release"], event["environment"]) == ("1.0", "prod")
    assert event["csp"]["document_uri"] == "https://shop.example/cart"
    assert "unknown" not in event["csp"]
    assert event["request"]["headers"] == [["User-Agent", "Browser/1"]]


def test_the_reporting_api_sends_several():
    report = {
        "type": "csp-violation",
        "body": {"effectiveDirective": "img-src", "blockedURL": "inline", "documentURL": "https://shop.example/"},
    }
    body = [report, {"type": "deprecation", "body": {}}, report]
    events = _events(body, "application/reports+json")
    assert [event["message"] for event in events] == ["Blocked 'img-src' from 'inline'"] * 2
    submission = _open(json.dumps(body).encode(), "application/reports+json")
    assert submission.left_out == (("security", 1),)


def test_other_kinds():
    (event,) = _events({"expect-ct-report": {"hostname": "shop.example"}}, "application/expect-ct-report+json")
    assert (event["logger"], event["message"]) == ("expectct", "expect-ct failed for 'shop.example'")


@pytest.mark.parametrize("media_type", ["", "text/plain", "application/x-sentry-envelope", "text/html"])
def test_foreign_media_types(media_type):
    with pytest.raises(Rejected) as caught:
        _open(b"{}", media_type)
    assert caught.value.status == 415


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[1]", b'[{"type":"csp-violation"}]', b"rubbish", b"[" * 9999, b'[],"reports":5']
)
def test_rubbish(body):
    with pytest.raises(Rejected) as caught:
        _open(body, "application/reports+json")
    assert caught.value.status == 400


_PLAIN = st.none() | st.booleans() | st.integers() | st.text()
_ANY = _PLAIN | st.lists(_PLAIN) | st.dictionaries(st.text(), _PLAIN)


@given(st.dictionaries(st.sampled_from(["blocked-uri", "effective-directive", "violated-directive", "referrer"]), _ANY))
def test_fields_of_any_kind(report):
    with contextlib.suppress(Rejected):
        assert len(_events({"csp-report": report})) == 1
