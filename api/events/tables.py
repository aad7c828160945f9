"""Columns, orders and cells of tables of events."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from api.access.rights import Access
from api.schemas.organizations.stats import (
    EventsValidity,
    FieldValidity,
    NamedValidity,
    ProjectsValidity,
    QueryValidity,
)
from core.db.database import Connection
from core.db.events.events import find_events
from core.db.events.search import compile_event_search
from core.db.events.table import COLUMNS, Order
from core.db.search_sql import Parameters, Scope
from core.errors import Rejected
from core.events import EventData
from core.payloads import PayloadKey
from core.search import InvalidQuery, conditions, parse

_TAG: Final = re.compile(r"tags\[([^\]]{1,200})\]|([A-Za-z_][\w.-]{0,199})")
_ATTRIBUTE_TYPES: Final = {"string": "string", "date": "string", "boolean": "boolean"}


def check_field(name: str, grouped: bool) -> None:
    """Raises 400 for a column that cannot be shown. Beside aggregates, tags cannot: they are counted per issue."""
    if name in COLUMNS:
        return
    if grouped or _TAG.fullmatch(name) is None:
        raise Rejected("unknown_field", f"no field {name[:100]!r}: there are {', '.join(COLUMNS)}")


def read_order(sort: str | None, names: Sequence[str]) -> Order | None:
    """`-timestamp`, `-count`, `-last_seen()`. None where nothing is asked. Raises 400 for what cannot be sorted by."""
    if not sort:
        return None
    order = order_of(sort, names)
    if order is None:
        raise Rejected("unknown_sort", f"cannot sort by {sort[:100]!r}")
    return order


def order_of(sort: str, names: Sequence[str]) -> Order | None:
    """The order that is meant; None where it is none: an aggregate in a table without any, or the reverse."""
    plain = sort.removeprefix("-")
    grouped = any(name in COLUMNS and COLUMNS[name].is_aggregate for name in names)
    found = next((one for one in (plain, f"{plain}()", plain.replace("_", "(", 1) + ")") if one in COLUMNS), None)
    if found is None:
        return None
    if grouped and not COLUMNS[found].is_aggregate and found not in names:
        return None
    if not grouped and COLUMNS[found].is_aggregate:
        # Grafana sorts by last_seen() whether it shows it or not; of one event that is its time.
        return Order("timestamp", descending=sort.startswith("-")) if found == "last_seen()" else None
    return Order(found, descending=sort.startswith("-"))


async def rows_with_payloads(
    connection: Connection, access: Access, rows: list[dict[str, Any]], names: Sequence[str]
) -> list[dict[str, Any]]:
    """The rows with cells for columns that only whole events know: tags, and fields of the user."""
    if not names or not rows:
        return rows
    ids = {(row["project.id"], row["id"]) for row in rows}
    found = await find_events(connection, sorted({project for project, _ in ids}), [event for _, event in ids])
    keys = {PayloadKey(one.project_id, one.event_id, one.day): one.payload for one in found}
    payloads = {
        (key.project_id, key.event_id): data for key, data in (await access.deps.payloads.get_many(keys)).items()
    }
    for row in rows:
        data = payloads.get((row["project.id"], row["id"]), {})
        row.update({name: _cell(data, name) for name in names})
    return rows


def _cell(data: EventData, name: str) -> Any:
    found = _TAG.fullmatch(name)
    key = (found[1] or found[2]) if found else name
    subject, _, attribute = key.partition(".")
    if subject == "user" and attribute and isinstance(data.get("user"), dict):
        value = data["user"].get({"ip": "ip_address"}.get(attribute, attribute))
        if isinstance(value, str | int):
            return value
    pairs = data.get("tags")
    return next((pair[1] for pair in pairs if pair[0] == key), None) if isinstance(pairs, list) else None


def validity(
    *,
    fields: Sequence[str],
    orders: Sequence[str],
    query: str,
    dataset: str,
    dataset_error: str | None,
    project_error: str | None,
    environments: Sequence[str],
    now: datetime,
) -> EventsValidity:
    """What `events/` would say to each part of a request."""
    grouped = any(name in COLUMNS and COLUMNS[name].is_aggregate for name in fields)
    checked = [_field_validity(name, grouped) for name in fields]
    ordered = [_order_validity(one, fields) for one in orders]
    asked = _query_validity(query, now)
    valid = all((asked.valid, project_error is None, dataset_error is None, *(one.valid for one in checked + ordered)))
    return EventsValidity(
        valid=valid,
        projects=[ProjectsValidity(valid=project_error is None, error=project_error)],
        dataset=[NamedValidity(name=dataset or "errors", valid=dataset_error is None, error=dataset_error)],
        environment=[ProjectsValidity(valid=True) for _ in environments],
        field=checked,
        orderby=ordered,
        query=asked,
    )


def _field_validity(name: str, grouped: bool) -> FieldValidity:
    try:
        check_field(name, grouped)
    except Rejected as error:
        return FieldValidity(name=name, valid=False, error=error.detail)
    kind = COLUMNS[name].type if name in COLUMNS else "string"
    return FieldValidity(name=name, valid=True, attr_type=_ATTRIBUTE_TYPES.get(kind, "number"))


def _order_validity(sort: str, fields: Sequence[str]) -> FieldValidity:
    order = order_of(sort, fields)
    if order is None:
        return FieldValidity(name=sort, valid=False, error=f"cannot sort by {sort!r}")
    return FieldValidity(name=sort, valid=True, attr_type=_ATTRIBUTE_TYPES.get(COLUMNS[order.name].type, "number"))


def _query_validity(query: str, now: datetime) -> QueryValidity:
    try:
        tree = parse(query)
        compile_event_search(tree, Scope(Parameters(), now, [], None))
    except InvalidQuery as error:
        return QueryValidity(valid=False, error=error.detail, fields=[])
    keys = dict.fromkeys(one.key for one in conditions(tree) if one.key)
    return QueryValidity(
        valid=True, error=None, fields=[FieldValidity(name=key, valid=True, attr_type="string") for key in keys]
    )
