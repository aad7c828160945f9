"""A browser's report of a broken content security policy: which directive, and whom it kept out."""

from typing import Any
from urllib.parse import urlsplit

from processor.fingerprint.basis import Basis, mapping, part, text

_MAX_URI_CHARS = 2048


def csp_basis(data: dict[str, Any]) -> Basis | None:
    """The effective directive and the blocked host; None when the event is no such report."""
    report = mapping(data.get("csp"))
    if not report:
        return None
    directive = (_field(report, "effective_directive") or _field(report, "violated_directive")).split(" ", 1)[0].lower()
    blocked = blocked_host(_field(report, "blocked_uri"), _field(report, "document_uri"))
    if not directive and not blocked:
        return None
    parts = (part("csp directive", directive, True), part("blocked host", blocked, True, "without port and path"))
    return Basis(("csp", directive, blocked), parts)


def blocked_host(blocked: str, document: str) -> str:
    """`self`, `inline`, a scheme such as `data`, or the host; the same for every page of the site."""
    blocked = blocked[:_MAX_URI_CHARS].strip().lower()
    if blocked in ("", "self", "'self'"):
        return "self"
    host = _host(blocked)
    if not host:
        return blocked.split(":", 1)[0].split("/", 1)[0]
    return "self" if host == _host(document[:_MAX_URI_CHARS].lower()) else host


def _host(uri: str) -> str:
    try:
        return urlsplit(uri).hostname or ""
    except ValueError:
        return ""


def _field(report: dict[str, Any], name: str) -> str:
    return text(report.get(name)) or text(report.get(name.replace("_", "-")))
