"""The rules of an organization, kept in memory and brought up to date by their version."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from alerting.evaluate.index import RuleIndex
from alerting.evaluate.state import watched
from core.db.database import Connection
from core.db.rules import StoredRule, changed_rules, rule_ids
from core.errors import Rejected

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class KeptRules:
    """As of one version of an organization's rules."""

    version: int = 0
    index: RuleIndex = field(default_factory=RuleIndex)
    known: set[int] = field(default_factory=set)
    """Ids of all, also of those that are not active."""


async def bring_up_to_date(connection: Connection, organization_id: int, kept: KeptRules, version: int) -> None:
    """Read what changed since. The organization must be held, so that the version is the last."""
    if kept.version == version:
        return
    changed = await changed_rules(connection, organization_id, kept.version)
    take_over(kept, changed, await rule_ids(connection, organization_id), version)


def take_over(kept: KeptRules, changed: Sequence[StoredRule], ids: Collection[int], version: int) -> None:
    """`changed`: those with a later version than what is kept; `ids`: all that there are."""
    for rule_id in kept.known.difference(ids):
        kept.index.remove(rule_id)
    for one in changed:
        kept.index.remove(one.id)
        if one.is_active:
            _put(kept.index, one)
    kept.known = set(ids)
    kept.version = version


def _put(index: RuleIndex, rule: StoredRule) -> None:
    snoozed_until = 0.0 if rule.snoozed_until is None else rule.snoozed_until.timestamp()
    begun = rule.updated_at.timestamp()
    try:
        index.put(watched(rule.id, rule.name, rule.project_id, rule.rule, begun, snoozed_until))
    except Rejected as error:
        # Checked when it was saved, so it was saved by a version that knew more.
        _log.error("rule %d is left out: its query %r means nothing here: %s", rule.id, rule.rule.query, error)
