"""The state of one rule for one group, advanced by sightings and by the clock. Pure.

A window is judged at the moment of each sighting, in order, and at every moment at which the clock alone changes what
it holds. So a backlog that is processed late fires as it would have fired in time, and says that it is late.
"""

from collections.abc import Sequence
from typing import Final

from alerting.evaluate.grouping import common_labels
from alerting.evaluate.measures import Meter, Reading, refresh_seconds, whole_windows, window_of
from alerting.evaluate.state import RuleState, Seen, SeenIssue, Watched
from alerting.evaluate.verdicts import Evaluated, Verdict, VerdictKind
from alerting.evaluate.words import measured, over
from core.alerts import Measure
from core.alerts.checks import fires_by_absence

FORGET_SECONDS: Final = 3600
"""For this long after a window has become empty, its state is kept: a backlog may still bring older sightings."""
MOST_ISSUES: Final = 20
"""The most issues that a state remembers, for an alert to name."""
_FAR: Final = 1e15
"""A moment beyond all windows."""


def evaluate(
    watched: Watched, state: RuleState, seen: Sequence[Seen], until: float, baseline: float | None = None
) -> Evaluated:
    """Advance a group: by its sightings, ordered by moment, then by the clock up to `until`.

    `baseline`: the stored counts to compare with, where `wants_baseline` asked for them.
    """
    run = _Run(watched, state, baseline, until)
    ordered = sorted(seen, key=lambda one: one.sighting.at)
    for one in ordered:
        run.see(one)
    run.tell_of_more(ordered)
    run.go(until)
    kept, due_at = run.kept(until), run.due_at()
    return Evaluated(kept, tuple(run.verdicts), None if kept is None else due_at)


