"""The books in Sentry's shape (`stats_v2`), and the tags of an organization."""

from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response

from api.access.rights import ReadEvents, ReadProjects
from api.issues.queries import Projects, Texts, named, wanted_projects
from api.issues.shape import value_shape
from api.paging import link_nothing_more
from api.periods import Period, period, step
from api.schemas.issues.issues import TagValue
from api.schemas.organizations.stats import StatsGroup, StatsV2, TagKey
from core.db.issues import tags as issue_tags
from core.db.organizations import outcomes
from core.db.organizations.outcomes import Book
from core.errors import Rejected
from core.outcomes import Outcome

router = APIRouter(tags=["stats"])

_SENTRY_OUTCOMES: Final = {
    Outcome.ACCEPTED.value: "accepted",
    Outcome.FILTERED.value: "filtered",
    Outcome.LIMITED.value: "rate_limited",
    Outcome.INVALID.value: "invalid",
    Outcome.CLIENT.value: "client_discard",
}
"""Sentry's words. What becomes of an accepted item later (stored, duplicate, dead) has none, and would count twice."""

_OTHER_OUTCOMES: Final = frozenset({"abuse", "cardinality_limited"})
"""Words of Sentry's that clients ask for, of which there is never any here."""
_GROUPS: Final = frozenset({"outcome", "reason", "category", "project"})
_FIELDS: Final = frozenset({"sum(quantity)", "sum(times_seen)"})


@router.get("/organizations/{org}/stats_v2/")
async def get_stats_v2(
    access: ReadProjects,
    over: Annotated[Period, Depends(period)],
    asked_projects: Projects = None,
    category: Texts = None,
    outcome: Texts = None,
    reason: Texts = None,
    group_by: Annotated[list[str] | None, Query(alias="groupBy", max_length=10)] = None,
    field: Annotated[str, Query(max_length=50)] = "sum(quantity)",
    interval: Annotated[str | None, Query(max_length=20)] = None,
) -> StatsV2:
    """Whole hours at the least."""
    groups = group_by or []
    if field not in _FIELDS or not set(groups) <= _GROUPS:
        raise Rejected("unknown_field", f"there is sum(quantity), grouped by {', '.join(sorted(_GROUPS))}")
    known = _OTHER_OUTCOMES.union(_SENTRY_OUTCOMES.values())
    if not known.issuperset(outcome or ()):
        raise Rejected("unknown_outcome", f"outcome: there are {', '.join(sorted(known))}")
    seconds = max(3600, step(interval, over) // 3600 * 3600)
    start = int(over.start.timestamp()) // seconds * seconds
    ats = range(start, int(over.end.timestamp()) + 1, seconds)
    async with access.deps.database.connection() as connection:
        project_ids = await wanted_projects(connection, access, named(asked_projects))
        books = await outcomes.books(connection, project_ids, datetime.fromtimestamp(start, UTC), over.end, seconds)
    kept = [
        book
        for book in books
        if book.outcome in _SENTRY_OUTCOMES
        and (not category or book.category in category)
        and (not outcome or _SENTRY_OUTCOMES[book.outcome] in outcome)
        and (not reason or book.reason in reason)
    ]
    return StatsV2(
        start=datetime.fromtimestamp(start, UTC),
        end=over.end,
        intervals=[datetime.fromtimestamp(at, UTC) for at in ats],
        groups=_grouped(kept, groups, field, ats),
    )


@router.get("/organizations/{org}/tags/")
async def list_tag_keys(
    access: ReadEvents, request: Request, response: Response, asked_projects: Projects = None
) -> list[TagKey]:
    """Most frequent first, among the issues seen last."""
    link_nothing_more(request, response)
    async with access.deps.database.connection() as connection:
        project_ids = await wanted_projects(connection, access, named(asked_projects))
        found = await issue_tags.keys_of_projects(connection, project_ids, "", 200)
    return [TagKey(key=one.key, name=one.key, total_values=one.total) for one in found]


@router.get("/organizations/{org}/tags/{key:path}/values/")
async def list_tag_values(
    key: str,
    access: ReadEvents,
    request: Request,
    response: Response,
    query: Annotated[str, Query(max_length=200)] = "",
    asked_projects: Projects = None,
) -> list[TagValue]:
    """Most frequent first, among the issues seen last; `query` finds by a part."""
    link_nothing_more(request, response)
    async with access.deps.database.connection() as connection:
        project_ids = await wanted_projects(connection, access, named(asked_projects))
        found = await issue_tags.values_of_projects(connection, project_ids, key, query, 100)
    return [value_shape(one) for one in found]


def _grouped(books: list[Book], groups: list[str], field: str, ats: range) -> list[StatsGroup]:
    sums: dict[tuple[str | int, ...], dict[int, int]] = {}
    for book in books:
        names: dict[str, str | int] = {
            "outcome": _SENTRY_OUTCOMES[book.outcome],
            "reason": book.reason or "none",
            "category": book.category,
            "project": book.project_id,
        }
        of_group = sums.setdefault(tuple(names[group] for group in groups), {})
        at = int(book.at.timestamp())
        of_group[at] = of_group.get(at, 0) + book.quantity
    return [
        StatsGroup(
            by=dict(zip(groups, key, strict=True)),
            totals={field: sum(counted.values())},
            series={field: [counted.get(at, 0) for at in ats]},
        )
        for key, counted in sorted(sums.items(), key=lambda item: [str(part) for part in item[0]])
    ]
