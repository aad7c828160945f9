"""Issues as people read them: found, listed, counted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from core.db.database import Connection
from core.db.issues.search import compile_issue_search
from core.db.queries import load_queries
from core.db.search_sql import Parameters, Scope, fetch_search
from core.issues import short_id
from core.search import And, Condition, Node

Q = load_queries(__file__)

COUNTED: Final = 1000
"""Issues of a list are counted up to this many: beyond, people narrow the search."""

CHANGED_AT_ONCE: Final = 10_000
"""Issues that one request may change."""

_SHORT_ID: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]{0,49})-(\d{1,18})")
_MAX_BIGINT: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Issue:
    """A row of `issues` with the names that stand for its references."""

    id: int
    project_id: int
    number: int
    status: str
    regressed_at: datetime | None
    level: str
    platform: str
    type: str
    value: str
    culprit: str
    logger: str
    handled: bool | None
    first_seen: datetime
    last_seen: datetime
    first_release: str | None
    last_release: str | None
    times_seen: int
    users_seen: int
    assignee_user_id: int | None
    assignee_team_id: int | None
    resolved_in_release: str | None
    resolved_in_next_release: bool
    ignored_until: datetime | None
    ignored_until_times_seen: int | None
    ignored_until_users_seen: int | None
    ignored_window_seconds: int | None
    ignored_window_quantity: int | None
    project_slug: str
    project_name: str
    project_platform: str | None
    assignee_name: str | None
    assignee_email: str | None
    assignee_team: str | None
    first_release_at: datetime | None
    last_release_at: datetime | None
    comments: int
    sort_value: Any
    """What the list that it was read in is sorted by."""

    @property
    def short_id(self) -> str:
        return short_id(self.project_slug, self.number)


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of a list, newest or biggest first."""

    expression: str
    type: str


_PRIORITY: Final = (
    "(extract(epoch from i.last_seen)::float8"
    " + 43200 * log(1.0::float8 + i.times_seen) + 86400 * log(1.0::float8 + i.users_seen)"
    " + case i.level when 'fatal' then 86400 when 'error' then 0 else -86400 end)"
)
"""Seconds: ten times the events weigh like half a day, ten times the users like a whole one."""

SORTS: Final[Mapping[str, Sort]] = MappingProxyType(
    {
        "date": Sort("i.last_seen", "timestamptz"),
        "new": Sort("i.first_seen", "timestamptz"),
        "freq": Sort("i.times_seen", "bigint"),
        "user": Sort("i.users_seen", "bigint"),
        "priority": Sort(_PRIORITY, "float8"),
    }
)


@dataclass(frozen=True, slots=True)
class IssueQuery:
    """Which issues are meant."""

    project_ids: Sequence[int]
    """Of one organization: what keeps tenants apart."""
    tree: Node
    now: datetime
    user_id: int | None
    """Who `me` is."""
    environments: Sequence[str] = ()
    """Only with an event in one of them; empty: any."""
    since: datetime | None = None
    """Only those seen since."""
    until: datetime | None = None
    ids: Sequence[int] | None = None
    """Only these."""
    mentioned: Mapping[Condition, Sequence[str]] = field(default_factory=dict)
    """See `Scope.mentioned`."""


async def list_issues(
    connection: Connection,
    query: IssueQuery,
    sort: str,
    size: int,
    after: tuple[Any, int] | None = None,
    backwards: bool = False,
) -> list[Issue]:
    """Up to `size` issues that follow (backwards: stand before, nearest first) the one with that sort value and id.
    Raises InvalidQuery."""
    order = SORTS[sort]
    parameters = Parameters([list(query.project_ids), size])
    where = _where(query, parameters)
    direction, compare = ("asc", ">") if backwards else ("desc", "<")
    if after is not None:
        value, row = parameters.add(after[0], order.type), parameters.add(after[1], "bigint")
        where += f" and ({order.expression}, i.id) {compare} ({value}, {row})"
    text = Q["search"].replace("/*where*/", where).replace("/*direction*/", direction)
    text = text.replace("/*sort*/ i.last_seen", order.expression)
    return [Issue(**row) for row in await fetch_search(connection, text, parameters)]