class _Run:
    """The work of one call."""

    def __init__(self, watched: Watched, state: RuleState, baseline: float | None, until: float) -> None:
        self._watched, self._rule, self._state = watched, watched.rule, state
        self._begun = state.begun or watched.begun
        self._at = max(state.judged, self._begun)
        self._newest = state.newest
        self._baseline = state.baseline if baseline is None else baseline
        self._baseline_at = state.baseline_at if baseline is None else until
        self._meter = Meter(watched.rule, state, self._begun, self._at, self._baseline)
        self._reading = Reading(None, 0, None)
        self._true_since, self._firing_since = state.true_since, state.firing_since
        self._false_since = state.false_since
        self._issues = {one[0]: SeenIssue(*one) for one in state.issues}
        self._batch: list[Seen] = []
        self._told = 0
        self._by_absence = fires_by_absence(watched.rule)
        self._whole_at = _whole_at(watched, self._begun)
        self.verdicts: list[Verdict] = []

    def see(self, one: Seen) -> None:
        """Advance to a sighting and count it. A late one is judged at the moment of the newest sighting so far."""
        at = max(one.sighting.at, self._newest)
        if at < self._at:  # the clock was already advanced past this sighting
            self._meter.gauge.stand_at(at)
            self._at = at
        self.go(at)
        self._newest = at
        self._meter.add(one, at)
        self._batch.append(one)
        if not self._by_absence:
            self._remember(one)
        self._step(at)

    def go(self, at: float) -> None:
        """Advance by the clock alone."""
        for stop in (self._whole_at, at):
            if self._at <= stop <= at:
                for moment, _ in self._meter.gauge.slide(stop):
                    self._step(moment)
                self._step(stop)
                self._at = stop

    def tell_of_more(self, seen: Sequence[Seen]) -> None:
        """Report what came while the rule was already firing."""
        more = seen[self._told :]
        if self._firing_since is None or not more or self._by_absence:
            return
        issues: dict[int, SeenIssue] = {}
        for one in more:
            issues[one.subject.issue_id] = _counted(issues.get(one.subject.issue_id), one)
        self._say(VerdictKind.AGAIN, more[-1].sighting.at, self._why(), tuple(issues.values()))

    def kept(self, until: float) -> RuleState | None:
        if self._is_calm() and until >= self._forgotten_at():
            return None
        return RuleState(
            labels=self._state.labels,
            project_id=self._state.project_id,
            begun=self._begun,
            newest=self._newest,
            judged=self._at,
            buckets=self._meter.buckets(),
            users=self._meter.users(),
            issues=tuple((i.issue_id, i.times, i.first_at, i.last_at, i.event_id) for i in self._issues.values()),
            true_since=self._true_since,
            firing_since=self._firing_since,
            false_since=self._false_since,
            baseline=self._baseline,
            baseline_at=self._baseline_at,
        )

    def due_at(self) -> float | None:
        """When to look again by the clock; None: only events can change anything. Call it last: it slides the window to
        its end."""
        moments = [self._forgotten_at()] if self._is_calm() else []
        if self._timer() is not None:
            moments.append(self._timer() or 0.0)
        if self._at < self._whole_at:
            moments.append(self._whole_at)
        refresh = refresh_seconds(self._rule)
        if refresh is not None and (self._by_absence or self._firing_since is not None):
            moments.append(self._at + refresh)
        truth = self._is_true(self._at)
        if not self._meter.fades_into(not truth):
            return min(moments, default=None)
        for moment, _ in self._meter.gauge.slide(_FAR):
            self._reading = self._meter.read()
            if self._is_true(moment) != truth:
                moments.append(moment)
                break
        return min(moments, default=None)

    def _step(self, moment: float) -> None:
        """Judge: first whether the present condition has held for long enough by now, then the condition from now
        on."""
        self._elapse(moment)
        self._reading = self._meter.read()
        self._judge(moment)
        if self._elapse(moment):
            self._judge(moment)

    def _judge(self, moment: float) -> None:
        truth = self._is_true(moment)
        if self._firing_since is not None:
            self._false_since = None if truth else moment if self._false_since is None else self._false_since
        else:
            self._true_since = None if not truth else moment if self._true_since is None else self._true_since

    def _is_true(self, moment: float) -> bool:
        return moment >= self._whole_at and self._meter.is_true(self._reading, self._firing_since is not None)

    def _timer(self) -> float | None:
        """When the rule fires or resolves, if nothing changes until then."""
        if self._firing_since is not None:
            return None if self._false_since is None else self._false_since + self._rule.keep_firing_for
        if self._true_since is None:
            return None
        return max(self._true_since + self._rule.hold_for, self._watched.snoozed_until)

    def _elapse(self, moment: float) -> bool:
        """Fire or resolve where the condition has held for long enough by now."""
        at = self._timer()
        if at is None or at > moment:
            return False
        if self._firing_since is not None:
            self._say(VerdictKind.RESOLVED, at, self._why_over(at))
            self._firing_since = self._true_since = self._false_since = None
        else:
            self._firing_since = self._true_since
            issues = [one for one in self._issues.values() if one.last_at > at - window_of(self._rule)]
            self._say(VerdictKind.FIRED, at, self._why(), tuple(issues))
            self._true_since = None
        return True

    def _say(self, kind: VerdictKind, at: float, reason: str, issues: tuple[SeenIssue, ...] = ()) -> None:
        is_over = kind is VerdictKind.RESOLVED
        verdict = Verdict(
            kind=kind,
            at=at,
            since=self._firing_since or at,
            reason=reason,
            value=self._reading.value,
            threshold=self._meter.limit(firing=False),
            times=1 if kind is VerdictKind.FIRED else 0,
            issues=issues,
            labels={} if is_over else common_labels(self._watched, self._batch),
        )
        self.verdicts.append(verdict)
        self._told = len(self._batch)

    def _why(self) -> str:
        reading = self._reading
        return measured(
            self._rule,
            reading.value or 0.0,
            baseline=reading.baseline or 0.0,
            events=reading.events,
            least=reading.is_at_least,
        )

    def _why_over(self, at: float) -> str:
        silent = at - (self._firing_since or at) + self._rule.window
        reading = self._reading
        return over(self._rule, reading.value, silent, baseline=reading.baseline or 0.0, events=reading.events)

    def _is_calm(self) -> bool:
        return self._firing_since is None and self._true_since is None and not self._by_absence

    def _forgotten_at(self) -> float:
        return self._newest + whole_windows(self._rule) * window_of(self._rule) + FORGET_SECONDS

    def _remember(self, one: Seen) -> None:
        issue_id = one.subject.issue_id
        known = self._issues.pop(issue_id, None)
        if known is not None and known.last_at <= one.sighting.at - window_of(self._rule):
            known = None
        self._issues[issue_id] = _counted(known, one)
        if len(self._issues) > MOST_ISSUES:
            del self._issues[next(iter(self._issues))]


def _whole_at(watched: Watched, begun: float) -> float:
    """From when on the windows are whole: before, few events mean nothing."""
    rule = watched.rule
    if rule.measure is Measure.NOTHING or not (whole_windows(rule) == 2 or fires_by_absence(rule)):
        return 0.0
    return begun + whole_windows(rule) * rule.window


def _counted(known: SeenIssue | None, one: Seen) -> SeenIssue:
    issue_id, at = one.subject.issue_id, one.sighting.at
    if known is None:
        return SeenIssue(issue_id, 1, at, at, one.event_id)
    return SeenIssue(issue_id, known.times + 1, min(known.first_at, at), max(known.last_at, at), one.event_id)
