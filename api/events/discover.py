"""Events as tables and series: what Grafana, sentry-mcp and sentry-cli ask for."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.access.rights import Access, ReadEvents
from api.events.queries import event_query
from api.events.tables import check_field, read_order, rows_with_payloads, validity
from api.issues.queries import AskedFilter, Filter, Projects, Texts, named, wanted_projects
from api.paging import Asked, Cursor, Page, Window, invalid_cursor, link_cursors
from api.periods import step
from api.schemas.organizations.stats import (
    EventsStats,
    EventsTimeSeries,
    EventsValidity,
    EventTable,
    EventTableMeta,
    TimeSeries,
    TimeValue,
)
from core.db.events import table as event_table
from core.db.events.table import COLUMNS
from core.errors import Rejected

router = APIRouter(tags=["discover"])

MAX_OFFSET = 10_000
"""Rows into a table that pages reach; beyond, a narrower query finds more."""

_DATASETS = frozenset({"", "errors", "discover", "events"})


@router.get("/organizations/{org}/events/")
async def list_table(
    access: ReadEvents,
    asked: AskedFilter,
    paging: Asked,
    request: Request,
    response: Response,
    field: Texts = None,
    sort: Annotated[str | None, Query(max_length=200)] = None,
    dataset: Annotated[str, Query(max_length=50)] = "errors",
) -> EventTable:
    """Columns as asked; an aggregate among them groups by the rest. Only errors are kept here."""
    _check_dataset(dataset)
    names = list(dict.fromkeys([*(field or ["title", "project", "timestamp"])]))
    order = read_order(sort, names)
    offset = _offset(paging)
    grouped = any(name in COLUMNS and COLUMNS[name].is_aggregate for name in names)
    for name in names:
        check_field(name, grouped)
    async with access.deps.database.connection() as connection:
        query = event_query(access, asked, await wanted_projects(connection, access, asked.projects))
        columns = [name for name in names if name in COLUMNS]
        hidden = [] if grouped else [name for name in ("id", "project.name", "project.id") if name not in names]
        found = await event_table.table(
            connection, query, [*columns, *hidden], order, paging.size + 1, offset, asked.period.seconds
        )
        rows = found[: paging.size]
        if not grouped:
            rows = await rows_with_payloads(connection, access, rows, [one for one in names if one not in COLUMNS])
    page = Page(rows, has_previous=offset > 0, has_next=len(found) > paging.size and offset + paging.size < MAX_OFFSET)
    link_cursors(request, response, page, *_places(offset, paging.size))
    types = {name: COLUMNS[name].type if name in COLUMNS else "string" for name in names}
    return EventTable(data=rows, meta=EventTableMeta(fields=types))


@router.get("/organizations/{org}/events/validate/")
async def validate(
    access: ReadEvents,
    field: Texts = None,
    sort: Texts = None,
    orderby: Texts = None,
    query: Annotated[str, Query(max_length=10_000)] = "",
    dataset: Annotated[str, Query(max_length=50)] = "errors",
    asked_projects: Projects = None,
    environment: Texts = None,
) -> EventsValidity:
    """Whether `events/` would answer, and if not, what is wrong."""
    async with access.deps.database.connection() as connection:
        try:
            await wanted_projects(connection, access, named(asked_projects))
            unknown = None
        except Rejected:
            unknown = "No such project"
    return validity(
        fields=field or [],
        orders=[*(sort or []), *(orderby or [])],
        query=query,
        dataset=dataset,
        dataset_error=None if dataset in _DATASETS else "Only errors are kept here",
        project_error=unknown,
        environments=environment or [],
        now=datetime.fromtimestamp(access.deps.clock.now(), UTC),
    )


@router.get("/organizations/{org}/events-stats/", response_model=None)
async def get_events_stats(
    access: ReadEvents,
    asked: AskedFilter,
    interval: Annotated[str | None, Query(max_length=20)] = None,
    y_axis: Annotated[str, Query(alias="yAxis", max_length=50)] = "count()",
    field: Texts = None,
    top_events: Annotated[int, Query(alias="topEvents", ge=0, le=20)] = 0,
    dataset: Annotated[str, Query(max_length=50)] = "errors",
) -> EventsStats | dict[str, Any]:
    """Events over time; with `topEvents` and `field`, a series for each of the most frequent groups."""
    _check_dataset(dataset)
    _check_axis(y_axis)
    if top_events and field:
        return await _top(access, asked, interval, field, top_events)
    series = await _series(access, asked, interval)
    return EventsStats(data=_sentry_points(series), start=series[0][0], end=int(asked.period.end.timestamp()))


@router.get("/organizations/{org}/events-timeseries/")
async def get_time_series(
    access: ReadEvents,
    asked: AskedFilter,
    interval: Annotated[str | None, Query(max_length=20)] = None,
    y_axis: Annotated[str, Query(alias="yAxis", max_length=50)] = "count()",
    dataset: Annotated[str, Query(max_length=50)] = "errors",
) -> EventsTimeSeries:
    """The same with times in milliseconds, as Sentry's newer clients ask for it."""
    _check_dataset(dataset)
    _check_axis(y_axis)
    seconds = step(interval, asked.period)
    now = asked.now.timestamp()
    values = [
        TimeValue(timestamp=at * 1000, value=count, incomplete=at + seconds > now)
        for at, count in await _series(access, asked, interval)
    ]
    meta = {"valueType": "integer", "valueUnit": None, "interval": seconds * 1000}
    one = TimeSeries(y_axis=y_axis, values=values, meta=meta)
    return EventsTimeSeries(
        time_series=[one],
        meta={
            "dataset": "errors",
            "start": int(asked.period.start.timestamp() * 1000),
            "end": int(asked.period.end.timestamp() * 1000),
        },
    )


