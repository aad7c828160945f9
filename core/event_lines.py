"""Events as lines of a file, each complete in itself, so that files can be cut, joined and filtered. Pure.

    {"v": 1, "project": "main/shop", "issue": "SHOP-12", "status": "resolved", "event": {…}}

`event` is the whole event in its canonical shape (docs/events.md). A line with a higher `v` than ours is refused;
unknown fields of a line are ignored. An import needs `v` and `event` in each line, and in `event` an `event_id`.
"""

from typing import Final

import msgspec

from core.events import EventData

VERSION: Final = 1


def event_line(project: str, issue: str, status: str, event: EventData) -> bytes:
    """`project` is `organization/slug`, `issue` the short id, `status` that of the issue."""
    line = {"v": VERSION, "project": project, "issue": issue, "status": status, "event": event}
    return msgspec.json.encode(line) + b"\n"
