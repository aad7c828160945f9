"""Which issues a request means: `query`, `project`, `environment` and a time, in the caller's organization."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Query, Request

from api.access.rights import Access
from api.deps import InjectedDeps
from api.ids import row_id
from api.periods import Period, period
from api.problems import not_found
from core.db.database import Connection
from core.db.issues.issues import IssueQuery
from core.db.organizations import projects
from core.payloads.clauses import HasWords
from core.payloads.search import MAX_FACET_VALUES, PayloadQuery
from core.payloads.words import words_of
from core.search import And, Condition, Node, conditions, parse

Text = Annotated[str, Query(max_length=10_000, description="In the query language of docs/search.md")]
Texts = Annotated[list[Annotated[str, Query(max_length=200)]] | None, Query(max_length=200)]
Projects = Annotated[
    list[Annotated[str, Query(max_length=200)]] | None,
    Query(alias="project", max_length=200, description="Ids or slugs; none: all of the organization"),
]


@dataclass(frozen=True, slots=True)
class Filter:
    """What of a request says which issues or events are meant."""

    tree: Node
    projects: Sequence[str]
    environments: Sequence[str]
    period: Period
    now: datetime

    def within(self) -> "Filter":
        """The same, narrowed to the period also where nobody gave one: a series has to begin somewhere."""
        return replace(self, period=replace(self.period, is_given=True))


def asked_filter(
    deps: InjectedDeps,
    over: Annotated[Period, Depends(period)],
    query: Text = "",
    also: Annotated[
        str, Query(max_length=10_000, description="A second query that must hold, too, read by itself")
    ] = "",
    asked_projects: Projects = None,
    environment: Texts = None,
) -> Filter:
    """The dependency. Raises 400 with the place for a query that says nothing."""
    now = datetime.fromtimestamp(deps.clock.now(), UTC)
    tree = parse(query)
    if also:  # never one text with the first: what that leaves open would swallow it
        tree = And((tree, parse(also)))
    return Filter(tree, named(asked_projects), [one for one in environment or () if one], over, now)


def named(asked: Sequence[str] | None) -> list[str]:
    """Without what stands for all projects: nothing, and -1 from Sentry's clients."""
    return [one for one in asked or () if one not in ("-1", "")]


AskedFilter = Annotated[Filter, Depends(asked_filter)]


async def wanted_projects(
    connection: Connection, access: Access, asked: Sequence[str], in_path: str | None = None
) -> list[int]:
    """Ids of the projects that are meant: the one in the path, those asked for by id or slug, or all of the
    organization. Raises 404 for one that is not the organization's."""
    by_slug = await projects.project_ids(connection, access.organization.id)
    wanted = [in_path] if in_path is not None else list(asked)
    if not wanted:
        return sorted(by_slug.values())
    ids = set(by_slug.values())
    found = [by_slug.get(one) if row_id(one) is None else row_id(one) for one in wanted]
    if any(one not in ids for one in found):
        raise not_found()
    return sorted({one for one in found if one is not None})


def project_in_path(request: Request) -> str | None:
    """`/projects/{org}/{project}/issues/` means one project."""
    project: str | None = request.path_params.get("project")
    return project


async def issue_query(access: Access, asked: Filter, project_ids: Sequence[int]) -> IssueQuery:
    """The same for the database. A time that was not given does not narrow. Text also finds the issues of events that
    mention it anywhere, the most frequent ones where there are very many."""
    limits = asked.period if asked.period.is_given else None
    return IssueQuery(
        project_ids,
        asked.tree,
        asked.now,
        access.user_id,
        environments=asked.environments,
        since=limits.start if limits else None,
        until=limits.end if limits else None,
        mentioned=await _mentioned(access, asked, project_ids),
    )


async def _mentioned(access: Access, asked: Filter, project_ids: Sequence[int]) -> dict[Condition, Sequence[str]]:
    start = int(asked.period.start.timestamp() * 1000) if asked.period.is_given else 0
    end = int(asked.period.end.timestamp() * 1000) + 1
    found: dict[Condition, Sequence[str]] = {}
    if access.deps.search is None:
        return found
    for condition in conditions(asked.tree):
        words = words_of(condition.values[0]) if not condition.key else ()
        if words:
            query = PayloadQuery(frozenset(project_ids), HasWords(words, "text"), start, end)
            counted = await access.deps.search.summarize(query, 86400, ["fingerprint"], MAX_FACET_VALUES)
            found[condition] = [value for value, _ in counted.facets["fingerprint"]]
    return found
