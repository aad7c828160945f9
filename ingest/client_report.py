"""What SDKs dropped before sending, by their own account. Pure."""

from typing import Any, Final

from core.errors import Rejected
from core.payload_json import decode_object
from ingest.caps import MAX_CLIENT_REPORT_BYTES

_MAX_ENTRIES: Final = 200
_MAX_QUANTITY: Final = 1_000_000
"""More than any program drops between two reports: the bound keeps a false report from ruining the books."""


def parse_client_report(data: bytes) -> list[tuple[str, str, int]]:
    """(category, reason, quantity) of what was discarded; entries that make no sense are left out.

    Raises Rejected: `invalid_json`, `nested_too_deeply`, `too_large`.
    """
    if len(data) > MAX_CLIENT_REPORT_BYTES:
        raise Rejected("too_large", f"the client report is larger than {MAX_CLIENT_REPORT_BYTES} bytes", 413)
    discarded = decode_object(data).get("discarded_events")
    if not isinstance(discarded, list):
        return []
    return [entry for value in discarded[:_MAX_ENTRIES] if (entry := _entry(value)) is not None]


def _entry(value: Any) -> tuple[str, str, int] | None:
    if not isinstance(value, dict):
        return None
    category, reason, quantity = value.get("category"), value.get("reason"), value.get("quantity")
    if not isinstance(category, str) or not isinstance(reason, str) or not isinstance(quantity, int | float):
        return None
    if category.endswith("_byte"):  # bytes, counted beside the items themselves: 3 log items of 3657 bytes are 3 losses
        return None
    return (category, reason, min(int(quantity), _MAX_QUANTITY)) if quantity >= 1 else None
