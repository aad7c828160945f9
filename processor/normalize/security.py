"""What browsers report by themselves: violations of a page's Content-Security-Policy, bad certificates.

Reports come as `{"csp-report": {…}}` with dashed names, or by the Reporting API as `{"type": "csp-violation",
"body": {…}}` with names in camel case. Beside the report, `release` and `environment` may stand.
"""

import re
from typing import Any, Final

from core.events import RawEvent
from processor.normalize import limits
from processor.normalize.nested import json_object
from processor.normalize.request import host_of
from processor.normalize.values import Fix, any_text, fields, integer, text

_uri: Final = text(limits.URL)
csp: Final[Fix] = fields(
    {
        "effective_directive": text(limits.TEXT),
        "violated_directive": text(limits.URL),
        "blocked_uri": _uri,
        "document_uri": _uri,
        "source_file": _uri,
        "referrer": _uri,
        "original_policy": any_text(limits.MESSAGE),
        "disposition": text(limits.TEXT),
        "script_sample": any_text(limits.TEXT),
        "status_code": integer,
        "line_number": integer,
        "column_number": integer,
    }
)
certificate_report: Final[Fix] = json_object(4, limits.MESSAGE, limits.CONTEXT_SIZE)

_CAMEL: Final = re.compile(r"(?<=[a-z])([A-Z])")
_REPORTING_API_NAMES: Final = {
    "document_url": "document_uri",
    "blocked_url": "blocked_uri",
    "sample": "script_sample",
}
_CERTIFICATES: Final = {"expect-ct-report": "expectct", "expect-staple-report": "expectstaple"}


def event_from_report(raw: RawEvent, data: dict[str, Any]) -> dict[str, Any]:
    """The report in `data` as an event still to be normalized; `data` itself where it holds no report."""
    body = data.get("csp-report", data.get("body"))
    if type(body) is dict:
        event = _from_csp({_snake(name): item for name, item in list(body.items())[:50]})
    else:
        for name, kind in _CERTIFICATES.items():
            if type(data.get(name)) is dict:
                event = _from_certificate(kind, data[name])
                break
        else:
            return data
    request = event.setdefault("request", {})
    request["headers"] = [["User-Agent", raw.user_agent]] if raw.user_agent else []
    user = {"ip_address": raw.client_ip} if raw.client_ip else {}
    kept: dict[str, Any] = {key: data[key] for key in ("release", "environment") if key in data}
    return {**event, **kept, "user": user, "platform": "other", "level": "error"}


def _snake(name: str) -> str:
    name = _CAMEL.sub(r"_\1", name[: limits.TEXT].replace("URL", "Url")).replace("-", "_").lower()
    return _REPORTING_API_NAMES.get(name, name)


def _from_csp(report: dict[str, Any]) -> dict[str, Any]:
    directive = report.get("effective_directive") or report.get("violated_directive")
    # Older browsers name the whole violated line: `script-src 'self' cdn.example`.
    directive = directive.split(" ", 1)[0][: limits.TEXT] if type(directive) is str and directive.strip() else "unknown"
    report["effective_directive"] = directive
    blocked = report.get("blocked_uri")
    source = host_of(blocked[: limits.URL]) if type(blocked) is str and blocked else "inline"
    message = (
        f"Blocked inline '{directive}'" if source in ("inline", "self") else f"Blocked '{directive}' from '{source}'"
    )
    return {
        "logger": "csp",
        "csp": report,
        "message": message,
        "culprit": directive,
        "request": {"url": report.get("document_uri")},
        "tags": [["effective-directive", directive], ["blocked-host", source[: limits.TAG_VALUE]]],
    }


def _from_certificate(kind: str, report: dict[str, Any]) -> dict[str, Any]:
    hostname = report.get("hostname")
    host = hostname[: limits.TEXT] if type(hostname) is str and hostname else "unknown"
    name = {"expectct": "Expect-CT", "expectstaple": "Expect-Staple"}[kind]
    return {
        "logger": "csp",
        kind: {_snake(key): item for key, item in list(report.items())[:50]},
        "message": f"{name} failed for '{host}'",
        "culprit": host,
        "request": {"url": f"https://{host}/"} if host != "unknown" else {},
    }
