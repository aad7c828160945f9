"""Which whole events a request means."""

from typing import Final

from api.access.rights import Access
from api.issues.queries import Filter
from core.db.database import Connection
from core.db.issues.conditions import answer_conditions
from core.db.search_sql import Parameters, Scope
from core.payloads.clauses import AllOf, AnyOf, Clause, FieldIs
from core.payloads.question import asked_of_issues, clause_of
from core.payloads.search import PayloadQuery
from core.search import Node, Pattern

_MILLISECONDS: Final = 1000


async def explore_query(connection: Connection, access: Access, asked: Filter, project_ids: list[int]) -> PayloadQuery:
    """The question for the store that searches, within the period of the request. Raises InvalidQuery."""
    clause = await _clause(connection, access, asked.tree, asked, project_ids)
    if asked.environments:
        of_environments = AnyOf(tuple(FieldIs("environment", Pattern((one,))) for one in asked.environments))
        clause = AllOf((clause, of_environments))
    return PayloadQuery(
        frozenset(project_ids),
        clause,
        int(asked.period.start.timestamp() * _MILLISECONDS),
        int(asked.period.end.timestamp() * _MILLISECONDS) + 1,
    )


async def _clause(connection: Connection, access: Access, tree: Node, asked: Filter, project_ids: list[int]) -> Clause:
    scope = Scope(Parameters(), asked.now, project_ids, access.user_id)
    known = await answer_conditions(connection, asked_of_issues(tree), scope)
    return clause_of(tree, known, asked.now)
