"""Runs past events through a rule, group by group. Pure."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alerting.evaluate.engine import evaluate
from alerting.evaluate.grouping import Group, group_of, seed_group
from alerting.evaluate.happening import happened
from alerting.evaluate.measures import refresh_seconds, whole_windows, window_of
from alerting.evaluate.state import RuleState, Seen, Watched
from alerting.evaluate.verdicts import Verdict, VerdictKind
from alerting.evaluate.words import escalation_limit
from alerting.evaluating.work import happens
from core.alerts import Measure
from core.alerts.checks import fires_by_absence
from core.alerts.dry_runs import Firing
from core.issues import SignalKind

_WEEK = 7 * 86400
_MOST_LOOKS = 2000
"""The most look-ups of stored counts for each group: more would say nothing new about past days."""

Past = tuple[SignalKind, Seen]


def history_seconds(watched: Watched) -> float:
    """How many seconds before its start a dry run has to read."""
    rule = watched.rule
    if happens(watched):
        return 0.0
    if refresh_seconds(rule) is not None:
        return _WEEK + 2 * window_of(rule)
    return whole_windows(rule) * window_of(rule)


def firings(watched: Watched, past: Sequence[Past], start: float, end: float, slug: str | None) -> list[Firing]:
    """When the rule would have fired between two moments, ordered by beginning. `past`: events in order, the history
    before the start included, with which `watched` has to begin. `slug`: the rule's project."""
    groups: dict[str, tuple[Group, list[Past]]] = {}
    seed = seed_group(watched, slug) if fires_by_absence(watched.rule) else None
    if seed is not None:
        groups[seed.key] = (seed, [])
    for kind, one in past:
        if _concerns(watched, kind) and watched.scope.matches(one.subject, one.sighting):
            group = group_of(watched, one.subject, one.sighting)
            groups.setdefault(group.key, (group, []))[1].append((kind, one))
    found: list[Firing] = []
    for group, seen in groups.values():
        found += (
            _of_what_happened(watched, group, seen, end)
            if happens(watched)
            else _counted(watched, group, [one for _, one in seen], group == seed, end)
        )
    return sorted((one for one in found if one.end is None or one.end > start), key=lambda one: one.start)


def _concerns(watched: Watched, kind: SignalKind) -> bool:
    match watched.rule.measure:
        case Measure.NEW_ISSUE:
            return kind is SignalKind.NEW
        case Measure.REGRESSION:
            return kind in (SignalKind.REGRESSED, SignalKind.UNIGNORED)
        case _:
            return True


def _of_what_happened(watched: Watched, group: Group, past: Sequence[Past], end: float) -> Iterator[Firing]:
    """Firings of a rule that fires by what happens: an alert lasts until nothing has joined it for as long as the rule
    says."""
    lasts = watched.rule.timing.auto_resolve or float("inf")
    first: Past | None = None
    last = 0.0
    for one in past:
        at = one[1].sighting.at
        if first is not None and at > last + lasts:
            yield _happened(watched, group, first, last + lasts, end)
            first = None
        first, last = first or one, at
    if first is not None:
        yield _happened(watched, group, first, last + lasts, end)


def _happened(watched: Watched, group: Group, first: Past, over: float, end: float) -> Firing:
    verdict = happened(watched, [first])
    return Firing(verdict.at, over if over <= end else None, None, verdict.reason, {**verdict.labels, **group.labels})


def _counted(watched: Watched, group: Group, seen: Sequence[Seen], seeded: bool, end: float) -> Iterator[Firing]:
    if watched.rule.measure is Measure.ESCALATING and len(seen) <= escalation_limit(0):
        return
    begun = 0.0 if seeded or not fires_by_absence(watched.rule) else seen[0].sighting.at
    state = RuleState(labels=group.labels, project_id=group.project_id, begun=begun)
    fired: Verdict | None = None
    for verdict in _verdicts(watched, state, seen, end):
        if verdict.kind is VerdictKind.FIRED:
            fired = verdict
        elif verdict.kind is VerdictKind.RESOLVED and fired is not None:
            yield _firing(fired, group, verdict.at)
            fired = None
    if fired is not None:
        yield _firing(fired, group, None)


def _firing(fired: Verdict, group: Group, end: float | None) -> Firing:
    return Firing(fired.at, end, fired.value, fired.reason, {**fired.labels, **group.labels})


def _verdicts(watched: Watched, state: RuleState, seen: Sequence[Seen], end: float) -> Iterator[Verdict]:
    refresh = refresh_seconds(watched.rule)
    if refresh is None:
        yield from evaluate(watched, state, seen, end).verdicts
        return
    past = _PastCounts(watched, [one.sighting.at for one in seen])
    step = max(refresh, (end - watched.begun) / _MOST_LOOKS)
    at, place = watched.begun, 0
    while at < end:
        at = min(at + step, end)
        until = bisect_left(past.moments, at)
        after = evaluate(watched, state, seen[place:until], at, past.baseline(at))
        yield from after.verdicts
        state = after.state or RuleState(labels=state.labels, project_id=state.project_id, begun=state.begun)
        place = until


@dataclass(frozen=True, slots=True)
class _PastCounts:
    """Stands for the stored counts that the engine looks up."""

    watched: Watched
    moments: Sequence[float]

    def baseline(self, at: float) -> float:
        if self.watched.rule.measure is Measure.ESCALATING:
            return self._between(at - 3600 - _WEEK, at - 3600) / 168
        return self._between(at - _WEEK - self.watched.rule.window, at - _WEEK)

    def _between(self, start: float, end: float) -> int:
        return bisect_left(self.moments, end) - bisect_left(self.moments, start)
