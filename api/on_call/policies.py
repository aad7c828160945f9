"""Policies, and which of them each severity takes; who would be told if an alert opened now."""

from fastapi import APIRouter

from api.access.rights import Access, ReadAlerts, WriteAlerts, project_of
from api.ids import wanted_id
from api.on_call.policy_shapes import built_in_shape, dry_run_shape, kept_shape, policy_of, target_shape
from api.problems import not_found
from api.schemas.on_call.policies import (
    DryRunBody,
    DryRunShape,
    PolicyBody,
    PolicyShape,
    SeverityPoliciesShape,
    TargetShape,
)
from core.alerts import BUILT_IN_POLICIES, Policy, Severity
from core.alerts.policies import check_policy
from core.alerts.reach import Directory, all_targets, target_name
from core.alerts.telling import tell
from core.db.database import Connection
from core.db.on_call import policies
from core.db.on_call.directory import directory
from core.db.on_call.personal_rules import chosen_rules
from core.db.on_call.policies import KeptPolicy
from core.errors import Rejected

router = APIRouter(tags=["policies"])

_MAX_POLICIES = 200
"""Of an organization."""
_FURTHEST = 10 * 366 * 86_400.0
"""Seconds from now on that a dry run may be away: schedules turn for as long as there are years."""


@router.get("/organizations/{org}/policies/")
async def list_policies(access: ReadAlerts) -> list[PolicyShape]:
    """Those that people made, by name, then the built-in ones, of which each severity without another takes its own."""
    async with access.deps.database.connection() as connection:
        kept = await policies.policies(connection, access.organization.id)
        matrix = await policies.severity_policies(connection, access.organization.id)
        known = await _directory(connection, access)
    made = [kept_shape(one, known, matrix) for one in kept]
    built_in = [
        built_in_shape(severity, policy, known, severity not in matrix)
        for severity, policy in BUILT_IN_POLICIES.items()
    ]
    return [*made, *built_in]


@router.post("/organizations/{org}/policies/", status_code=201)
async def create_policy(body: PolicyBody, access: WriteAlerts) -> PolicyShape:
    async with access.deps.database.transaction() as connection:
        policy = _checked(policy_of(body), await _directory(connection, access), None)
        if len(await policies.policies(connection, access.organization.id)) >= _MAX_POLICIES:
            raise Rejected("too_many", f"an organization has at most {_MAX_POLICIES} policies: delete one first", 409)
        now = access.deps.clock.now()
        found = await policies.create_policy(connection, access.organization.id, policy, now)
        return await _answer(connection, access, str(found))


@router.post("/organizations/{org}/policies/dry-run/")
async def dry_run_policy(body: DryRunBody, access: ReadAlerts) -> DryRunShape:
    """Who would be told when, if an alert opened and nobody acknowledged it. Nothing is sent."""
    now = access.deps.clock.now()
    at = now if body.at is None else body.at.timestamp()
    if abs(at - now) > _FURTHEST:
        raise Rejected("too_far", "at: choose a moment within ten years")
    severity = Severity(body.severity)
    async with access.deps.database.connection() as connection:
        project_id = None if body.project is None else (await project_of(connection, access, body.project)).id
        known = await directory(connection, access.organization.id, project_id, at)
        policy, is_built_in = await _policy(connection, access, body, severity, known)
        rules = await chosen_rules(connection, list(known.people))
    return dry_run_shape(policy, tell(policy, severity, known, rules, at, is_built_in=is_built_in))


@router.get("/organizations/{org}/policies/targets/")
async def list_targets(access: ReadAlerts) -> list[TargetShape]:
    """All that a step may tell."""
    async with access.deps.database.connection() as connection:
        known = await _directory(connection, access)
    return [target_shape(one, known) for one in all_targets(known)]


@router.get("/organizations/{org}/policies/{policy}/")
async def get_policy(policy: str, access: ReadAlerts) -> PolicyShape:
    async with access.deps.database.connection() as connection:
        return await _answer(connection, access, policy)


