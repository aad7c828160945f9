"""Lines of a file (`core/event_lines.py`) back to events, as if they had just come in. Pure."""

import math
from typing import Any, Final

import msgspec

from core.errors import Rejected
from core.event_lines import VERSION
from core.events import RawEvent
from core.payload_json import decode_object
from ingest.envelope import parse_event_id
from processor.normalize.user import canonical_ip

MAX_LINE_BYTES: Final = 8 * 2**20
"""An event is bounded at some 1 MiB; JSON may be written wastefully."""
_MAX_FUTURE: Final = 60.0


class _Head(msgspec.Struct):
    v: int
    event: msgspec.Raw


def read_line(line: bytes, project_id: int, now: float) -> RawEvent:
    """The event of a line, as if received when it was first received. Raises Rejected with the reason for its
    outcome."""
    try:
        head = msgspec.json.decode(line, type=_Head)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Rejected("unreadable_line", str(error)) from error
    if head.v > VERSION:
        raise Rejected("newer_format", f"format {head.v} was written by a newer Redshank")
    event = decode_object(bytes(head.event))
    event_id = parse_event_id(event.get("event_id"))
    if event_id is None:
        raise Rejected("missing_event_id", "an event needs an event_id to be recognized when it comes again")
    custody = event.get("_custody")
    _forget_removed_address(event.get("user"))
    body = msgspec.json.encode(event)
    return RawEvent(
        project_id=project_id,
        key_id=0,
        event_id=event_id,
        received_at=_moment(event.get("received"), now),
        sent_at=None,
        client_ip=None,
        user_agent=None,
        client=_text(custody.get("client")) if isinstance(custody, dict) else "",
        category="security" if event.get("type") == "csp" else "error",
        encoding="",
        start=0,
        end=len(body),
        body=body,
    )


def _forget_removed_address(user: Any) -> None:
    """Leave out a marker that stands for a removed address; `_meta` still says that there was one and what removed
    it."""
    if isinstance(user, dict) and canonical_ip(str(user.get("ip_address", ""))) is None:
        user.pop("ip_address", None)


def _moment(received: Any, now: float) -> float:
    if isinstance(received, bool) or not isinstance(received, int | float) or not math.isfinite(received):
        return now
    return float(received) if 0 < received <= now + _MAX_FUTURE else now


def _text(value: Any) -> str:
    return value[:200] if isinstance(value, str) else ""
