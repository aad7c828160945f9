"""Finds the rules that a signal may concern, without asking each rule. Pure.

Each rule is on one shelf, by its project (or all projects) and by what it waits for, and there under one term that its
query requires, of the rarest kind. Only rules whose query requires no term are looked at for every signal.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from alerting.evaluate.state import Watched
from core.alerts import Measure, Sighting
from core.alerts.scopes import PLAIN, TAG, Subject, value_of
from core.issues import SignalKind
from core.payloads.documents import MAX_VALUE

_RAREST_FIRST: Final = ("issue", TAG, "project", "release", "environment", "level")

_Waiting: TypeAlias = Measure | None
"""What a rule waits for: NEW_ISSUE, REGRESSION; None: any signal."""

_CONCERNED: Final[dict[SignalKind, tuple[_Waiting, ...]]] = {
    SignalKind.NEW: (None, Measure.NEW_ISSUE),
    SignalKind.REGRESSED: (None, Measure.REGRESSION),
    SignalKind.UNIGNORED: (None, Measure.REGRESSION),
    SignalKind.COUNTED: (None,),
}


@dataclass(slots=True)
class _Shelf:
    always: dict[int, Watched] = field(default_factory=dict)
    by_term: dict[tuple[str, str], dict[int, Watched]] = field(default_factory=dict)
    fields: Counter[str] = field(default_factory=Counter)
    """How many rules stand under a term of each field; all tags count as TAG."""


class RuleIndex:
    """Rules of one organization."""

    def __init__(self) -> None:
        self._rules: dict[int, Watched] = {}
        self._shelves: dict[tuple[int | None, _Waiting], _Shelf] = {}

    def __len__(self) -> int:
        return len(self._rules)

    def __iter__(self) -> Iterator[Watched]:
        return iter(self._rules.values())

    def get(self, rule_id: int) -> Watched | None:
        return self._rules.get(rule_id)

    def put(self, rule: Watched) -> None:
        """Add the rule, or replace the one with its id."""
        self.remove(rule.id)
        self._rules[rule.id] = rule
        shelf = self._shelves.setdefault(_place(rule), _Shelf())
        term = _term(rule)
        if term is None:
            shelf.always[rule.id] = rule
            return
        name, values = term
        shelf.fields[_kind(name)] += 1
        for value in values:
            shelf.by_term.setdefault((name, value), {})[rule.id] = rule

    def remove(self, rule_id: int) -> None:
        """Remove a rule; unknown ids are ignored."""
        rule = self._rules.pop(rule_id, None)
        if rule is None:
            return
        shelf, term = self._shelves[_place(rule)], _term(rule)
        if term is None:
            del shelf.always[rule_id]
            return
        name, values = term
        shelf.fields[_kind(name)] -= 1
        for value in values:
            found = shelf.by_term[name, value]
            del found[rule_id]
            if not found:
                del shelf.by_term[name, value]

    def concerned(self, kind: SignalKind, subject: Subject, sightings: Sequence[Sighting]) -> list[Watched]:
        """Rules that may match one of the sightings, each once. Whether they do match, their scope decides."""
        found: dict[int, Watched] = {}
        for project_id in (None, subject.project_id):
            for waiting in _CONCERNED[kind]:
                shelf = self._shelves.get((project_id, waiting))
                if shelf is not None:
                    found |= shelf.always
                    for term in _terms_there(shelf, subject, sightings):
                        found |= shelf.by_term.get(term, {})
        return list(found.values())


def _place(rule: Watched) -> tuple[int | None, _Waiting]:
    waits = rule.rule.measure in (Measure.NEW_ISSUE, Measure.REGRESSION)
    return rule.project_id, rule.rule.measure if waits else None


def _term(rule: Watched) -> tuple[str, frozenset[str]] | None:
    terms = rule.scope.terms
    for wanted in _RAREST_FIRST:
        for name, values in terms.items():
            if _kind(name) == wanted:
                return name, values
    return None


def _kind(name: str) -> str:
    return TAG if name.startswith(TAG) else name


def _terms_there(shelf: _Shelf, subject: Subject, sightings: Sequence[Sighting]) -> set[tuple[str, str]]:
    """The sightings' terms, for the fields that the shelf's rules ask for."""
    there = {(name, value_of(name, subject, one)) for name in PLAIN if shelf.fields[name] for one in sightings}
    if shelf.fields[TAG]:
        there |= {(TAG + key, value) for one in sightings for key, value in one.tags.items()}
    return {(name, value.lower()[:MAX_VALUE]) for name, value in there}
