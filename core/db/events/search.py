"""What can be asked of events. In the statement, `e` is the event and `i` its issue.

Rows of events hold what lists show; tags are counted per issue. So a tag that is not a column of events cannot be
searched here, and the refusal says where it can be.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.db.issues.search_fields import FIELDS as ISSUE_FIELDS
from core.db.search_sql import (
    Compile,
    Scope,
    any_of,
    compile_tree,
    matches,
    text_field,
    time_field,
)
from core.search import Condition, Node

_HAS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "release": "e.release is not null",
        "environment": "e.environment is not null",
        "user": "e.user_label is not null",
        "issue": "true",
        "error.type": "i.type <> ''",
        "message": "e.title <> ''",
        "title": "e.title <> ''",
        "culprit": "i.culprit <> ''",
    }
)


def compile_event_search(node: Node, scope: Scope) -> str:
    """The clause that a tree means. Raises InvalidQuery for what cannot be asked."""
    return compile_tree(node, lambda condition: _leaf(condition, scope))


def _leaf(condition: Condition, scope: Scope) -> str:
    if not condition.key:
        return any_of(
            [
                any_of([matches(f"{column}", value, scope, contains=True) for column in ("e.title", "i.culprit")])
                for value in condition.values
            ]
        )
    field = FIELDS.get(condition.key.lower())
    if field is None:
        known = ", ".join(sorted(set(FIELDS) - _ALIASES))
        condition.refuse(f"Events cannot be searched by {condition.key!r}, only issues can. Here there are: {known}")
    return field(condition, scope)


def _event_id(condition: Condition, scope: Scope) -> str:
    condition.only_equal()
    clauses = []
    for value in condition.values:
        plain = value.text.replace("-", "").lower()
        if len(plain) != 32 or not set(plain) <= set("0123456789abcdef"):
            condition.refuse(f"{condition.key}: wants an event id of 32 hex digits")
        clauses.append(f"e.event_id = {scope.parameters.add(plain, 'uuid')}")
    return any_of(clauses)


def _has(condition: Condition, _: Scope) -> str:
    condition.only_equal()
    for value in condition.values:
        if value.text.lower() not in _HAS:
            condition.refuse(f"has: knows {', '.join(_HAS)} of events; not {value.text!r}")
    return any_of([_HAS[value.text.lower()] for value in condition.values])


def _kind(condition: Condition, scope: Scope) -> str:
    """`event.type:error`: all that is kept is an error, in Sentry's sense; messages are `default`."""
    kind = "case when i.logger = 'csp' then 'csp' when i.type = '' then 'default' else 'error' end"
    return text_field(f"({kind})")(condition, scope)


FIELDS: Final[Mapping[str, Compile]] = MappingProxyType(
    {
        "id": _event_id,
        "event.id": _event_id,
        "event.type": _kind,
        "has": _has,
        "level": text_field("e.level"),
        "release": text_field("e.release"),
        "environment": text_field("e.environment"),
        "user": text_field("e.user_label"),
        "user.id": text_field("e.user_label"),
        "message": text_field("e.title", contains=True),
        "title": text_field("e.title", contains=True),
        "timestamp": time_field("e.at"),
        **{
            key: ISSUE_FIELDS[key]
            for key in (
                "is",
                "assigned",
                "issue",
                "issue.id",
                "project",
                "project.name",
                "platform",
                "logger",
                "error.type",
                "error.value",
                "error.handled",
                "error.unhandled",
                "culprit",
                "firstseen",
                "lastseen",
                "age",
                "timesseen",
                "firstrelease",
            )
        },
        "transaction": text_field("i.culprit"),
    }
)

_ALIASES: Final = frozenset({"event.id", "issue.id", "project.name", "user.id", "transaction"})
