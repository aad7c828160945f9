"""What can be asked of issues: from a query's tree to a clause. In the statement, `i` is the issue."""
# ruff: noqa: S608 - every piece is a constant or `$n`; values are parameters, see search_sql

from collections.abc import Sequence

from core.db.issues.clauses import EVENT_ID, SHORT_ID, TITLE, event, short_id, tag
from core.db.issues.search_fields import FIELDS
from core.db.search_sql import Scope, any_of, compile_tree, like
from core.search import Condition, Node, Pattern


def compile_issue_search(node: Node, scope: Scope) -> str:
    """The clause that a tree means. Raises InvalidQuery for what cannot be asked."""
    return compile_tree(node, lambda condition: _leaf(condition, scope))


def _leaf(condition: Condition, scope: Scope) -> str:
    if not condition.key:
        clauses = [_text(value, scope) for value in condition.values]
        if fingerprints := scope.mentioned.get(condition):
            clauses.append(_owns(fingerprints, scope))
        return any_of(clauses)
    field = None if condition.is_tag else FIELDS.get(condition.key.lower())
    return field(condition, scope) if field else tag(condition.key)(condition, scope)


def _text(pattern: Pattern, scope: Scope) -> str:
    """Text alone: anywhere in what an issue shows; a short id or an event id finds that one."""
    place = scope.parameters.add(like(pattern, contains=True), "text")
    clauses = [f"{TITLE} ilike {place}", f"i.culprit ilike {place}", f"i.logger ilike {place}"]
    if pattern.is_exact and SHORT_ID.fullmatch(pattern.text):
        clauses.append(short_id(pattern.text, scope))
    if pattern.is_exact and EVENT_ID.fullmatch(pattern.text):
        clauses.append(event(pattern.text, scope))
    return any_of(clauses)


def _owns(fingerprints: Sequence[str], scope: Scope) -> str:
    """Issues with one of these fingerprints: an event of theirs mentions the text."""
    pairs = [one.split(":") for one in fingerprints]
    projects = scope.parameters.add([int(project) for project, _ in pairs], "bigint[]")
    hashes = scope.parameters.add([bytes.fromhex(value) for _, value in pairs], "bytea[]")
    return (
        f"i.id in (select h.issue_id from unnest({projects}, {hashes}) as m (project_id, hash)"
        " join issue_hashes h on h.project_id = m.project_id and h.hash = m.hash)"
    )
