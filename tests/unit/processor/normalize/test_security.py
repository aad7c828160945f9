"""What browsers report by themselves becomes an event like any other."""

from typing import Any

import pytest

from processor.normalize import normalize
from tests.unit.processor.normalize.samples import raw_event

PAGE = "https://shop.example/cart?item=5"


def normalized(**report: Any) -> dict[str, Any]:
    return normalize(raw_event(category="security", user_agent="Firefox", client=""), report).data


def test_a_csp_report_as_browsers_post_it() -> None:
    event = normalized(
        release="shop@1",
        environment="staging",
        **{
            "csp-report": {
                "document-uri": PAGE,
                "referrer": "https://a.example/",
                "violated-directive": "script-src-elem 'self'",
                "effective-directive": "script-src-elem",
                "original-policy": "default-src 'self'",
                "disposition": "enforce",
                "blocked-uri": "https://evil.example/x.js",
                "status-code": 200,
                "script-sample": "",
                "line-number": 7,
                "column-number": "3",
            }
        },
    )
    assert event["csp"] == {
        "document_uri": PAGE,
        "referrer": "https://a.example/",
        "violated_directive": "script-src-elem 'self'",
        "effective_directive": "script-src-elem",
        "original_policy": "default-src 'self'",
        "disposition": "enforce",
        "blocked_uri": "https://evil.example/x.js",
        "status_code": 200,
        "line_number": 7,
        "column_number": 3,
    }
    assert event["logentry"] == {"formatted": "Blocked 'script-src-elem' from 'evil.example'"}
    assert event["tags"] == [["effective-directive", "script-src-elem"], ["blocked-host", "evil.example"]]
    assert event["request"]["url"] == "https://shop.example/cart"
    assert event["request"]["headers"] == [["User-Agent", "Firefox"]]
    assert event["user"] == {"ip_address": "198.51.100.4"}
    expected = ("csp", "csp", "error", "shop@1", "staging")
    assert (event["type"], event["logger"], event["level"], event["release"], event["environment"]) == expected


def test_a_csp_report_of_the_reporting_api() -> None:
    event = normalized(
        type="csp-violation",
        age=5,
        url=PAGE,
        body={"documentURL": PAGE, "blockedURL": "inline", "effectiveDirective": "style-src", "sourceFile": "a.js"},
    )
    assert event["csp"] == {
        "document_uri": PAGE,
        "blocked_uri": "inline",
        "effective_directive": "style-src",
        "source_file": "a.js",
    }
    assert event["logentry"]["formatted"] == "Blocked inline 'style-src'"


def test_older_browsers_name_the_whole_violated_line() -> None:
    event = normalized(**{"csp-report": {"violated-directive": "img-src cdn.example", "blocked-uri": "data"}})
    assert event["csp"]["effective_directive"] == "img-src"
    assert event["logentry"]["formatted"] == "Blocked 'img-src' from 'data'"


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        ("expect-ct-report", "expectct", "Expect-CT failed for 'shop.example'"),
        ("expect-staple-report", "expectstaple", "Expect-Staple failed for 'shop.example'"),
    ],
)
def test_certificate_reports(name: str, kind: str, message: str) -> None:
    event = normalized(**{name: {"hostname": "shop.example", "port": 443, "cert-status": "REVOKED"}})
    assert event[kind] == {"hostname": "shop.example", "port": 443, "cert_status": "REVOKED"}
    assert (event["type"], event["logentry"]["formatted"]) == (kind, message)
    assert event["request"]["url"] == "https://shop.example/"
