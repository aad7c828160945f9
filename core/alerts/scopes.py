"""The scope of a rule: its query, compiled once, and asked of every sighting. Pure.

Rules look at project, environment, release, level, issue (its short id) and tags; a query about anything else is
refused with its place, so that no rule stays silent for ever because of it. Comparisons are those of searching: in
either case of letters, `*` for anything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeAlias

from core.alerts import Sighting
from core.payloads.documents import MAX_VALUE
from core.payloads.matching import like, lowered
from core.payloads.question import FIELDS, OF_ISSUES
from core.search import And, Condition, Node, Not, Operator, Or, Pattern, conditions, parse


@dataclass(frozen=True, slots=True)
class Subject:
    """The issue that was sighted."""

    project_id: int
    project: str
    """Slug."""
    issue_id: int
    issue: str
    """Short id."""


Matches: TypeAlias = Callable[[Subject, Sighting], bool]
Read: TypeAlias = Callable[[Subject, Sighting], str]
"""One field; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a query asks for."""

    matches: Matches
    terms: Mapping[str, frozenset[str]]
    """For a sighting to match, each of these fields must have one of its values (in small letters); tags as
    `tags.<key>`."""
    asks_tags: bool
    """Whether it looks at any tag."""
    is_everything: bool


@lru_cache(maxsize=4096)  # cached: many rules have the same query, most of them an empty one
def compile_scope(text: str) -> Scope:
    """Raises InvalidQuery, with the place."""
    tree = parse(text)
    asks_tags = False
    for condition in conditions(tree):
        _check(condition)
        asks_tags = asks_tags or any(field.startswith(TAG) for field in _fields_of(condition))
    terms: dict[str, frozenset[str]] = {}
    _find_terms(tree, terms)
    return Scope(_when_asked(tree), MappingProxyType(terms), asks_tags, tree == _EVERYTHING)


def field_named(key: str) -> str:
    """The field that a key of a group or a query means: one of PLAIN, or a tag of that name."""
    if key.startswith(TAG):
        return key
    return key.lower() if key.lower() in PLAIN else TAG + key


def value_of(field: str, subject: Subject, sighting: Sighting) -> str:
    """Of a field as `field_named` names it; empty where there is none."""
    return sighting.tags.get(field[len(TAG) :], "") if field.startswith(TAG) else PLAIN[field](subject, sighting)


TAG: Final = "tags."
PLAIN: Final[Mapping[str, Read]] = MappingProxyType(
    {
        "project": lambda subject, _: subject.project,
        "issue": lambda subject, _: subject.issue,
        "environment": lambda _, sighting: sighting.environment,
        "release": lambda _, sighting: sighting.release,
        "level": lambda _, sighting: sighting.level,
    }
)
"""All that rules know but tags."""

_TAGS_TOO: Final = frozenset({"dist", "server_name", "transaction", "logger", "url"})
"""Fields of events that are tags by the same name (processor/enrich/tags.py)."""
_ELSEWHERE: Final = (frozenset(FIELDS) | OF_ISSUES) - _TAGS_TOO - frozenset(PLAIN) - {"has"}
_USER: Final = "user"
"""For `has:user`; rules do not know who the user is."""
_EVERYTHING: Final = And(())
_KNOWN: Final = "project, environment, release, level, issue and tags"


def _check(condition: Condition) -> None:
    key = condition.key.lower()
    if not key:
        condition.refuse(f"Rules do not search text: ask for {_KNOWN}, such as level:error")
    if not condition.is_tag and key in _ELSEWHERE:
        condition.refuse(f"Rules know {_KNOWN}, not {condition.key}; a tag of that name is tags[{condition.key}]")
    if key == "has" and not condition.is_tag:
        _check_has(condition)
    if condition.operator is not Operator.EQUAL:
        condition.refuse(f"{condition.key}: rules compare no sizes, only whether it is like a value")
    if key == "release" and not condition.is_tag and any(one.text.lower() == "latest" for one in condition.values):
        condition.refuse("release:latest changes with every release: name one, or leave it out")


def _check_has(condition: Condition) -> None:
    for one in condition.values:
        if one.text.lower() in _ELSEWHERE - {_USER}:
            condition.refuse(f"has: knows user, {_KNOWN}, not {one.text}")


def _fields_of(condition: Condition) -> tuple[str, ...]:
    if condition.is_tag:
        return (TAG + condition.key,)
    if condition.key.lower() == "has":
        return tuple(_USER if one.text.lower() == _USER else field_named(one.text) for one in condition.values)
    return (field_named(condition.key),)


def _when_asked(tree: Node) -> Matches:
    """Compiled at the first sighting: of a hundred thousand rules, few ever get a sighting past their terms."""
    compiled: Matches | None = None

    def matches(subject: Subject, sighting: Sighting) -> bool:
        nonlocal compiled
        if compiled is None:
            compiled = _compiled(tree)
        return compiled(subject, sighting)

    return matches


def _compiled(node: Node) -> Matches:
    match node:
        case Condition():
            return _leaf(node)
        case Not(inner):
            negated = _compiled(inner)
            return lambda subject, sighting: not negated(subject, sighting)
        case And(nodes):
            every = [_compiled(one) for one in nodes]
            return lambda subject, sighting: all(one(subject, sighting) for one in every)
        case Or(nodes):
            several = [_compiled(one) for one in nodes]
            return lambda subject, sighting: any(one(subject, sighting) for one in several)


def _leaf(condition: Condition) -> Matches:
    fields = _fields_of(condition)
    if condition.key.lower() == "has" and not condition.is_tag:
        reads = [_reader(field) for field in fields]
        return lambda subject, sighting: any(read(subject, sighting) != "" for read in reads)
    read = _reader(fields[0])
    exact = frozenset(lowered(one).pieces[0] for one in condition.values if one.is_exact)
    loose = tuple(lowered(one).pieces for one in condition.values if not one.is_exact)
    if not loose:
        return lambda subject, sighting: _kept(read(subject, sighting)) in exact

    def matches(subject: Subject, sighting: Sighting) -> bool:
        value = _kept(read(subject, sighting))
        return value in exact or (value != "" and any(like(value, pieces) for pieces in loose))

    return matches


def _reader(field: str) -> Read:
    if field == _USER:
        return lambda _, sighting: sighting.user.hex()
    if not field.startswith(TAG):
        return PLAIN[field]
    key = field[len(TAG) :]
    return lambda _, sighting: sighting.tags.get(key, "")


def _kept(value: str) -> str:
    return value.lower()[:MAX_VALUE]


def _find_terms(node: Node, found: dict[str, frozenset[str]]) -> None:
    """Terms that the whole query requires; of a field that is asked twice, the first."""
    match node:
        case And(nodes):
            for one in nodes:
                _find_terms(one, found)
        case Condition(values=values) if node.is_tag or node.key.lower() != "has":
            if all(_names_one(one) for one in values):
                found.setdefault(_fields_of(node)[0], frozenset(lowered(one).pieces[0] for one in values))


def _names_one(pattern: Pattern) -> bool:
    return pattern.is_exact and pattern.text != ""
