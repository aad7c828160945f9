"""Events as a table with the columns that are asked for, one row an event or, with aggregates, one a group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from core.db.database import Connection
from core.db.events.events import EventQuery, event_where
from core.db.issues.clauses import TITLE
from core.db.queries import load_queries
from core.db.search_sql import Parameters, fetch_search

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class Column:
    expression: str
    type: str
    """Sentry's name of it: string, integer, number, date, duration."""
    is_aggregate: bool = False


_SHORT_ID: Final = "upper(p.slug) || '-' || i.number"
_KIND: Final = "case when i.logger = 'csp' then 'csp' when i.type = '' then 'default' else 'error' end"

COLUMNS: Final[Mapping[str, Column]] = MappingProxyType(
    {
        "id": Column("replace(e.event_id::text, '-', '')", "string"),
        "issue": Column(_SHORT_ID, "string"),
        "issue.id": Column("e.issue_id", "integer"),
        "title": Column("e.title", "string"),
        "message": Column("e.title", "string"),
        "project": Column("p.slug", "string"),
        "project.name": Column("p.slug", "string"),
        "project.id": Column("e.project_id", "integer"),
        "timestamp": Column("e.at", "date"),
        "timestamp.to_hour": Column("date_trunc('hour', e.at)", "date"),
        "timestamp.to_day": Column("date_trunc('day', e.at)", "date"),
        "level": Column("e.level", "string"),
        "event.type": Column(_KIND, "string"),
        "error.type": Column("i.type", "string"),
        "error.value": Column("i.value", "string"),
        "error.handled": Column("coalesce(i.handled, true)", "boolean"),
        "issue.title": Column(TITLE, "string"),
        "culprit": Column("i.culprit", "string"),
        "transaction": Column("i.culprit", "string"),
        "release": Column("e.release", "string"),
        "environment": Column("e.environment", "string"),
        "platform": Column("i.platform", "string"),
        "logger": Column("i.logger", "string"),
        "user": Column("e.user_label", "string"),
        "user.id": Column("e.user_label", "string"),
        "user.display": Column("e.user_label", "string"),
        "count()": Column("count(*)", "integer", True),
        "count_unique(user)": Column("count(distinct e.user_label)", "integer", True),
        "count_unique(issue)": Column("count(distinct e.issue_id)", "integer", True),
        "first_seen()": Column("min(e.at)", "date", True),
        "last_seen()": Column("max(e.at)", "date", True),
        "min(timestamp)": Column("min(e.at)", "date", True),
        "max(timestamp)": Column("max(e.at)", "date", True),
        "epm()": Column("count(*) * 60.0::float8 / /*seconds*/", "number", True),
        "eps()": Column("count(*) * 1.0::float8 / /*seconds*/", "number", True),
    }
)
"""What can be asked for, under Sentry's names."""


@dataclass(frozen=True, slots=True)
class Order:
    name: str
    """A column."""
    descending: bool


async def table(
    connection: Connection,
    query: EventQuery,
    names: Sequence[str],
    order: Order | None,
    size: int,
    offset: int,
    seconds: float,
) -> list[dict[str, Any]]:
    """Rows by name, `names` being of COLUMNS; with an aggregate among them (or in the order), grouped by the rest.
    `seconds` is the time that rates are of. Raises InvalidQuery."""
    parameters = Parameters([list(query.project_ids), size, offset])
    where = event_where(query, parameters)
    columns = _columns(names, parameters, seconds)
    grouped = any(COLUMNS[name].is_aggregate for name in names)
    if not grouped and (order is None or order.name == "timestamp"):
        direction = "asc" if order is not None and not order.descending else "desc"
        text = Q["by_time"].replace("/*direction*/", direction)
    else:
        tail = (_group(names) if grouped else "") + _order(names, order, grouped)
        text = Q["table"].replace("/*tail*/", tail)
    text = text.replace("e.event_id /*columns*/", columns).replace("/*where*/", where)
    rows = await fetch_search(connection, text, parameters)
    return [{name: row[index] for index, name in enumerate(names)} for row in rows]


def _columns(names: Sequence[str], parameters: Parameters, seconds: float) -> str:
    pieces = [COLUMNS[name].expression for name in names]
    if any("/*seconds*/" in piece for piece in pieces):
        rate = parameters.add(seconds, "float8")
        pieces = [piece.replace("/*seconds*/", rate) for piece in pieces]
    return ", ".join(f"{piece} as c{index}" for index, piece in enumerate(pieces))


def _group(names: Sequence[str]) -> str:
    plain = [str(index + 1) for index, name in enumerate(names) if not COLUMNS[name].is_aggregate]
    return f" group by {', '.join(plain)}" if plain else ""


def _order(names: Sequence[str], order: Order | None, grouped: bool) -> str:
    """The column by its place, then all others, so that pages do not overlap."""
    places = [str(index + 1) for index in range(len(names))]
    if order is None:
        first = []
    elif order.name in names:
        direction = "desc nulls last" if order.descending else "asc nulls last"
        first = [f"{names.index(order.name) + 1} {direction}"]
    else:
        first = [f"{COLUMNS[order.name].expression} {'desc' if order.descending else 'asc'}"]
    rest = places if grouped else ["e.event_id"]
    return f" order by {', '.join([*first, *rest])}"


async def series(connection: Connection, query: EventQuery, seconds: int) -> dict[int, int]:
    """Events by the epoch second at which an interval of so many seconds begins; empty ones are left out."""
    parameters = Parameters([list(query.project_ids), float(seconds)])
    text = Q["series"].replace("/*where*/", event_where(query, parameters))
    rows = await fetch_search(connection, text, parameters)
    return {_epoch(row["at"]): row["quantity"] for row in rows}


async def series_by(
    connection: Connection, query: EventQuery, seconds: int, name: str, values: Sequence[Any]
) -> dict[Any, dict[int, int]]:
    """The same for each of some values of a column."""
    parameters = Parameters([list(query.project_ids), float(seconds)])
    expression = COLUMNS[name].expression
    where = event_where(query, parameters)
    text = Q["series_by"].replace("/*where*/", where).replace("/*group*/ e.title", expression)
    found: dict[Any, dict[int, int]] = {value: {} for value in values}
    for row in await fetch_search(connection, text, parameters):
        if row["grouped"] in found:
            found[row["grouped"]][_epoch(row["at"])] = row["quantity"]
    return found


def _epoch(at: datetime) -> int:
    return int(at.timestamp())
