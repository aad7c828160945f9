"""Dead records: events that were accepted and that we failed on. To look at, to replay, to discard.

Everybody in the organization sees that there are some and why. What they hold is unredacted, and so may a trace be:
only those who administer the organization look into one, and see it through redaction; the bytes are never served.
Records that cannot be read belong to no project, and so to nobody here: the command line has them.
"""

import asyncio
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from api.access.rights import Access, ReadProjects, WriteOrganization
from api.ids import wanted_id
from api.issues.queries import Projects, named, wanted_projects
from api.paging import Asked, link, page_of
from api.problems import not_found
from api.schemas.events.dead_records import (
    DeadFilterBody,
    DeadReasonShape,
    DeadRecordDetail,
    DeadRecordShape,
    DiscardBody,
    Discarded,
    ReplayBody,
    ReplayPlan,
)
from core.db.database import Connection
from core.db.events import dead_records
from core.db.events.dead_records import DeadFilter, DeadReason, DeadRecord, Remains
from core.db.organizations.projects import project_by_id
from core.dead import KILLED_PROCESSOR, closed, first_lines, opened
from core.projects import PrivacyPolicy

router = APIRouter(tags=["dead records"])

MOST_BODY_CHARACTERS: Final = 100_000
"""More than anybody reads, and redacted while the caller waits."""


@router.get("/organizations/{org}/dead-records/")
async def list_dead_records(
    access: ReadProjects,
    request: Request,
    response: Response,
    asked: Asked,
    asked_projects: Projects = None,
    reason: Annotated[str | None, Query(max_length=200)] = None,
) -> list[DeadRecordShape]:
    """Newest first."""
    after = asked.after("bigint")
    async with access.deps.database.connection() as connection:
        wanted = DeadFilter(await wanted_projects(connection, access, named(asked_projects)), reason or None)
        last = None if after is None else after[1]
        found = await dead_records.dead_records(connection, wanted, asked.size + 1, last, asked.backwards)
    page = page_of(found, asked)
    link(request, response, page, lambda one: (one.id, str(one.id)))
    return [DeadRecordShape(**_fields(one)) for one in page.rows]


@router.get("/organizations/{org}/dead-records/reasons/")
async def count_dead_records(access: ReadProjects, asked_projects: Projects = None) -> list[DeadReasonShape]:
    """How many died of what; most first."""
    async with access.deps.database.connection() as connection:
        wanted = DeadFilter(await wanted_projects(connection, access, named(asked_projects)))
        return _reasons(await dead_records.dead_by_reason(connection, wanted))


@router.get("/organizations/{org}/dead-records/{record_id}/")
async def get_dead_record(record_id: str, access: WriteOrganization) -> DeadRecordDetail:
    async with access.deps.database.connection() as connection:
        everything = await wanted_projects(connection, access, [])
        found = await dead_records.dead_records(connection, DeadFilter(everything, ids=[wanted_id(record_id)]), 1)
        if not found:
            raise not_found()
        record = found[0]
        kept = await dead_records.remains(connection, record.id)
        project = await project_by_id(connection, access.organization.id, record.project_id)
    if kept is None or project is None:
        raise not_found()
    return await asyncio.to_thread(_detail, access, record, kept, project.privacy)


@router.post("/organizations/{org}/dead-records/plan/")
async def plan_replay(body: ReplayBody, access: WriteOrganization) -> ReplayPlan:
    """What a replay or a discard would be about; changes nothing."""
    async with access.deps.database.connection() as connection:
        reasons = await dead_records.dead_by_reason(connection, await wanted_records(connection, access, body))
    total = sum(one.quantity for one in reasons)
    return ReplayPlan(
        total=total,
        reasons=_reasons(reasons),
        oldest=min((one.oldest for one in reasons), default=None),
        newest=max((one.newest for one in reasons), default=None),
        rate=body.rate,
        seconds=total / body.rate,
        up_to=str(max(one.up_to for one in reasons)) if reasons else None,
    )


@router.post("/organizations/{org}/dead-records/discard/")
async def discard_dead_records(body: DiscardBody, access: WriteOrganization) -> Discarded:
    """They are gone then; the books go on counting them as dead."""
    async with access.deps.database.transaction() as connection:
        wanted = await wanted_records(connection, access, body)
        return Discarded(discarded=await dead_records.discard(connection, wanted))


async def wanted_records(connection: Connection, access: Access, body: DeadFilterBody) -> DeadFilter:
    """In the caller's organization. Raises 404 for a project that is not there."""
    return DeadFilter(
        await wanted_projects(connection, access, named(body.projects)),
        body.reason or None,
        body.since,
        body.until,
        None if body.ids is None else [int(one) for one in body.ids],
        None if body.up_to is None else int(body.up_to),
    )


def _reasons(found: list[DeadReason]) -> list[DeadReasonShape]:
    return [DeadReasonShape(reason=one.reason, quantity=one.quantity) for one in found]


def _fields(record: DeadRecord) -> dict[str, Any]:
    return {
        "id": str(record.id),
        "project": record.project_slug or "",
        "category": record.category,
        "reason": record.reason,
        "attempts": record.attempts,
        "date_created": record.created_at,
        "last_tried": record.last_tried_at,
        "size": record.size,
    }


def _detail(access: Access, record: DeadRecord, kept: Remains, privacy: PrivacyPolicy) -> DeadRecordDetail:
    """In a thread: half a second for the worst that was found."""
    redact = access.deps.redact_text
    is_deadly = record.reason == KILLED_PROCESSOR  # for this process, too
    found = closed(kept.value) if is_deadly else opened(kept.value)
    shown = first_lines(found.text, MOST_BODY_CHARACTERS)
    return DeadRecordDetail(
        **_fields(record),
        trace=redact(kept.trace, privacy)[0] if redact else "",
        event_id=found.raw.event_id if found.raw else None,
        client=found.raw.client if found.raw else "",
        body=redact(shown, privacy)[0] if redact and not is_deadly else None,
        is_cut=len(shown) < len(found.text),
    )
