"""Whether personal rules make sense. Raises Rejected with a sentence that says the mend."""

from collections.abc import Collection
from typing import Final

from core.alerts import PersonalRules, Way
from core.errors import Rejected
from core.schedules import known_zone
from core.schedules.checks import check_hours

MAX_WAYS: Final = 10


def check_personal_rules(rules: PersonalRules, channels: Collection[int], projects: Collection[int]) -> None:
    """`channels` are those that she may be told by, `projects` those that she sees.

    Raises Rejected(`invalid_ways`, `invalid_hours`, `unknown_time_zone`, `unknown_project`).
    """
    known_zone(rules.time_zone)
    _check_ways(rules.ways, "ways", channels)
    _check_ways(rules.important_ways, "ways for what is critical", channels)
    check_hours(rules.quiet_hours, "quiet hours")
    for project_id in rules.report_project_ids:
        if project_id not in projects:
            raise Rejected("unknown_project", f"reports: there is no project {project_id} that you see")


def _check_ways(ways: tuple[Way, ...], what: str, channels: Collection[int]) -> None:
    if not ways:
        raise Rejected("invalid_ways", f"{what}: keep at least one, or nobody can tell you anything")
    if len(ways) > MAX_WAYS:
        raise Rejected("invalid_ways", f"{what}: at most {MAX_WAYS}")
    if len(set(ways)) != len(ways):
        raise Rejected("invalid_ways", f"{what}: one stands twice")
    for way in ways:
        if way.channel is not None and way.channel not in channels:
            raise Rejected("invalid_ways", f"{what}: there is no channel {way.channel} that you may be told by")
