"""The rules of an organization, kept in memory and brought up to date by their version."""

import logging
from dataclasses import dataclass, field

from alerting.evaluate.index import RuleIndex
from alerting.evaluate.state import watched
from core.db.alerts.rules import ChangedRule, changed_rules, read_rule, rule_ids
from core.db.database import Connection
from core.errors import Rejected

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class KeptRules:
    """As of one version of an organization's rules."""

    version: int = 0
    index: RuleIndex = field(default_factory=RuleIndex)
    known: set[int] = field(default_factory=set)
    """Ids of all rules, inactive ones included."""


async def bring_up_to_date(connection: Connection, organization_id: int, kept: KeptRules, version: int) -> None:
    """Read what changed since the version kept, up to `version` or later, and drop rules that were deleted."""
    if kept.version >= version:
        return
    known = set(kept.known)
    async for changed in changed_rules(connection, organization_id, kept.version):
        known.update(one.id for one in changed)
        for one in changed:
            kept.index.remove(one.id)
            if one.is_active:
                _put(kept.index, one)
    ids = set(await rule_ids(connection, organization_id))
    for rule_id in known - ids:
        kept.index.remove(rule_id)
    kept.known, kept.version = ids, version


def _put(index: RuleIndex, one: ChangedRule) -> None:
    snoozed_until = 0.0 if one.snoozed_until is None else one.snoozed_until.timestamp()
    try:
        rule = read_rule(one.definition)
        index.put(watched(one.id, one.name, one.project_id, rule, one.updated_at.timestamp(), snoozed_until))
    except Rejected as error:
        # Rules are checked when saved, so a newer version saved this one.
        _log.error("rule %d is left out, as it means nothing here: %s", one.id, error)
