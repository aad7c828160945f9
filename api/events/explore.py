"""Explore: whole events searched by anything in them, counted over time and by value, taken along as lines of JSON."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from api.access.rights import Access, ReadEvents
from api.events.explore_queries import explore_query
from api.events.explore_rows import found_events, issue_counts, lines, rows
from api.issues.queries import AskedFilter, wanted_projects
from api.paging import Asked, Cursor, Page, Window, invalid_cursor, link_cursors
from api.periods import Period, step
from api.schemas.events.explore import ExploreRow, ExploreSummary, Facet, FacetValue
from core.errors import Unavailable
from core.payloads.question import field_named
from core.payloads.search import Hit, PayloadQuery

router = APIRouter(tags=["explore"])

MAX_FIELDS: Final = 20
"""Columns or facets of one request."""

MAX_EXPORTED: Final = 100_000
"""Events of one export; a narrower time gives the next."""

_EXPORT_PAGE: Final = 200
_BARS: Final = 120
_FACET_VALUES: Final = 12
_FINGERPRINTS: Final = 50

Fields = Annotated[list[Annotated[str, Query(min_length=1, max_length=230)]] | None, Query(max_length=MAX_FIELDS)]


@router.get("/organizations/{org}/explore/events/")
async def explore_events(
    access: ReadEvents,
    asked: AskedFilter,
    paging: Asked,
    request: Request,
    response: Response,
    field: Fields = None,
) -> list[ExploreRow]:
    """Events of the period, newest first, with the values of fields: our own (`user.id`, `url`, `stack.function`, …) or
    tags. There is no way back through the pages."""
    fields = list(dict.fromkeys(field or []))
    query = await _query(access, asked)
    hits = await access.deps.searching().search(query, paging.size + 1, _after(paging))
    shown = hits[: paging.size]
    async with access.deps.database.connection() as connection:
        found = await found_events(connection, access, shown, whole=bool(fields))
    _link(request, response, shown, more=len(hits) > paging.size)
    return rows(found, fields)


@router.get("/organizations/{org}/explore/summary/")
async def explore_summary(
    access: ReadEvents,
    asked: AskedFilter,
    interval: Annotated[str | None, Query(max_length=20)] = None,
    facet: Fields = None,
) -> ExploreSummary:
    """How many events there are, over time, by value of the facets, and in which issues."""
    seconds = step(interval or "60", asked.period, most=1000 if interval else _BARS)
    names = list(dict.fromkeys(facet or []))
    fields = [field_named(name) for name in names]
    query = await _query(access, asked)
    counted = await access.deps.searching().summarize(query, seconds, [*fields, "fingerprint"], _FINGERPRINTS)
    async with access.deps.database.connection() as connection:
        issues = await issue_counts(connection, counted.facets["fingerprint"])
    start, end = _first(asked.period, seconds), int(asked.period.end.timestamp()) // seconds * seconds
    return ExploreSummary(
        total=counted.total,
        start=start,
        end=end,
        interval=seconds,
        histogram=[(at, counted.histogram.get(at, 0)) for at in range(start, end + 1, seconds)],
        facets=[
            Facet(field=name, values=[FacetValue(value=v, count=n) for v, n in counted.facets[key][:_FACET_VALUES]])
            for name, key in zip(names, fields, strict=True)
        ],
        behind=await _behind(access),
        issues=issues,
    )


async def _behind(access: Access) -> int | None:
    if access.deps.search_behind is None:
        return None
    try:
        return await access.deps.search_behind()
    except Unavailable:
        return None


@router.get("/organizations/{org}/explore/export/", response_class=StreamingResponse)
async def explore_export(access: ReadEvents, asked: AskedFilter) -> StreamingResponse:
    """The same events whole, a line of JSON each (`ExportedEvent`), up to 100,000 of them; `X-Hits` counts all."""
    query = await _query(access, asked)
    counted = await access.deps.searching().summarize(query, 86400, [], 1)
    name = f"events-{datetime.fromtimestamp(access.deps.clock.now(), UTC):%Y-%m-%d-%H%M}.ndjson"
    headers = {"X-Hits": str(counted.total), "Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(_export(access, query), media_type="application/x-ndjson", headers=headers)


async def _export(access: Access, query: PayloadQuery) -> AsyncIterator[bytes]:
    room = MAX_EXPORTED
    async for page in access.deps.searching().scan(query, _EXPORT_PAGE):
        async with access.deps.database.connection() as connection:
            found = await found_events(connection, access, page[:room], whole=True)
            text = await lines(connection, access, found)
        yield text
        room -= len(page)
        if room <= 0:
            return


async def _query(access: Access, asked: AskedFilter) -> PayloadQuery:
    async with access.deps.database.connection() as connection:
        project_ids = await wanted_projects(connection, access, asked.projects)
        return await explore_query(connection, access, asked, project_ids)


def _first(period: Period, seconds: int) -> int:
    return int(period.start.timestamp()) // seconds * seconds


def _after(paging: Window) -> tuple[int, str] | None:
    cursor = paging.cursor
    if cursor is None:
        return None
    if not isinstance(cursor.value, int) or len(cursor.row) != 32 or cursor.backwards:
        raise invalid_cursor()
    return cursor.value, cursor.row


def _link(request: Request, response: Response, shown: list[Hit], *, more: bool) -> None:
    last = Cursor(*shown[-1].place) if shown else Cursor(0, "0")
    link_cursors(request, response, Page(shown, has_previous=False, has_next=more), Cursor(0, "0"), last)
