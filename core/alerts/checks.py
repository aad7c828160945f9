"""Which rules make sense. Pure: raises Rejected with one line that says the mend and names the field as in the API."""

import re
from typing import Final

from core.alerts import Measure, MuteTime, Rule
from core.alerts.scopes import TAG, compile_scope, field_named
from core.errors import Rejected
from core.schedules.zones import known_zone

MIN_WINDOW: Final = 60
MAX_WINDOW: Final = 30 * 86400
MIN_WINDOW_LAST_WEEK: Final = 600
"""Seconds. The shortest window compared with last week: stored events are counted again every tenth of a window."""
MAX_WINDOW_LAST_WEEK: Final = 7 * 86400
MAX_GROUP_KEYS: Final = 5
MAX_MUTE_TIMES: Final = 20
MAX_USERS: Final = 10_000
"""The highest threshold in users: every user that is told apart takes memory."""

COUNTING: Final = frozenset({Measure.COUNT, Measure.USERS, Measure.RATE, Measure.CHANGE})
"""Measures that compare a number with a threshold."""
HAPPENING: Final = frozenset({Measure.NEW_ISSUE, Measure.REGRESSION, Measure.EVERY_EVENT})
"""Measures that fire by what happens, and keep no state."""

_TIME: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def check_rule(rule: Rule) -> None:
    """Raises Rejected(`invalid_rule`), or InvalidQuery with the place in the query."""
    scope = compile_scope(rule.query)
    if rule.measure not in HAPPENING and not MIN_WINDOW <= rule.window <= MAX_WINDOW:
        raise _wrong("window: choose 60 seconds to 30 days")
    if rule.measure in COUNTING:
        _check_threshold(rule)
    if rule.measure is Measure.CHANGE:
        _check_change(rule, scope.asks_tags)
    if not 0 <= rule.hold_for <= 86400 or not 0 <= rule.keep_firing_for <= 86400:
        raise _wrong("holdFor and keepFiringFor: choose 0 seconds to 1 day")
    _check_groups(rule)
    _check_timing(rule)
    if rule.measure is Measure.NOTHING and rule.tracker_id is not None:
        raise _wrong("trackerId: silence has no issue that a tracker could be told of; leave it out")
    if len(rule.mute_times) > MAX_MUTE_TIMES:
        raise _wrong(f"muteTimes: at most {MAX_MUTE_TIMES}")
    for one in rule.mute_times:
        check_mute_time(one)


def check_mute_time(time: MuteTime) -> None:
    """Raises Rejected(`invalid_rule`)."""
    for text in (time.start, time.end):
        if not _TIME.fullmatch(text):
            raise _wrong(f"mute time {text[:20]!r}: write hours and minutes as 22:00")
    if not time.days or not set(time.days) <= set(range(7)):
        raise _wrong("mute time: days are 0 (Monday) to 6, at least one")
    try:
        known_zone(time.time_zone)
    except Rejected as error:
        raise _wrong(f"mute time: {error.detail}") from None


def fires_by_absence(rule: Rule) -> bool:
    """Whether the rule can fire although no event comes: such a rule is watched from its creation on."""
    return rule.measure is Measure.NOTHING or (rule.measure in COUNTING and rule.compare in ("below", "at_most"))


def _check_threshold(rule: Rule) -> None:
    least = -100.0 if rule.measure is Measure.CHANGE else 0.0
    for name, value in (("threshold", rule.threshold), ("resolveThreshold", rule.resolve_threshold)):
        if value is not None and not least <= value <= 1e9:
            raise _wrong(f"{name}: choose a number from {least:g} to a billion")
    smallest = 0.001 if rule.measure is Measure.RATE else 1
    if rule.measure is not Measure.CHANGE and rule.threshold < smallest and rule.compare == "at_least":
        raise _wrong(f"threshold: at least 0 is always true; choose {smallest} or more")
    if rule.measure is not Measure.CHANGE and rule.threshold <= 0 and rule.compare == "below":
        raise _wrong("threshold: below 0 is never true; choose 1 or more")
    if rule.measure is Measure.USERS and rule.threshold > MAX_USERS:
        raise _wrong(f"threshold: at most {MAX_USERS:,} users are told apart")
    if rule.resolve_threshold is not None and _is_backwards(rule, rule.resolve_threshold):
        raise _wrong("resolveThreshold: it has to lie on the calm side of the threshold")


def _is_backwards(rule: Rule, resolve: float) -> bool:
    return resolve > rule.threshold if rule.compare in ("above", "at_least") else resolve < rule.threshold


def _check_change(rule: Rule, asks_tags: bool) -> None:
    if rule.baseline != "same_window_last_week":
        return
    if asks_tags or any(field_named(key).startswith(TAG) for key in rule.group_by):
        raise _wrong("baseline: last week is compared by project, issue, environment, release and level, not by tags")
    if not MIN_WINDOW_LAST_WEEK <= rule.window <= MAX_WINDOW_LAST_WEEK:
        raise _wrong("window: to compare with last week, choose 10 minutes to 7 days")


def _check_groups(rule: Rule) -> None:
    if len(rule.group_by) > MAX_GROUP_KEYS:
        raise _wrong(f"groupBy: at most {MAX_GROUP_KEYS} keys")
    if len({field_named(key) for key in rule.group_by}) < len(rule.group_by):
        raise _wrong("groupBy: each key once")
    if any(not key or len(key) > 200 for key in rule.group_by):
        raise _wrong("groupBy: a key has 1 to 200 characters")


def _check_timing(rule: Rule) -> None:
    timing = rule.timing
    if not 0 <= timing.group_wait <= 3600:
        raise _wrong("timing.groupWait: choose 0 seconds to 1 hour")
    if not 60 <= timing.group_interval <= 86400:
        raise _wrong("timing.groupInterval: choose 1 minute to 1 day")
    if timing.repeat_interval != 0 and not 300 <= timing.repeat_interval <= MAX_WINDOW:
        raise _wrong("timing.repeatInterval: choose 5 minutes to 30 days, or 0 for never")
    if timing.auto_resolve != 0 and not 300 <= timing.auto_resolve <= MAX_WINDOW:
        raise _wrong("timing.autoResolve: choose 5 minutes to 30 days, or 0 for never")


def _wrong(detail: str) -> Rejected:
    return Rejected("invalid_rule", detail)
