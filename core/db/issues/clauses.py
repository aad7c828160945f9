"""Clauses about an issue, by its short id, its events and its tags. In the statement, `i` is the issue."""
# ruff: noqa: S608 - every piece is a constant or `$n`; values are parameters, see search_sql

import re
from typing import Final

from core.db.search_sql import Compile, Scope, any_of, like
from core.search import Condition, Pattern

TITLE: Final = "(case when i.type = '' then i.value when i.value = '' then i.type else i.type || ': ' || i.value end)"

OPEN: Final = "i.status in ('new', 'acknowledged')"

UNASSIGNED: Final = "(i.assignee_user_id is null and i.assignee_team_id is null)"

SHORT_ID: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]{0,49})-(\d{1,18})")

EVENT_ID: Final = re.compile(r"[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}")


def short_id(text: str, scope: Scope) -> str:
    slug, _, number = text.rpartition("-")
    wanted = scope.parameters.add(int(number), "bigint")
    of_slug = f"(select id from projects where slug = {scope.parameters.add(slug.lower(), 'text')})"
    return f"(i.number = {wanted} and i.project_id in {of_slug})"


def event(event_id: str, scope: Scope) -> str:
    projects = scope.parameters.add(scope.project_ids, "bigint[]")
    wanted = scope.parameters.add(event_id, "uuid")
    return f"i.id in (select issue_id from events where project_id = any({projects}) and event_id = {wanted})"


def tag(key: str) -> Compile:
    """Issues with an event that has the tag; with an empty value, those without one."""

    def compile_it(condition: Condition, scope: Scope) -> str:
        condition.only_equal()
        return any_of([tag_value(key, value, scope) for value in condition.values])

    return compile_it


def tag_value(key: str, value: Pattern, scope: Scope) -> str:
    of_key = f"select from issue_tags t where t.issue_id = i.id and t.key = {scope.parameters.add(key, 'text')}"
    if value.text == "":
        return f"not exists ({of_key})"
    if value.is_exact:
        return f"exists ({of_key} and t.value = {scope.parameters.add(value.text, 'text')})"
    return f"exists ({of_key} and t.value ilike {scope.parameters.add(like(value), 'text')})"
