"""What an item counts as, in limits and in the books."""

import re
from typing import Final

ERROR: Final = "error"
SECURITY: Final = "security"
UNKNOWN: Final = "default"
"""The category of a request that was refused before its content was read."""

ERROR_BUDGET: Final = frozenset({"default", "error", "security"})
"""Counted together: a limit on one of them is a limit on all."""

OF_ITEM: Final = {
    "attachment": "attachment",
    "feedback": "feedback",
    "user_report": "feedback",
    "check_in": "monitor",
    "session": "session",
    "sessions": "session",
    "transaction": "transaction",
    "span": "span",
    "otel_span": "span",
    "otel_traces_data": "span",
    "log": "log_item",
    "otel_log": "log_item",
    "trace_metric": "trace_metric",
    "statsd": "metric_bucket",
    "metric_buckets": "metric_bucket",
    "metric_meta": "metric_bucket",
    "profile": "profile",
    "profile_chunk": "profile_chunk",
    "profile_chunk_ui": "profile_chunk_ui",
    "replay_event": "replay",
    "replay_recording": "replay",
    "replay_video": "replay",
    "raw_security": "security",
    "security": "security",
    "nel": "security",
}
"""Category of each item type that is not kept; events and client reports are handled on their own."""

CATEGORIES: Final = frozenset({*OF_ITEM.values(), *ERROR_BUDGET, "log_byte", "internal"})

SWITCHED_OFF: Final = (
    "transaction", "span", "profile", "profile_chunk", "profile_chunk_ui", "replay", "log_item", "log_byte",
    "trace_metric", "metric_bucket",
)  # fmt: skip
"""Item types that are not kept and that come in large numbers: SDKs are told to stop sending them. Sessions, check-ins,
feedback and attachments are few, so nothing is said about those."""

_TOKEN: Final = re.compile(r"[A-Za-z0-9_.\-]{1,40}")
_MAX_SEEN_TOKENS: Final = 200


class Tokens:
    """Bounds the names in the books that strangers choose: after a fixed number of different ones, all others become
    `other`."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def bounded(self, name: str) -> str:
        """`name` if it is a short token and among the first 200 seen, else `other`."""
        if name in self._seen:
            return name
        if len(self._seen) >= _MAX_SEEN_TOKENS or not _TOKEN.fullmatch(name):
            return "other"
        self._seen.add(name)
        return name
