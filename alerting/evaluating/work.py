"""Signals, sorted by the rules and groups that they concern. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from alerting.evaluate.grouping import Group, group_of, is_of_subject
from alerting.evaluate.index import RuleIndex
from alerting.evaluate.state import Seen, Watched
from core.alerts import Sighting
from core.alerts.checks import HAPPENING
from core.alerts.scopes import Subject
from core.issues import SignalKind


@dataclass(frozen=True, slots=True)
class Told:
    """A signal, read."""

    kind: SignalKind
    subject: Subject
    sightings: Sequence[Sighting]
    event_id: bytes


@dataclass(slots=True)
class GroupWork:
    """What a batch brought one group of one rule."""

    watched: Watched
    group: Group
    seen: list[tuple[SignalKind, Seen]] = field(default_factory=list)

    @property
    def pair(self) -> tuple[int, str]:
        return self.watched.id, self.group.key


def sort_out(index: RuleIndex, signals: Iterable[Told]) -> list[GroupWork]:
    """The work of each group, in the order of the signals."""
    work: dict[tuple[int, str], GroupWork] = {}
    for told in signals:
        for rule in index.concerned(told.kind, told.subject, told.sightings):
            for group, sighting in _in_groups(rule, told):
                key = (rule.id, group.key)
                if key not in work:
                    work[key] = GroupWork(rule, group)
                work[key].seen.append((told.kind, Seen(told.subject, sighting, told.event_id)))
    return list(work.values())


def happens(rule: Watched) -> bool:
    """Whether the rule fires by what happens, without a state."""
    return rule.rule.measure in HAPPENING


def _in_groups(rule: Watched, told: Told) -> Iterator[tuple[Group, Sighting]]:
    matching = [one for one in told.sightings if rule.scope.is_everything or rule.scope.matches(told.subject, one)]
    if matching and is_of_subject(rule):
        group = group_of(rule, told.subject, matching[0])
        yield from ((group, one) for one in matching)
        return
    for one in matching:
        yield group_of(rule, told.subject, one), one
