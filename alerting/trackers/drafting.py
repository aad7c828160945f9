"""The content of the issue that an alert creates at a tracker, as our issue is when the call goes out."""

from core.db.events import events
from core.db.issues import issues
from core.errors import Unavailable
from core.payloads import PayloadKey
from core.resources import Resources
from core.trackers import TrackerDraft
from core.trackers.drafts import draft_of


async def draft_for(res: Resources, project_id: int, issue_id: int) -> TrackerDraft | None:
    """None: our issue is gone. The draft has no stack where no event is kept any more or the store is away: better an
    issue without a stack than none."""
    async with res.database.connection() as connection:
        issue = await issues.issue_by_id(connection, [project_id], issue_id)
        row = None if issue is None else await events.end_of_issue(connection, issue_id, oldest=False)
    if issue is None:
        return None
    if row is None:
        return draft_of(issue, None)
    try:
        event = await res.payloads.get(PayloadKey(row.project_id, row.event_id, row.day), row.payload)
    except Unavailable:
        event = None
    return draft_of(issue, event)
