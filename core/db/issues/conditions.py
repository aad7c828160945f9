"""Answers the conditions of a search of whole events that only the database can: which fingerprints belong to the
issues that are meant.

A stored event names its fingerprint and not its issue: so a merge or a split moves it without touching what is stored.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.db.database import Connection
from core.db.issues.search import compile_issue_search
from core.db.queries import load_queries
from core.db.search_sql import Parameters, Scope, fetch_search
from core.issues import short_id
from core.payloads.clauses import AllOf, AnyOf, Clause, FieldIs, OfFingerprints, OfProjects
from core.payloads.matching import like
from core.search import Condition, Pattern

Q = load_queries(__file__)

MAX_FINGERPRINTS: Final = 50_000
"""That one condition may stand for: what stores take in one question."""


@dataclass(frozen=True, slots=True)
class FoundIssue:
    """An issue that owns a fingerprint."""

    id: int
    short_id: str
    type: str
    value: str
    level: str
    status: str

    @property
    def title(self) -> str:
        return f"{self.type}: {self.value}" if self.type and self.value else self.type or self.value


async def answer_conditions(
    connection: Connection, conditions: Iterable[Condition], scope: Scope
) -> dict[Condition, Clause]:
    """What conditions on issues, projects and the latest release mean for events. Raises InvalidQuery, also for a
    condition that too many issues fulfil."""
    return {condition: await _answer(connection, condition, scope) for condition in conditions}


async def _answer(connection: Connection, condition: Condition, scope: Scope) -> Clause:
    match condition.key.lower():
        case "project" | "project.name":
            return await _of_projects(connection, condition, scope)
        case "release":
            return await _of_releases(connection, condition, scope)
        case "":
            return await _of_fingerprints(connection, replace(condition, key="issue"), scope)
        case _:
            return await _of_fingerprints(connection, condition, scope)


async def _of_fingerprints(connection: Connection, condition: Condition, scope: Scope) -> Clause:
    parameters = Parameters([scope.project_ids, MAX_FINGERPRINTS + 1])
    where = compile_issue_search(condition, replace(scope, parameters=parameters))
    text = Q["fingerprints"].replace("/*where*/ true", where)
    rows = await fetch_search(connection, text, parameters)
    if len(rows) > MAX_FINGERPRINTS:
        condition.refuse(f"More than {MAX_FINGERPRINTS:,} issues are meant here: ask for the opposite, or narrow it")
    return OfFingerprints(frozenset(f"{row['project_id']}:{row['hash'].hex()}" for row in rows))


async def _of_projects(connection: Connection, condition: Condition, scope: Scope) -> Clause:
    condition.only_equal()
    rows = await connection.fetch(Q["projects"], scope.project_ids)
    wanted = [[piece.lower() for piece in value.pieces] for value in condition.values]
    return OfProjects(frozenset(row["id"] for row in rows if any(like(row["slug"], pieces) for pieces in wanted)))


async def _of_releases(connection: Connection, condition: Condition, scope: Scope) -> Clause:
    """`release:latest` is another one in each project."""
    rows = await connection.fetch(Q["newest_releases"], scope.project_ids)
    newest = [
        AllOf((OfProjects(frozenset({row["project_id"]})), FieldIs("release", Pattern((row["version"],)))))
        for row in rows
    ]
    named = [FieldIs("release", value) for value in condition.values if value.text != "latest"]
    return AnyOf((*newest, *named))


async def issues_of(connection: Connection, fingerprints: Sequence[str]) -> Mapping[str, FoundIssue]:
    """The issues that own these fingerprints (`<project id>:<hex>`); those that nobody owns are left out."""
    pairs = [one.split(":") for one in fingerprints]
    projects, hashes = [int(project) for project, _ in pairs], [bytes.fromhex(value) for _, value in pairs]
    return {
        f"{row['project_id']}:{row['hash'].hex()}": FoundIssue(
            row["id"],
            short_id(row["slug"], row["number"]),
            row["type"],
            row["value"],
            row["level"],
            row["status"],
        )
        for row in await connection.fetch(Q["issues_of"], projects, hashes)
    }
