"""Writes events out, oldest first, a page in memory at a time."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from core.db import installation
from core.db.events.events import EventQuery, EventRow, list_events
from core.db.installation import NamedProject
from core.event_lines import event_line
from core.payloads import PayloadKey
from core.resources import Resources
from core.search import Node
from deploy.backup.archive import Tell

_PAGE: Final = 100
"""Events at once: with up to some 100 KB each, some MB."""
_SAY_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class GivenOut:
    events: int
    gone: int
    """Rows whose whole event retention has dropped."""


async def give_out(
    res: Resources,
    projects: Sequence[NamedProject],
    tree: Node,
    since: datetime | None,
    now: datetime,
    write: Callable[[bytes], Any],
    tell: Tell,
) -> GivenOut:
    """Every event that was there when it began, project by project. Raises InvalidQuery and Unavailable."""
    events = gone = 0
    said = time.monotonic()
    for project in projects:
        query = EventQuery([project.id], tree, now, None, since=since)
        after: tuple[datetime, str] | None = None
        while rows := await _page(res, query, after):
            for line in (lines := await _lines(res, project, rows)):
                write(line)
            events, gone = events + len(lines), gone + len(rows) - len(lines)
            after = (rows[-1].at, rows[-1].event_id)
            if time.monotonic() - said > _SAY_SECONDS:
                said = time.monotonic()
                tell(f"{events:,} events")
    return GivenOut(events, gone)


async def _page(res: Resources, query: EventQuery, after: tuple[datetime, str] | None) -> list[EventRow]:
    async with res.database.connection() as connection:
        return await list_events(connection, query, _PAGE, after, backwards=True)


async def _lines(res: Resources, project: NamedProject, rows: Sequence[EventRow]) -> list[bytes]:
    keys = [PayloadKey(row.project_id, row.event_id, row.day) for row in rows]
    found = await res.payloads.get_many({key: row.payload for key, row in zip(keys, rows, strict=True)})
    async with res.database.connection() as connection:
        statuses = await installation.statuses(connection, {row.issue_id for row in rows})
    name = f"{project.organization}/{project.slug}"
    return [
        event_line(name, row.short_id, statuses.get(row.issue_id, "new"), found[key])
        for key, row in zip(keys, rows, strict=True)
        if key in found
    ]
