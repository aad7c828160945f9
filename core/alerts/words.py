"""Numbers, spans of time and rules in words, as alerts and pages say them. Pure."""

from typing import Final

from core.alerts import Measure, Rule

_SPANS: Final = ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))
_SHORT: Final = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))


def span(seconds: float) -> str:
    """`5 minutes`, `1 hour`, `90 seconds`: exactly, in the largest unit that does."""
    whole = round(seconds)
    size, name = next(((size, name) for size, name in _SPANS if whole >= size and whole % size == 0), (1, "second"))
    return counted(whole // size, name)


def duration(seconds: float) -> str:
    """`2 h 10 min`, `45 s`: the two largest units that are not nothing."""
    left, parts = round(seconds), []
    for size, name in _SHORT:
        if left >= size:
            parts.append(f"{left // size} {name}")
            left %= size
    return " ".join(parts[:2]) or "0 s"


def counted(quantity: float, name: str) -> str:
    """`1 event`, `53 events`."""
    return f"{number(quantity)} {name}" if quantity == 1 else f"{number(quantity)} {name}s"


def number(value: float) -> str:
    """`1,250`, `12.5`: no more digits than say something."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def sentence(rule: Rule) -> str:
    """What a rule says: `At least 50 events in 5 minutes, of level:error`."""
    scope = f", of {rule.query.strip()}" if rule.query.strip() else ""
    return f"{_condition(rule)}{scope}"


def _condition(rule: Rule) -> str:
    match rule.measure:
        case Measure.NEW_ISSUE:
            return "A new issue"
        case Measure.REGRESSION:
            return "An issue is seen again after it was resolved, or more than it was ignored for"
        case Measure.ESCALATING:
            return "An issue comes much more often than in the week before"
        case Measure.EVERY_EVENT:
            return "Every event"
        case Measure.NOTHING:
            return f"No event for {span(rule.window)}"
        case _:
            compared = f"{COMPARED[rule.compare].capitalize()} {limit(rule)} in {span(rule.window)}"
            return f"{compared}{_against(rule)}{_held(rule)}"


COMPARED: Final = {"above": "more than", "at_least": "at least", "below": "fewer than", "at_most": "at most"}


def limit(rule: Rule, value: float | None = None) -> str:
    """The threshold of a rule, or another value of what it measures, with its unit: `50 events`."""
    wanted = rule.threshold if value is None else value
    match rule.measure:
        case Measure.USERS:
            return counted(wanted, "user")
        case Measure.RATE:
            return f"{counted(wanted, 'event')} a minute"
        case Measure.CHANGE:
            return f"{number(wanted)} %"
        case _:
            return counted(wanted, "event")


def _against(rule: Rule) -> str:
    if rule.measure is not Measure.CHANGE:
        return ""
    return (
        " above the same time last week"
        if rule.baseline == "same_window_last_week"
        else f" above the {span(rule.window)} before"
    )


def _held(rule: Rule) -> str:
    return f", for {span(rule.hold_for)}" if rule.hold_for else ""
