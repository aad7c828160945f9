"""The rules of an organization, kept in memory and brought up to date by their version."""

import asyncio
import logging
from dataclasses import dataclass, field

from alerting.evaluate.index import RuleIndex
from alerting.evaluate.state import watched
from core.db.database import Connection
from core.db.rules import StoredRule, changed_rules, rule_ids
from core.errors import Rejected

_BREATH = 200
"""Rules that are read without letting others work: some 10 ms."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class KeptRules:
    """As of one version of an organization's rules."""

    version: int = 0
    index: RuleIndex = field(default_factory=RuleIndex)
    known: set[int] = field(default_factory=set)
    """Ids of all, also of those that are not active."""


async def bring_up_to_date(connection: Connection, organization_id: int, kept: KeptRules, version: int) -> None:
    """Read what changed since, up to `version` or later; in the end nothing is kept of what is gone."""
    if kept.version >= version:
        return
    changed = await changed_rules(connection, organization_id, kept.version)
    ids = set(await rule_ids(connection, organization_id))
    for rule_id in kept.known - ids:
        kept.index.remove(rule_id)
    for place, one in enumerate(changed):
        kept.index.remove(one.id)
        if one.is_active:
            _put(kept.index, one)
        if place % _BREATH == 0:
            await asyncio.sleep(0)
    kept.known, kept.version = ids, version


def _put(index: RuleIndex, rule: StoredRule) -> None:
    snoozed_until = 0.0 if rule.snoozed_until is None else rule.snoozed_until.timestamp()
    begun = rule.updated_at.timestamp()
    try:
        index.put(watched(rule.id, rule.name, rule.project_id, rule.rule, begun, snoozed_until))
    except Rejected as error:
        # Checked when it was saved, so it was saved by a version that knew more.
        _log.error("rule %d is left out: its query %r means nothing here: %s", rule.id, rule.rule.query, error)
