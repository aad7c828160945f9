"""The keys that can be asked of issues, and what each compares. In the statement, `i` is the issue."""
# ruff: noqa: S608 - every piece is a constant or `$n`; values are parameters, see search_sql

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.db.issues.clauses import EVENT_ID, OPEN, SHORT_ID, TITLE, UNASSIGNED, event, short_id, tag, tag_value
from core.db.search_sql import (
    Compile,
    Scope,
    age_field,
    any_of,
    matches,
    number_field,
    text_field,
    time_field,
)
from core.search import Condition, Pattern

IS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "unresolved": OPEN,
        "new": "(i.status = 'new' and i.regressed_at is null)",
        "acknowledged": "i.status = 'acknowledged'",
        "resolved": "i.status = 'resolved'",
        "ignored": "i.status = 'ignored'",
        "archived": "i.status = 'ignored'",
        "muted": "i.status = 'ignored'",
        "regressed": f"({OPEN} and i.regressed_at is not null)",
        "assigned": f"not {UNASSIGNED}",
        "unassigned": UNASSIGNED,
        "for_review": f"(i.status = 'new' and {UNASSIGNED})",
        "handled": "coalesce(i.handled, true)",
        "unhandled": "not coalesce(i.handled, true)",
    }
)
"""What `is:` takes."""


def _is(condition: Condition, _: Scope) -> str:
    condition.only_equal()
    for value in condition.values:
        if value.text.lower() not in IS:
            condition.refuse(f"is: knows {', '.join(IS)}; not {value.text!r}")
    return any_of([IS[value.text.lower()] for value in condition.values])


def _has(condition: Condition, scope: Scope) -> str:
    condition.only_equal()
    return any_of([_has_key(value.text, scope) for value in condition.values])


def _has_key(key: str, scope: Scope) -> str:
    column = _HAS.get(key.lower())
    if column is not None:
        return column
    return f"exists (select from issue_tags t where t.issue_id = i.id and t.key = {scope.parameters.add(key, 'text')})"


def _assigned(condition: Condition, scope: Scope) -> str:
    condition.only_equal()
    return any_of([_assigned_to(value, scope) for value in condition.values])


def _assigned_to(value: Pattern, scope: Scope) -> str:
    text = value.text.lower()
    if text in ("none", ""):
        return UNASSIGNED
    if text in ("me", "my_teams", "me_or_none"):
        user = scope.parameters.add(scope.user_id, "bigint")
        teams = f"i.assignee_team_id in (select team_id from team_members where user_id = {user})"
        mine = f"coalesce(i.assignee_user_id = {user} or {teams}, false)"
        return f"({mine} or {UNASSIGNED})" if text == "me_or_none" else mine
    if text.startswith("#"):
        slug = matches("a.slug", Pattern((text[1:],)), scope)
        return f"coalesce(i.assignee_team_id in (select a.id from teams a where {slug}), false)"
    who = any_of([matches("u.email", value, scope), matches("u.name", value, scope)])
    return f"coalesce(i.assignee_user_id in (select u.id from users u where {who}), false)"


def _release(condition: Condition, scope: Scope) -> str:
    condition.only_equal()
    return any_of([_release_value(value, scope) for value in condition.values])


def _release_value(value: Pattern, scope: Scope) -> str:
    if value.text != "latest":
        return tag_value("release", value, scope)
    newest = (
        "select r.version from releases r where r.project_id = i.project_id"
        " order by r.first_seen desc, r.id desc limit 1"
    )
    return f"exists (select from issue_tags t where t.issue_id = i.id and t.key = 'release' and t.value = ({newest}))"


def _project(condition: Condition, scope: Scope) -> str:
    condition.only_equal()
    slugs = any_of([matches("s.slug", value, scope) for value in condition.values])
    return f"i.project_id in (select s.id from projects s where {slugs})"


def _issue(condition: Condition, scope: Scope) -> str:
    condition.only_equal()
    clauses = []
    for value in condition.values:
        if value.text.isascii() and value.text.isdigit() and len(value.text) < 19:
            clauses.append(f"i.id = {scope.parameters.add(int(value.text), 'bigint')}")
        elif SHORT_ID.fullmatch(value.text):
            clauses.append(short_id(value.text, scope))
        else:
            condition.refuse(f"{condition.key}: wants a short id like SHOP-418")
    return any_of(clauses)


def _event_id(condition: Condition, scope: Scope) -> str:
    condition.only_equal()
    for value in condition.values:
        if not EVENT_ID.fullmatch(value.text):
            condition.refuse(f"{condition.key}: wants an event id of 32 hex digits")
    return any_of([event(value.text, scope) for value in condition.values])


def _handled(means: bool) -> Compile:
    def compile_it(condition: Condition, _: Scope) -> str:
        condition.only_equal()
        wanted = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
        clauses = []
        for value in condition.values:
            if value.text.lower() not in wanted:
                condition.refuse(f"{condition.key}: is true or false")
            clauses.append(IS["handled" if wanted[value.text.lower()] is means else "unhandled"])
        return any_of(clauses)

    return compile_it


_HAS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "assignee": f"not {UNASSIGNED}",
        "assigned": f"not {UNASSIGNED}",
        "culprit": "i.culprit <> ''",
        "logger": "i.logger <> ''",
        "error.type": "i.type <> ''",
        "error.value": "i.value <> ''",
        "message": "i.value <> ''",
        "user": "i.users_seen > 0",
    }
)

_TRANSACTION: Final = tag("transaction")


def _transaction(condition: Condition, scope: Scope) -> str:
    return any_of([text_field("i.culprit")(condition, scope), _TRANSACTION(condition, scope)])


FIELDS: Final[Mapping[str, Compile]] = MappingProxyType(
    {
        "is": _is,
        "has": _has,
        "assigned": _assigned,
        "assignee": _assigned,
        "level": text_field("i.level"),
        "platform": text_field("i.platform"),
        "logger": text_field("i.logger"),
        "error.type": text_field("i.type"),
        "error.value": text_field("i.value"),
        "error.handled": _handled(True),
        "error.unhandled": _handled(False),
        "message": text_field(TITLE, contains=True),
        "title": text_field(TITLE, contains=True),
        "culprit": text_field("i.culprit"),
        "transaction": _transaction,
        "release": _release,
        "firstrelease": text_field("i.first_release"),
        "first_release": text_field("i.first_release"),
        "firstseen": time_field("i.first_seen"),
        "lastseen": time_field("i.last_seen"),
        "age": age_field("i.first_seen"),
        "timesseen": number_field("i.times_seen"),
        "times_seen": number_field("i.times_seen"),
        "users": number_field("i.users_seen"),
        "users_seen": number_field("i.users_seen"),
        "usercount": number_field("i.users_seen"),
        "project": _project,
        "project.name": _project,
        "issue": _issue,
        "issue.id": _issue,
        "id": _event_id,
        "event.id": _event_id,
    }
)
"""Keys that are no tags, in small letters. All others, `environment` too, are asked of the tags."""
