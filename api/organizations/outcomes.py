"""Where events went: the books, and the pulse of the server."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends

from api.access.rights import Access, ReadProjects
from api.events.loose import moment
from api.issues.queries import Projects, named, wanted_projects
from api.periods import Period, period
from api.schemas.organizations.stats import OutcomeReason, OutcomeRule, Outcomes, OutcomeSeries, Pulse
from core.db.events import events
from core.db.events.events import EventRow
from core.db.organizations import outcomes, pipeline_rules
from core.db.organizations.outcomes import Book, balance
from core.db.organizations.pipeline_rules import NamedRule
from core.payloads import PayloadKey
from core.pipeline_rules import rule_of_reason

router = APIRouter(tags=["outcomes"])


@router.get("/organizations/{org}/outcomes/")
async def get_outcomes(
    access: ReadProjects, over: Annotated[Period, Depends(period)], asked_projects: Projects = None
) -> Outcomes:
    """What came in and its fates; days for more than three of them, else hours."""
    seconds = 3600 if over.seconds <= 3 * 86400 else 86400
    start = int(over.start.timestamp()) // seconds * seconds
    async with access.deps.database.connection() as connection:
        project_ids = await wanted_projects(connection, access, named(asked_projects))
        books = await outcomes.books(connection, project_ids, datetime.fromtimestamp(start, UTC), over.end, seconds)
        rule_ids = {rule_id for book in books if (rule_id := rule_of_reason(book.reason)) is not None}
        rules = await pipeline_rules.named(connection, access.organization.id, rule_ids)
    totals = balance(books)
    backlog = await access.deps.backlog() if access.deps.backlog else None
    return Outcomes(
        start=datetime.fromtimestamp(start, UTC),
        end=over.end,
        interval="1h" if seconds == 3600 else "1d",
        received=totals.received,
        totals=totals.by_outcome,
        reasons=_reasons(books, rules),
        series=_series(books, range(start, int(over.end.timestamp()) + 1, seconds)),
        pending=max(totals.pending, backlog or 0),
    )


@router.get("/organizations/{org}/pulse/")
async def get_pulse(access: ReadProjects) -> Pulse:
    """Whether events come, and how late they are."""
    now = datetime.fromtimestamp(access.deps.clock.now(), UTC)
    async with access.deps.database.connection() as connection:
        project_ids = await wanted_projects(connection, access, [])
        last = await outcomes.last_event(connection, project_ids)
        minutes = await events.per_minute(connection, project_ids, now)
        newest = await events.newest_event(connection, project_ids, now)
    return Pulse(
        last_event=last,
        per_minute=minutes,
        delay_seconds=None if newest is None else await _delay(access, newest),
        backlog=await access.deps.backlog() if access.deps.backlog else None,
    )


async def _delay(access: Access, row: EventRow) -> float | None:
    """Seconds from an event's arrival to the end of its processing."""
    data = await access.deps.payloads.get(PayloadKey(row.project_id, row.event_id, row.day), row.payload)
    custody = (data or {}).get("_custody")
    received, processed = (moment(custody.get(name)) for name in ("received", "processed")) if custody else (None, None)
    return None if received is None or processed is None else max(0.0, (processed - received).total_seconds())


def _reasons(books: list[Book], rules: Mapping[int, NamedRule]) -> list[OutcomeReason]:
    """Largest first."""
    sums: dict[tuple[str, str, str, str], int] = {}
    for book in books:
        key = (book.outcome, book.reason, book.category, book.project_slug)
        sums[key] = sums.get(key, 0) + book.quantity
    ordered = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    return [
        OutcomeReason(
            outcome=outcome,
            reason=reason,
            category=category,
            quantity=quantity,
            project=slug,
            rule=_rule(rules.get(rule_of_reason(reason) or 0)),
        )
        for (outcome, reason, category, slug), quantity in ordered
    ]


def _rule(rule: NamedRule | None) -> OutcomeRule | None:
    if rule is None:
        return None
    return OutcomeRule(id=str(rule.id), name=rule.name, project=rule.project_slug, is_deleted=rule.is_deleted)


def _series(books: list[Book], ats: range) -> list[OutcomeSeries]:
    sums: dict[str, dict[int, int]] = {}
    for book in books:
        of_outcome = sums.setdefault(book.outcome, {})
        at = int(book.at.timestamp())
        of_outcome[at] = of_outcome.get(at, 0) + book.quantity
    return [
        OutcomeSeries(outcome=outcome, values=[(at, counts.get(at, 0)) for at in ats])
        for outcome, counts in sorted(sums.items())
    ]
