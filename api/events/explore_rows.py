"""From what a search found to rows, lines and counts."""

from collections import Counter
from collections.abc import Mapping, Sequence

from api.access.rights import Access
from api.schemas.events.explore import ExploreIssue, ExploreRow, IssueCount
from core.db.database import Connection
from core.db.events.events import EventRow, find_events
from core.db.installation import statuses
from core.db.issues.conditions import issues_of
from core.event_lines import event_line
from core.events import EventData
from core.payloads import PayloadKey
from core.payloads.documents import search_document
from core.payloads.question import field_named
from core.payloads.search import Hit

Found = Sequence[tuple[EventRow, EventData]]
"""Rows of events that are still there, with the events, in the order of the hits."""

MOST_ISSUES = 10


async def found_events(connection: Connection, access: Access, hits: Sequence[Hit], *, whole: bool) -> Found:
    """What the database knows of the hits; `whole` reads the events too, else they are empty. An event that retention
    has dropped meanwhile is left out."""
    projects = sorted({hit.key.project_id for hit in hits})
    rows = await find_events(connection, projects, [hit.key.event_id for hit in hits])
    by_key = {PayloadKey(row.project_id, row.event_id, row.day): row for row in rows}
    known = {hit.key: by_key[hit.key] for hit in hits if hit.key in by_key}
    if not whole:
        return [(row, {}) for row in known.values()]
    data = await access.deps.payloads.get_many({key: row.payload for key, row in known.items()})
    return [(row, data[key]) for key, row in known.items() if key in data]


def rows(found: Found, fields: Sequence[str]) -> list[ExploreRow]:
    """Rows with the values of fields, by the names that were asked for."""
    return [
        ExploreRow(
            id=row.event_id,
            project=row.project_slug,
            issue_id=str(row.issue_id),
            short_id=row.short_id,
            title=row.title,
            level=row.level,
            platform=row.platform,
            timestamp=row.at,
            received=row.received_at,
            fields=_values(row, data, fields) if data else {},
        )
        for row, data in found
    ]


def _values(row: EventRow, data: EventData, names: Sequence[str]) -> dict[str, list[str]]:
    values = search_document(PayloadKey(row.project_id, row.event_id, row.day), data).fields
    return {name: list(values.get(field_named(name), ())) for name in names}


async def lines(connection: Connection, access: Access, found: Found) -> bytes:
    """Lines of JSON, one an event; without our own notes, as `…/json/` has it."""
    status = await statuses(connection, {row.issue_id for row, _ in found})
    return b"".join(
        event_line(
            f"{access.organization.slug}/{row.project_slug}",
            row.short_id,
            status.get(row.issue_id, "new"),
            {key: value for key, value in data.items() if not key.startswith("_") or key == "_meta"},
        )
        for row, data in found
    )


async def issue_counts(connection: Connection, counted: Sequence[tuple[str, int]]) -> list[IssueCount]:
    """The issues that own the most frequent fingerprints, with their events together."""
    owners = await issues_of(connection, [fingerprint for fingerprint, _ in counted if fingerprint[-1] != ":"])
    totals: Counter[int] = Counter()
    for fingerprint, quantity in counted:
        if fingerprint in owners:
            totals[owners[fingerprint].id] += quantity
    by_id: Mapping[int, ExploreIssue] = {
        one.id: ExploreIssue(id=str(one.id), short_id=one.short_id, title=one.title, level=one.level, status=one.status)
        for one in owners.values()
    }
    return [IssueCount(issue=by_id[issue], count=quantity) for issue, quantity in totals.most_common(MOST_ISSUES)]
