"""Stored counts for the groups that compare with the past, looked up together."""

import json
from collections.abc import Mapping, Sequence

from alerting.evaluate.grouping import fields_of, group_of
from alerting.evaluate.state import Watched
from core.alerts import Measure
from core.clock import instant
from core.db.alerts.rule_states import Pair
from core.db.database import Connection
from core.db.events.stored_counts import Kind, hourly_means, kinds_of_events

_WEEK = 7 * 86400


async def baselines(
    connection: Connection, organization_id: int, wanted: Mapping[Pair, tuple[Watched, int | None]], at: float
) -> dict[Pair, float]:
    """The baseline of each group at a moment. `wanted`: the rule of each group and, for escalation, its issue."""
    issues = {issue for _, issue in wanted.values() if issue is not None}
    means = await hourly_means(connection, issues, instant(at)) if issues else {}
    found = {pair: means[issue] for pair, (_, issue) in wanted.items() if issue is not None}
    for rule in {rule.id: rule for rule, issue in wanted.values() if issue is None}.values():
        end = at - _WEEK
        kinds = await kinds_of_events(
            connection, organization_id, rule.project_id, instant(end - rule.rule.window), instant(end)
        )
        counts = _by_group(rule, kinds)
        found |= {pair: float(counts.get(pair[1], 0)) for pair in wanted if pair[0] == rule.id}
    return found


def issue_of_key(rule: Watched, key: str) -> int | None:
    """The issue whose group this is, of rules on issues that escalate."""
    if rule.rule.measure is not Measure.ESCALATING:
        return None
    place = [field for _, field in fields_of(rule)].index("issue")
    return int(json.loads(key)[place])


def _by_group(rule: Watched, kinds: Sequence[Kind]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in kinds:
        if rule.scope.matches(one.subject, one.sighting):
            key = group_of(rule, one.subject, one.sighting).key
            counts[key] = counts.get(key, 0) + one.quantity
    return counts
