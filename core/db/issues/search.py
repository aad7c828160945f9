"""What can be asked of issues. In the statement, `i` is the issue."""
# ruff: noqa: S608 - every piece is a constant or `$n`; values are parameters, see search_sql

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from core.db.search_sql import (
    Compile,
    Scope,
    age_field,
    any_of,
    compile_tree,
    like,
    matches,
    number_field,
    only_equal,
    text_field,
    time_field,
)
from core.search import Condition, Node, Pattern

TITLE: Final = "(case when i.type = '' then i.value when i.value = '' then i.type else i.type || ': ' || i.value end)"

_OPEN: Final = "i.status in ('new', 'acknowledged')"
_UNASSIGNED: Final = "(i.assignee_user_id is null and i.assignee_team_id is null)"

IS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "unresolved": _OPEN,
        "new": "(i.status = 'new' and i.regressed_at is null)",
        "acknowledged": "i.status = 'acknowledged'",
        "resolved": "i.status = 'resolved'",
        "ignored": "i.status = 'ignored'",
        "archived": "i.status = 'ignored'",
        "muted": "i.status = 'ignored'",
        "regressed": f"({_OPEN} and i.regressed_at is not null)",
        "assigned": f"not {_UNASSIGNED}",
        "unassigned": _UNASSIGNED,
        "for_review": f"(i.status = 'new' and {_UNASSIGNED})",
        "handled": "coalesce(i.handled, true)",
        "unhandled": "not coalesce(i.handled, true)",
    }
)
"""What `is:` takes."""

_SHORT_ID: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]{0,49})-(\d{1,18})")
_EVENT_ID: Final = re.compile(r"[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}")


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
    return field(condition, scope) if field else _tag(condition.key)(condition, scope)


def _text(pattern: Pattern, scope: Scope) -> str:
    """Text alone: anywhere in what an issue shows; a short id or an event id finds that one."""
    place = scope.parameters.add(like(pattern, contains=True), "text")
    clauses = [f"{TITLE} ilike {place}", f"i.culprit ilike {place}", f"i.logger ilike {place}"]
    if pattern.is_exact and _SHORT_ID.fullmatch(pattern.text):
        clauses.append(_short_id(pattern.text, scope))
    if pattern.is_exact and _EVENT_ID.fullmatch(pattern.text):
        clauses.append(_event(pattern.text, scope))
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


def _short_id(text: str, scope: Scope) -> str:
    slug, _, number = text.rpartition("-")
    wanted = scope.parameters.add(int(number), "bigint")
    of_slug = f"(select id from projects where slug = {scope.parameters.add(slug.lower(), 'text')})"
    return f"(i.number = {wanted} and i.project_id in {of_slug})"


def _event(event_id: str, scope: Scope) -> str:
    projects = scope.parameters.add(scope.project_ids, "bigint[]")
    wanted = scope.parameters.add(event_id, "uuid")
    return f"i.id in (select issue_id from events where project_id = any({projects}) and event_id = {wanted})"


def _tag(key: str) -> Compile:
    """Issues with an event that has the tag; with an empty value, those without one."""

    def compile_it(condition: Condition, scope: Scope) -> str:
        only_equal(condition)
        return any_of([_tag_value(key, value, scope) for value in condition.values])

    return compile_it


def _tag_value(key: str, value: Pattern, scope: Scope) -> str:
    of_key = f"select from issue_tags t where t.issue_id = i.id and t.key = {scope.parameters.add(key, 'text')}"
    if value.text == "":
        return f"not exists ({of_key})"
    if value.is_exact:
        return f"exists ({of_key} and t.value = {scope.parameters.add(value.text, 'text')})"
    return f"exists ({of_key} and t.value ilike {scope.parameters.add(like(value), 'text')})"


def _is(condition: Condition, _: Scope) -> str:
    only_equal(condition)
    for value in condition.values:
        if value.text.lower() not in IS:
            condition.refuse(f"is: knows {', '.join(IS)}; not {value.text!r}")
    return any_of([IS[value.text.lower()] for value in condition.values])


def _has(condition: Condition, scope: Scope) -> str:
    only_equal(condition)
    return any_of([_has_key(value.text, scope) for value in condition.values])


def _has_key(key: str, scope: Scope) -> str:
    column = _HAS.get(key.lower())
    if column is not None:
        return column
    return f"exists (select from issue_tags t where t.issue_id = i.id and t.key = {scope.parameters.add(key, 'text')})"


def _assigned(condition: Condition, scope: Scope) -> str:
    only_equal(condition)
    return any_of([_assigned_to(value, scope) for value in condition.values])


def _assigned_to(value: Pattern, scope: Scope) -> str:
    text = value.text.lower()
    if text in ("none", ""):
        return _UNASSIGNED
    if text in ("me", "my_teams", "me_or_none"):
        user = scope.parameters.add(scope.user_id, "bigint")
        teams = f"i.assignee_team_id in (select team_id from team_members where user_id = {user})"
        mine = f"coalesce(i.assignee_user_id = {user} or {teams}, false)"
        return f"({mine} or {_UNASSIGNED})" if text == "me_or_none" else mine
    if text.startswith("#"):
        slug = matches("a.slug", Pattern((text[1:],)), scope)
        return f"coalesce(i.assignee_team_id in (select a.id from teams a where {slug}), false)"
    who = any_of([matches("u.email", value, scope), matches("u.name", value, scope)])
    return f"coalesce(i.assignee_user_id in (select u.id from users u where {who}), false)"


def _release(condition: Condition, scope: Scope) -> str:
    only_equal(condition)
    return any_of([_release_value(value, scope) for value in condition.values])


def _release_value(value: Pattern, scope: Scope) -> str:
    if value.text != "latest":
        return _tag_value("release", value, scope)
    newest = (
        "select r.version from releases r where r.project_id = i.project_id"
        " order by r.first_seen desc, r.id desc limit 1"
    )
    return f"exists (select from issue_tags t where t.issue_id = i.id and t.key = 'release' and t.value = ({newest}))"


def _project(condition: Condition, scope: Scope) -> str:
    only_equal(condition)
    slugs = any_of([matches("s.slug", value, scope) for value in condition.values])
    return f"i.project_id in (select s.id from projects s where {slugs})"


def _issue(condition: Condition, scope: Scope) -> str:
    only_equal(condition)
    clauses = []
    for value in condition.values:
        if value.text.isascii() and value.text.isdigit() and len(value.text) < 19:
            clauses.append(f"i.id = {scope.parameters.add(int(value.text), 'bigint')}")
        elif _SHORT_ID.fullmatch(value.text):
            clauses.append(_short_id(value.text, scope))
        else:
            condition.refuse(f"{condition.key}: wants a short id like SHOP-418")
    return any_of(clauses)


def _event_id(condition: Condition, scope: Scope) -> str:
    only_equal(condition)
    for value in condition.values:
        if not _EVENT_ID.fullmatch(value.text):
            condition.refuse(f"{condition.key}: wants an event id of 32 hex digits")
    return any_of([_event(value.text, scope) for value in condition.values])


def _handled(means: bool) -> Compile:
    def compile_it(condition: Condition, _: Scope) -> str:
        only_equal(condition)
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
        "assignee": f"not {_UNASSIGNED}",
        "assigned": f"not {_UNASSIGNED}",
        "culprit": "i.culprit <> ''",
        "logger": "i.logger <> ''",
        "error.type": "i.type <> ''",
        "error.value": "i.value <> ''",
        "message": "i.value <> ''",
        "user": "i.users_seen > 0",
    }
)

_TRANSACTION: Final = _tag("transaction")


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
