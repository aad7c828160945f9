"""From syntax tree to clauses: what people may ask of whole events, and what it means. Pure.

What only the database knows of an event, such as the state of its issue, is looked up before and handed in.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, TypeAlias

from core.payloads.clauses import (
    AllOf,
    AnyOf,
    Between,
    Clause,
    FieldExists,
    FieldIs,
    HasWords,
    IsEvent,
    NoneOf,
)
from core.payloads.documents import PLAIN_FIELDS
from core.payloads.words import words_of
from core.search import And, Condition, Node, Not, Operator, Or, Pattern, conditions
from core.search.values import moment, seconds_of

Compile: TypeAlias = Callable[[Condition, datetime], Clause]

OF_ISSUES: Final = frozenset(
    {
        "is",
        "assigned",
        "assignee",
        "issue",
        "issue.id",
        "project",
        "project.name",
        "culprit",
        "firstseen",
        "lastseen",
        "age",
        "timesseen",
        "times_seen",
        "users",
        "users_seen",
        "usercount",
        "firstrelease",
        "first_release",
    }
)
"""Keys that the database answers, in small letters."""

SHORT_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,49}-\d{1,18}")
"""Of an issue: `SHOP-418`."""


def asked_of_issues(tree: Node) -> list[Condition]:
    """The conditions that the database has to answer before `clause_of` is called."""
    return [one for one in conditions(tree) if is_of_issue(one)]


def is_of_issue(condition: Condition) -> bool:
    """Whether the database has a say: on keys of issues, the latest release, and text that may be a short id."""
    key, texts = condition.key.lower(), [value.text for value in condition.values]
    if condition.is_tag:
        return False
    if not key:
        return any(SHORT_ID.fullmatch(text) for text in texts)
    return key in OF_ISSUES or (key == "release" and "latest" in texts)


def clause_of(tree: Node, known: Mapping[Condition, Clause], now: datetime) -> Clause:
    """What a tree means; `known` answers the conditions of `asked_of_issues`. Raises InvalidQuery."""
    match tree:
        case Condition():
            if not is_of_issue(tree):
                return _leaf(tree, now)
            return known[tree] if tree.key else AnyOf((_leaf(tree, now), known[tree]))
        case Not(inner):
            return NoneOf(clause_of(inner, known, now))
        case And(nodes):
            return AllOf(tuple(clause_of(one, known, now) for one in nodes))
        case Or(nodes):
            return AnyOf(tuple(clause_of(one, known, now) for one in nodes))


def field_named(key: str) -> str:
    """The field that a key means: one of ours, or a tag of that name; `tags[level]` is always a tag."""
    if key.startswith("tags[") and key.endswith("]"):
        return f"tags.{key[5:-1]}"
    if key.lower() in _PLAIN or key.lower() in ("error.handled", "fingerprint"):
        return key.lower()
    return key if key.startswith("tags.") else f"tags.{key}"


def _leaf(condition: Condition, now: datetime) -> Clause:
    if condition.is_tag:
        return _field_is(f"tags.{condition.key}")(condition, now)
    if not condition.key:
        return _any([_text(value, condition) for value in condition.values])
    compile_it = FIELDS.get(condition.key.lower())
    return (compile_it or _field_is(f"tags.{condition.key}"))(condition, now)


def _text(pattern: Pattern, condition: Condition) -> Clause:
    """Text alone: words anywhere in the event; an event id finds that one too."""
    event_id = _clean_id(pattern.text) if pattern.is_exact else None
    words = _words(pattern, condition, "text")
    return words if event_id is None else AnyOf((words, IsEvent(event_id)))


def _words(pattern: Pattern, condition: Condition, within: str) -> Clause:
    words = words_of(pattern)
    if not words and not pattern.is_exact:
        return AllOf(())  # a star alone: anything
    if not words:
        condition.refuse(f"{pattern.text!r} holds no letter or digit to search for")
    return HasWords(words, "message" if within == "message" else "text")


def _message(condition: Condition, _: datetime) -> Clause:
    condition.only_equal()
    return _any([_words(value, condition, "message") for value in condition.values])


def _field_is(*fields: str) -> Compile:
    """Any of the fields has the value; an empty value means that none has one."""

    def compile_it(condition: Condition, _: datetime) -> Clause:
        condition.only_equal()
        return _any([_has_value(fields, value) for value in condition.values])

    return compile_it


def _has_value(fields: tuple[str, ...], value: Pattern) -> Clause:
    if not value.text:
        return NoneOf(_any([FieldExists(field) for field in fields]))
    return _any([FieldIs(field, value) for field in fields])


def _has(condition: Condition, _: datetime) -> Clause:
    condition.only_equal()
    return _any([_any([FieldExists(field) for field in _fields_named(value.text)]) for value in condition.values])


def _fields_named(key: str) -> tuple[str, ...]:
    if key.lower() == "user":
        return _USER
    return (key.lower(),) if key.lower() in _PLAIN else (f"tags.{key}",)


def _event_id(condition: Condition, _: datetime) -> Clause:
    condition.only_equal()
    wanted = []
    for value in condition.values:
        event_id = _clean_id(value.text)
        if event_id is None:
            condition.refuse(f"{condition.key}: wants an event id of 32 hex digits")
        wanted.append(IsEvent(event_id))
    return _any(wanted)


def _handled(means: bool) -> Compile:
    def compile_it(condition: Condition, _: datetime) -> Clause:
        condition.only_equal()
        known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
        clauses: list[Clause] = []
        for value in condition.values:
            if value.text.lower() not in known:
                condition.refuse(f"{condition.key}: is true or false")
            wanted = known[value.text.lower()] is means
            clauses.append(FieldIs("error.handled", Pattern(("true" if wanted else "false",))))
        return _any(clauses)

    return compile_it


def _timestamp(condition: Condition, now: datetime) -> Clause:
    """`timestamp:-24h` is since then, `+24h` before; a day alone means all of it, a time its minute."""
    condition.only_one()
    text = condition.values[0].text
    span = seconds_of(text)
    if condition.operator is Operator.EQUAL and span is not None:
        at = int((now.timestamp() - abs(span)) * 1000)
        return Between(None, at + 1) if text.startswith("+") else Between(at, None)
    start = int(moment(condition, now).timestamp() * 1000)
    match condition.operator:
        case Operator.GREATER:
            return Between(start + 1, None)
        case Operator.AT_LEAST:
            return Between(start, None)
        case Operator.LESS:
            return Between(None, start)
        case Operator.AT_MOST:
            return Between(None, start + 1)
        case Operator.EQUAL:
            length = timedelta(days=1) if len(text) == 10 else timedelta(minutes=1)
            return Between(start, start + int(length.total_seconds() * 1000))


def _clean_id(text: str) -> str | None:
    plain = text.replace("-", "").lower()
    return plain if len(plain) == 32 and set(plain) <= _HEX else None


def _any(clauses: Sequence[Clause]) -> Clause:
    return clauses[0] if len(clauses) == 1 else AnyOf(tuple(clauses))


_HEX: Final = frozenset("0123456789abcdef")
_USER: Final = ("user.id", "user.email", "user.username", "user.ip")
_PLAIN: Final = frozenset(PLAIN_FIELDS) - {"error.handled"}
"""Fields that are compared as they are; a tag of that name is asked for as `tags[level]`."""

FIELDS: Final[Mapping[str, Compile]] = MappingProxyType(
    {
        **{name: _field_is(name) for name in _PLAIN},
        "has": _has,
        "id": _event_id,
        "event.id": _event_id,
        "user": _field_is(*_USER),
        "message": _message,
        "title": _message,
        "timestamp": _timestamp,
        "error.handled": _handled(True),
        "error.unhandled": _handled(False),
    }
)
"""Keys that are no tags and not of issues, in small letters."""
