"""Which events a request means."""

from collections.abc import Sequence

from api.access.rights import Access
from api.issues.queries import Filter
from core.db.events.events import EventQuery


def event_query(access: Access, asked: Filter, project_ids: Sequence[int], issue_id: int | None = None) -> EventQuery:
    """A time that was not given does not narrow."""
    limits = asked.period if asked.period.is_given else None
    return EventQuery(
        project_ids,
        asked.tree,
        asked.now,
        access.user_id,
        environments=asked.environments,
        since=limits.start if limits else None,
        until=limits.end if limits else None,
        issue_id=issue_id,
    )
