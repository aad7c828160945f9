"""Reports that browsers send when a page's policy was broken, turned into events. Pure.

A report becomes an event that any later step understands: a message, and the report itself under `csp` (which grouping
knows) or, for other kinds, under `extra` with a fingerprint of its own.
"""

from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from core.errors import Rejected
from core.inflate import inflate
from core.payload_json import decode_object
from ingest.categories import SECURITY
from ingest.submission import Submission, SubmittedEvent

MEDIA_TYPES: Final = frozenset(
    {
        "application/json",
        "application/csp-report",
        "application/expect-ct-report",
        "application/expect-ct-report+json",
        "application/expect-staple-report",
        "application/expect-staple-report+json",
        "application/reports+json",
    }
)

_MAX_REPORTS: Final = 100
"""Reports in one request of the Reporting API, which collects them for a minute."""

_CSP_FIELDS: Final = (
    "blocked-uri", "column-number", "disposition", "document-uri", "effective-directive", "line-number",
    "original-policy", "referrer", "script-sample", "source-file", "status-code", "violated-directive",
)  # fmt: skip

_REPORTING_API_FIELDS: Final = {
    "blockedURL": "blocked-uri",
    "columnNumber": "column-number",
    "disposition": "disposition",
    "documentURL": "document-uri",
    "effectiveDirective": "effective-directive",
    "lineNumber": "line-number",
    "originalPolicy": "original-policy",
    "referrer": "referrer",
    "sample": "script-sample",
    "sourceFile": "source-file",
    "statusCode": "status-code",
}

_OTHER_KINDS: Final = {"expect-ct-report": "expectct", "expect-staple-report": "expectstaple"}


def open_reports(
    body: bytes, encoding: str, max_bytes: int, *, media_type: str, fields: dict[str, str], user_agent: str | None
) -> Submission:
    """The events in one request. `fields` are those of the query string: sentry_release, sentry_environment.

    Raises Rejected: `unsupported_media_type` (415), `invalid_report`, `invalid_json`, `too_large`.
    """
    if media_type not in MEDIA_TYPES:
        raise Rejected("unsupported_media_type", "a report's content type is application/csp-report or alike", 415)
    data = inflate(body, encoding, max_bytes)
    if data.lstrip()[:1] == b"[":
        found, left_out = _reporting_api(data)
    else:
        found, left_out = [_single(decode_object(data))], 0
    common = _common(fields, user_agent)
    return Submission(
        events=tuple(_submitted({**common, **event}) for event in found),
        left_out=(("security", left_out),) if left_out else (),
    )


def _common(fields: dict[str, str], user_agent: str | None) -> dict[str, Any]:
    common: dict[str, Any] = {"platform": "other", "level": "error", "user": {"ip_address": "{{auto}}"}}
    for name in ("release", "environment"):
        if value := fields.get(f"sentry_{name}"):
            common[name] = value
    if user_agent:
        common["request"] = {"headers": [["User-Agent", user_agent]]}
    return common


def _submitted(event: dict[str, Any]) -> SubmittedEvent:
    body = msgspec.json.encode(event)
    return SubmittedEvent(SECURITY, None, "", 0, len(body), body)


def _single(report: dict[str, Any]) -> dict[str, Any]:
    if isinstance(csp := report.get("csp-report"), dict):
        return _csp_event(csp)
    for name, logger in _OTHER_KINDS.items():
        if isinstance(other := report.get(name), dict):
            host = _text(other.get("hostname"))
            message = f"{name.removesuffix('-report')} failed for '{host}'"
            return {"logger": logger, "message": message, "fingerprint": [logger, host], "extra": {name: other}}
    raise Rejected("invalid_report", "the report is of no known kind")


def _reporting_api(data: bytes) -> tuple[list[dict[str, Any]], int]:
    """Events of an array of reports, and how many reports are of kinds that are not kept."""
    reports = decode_object(b'{"reports":' + data + b"}")["reports"]
    if not isinstance(reports, list):  # a later key of the same name may have replaced the array
        raise Rejected("invalid_report", "the reports are no array")
    if len(reports) > _MAX_REPORTS:
        raise Rejected("too_large", f"more than {_MAX_REPORTS} reports in one request", 413)
    found, left_out = [], 0
    for report in reports:
        if not isinstance(report, dict) or not isinstance(report.get("body"), dict):
            raise Rejected("invalid_report", "a report in the array has no body")
        if report.get("type") != "csp-violation":
            left_out += 1
            continue
        renamed = {new: report["body"].get(old) for old, new in _REPORTING_API_FIELDS.items()}
        found.append(_csp_event(renamed))
    return found, left_out


def _csp_event(report: dict[str, Any]) -> dict[str, Any]:
    directive = (_text(report.get("effective-directive")) or _text(report.get("violated-directive"))).partition(" ")[0]
    blocked = _source(_text(report.get("blocked-uri")))
    return {
        "logger": "csp",
        "message": f"Blocked '{directive}' from '{blocked}'",
        "tags": {"effective-directive": directive, "blocked-uri": blocked},
        "csp": {name.replace("-", "_"): report[name] for name in _CSP_FIELDS if report.get(name) is not None},
    }


def _source(uri: str) -> str:
    """What the policy blocked: a host, or a word like `inline`, `eval` and `data`."""
    try:
        url = urlsplit(uri)
    except ValueError:
        return "invalid"
    return url.netloc.rpartition("@")[2] or url.scheme or uri or "self"


def _text(value: Any) -> str:
    return value[:200] if isinstance(value, str) else ""
