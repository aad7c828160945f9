"""Policies: who is told, in which order."""

import msgspec

from core.alerts import BUILT_IN_POLICIES, Policy, Rule
from core.db.database import Connection
from core.db.queries import load_queries

Q = load_queries(__file__)


async def policy_for(connection: Connection, organization_id: int, rule: Rule) -> Policy:
    """The rule's own, else the one of its severity, else the built-in one."""
    found = await connection.fetchval(Q["policy_for"], organization_id, rule.policy_id, rule.severity.value)
    return BUILT_IN_POLICIES[rule.severity] if found is None else msgspec.convert(found, Policy, strict=False)