async def count_issues(connection: Connection, query: IssueQuery) -> int:
    """How many there are; COUNTED + 1 stands for more."""
    parameters = Parameters([list(query.project_ids), COUNTED + 1])
    text = Q["count"].replace("/*where*/", _where(query, parameters))
    [row] = await fetch_search(connection, text, parameters)
    found: int = row["count"]
    return found


async def issue_ids(connection: Connection, query: IssueQuery) -> list[int]:
    """Ids of all that are meant, at most CHANGED_AT_ONCE + 1."""
    parameters = Parameters([list(query.project_ids), CHANGED_AT_ONCE + 1])
    text = Q["ids"].replace("/*where*/", _where(query, parameters))
    return [row["id"] for row in await fetch_search(connection, text, parameters)]


def _where(query: IssueQuery, parameters: Parameters) -> str:
    scope = Scope(parameters, query.now, list(query.project_ids), query.user_id, query.mentioned)
    clauses = [compile_issue_search(query.tree, scope)]
    if query.environments:
        wanted = parameters.add(list(query.environments), "text[]")
        clauses.append(
            "exists (select from issue_tags e where e.issue_id = i.id and e.key = 'environment'"
            f" and e.value = any({wanted}))"
        )
    if query.since is not None:
        clauses.append(f"i.last_seen >= {parameters.add(query.since, 'timestamptz')}")
    if query.until is not None:
        clauses.append(f"i.first_seen <= {parameters.add(query.until, 'timestamptz')}")
    if query.ids is not None:
        clauses.append(f"i.id = any({parameters.add(list(query.ids), 'bigint[]')})")
    return "and " + " and ".join(clauses)


async def issue_by_id(connection: Connection, project_ids: Sequence[int], issue_id: int) -> Issue | None:
    query = IssueQuery(project_ids, And(()), datetime.now(UTC), None, ids=[issue_id])
    found = await list_issues(connection, query, "date", 1)
    return found[0] if found else None


async def organization_of_issue(connection: Connection, text: str) -> int | None:
    """The organization of an issue, or of what it was merged into, by its numeric id alone."""
    number = _number(text)
    if number is None:
        return None
    organization_id: int | None = await connection.fetchval(Q["organization_of_issue"], number)
    return organization_id


async def find_issue_id(connection: Connection, organization_id: int, text: str) -> int | None:
    """The id of the issue that a person means by `418` or `SHOP-418`; of a merged one, what it was merged into."""
    number = _number(text)
    if number is not None:
        found: int | None = await connection.fetchval(Q["issue_id_by_id"], organization_id, number)
        return found
    match = _SHORT_ID.fullmatch(text)
    if match is None:
        return None
    issue_id: int | None = await connection.fetchval(
        Q["issue_id_by_number"], organization_id, match[1].lower(), int(match[2])
    )
    return issue_id


def _number(text: str) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) <= 19):
        return None
    return int(text) if int(text) <= _MAX_BIGINT else None


async def hours(
    connection: Connection, issue_ids: Sequence[int], since: datetime, interval: timedelta
) -> dict[int, dict[int, int]]:
    """Events by issue and by the epoch second at which an interval begins; intervals without events are left out."""
    found: dict[int, dict[int, int]] = {issue_id: {} for issue_id in issue_ids}
    for row in await connection.fetch(Q["hours"], list(issue_ids), since, interval):
        found[row["issue_id"]][int(row["at"].timestamp())] = row["quantity"]
    return found


async def hashes(connection: Connection, issue_id: int) -> list[bytes]:
    return [row["hash"] for row in await connection.fetch(Q["hashes"], issue_id)]


async def release_marks(connection: Connection, project_id: int, since: datetime) -> list[tuple[str, datetime]]:
    """Versions that were first seen since then, oldest first."""
    rows = await connection.fetch(Q["release_marks"], project_id, since)
    return [(row["version"], row["first_seen"]) for row in reversed(rows)]
