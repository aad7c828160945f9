"""Rules: what people want to be told of, and when a rule would have told them."""

from datetime import datetime, timedelta
from typing import Final

from fastapi import APIRouter, Query

from api.access.rights import Access, ReadAlerts, WriteAlerts, project_of
from api.alerts.rule_shapes import changed_rule, dry_run_shape, rule_of, rule_shape
from api.alerts.rule_templates import TEMPLATES
from api.ids import wanted_id
from api.problems import not_found
from api.schemas.alerts.rules import (
    RuleBody,
    RuleDryRunBody,
    RuleDryRunShape,
    RuleShape,
    RuleUpdate,
    SnoozeBody,
    TemplateShape,
)
from core.alerts import Rule
from core.alerts.checks import check_rule
from core.alerts.dry_runs import DryRunAsk
from core.clock import instant
from core.db.alerts import rules
from core.db.alerts.rules import ListedRule, RuleText
from core.db.database import Connection
from core.errors import Rejected

router = APIRouter(tags=["rules"])

_LONGEST_SNOOZE: Final = timedelta(days=366)


@router.get("/organizations/{org}/rules/")
async def list_rules(access: ReadAlerts, project: str | None = Query(None, max_length=50)) -> list[RuleShape]:
    """By name. With a project: its own rules, and those that hold for all projects."""
    async with access.deps.database.connection() as connection:
        project_id = await _project_id(connection, access, project)
        found = await rules.rules(connection, access.organization.id, project_id)
    return [rule_shape(one) for one in found]


@router.get("/organizations/{org}/rules/templates/")
async def list_rule_templates(access: ReadAlerts) -> list[TemplateShape]:
    """Rules to begin with."""
    return list(TEMPLATES)


@router.post("/organizations/{org}/rules/dry-run/")
async def dry_run_rule(body: RuleDryRunBody, access: ReadAlerts) -> RuleDryRunShape:
    """When a rule would have fired in the last days. Nothing is saved, nobody is told."""
    if access.deps.dry_run is None:
        raise not_found()
    async with access.deps.database.connection() as connection:
        text = await _checked(connection, access, body)
    ask = DryRunAsk(organization_id=access.organization.id, project_id=text.project_id, rule=text.rule, days=body.days)
    return dry_run_shape(await access.deps.dry_run(ask))


@router.post("/organizations/{org}/rules/", status_code=201)
async def create_rule(body: RuleBody, access: WriteAlerts) -> RuleShape:
    async with access.deps.database.transaction() as connection:
        text = await _checked(connection, access, body)
        organization_id, now = access.organization.id, access.deps.clock.now()
        rule_id = await rules.create_rule(connection, organization_id, text, access.user_id, now)
        return rule_shape(await _rule(connection, access, rule_id))


@router.get("/organizations/{org}/rules/{rule_id}/")
async def get_rule(rule_id: str, access: ReadAlerts) -> RuleShape:
    async with access.deps.database.connection() as connection:
        return rule_shape(await _rule(connection, access, wanted_id(rule_id)))


@router.put("/organizations/{org}/rules/{rule_id}/")
async def change_rule(rule_id: str, body: RuleUpdate, access: WriteAlerts) -> RuleShape:
    """What is left out stays. Where it counts something else from then on, what it counted is forgotten and its open
    alerts are resolved; so they are when it is switched off (`isActive`)."""
    async with access.deps.database.transaction() as connection:
        found = await _rule(connection, access, wanted_id(rule_id))
        stored = found.stored
        text = RuleText(
            name=body.name or stored.name,
            project_id=await _project_id(connection, access, body.project)
            if "project" in body.model_fields_set
            else stored.project_id,
            rule=await _sane(connection, access, changed_rule(stored.rule, body)),
            is_active=stored.is_active if body.is_active is None else body.is_active,
        )
        await rules.update_rule(connection, stored, text, access.deps.clock.now())
        return rule_shape(await _rule(connection, access, stored.id))


@router.post("/organizations/{org}/rules/{rule_id}/snooze/")
async def snooze_rule(rule_id: str, body: SnoozeBody, access: WriteAlerts) -> RuleShape:
    """It opens no alert before `until`; those that are open go on."""
    now = access.deps.clock.now()
    async with access.deps.database.transaction() as connection:
        found = await _rule(connection, access, wanted_id(rule_id))
        await rules.snooze_rule(connection, found.stored, _until(body.until, instant(now)), now)
        return rule_shape(await _rule(connection, access, found.stored.id))


@router.delete("/organizations/{org}/rules/{rule_id}/", status_code=204)
async def delete_rule(rule_id: str, access: WriteAlerts) -> None:
    """Its alerts stay, resolved."""
    async with access.deps.database.transaction() as connection:
        found = await _rule(connection, access, wanted_id(rule_id))
        await rules.delete_rule(connection, found.stored, access.deps.clock.now())


async def _checked(connection: Connection, access: Access, body: RuleBody) -> RuleText:
    return RuleText(
        name=body.name,
        project_id=await _project_id(connection, access, body.project),
        rule=await _sane(connection, access, rule_of(body)),
        is_active=body.is_active,
    )


async def _sane(connection: Connection, access: Access, rule: Rule) -> Rule:
    """The rule, if it makes sense and names a policy and a tracker that there are. Raises Rejected."""
    check_rule(rule)
    if rule.policy_id is not None and not await rules.has_policy(connection, access.organization.id, rule.policy_id):
        raise Rejected("unknown_policy", "policyId: name a policy of this organization, or leave it out")
    if rule.tracker_id is not None and not await rules.has_tracker(connection, access.organization.id, rule.tracker_id):
        raise Rejected("unknown_tracker", "trackerId: name a tracker of this organization, or leave it out")
    return rule


async def _project_id(connection: Connection, access: Access, slug: str | None) -> int | None:
    return None if slug is None else (await project_of(connection, access, slug)).id


async def _rule(connection: Connection, access: Access, rule_id: int) -> ListedRule:
    found = await rules.find_rule(connection, access.organization.id, rule_id)
    if found is None:
        raise not_found()
    return found


def _until(until: datetime | None, now: datetime) -> datetime | None:
    if until is None:
        return None
    if until.tzinfo is None:
        raise Rejected("no_time_zone", "until: say the time zone too, as in 2027-01-15T08:00:00Z")
    if until <= now:
        raise Rejected("past", "until: choose a moment to come, or null to end the snooze")
    if until > now + _LONGEST_SNOOZE:
        raise Rejected("too_far", "until: choose a moment within a year, or switch the rule off")
    return until
