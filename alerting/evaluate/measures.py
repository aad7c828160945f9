"""What a rule measures for one group, and whether the rule is to fire at that value. Pure."""

from dataclasses import dataclass
from operator import ge, gt, le, lt
from typing import Final

from alerting.evaluate.state import RuleState, Seen, Watched
from alerting.evaluate.windows import Buckets, Change, Events, Silence, Users, percent_above
from alerting.evaluate.words import escalation_limit
from core.alerts import Measure, Rule

ESCALATION_SECONDS: Final = 3600
_ESCALATION_BUCKET: Final = 60
"""Seconds: there is a state for each issue, so states are kept small, and minutes are exact enough for windows of an
hour."""
ESCALATION_REFRESH: Final = 360
_LEAST_USERS: Final = 1000
"""The fewest users that are told apart, whatever the threshold."""
_COMPARE: Final = {"above": gt, "at_least": ge, "below": lt, "at_most": le}


@dataclass(frozen=True, slots=True)
class Reading:
    """The measure at a moment."""

    value: float | None
    """None: unknown."""
    events: float
    """In the window."""
    baseline: float | None
    """What the value was compared with, if the measure compares."""
    is_at_least: bool = False
    """Whether the value is only known to be no smaller."""


class Meter:
    """Counts for one group."""

    def __init__(self, rule: Rule, state: RuleState, begun: float, at: float, baseline: float | None) -> None:
        self._rule = rule
        self._baseline = baseline
        self.gauge = _gauge(rule, state, begun, at)

    def add(self, one: Seen, newest: float) -> None:
        """Count a sighting; the meter must stand at the newest one."""
        if isinstance(self.gauge, Users):
            self.gauge.add(one.sighting.at, newest, one.sighting.user[:8])
        else:
            self.gauge.add(one.sighting.at, newest)

    def read(self) -> Reading:
        gauge, baseline = self.gauge, self._baseline
        value = gauge.value
        if isinstance(gauge, Users):
            return Reading(value, value or 0, None, is_at_least=gauge.is_at_least)
        if isinstance(gauge, Silence):
            return Reading(value, 0, None)
        if isinstance(gauge, Change):
            return Reading(value, gauge.total, gauge.before)
        match self._rule.measure:
            case Measure.RATE:
                value = gauge.total * 60 / self._rule.window
            case Measure.CHANGE:
                value = None if baseline is None else percent_above(gauge.total, baseline)
        return Reading(value, gauge.total, baseline)

    def limit(self, firing: bool) -> float | None:
        """The limit of the value; None: not known."""
        rule = self._rule
        if rule.measure is Measure.ESCALATING:
            return None if self._baseline is None else escalation_limit(self._baseline)
        if rule.measure is Measure.NOTHING:
            return rule.window
        return rule.resolve_threshold if firing and rule.resolve_threshold is not None else rule.threshold

    def is_true(self, reading: Reading, firing: bool) -> bool:
        """Whether the rule is to fire at this reading or, while firing, to go on firing."""
        limit = self.limit(firing)
        if reading.value is None or limit is None:
            return False
        compare = {Measure.ESCALATING: "above", Measure.NOTHING: "at_least"}.get(self._rule.measure, self._rule.compare)
        return bool(_COMPARE[compare](reading.value, limit))

    def fades_into(self, truth: bool) -> bool:
        """Whether the clock alone can make this condition true: without events, every value but a change can only
        fall."""
        rule = self._rule
        is_above = rule.measure is Measure.ESCALATING or rule.compare in ("above", "at_least")
        return rule.measure in (Measure.CHANGE, Measure.NOTHING) or truth is not is_above

    def buckets(self) -> Buckets:
        return self.gauge.kept() if isinstance(self.gauge, Events | Change) else ()

    def users(self) -> tuple[tuple[bytes, int], ...]:
        return self.gauge.kept() if isinstance(self.gauge, Users) else ()


def window_of(rule: Rule) -> int:
    """Seconds."""
    return ESCALATION_SECONDS if rule.measure is Measure.ESCALATING else rule.window


def whole_windows(rule: Rule) -> int:
    """How many windows of events a state must hold."""
    return 2 if rule.measure is Measure.CHANGE and rule.baseline == "window_before" else 1


def refresh_seconds(rule: Rule) -> float | None:
    """The greatest age of the stored counts that the rule compares with; None: it compares with none."""
    if rule.measure is Measure.ESCALATING:
        return ESCALATION_REFRESH
    if rule.measure is Measure.CHANGE and rule.baseline == "same_window_last_week":
        return rule.window / 10
    return None


def wants_baseline(watched: Watched, state: RuleState, arrivals: int, at: float) -> bool:
    """Whether to look up stored counts before evaluating: at most once in a tenth of a window, and for issues only
    where there are enough events to escalate."""
    refresh = refresh_seconds(watched.rule)
    if refresh is None:
        return False
    if watched.rule.measure is Measure.ESCALATING and state.firing_since is None:
        most = sum(count for _, count in state.buckets) + arrivals
        if most <= escalation_limit(0):
            return False
    return state.baseline is None or abs(at - state.baseline_at) >= refresh


def _gauge(rule: Rule, state: RuleState, begun: float, at: float) -> Events | Change | Users | Silence:
    match rule.measure:
        case Measure.NOTHING:
            return Silence(rule.window, state.newest or begun, at)
        case Measure.USERS:
            return Users(rule.window, state.users, at, max(_LEAST_USERS, int(rule.threshold) * 2))
        case Measure.ESCALATING:
            return Events(ESCALATION_SECONDS, state.buckets, at, _ESCALATION_BUCKET)
        case Measure.CHANGE if rule.baseline == "window_before":
            return Change(rule.window, state.buckets, at)
        case _:
            return Events(rule.window, state.buckets, at)