async def _series(access: Access, asked: Filter, interval: str | None) -> list[tuple[int, int]]:
    """Every interval of the period, zeros too."""
    seconds = step(interval, asked.period)
    async with access.deps.database.connection() as connection:
        query = event_query(access, asked.within(), await wanted_projects(connection, access, asked.projects))
        counted = await event_table.series(connection, query, seconds)
    start = int(asked.period.start.timestamp()) // seconds * seconds
    return [(at, counted.get(at, 0)) for at in range(start, int(asked.period.end.timestamp()) + 1, seconds)]


async def _top(access: Access, asked: Filter, interval: str | None, fields: Sequence[str], most: int) -> dict[str, Any]:
    """By the value of the first field that is no aggregate."""
    names = [name for name in fields if name in COLUMNS and not COLUMNS[name].is_aggregate]
    if not names:
        raise Rejected("unknown_field", "topEvents needs a field to group by")
    name = names[0]
    async with access.deps.database.connection() as connection:
        query = event_query(access, asked.within(), await wanted_projects(connection, access, asked.projects))
        order = event_table.Order("count()", descending=True)
        rows = await event_table.table(connection, query, [name, "count()"], order, most, 0, asked.period.seconds)
        seconds = step(interval, asked.period)
        found = await event_table.series_by(connection, query, seconds, name, [row[name] for row in rows])
    start = int(asked.period.start.timestamp()) // seconds * seconds
    ats = range(start, int(asked.period.end.timestamp()) + 1, seconds)
    answer: dict[str, Any] = {}
    for place, row in enumerate(rows):
        counted = found.get(row[name], {})
        points = _sentry_points([(at, counted.get(at, 0)) for at in ats])
        answer[str(row[name])] = {"data": points, "order": place, "start": start, "end": ats[-1]}
    return answer


def _sentry_points(series: Sequence[tuple[int, int]]) -> list[tuple[int, list[dict[str, int]]]]:
    return [(at, [{"count": count}]) for at, count in series]


def _check_dataset(dataset: str) -> None:
    if dataset not in _DATASETS:
        raise Rejected("unknown_dataset", f"no dataset {dataset!r}: only errors are kept here")


def _check_axis(name: str) -> None:
    if name != "count()":
        raise Rejected("unknown_axis", f"no series of {name!r}: there is count()")


def _offset(paging: Window) -> int:
    if paging.cursor is None:
        return 0
    value = paging.cursor.value
    if not isinstance(value, int) or not 0 <= value <= MAX_OFFSET:
        raise invalid_cursor()
    return value


def _places(offset: int, size: int) -> tuple[Cursor, Cursor]:
    return Cursor(max(0, offset - size), "0"), Cursor(offset + size, "0")
