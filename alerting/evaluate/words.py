"""Why a rule fires, in words and numbers. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from core.alerts import Measure, Rule
from core.alerts.words import COMPARED, counted, duration, limit, number, span
from core.issues import SignalKind

_NAMED_ISSUES: Final = 5
_LATE_SECONDS: Final = 60
"""A verdict that is later than this says so."""


def measured(rule: Rule, value: float, *, baseline: float = 0, events: float = 0, least: bool = False) -> str:
    """`53 events in 5 minutes, limit 50`. `events`: the events in the window, where the value is not their number."""
    match rule.measure:
        case Measure.NOTHING:
            return f"No event for {span(rule.window)}"
        case Measure.ESCALATING:
            return (
                f"{counted(events, 'event')} in the last hour; {number(baseline)} an hour in the week before,"
                f" limit {number(escalation_limit(baseline))}"
            )
        case Measure.CHANGE:
            before = "in the same time last week" if rule.baseline == "same_window_last_week" else "before"
            way = "above" if value >= 0 else "below"
            return (
                f"{counted(events, 'event')} in {span(rule.window)}, {number(abs(value))} % {way}"
                f" the {number(baseline)} {before}, limit {_limit(rule)}"
            )
        case Measure.RATE:
            return f"{limit(rule, value)} over {span(rule.window)}, limit {_limit(rule)}"
        case _:
            at_least = "At least " if least else ""
            return f"{at_least}{limit(rule, value)} in {span(rule.window)}, limit {_limit(rule)}"


def over(rule: Rule, value: float | None, silent: float, *, baseline: float = 0, events: float = 0) -> str:
    """Why the rule resolves; `silent`: for how many seconds a heartbeat was missing."""
    if rule.measure is Measure.NOTHING:
        return f"An event came, after {duration(silent)}"
    if value is None:
        return "There is nothing to compare with any more"
    return f"Over: {measured(rule, value, baseline=baseline, events=events)}"


def escalation_limit(hourly_mean: float) -> float:
    """Events an hour above which an issue escalates: five times its mean, and more than ten."""
    return max(10.0, 5 * hourly_mean)


def happened_text(measure: Measure, kinds: Sequence[SignalKind], issues: Sequence[str], events: int) -> str:
    """`New issue SHOP-12`; several are counted, and the first named. `kinds`: what happened to each of `issues`."""
    if measure is Measure.EVERY_EVENT:
        return f"{counted(events, 'event')} of {_named(issues)}"
    if measure is Measure.NEW_ISSUE:
        return f"New issue {issues[0]}" if len(issues) == 1 else f"{len(issues)} new issues: {_named(issues)}"
    if len(issues) > 1:
        return f"{len(issues)} issues were seen again: {_named(issues)}"
    if kinds[0] is SignalKind.UNIGNORED:
        return f"{issues[0]} was seen more than it was ignored for"
    return f"{issues[0]} was seen again after it was resolved"


def joined_text(issues: Sequence[str]) -> str:
    """The sentence about issues that join an alert which is already firing."""
    return f"{issues[0]} belongs to it too" if len(issues) == 1 else f"{len(issues)} more issues: {_named(issues)}"


def lateness(at: float, now: float) -> str:
    """What to add to a late verdict, with a leading blank; empty for one in time."""
    if now - at < _LATE_SECONDS:
        return ""
    moment = datetime.fromtimestamp(at, UTC)
    return f" (at {moment:%Y-%m-%d %H:%M} UTC; noticed {duration(now - at)} late)"


def _limit(rule: Rule) -> str:
    compared = "" if rule.compare == "at_least" else f"{COMPARED[rule.compare]} "
    percent = " %" if rule.measure is Measure.CHANGE else ""
    return f"{compared}{number(rule.threshold)}{percent}"


def _named(issues: Sequence[str]) -> str:
    more = len(issues) - _NAMED_ISSUES
    return ", ".join(issues[:_NAMED_ISSUES]) + (f" and {more} more" if more > 0 else "")