@router.put("/organizations/{org}/policies/{policy}/")
async def change_policy(policy: str, body: PolicyBody, access: WriteAlerts) -> PolicyShape:
    """Alerts that are open go on with the policy as it was when they opened."""
    async with access.deps.database.transaction() as connection:
        kept = await _kept(connection, access, policy)
        wanted = _checked(policy_of(body), await _directory(connection, access), kept.definition)
        now = access.deps.clock.now()
        await policies.update_policy(connection, kept.id, wanted, now)
        return await _answer(connection, access, policy)


@router.delete("/organizations/{org}/policies/{policy}/", status_code=204)
async def delete_policy(policy: str, access: WriteAlerts) -> None:
    """409 while a rule or a severity names it."""
    async with access.deps.database.transaction() as connection:
        kept = await _kept(connection, access, policy)
        await policies.delete_policy(connection, access.organization.id, kept.id)


@router.get("/organizations/{org}/severity-policies/")
async def get_severity_policies(access: ReadAlerts) -> SeverityPoliciesShape:
    """The severity matrix: which policy alerts of each severity take, where their rule names none."""
    async with access.deps.database.connection() as connection:
        return _matrix(await policies.severity_policies(connection, access.organization.id))


@router.put("/organizations/{org}/severity-policies/")
async def change_severity_policies(body: SeverityPoliciesShape, access: WriteAlerts) -> SeverityPoliciesShape:
    """The whole matrix; null, or left out, is the built-in way."""
    chosen = {Severity(name): int(value) for name, value in body.model_dump(by_alias=False).items() if value}
    async with access.deps.database.transaction() as connection:
        await policies.set_severity_policies(connection, access.organization.id, chosen)
    return _matrix(chosen)


def _matrix(chosen: dict[Severity, int]) -> SeverityPoliciesShape:
    return SeverityPoliciesShape.model_validate({severity.value: str(one) for severity, one in chosen.items()})


async def _policy(
    connection: Connection, access: Access, body: DryRunBody, severity: Severity, known: Directory
) -> tuple[Policy, bool]:
    """The policy that is meant, and whether it is a built-in one."""
    if body.policy is not None:
        return _checked(policy_of(body.policy), known, None), False
    chosen = body.policy_id
    if chosen is None:
        by_severity = await policies.severity_policies(connection, access.organization.id)
        if severity not in by_severity:
            return BUILT_IN_POLICIES[severity], True
        chosen = str(by_severity[severity])
    return (await _kept(connection, access, chosen)).definition, False


def _checked(policy: Policy, known: Directory, before: Policy | None) -> Policy:
    """What an earlier form named may stay, though it is gone: it is shown as a hole. Raises Rejected."""
    check_policy(policy)
    named = {target for step in before.steps for target in step.targets} if before else set()
    for number, step in enumerate(policy.steps, start=1):
        for target in step.targets:
            if target not in named and target_name(target, known) is None:
                raise Rejected("invalid_policy", f"step {number}: there is no {target.kind} {target.id} here")
            channel = known.channels.get(target.id) if target.kind == "channel" else None
            if channel is not None and channel.user_id is not None:
                raise Rejected("invalid_policy", f"step {number}: channel {channel.name} is one person's own")
    return policy


async def _directory(connection: Connection, access: Access) -> Directory:
    return await directory(connection, access.organization.id, None, access.deps.clock.now())


async def _kept(connection: Connection, access: Access, policy_id: str) -> KeptPolicy:
    """Raises 404."""
    found = await policies.find_policy(connection, access.organization.id, wanted_id(policy_id))
    if found is None:
        raise not_found()
    return found


async def _answer(connection: Connection, access: Access, policy_id: str) -> PolicyShape:
    kept = await _kept(connection, access, policy_id)
    matrix = await policies.severity_policies(connection, access.organization.id)
    return kept_shape(kept, await _directory(connection, access), matrix)
