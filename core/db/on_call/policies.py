"""Policies: who is told, in which order; and which of them each severity takes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import asyncpg
import msgspec

from core.alerts import BUILT_IN_POLICIES, Policy, Rule, Severity, TargetKind
from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries
from core.errors import Rejected

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class KeptPolicy:
    id: int
    definition: Policy
    rules: int
    """How many rules name it."""
    updated_at: datetime


async def policy_for(connection: Connection, organization_id: int, rule: Rule) -> Policy:
    """The rule's own, else the one of its severity, else the built-in one."""
    found = await connection.fetchval(Q["policy_for"], organization_id, rule.policy_id, rule.severity.value)
    return BUILT_IN_POLICIES[rule.severity] if found is None else msgspec.convert(found, Policy, strict=False)


async def policies(connection: Connection, organization_id: int) -> list[KeptPolicy]:
    """All of an organization, by name."""
    return [_kept(row) for row in await connection.fetch(Q["policies"], organization_id, None)]


async def find_policy(connection: Connection, organization_id: int, policy_id: int) -> KeptPolicy | None:
    row = await connection.fetchrow(Q["policies"], organization_id, policy_id)
    return None if row is None else _kept(row)


async def policy_named(connection: Connection, organization_id: int, name: str) -> int | None:
    """Its id."""
    found: int | None = await connection.fetchval(Q["policy_named"], organization_id, name)
    return found


async def create_policy(connection: Connection, organization_id: int, policy: Policy, now: float) -> int:
    """Its id. Raises Rejected(`name_taken`)."""
    try:
        async with connection.transaction():
            found: int = await connection.fetchval(
                Q["insert_policy"], organization_id, policy.name, msgspec.to_builtins(policy), instant(now)
            )
    except asyncpg.UniqueViolationError:
        raise _taken(policy.name) from None
    return found


async def update_policy(connection: Connection, policy_id: int, policy: Policy, now: float) -> None:
    """Alerts that are open keep the copy they were opened with. Raises Rejected(`name_taken`)."""
    try:
        async with connection.transaction():
            await connection.execute(
                Q["update_policy"], policy_id, policy.name, msgspec.to_builtins(policy), instant(now)
            )
    except asyncpg.UniqueViolationError:
        raise _taken(policy.name) from None


async def delete_policy(connection: Connection, organization_id: int, policy_id: int) -> None:
    """Raises Rejected(`still_used`) where a rule or a severity names it. To be called in a transaction."""
    rules = [row["name"] for row in await connection.fetch(Q["rules_naming"], organization_id, policy_id)]
    severities = [
        name for name, one in (await severity_policies(connection, organization_id)).items() if one == policy_id
    ]
    if rules:
        raise _used(f"the rule “{rules[0]}”", len(rules) - 1)
    if severities:
        raise _used(f"the severity {severities[0].value}", len(severities) - 1)
    await connection.execute(Q["delete_policy"], policy_id)


async def severity_policies(connection: Connection, organization_id: int) -> dict[Severity, int]:
    """The policy of each severity; what is missing has the built-in one."""
    found: Mapping[str, int] = await connection.fetchval(Q["severity_policies"], organization_id) or {}
    return {Severity(name): int(policy_id) for name, policy_id in found.items()}


async def set_severity_policies(connection: Connection, organization_id: int, chosen: Mapping[Severity, int]) -> None:
    """Raises Rejected(`unknown_policy`). To be called in a transaction."""
    known = {one.id for one in await policies(connection, organization_id)}
    for severity, policy_id in chosen.items():
        if policy_id not in known:
            raise Rejected(
                "unknown_policy", f"{severity.value}: there is no policy {policy_id}, choose one of the list"
            )
    matrix = {severity.value: policy_id for severity, policy_id in chosen.items()}
    await connection.execute(Q["set_severity_policies"], organization_id, matrix)


async def policies_naming(connection: Connection, organization_id: int, kind: TargetKind, target_id: int) -> list[str]:
    """Names of the policies that tell it, by name."""
    return [row["name"] for row in await connection.fetch(Q["policies_naming"], organization_id, kind, target_id)]


async def refuse_while_named(connection: Connection, organization_id: int, kind: TargetKind, target_id: int) -> None:
    """Before a schedule or channel is deleted. Raises Rejected(`still_used`) with the policy's name."""
    names = await policies_naming(connection, organization_id, kind, target_id)
    if names:
        raise _used(f"the policy “{names[0]}”", len(names) - 1)


def _used(name: str, others: int) -> Rejected:
    more = f" and {others} more" if others else ""
    verb = "use" if others else "uses"
    return Rejected("still_used", f"{name}{more} {verb} it: change that first", 409)


def _taken(name: str) -> Rejected:
    return Rejected("name_taken", f"there is a policy “{name}” already: choose another name", 409)


def _kept(row: asyncpg.Record) -> KeptPolicy:
    definition = replace(msgspec.convert(row["definition"], Policy, strict=False), name=row["name"])
    return KeptPolicy(row["id"], definition, row["rules"], row["updated_at"])
