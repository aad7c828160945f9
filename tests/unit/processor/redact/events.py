"""Small steps for tests on whole events."""

from typing import Any

from core.events import EnrichedEvent, RawEvent, RedactedEvent
from core.projects import PrivacyPolicy
from processor.redact import redact

RAW = RawEvent(7, 1, "a" * 32, 0.0, None, None, None, "sentry.python/2.1", "error", "", 0, 0, b"")


def redacted_event(data: dict[str, Any], **policy: Any) -> RedactedEvent:
    return redact(EnrichedEvent(RAW, data), PrivacyPolicy(**{"salt": b"salt", **policy}))


def redacted(data: dict[str, Any], **policy: Any) -> dict[str, Any]:
    return redacted_event(data, **policy).data


def frame(**fields: Any) -> dict[str, Any]:
    """An event with one exception with one frame."""
    return {"exception": {"values": [{"type": "E", "value": "v", "stacktrace": {"frames": [fields]}}]}}


def first_frame(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = data["exception"]["values"][0]["stacktrace"]["frames"][0]
    return found
