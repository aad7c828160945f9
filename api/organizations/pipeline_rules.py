"""Pipeline rules of a project: what it does with events before they are stored."""

from fastapi import APIRouter

from api.access.rights import Access, ReadProjects, WriteProjects, project_of
from api.ids import wanted_id
from api.organizations.pipeline_trial import try_rule
from api.problems import not_found
from api.schemas.organizations.pipeline_rules import (
    ActionBody,
    ActionShape,
    MatchBody,
    MatchShape,
    PipelineRuleBody,
    PipelineRuleOrder,
    PipelineRuleShape,
    PipelineRuleUpdate,
    PipelineRuleVersion,
    PipelineTrial,
    PipelineTryBody,
)
from core.db.database import Connection
from core.db.organizations import people, pipeline_rules, teams
from core.db.organizations.pipeline_rules import KeptRule, RuleText
from core.db.organizations.projects import Project
from core.errors import Rejected
from core.pipeline_rules import DROPPING, Action, ActionKind, Match, MatchKind, PipelineRule
from core.pipeline_rules.checks import checked

router = APIRouter(tags=["pipeline rules"])

_DAY_SECONDS = 86400


@router.get("/projects/{org}/{project}/pipeline-rules/")
async def list_pipeline_rules(project: str, access: ReadProjects) -> list[PipelineRuleShape]:
    """In the order in which they are asked."""
    async with access.deps.database.connection() as connection:
        return await _listed(connection, access, await project_of(connection, access, project))


@router.post("/projects/{org}/{project}/pipeline-rules/", status_code=201)
async def create_pipeline_rule(project: str, body: PipelineRuleBody, access: WriteProjects) -> PipelineRuleShape:
    """Comes last, and holds for events that are processed from then on."""
    now = access.deps.clock.now()
    async with access.deps.database.transaction() as connection:
        found = await project_of(connection, access, project)
        text = RuleText(body.name, await _rule(connection, access, body.match, body.action), body.is_active)
        rule_id = await pipeline_rules.create_rule(
            connection, access.organization.id, found.id, text, access.user_id, now
        )
        return await _one(connection, access, found, rule_id)


@router.post("/projects/{org}/{project}/pipeline-rules/try/")
async def try_pipeline_rule(project: str, body: PipelineTryBody, access: ReadProjects) -> PipelineTrial:
    """What a rule, saved or not, would have done to the events that are stored of the last days."""
    async with access.deps.database.connection() as connection:
        found = await project_of(connection, access, project)
        rule = checked(PipelineRule(match=_match(body.match), action=_action(body.action)))
    return await try_rule(access, found.id, rule, body.days)


@router.put("/projects/{org}/{project}/pipeline-rules/order/")
async def reorder_pipeline_rules(
    project: str, body: PipelineRuleOrder, access: WriteProjects
) -> list[PipelineRuleShape]:
    async with access.deps.database.transaction() as connection:
        found = await project_of(connection, access, project)
        await pipeline_rules.reorder(connection, found.id, [int(one) for one in body.ids])
        return await _listed(connection, access, found)


@router.put("/projects/{org}/{project}/pipeline-rules/{pipeline_rule_id}/")
async def change_pipeline_rule(
    project: str, pipeline_rule_id: str, body: PipelineRuleUpdate, access: WriteProjects
) -> PipelineRuleShape:
    async with access.deps.database.transaction() as connection:
        found = await project_of(connection, access, project)
        rule = await _kept(connection, found, pipeline_rule_id)
        await pipeline_rules.update_rule(
            connection, rule, await _changed(connection, access, rule, body), access.user_id, access.deps.clock.now()
        )
        return await _one(connection, access, found, rule.id)


@router.delete("/projects/{org}/{project}/pipeline-rules/{pipeline_rule_id}/", status_code=204)
async def delete_pipeline_rule(project: str, pipeline_rule_id: str, access: WriteProjects) -> None:
    """What it dropped stays counted under its name."""
    async with access.deps.database.transaction() as connection:
        rule = await _kept(connection, await project_of(connection, access, project), pipeline_rule_id)
        await pipeline_rules.delete_rule(connection, rule.id, access.deps.clock.now())


@router.get("/projects/{org}/{project}/pipeline-rules/{pipeline_rule_id}/versions/")
async def list_pipeline_rule_versions(
    project: str, pipeline_rule_id: str, access: ReadProjects
) -> list[PipelineRuleVersion]:
    """What it said and when, newest first."""
    async with access.deps.database.connection() as connection:
        rule = await _kept(connection, await project_of(connection, access, project), pipeline_rule_id)
        found = await pipeline_rules.versions(connection, rule.id)
    return [
        PipelineRuleVersion(
            version=one.version,
            name=one.name,
            match=_match_shape(one.rule.match),
            action=_action_shape(one.rule.action, one.owner),
            date=one.at,
            user=one.user,
        )
        for one in found
    ]


async def _kept(connection: Connection, project: Project, pipeline_rule_id: str) -> KeptRule:
    rule = await pipeline_rules.find_rule(connection, project.id, wanted_id(pipeline_rule_id))
    if rule is None:
        raise not_found()
    return rule


async def _changed(connection: Connection, access: Access, rule: KeptRule, body: PipelineRuleUpdate) -> RuleText:
    """A rule that is only switched or renamed stays as it is, whoever it names."""
    definition = rule.rule
    if body.match is not None or body.action is not None:
        match = body.match or _match_shape(definition.match)
        action = body.action or _action_shape(definition.action, None)
        definition = await _rule(connection, access, match, action)
    is_active = rule.is_active if body.is_active is None else body.is_active
    return RuleText(body.name or rule.name, definition, is_active)


async def _rule(
    connection: Connection, access: Access, match: MatchBody | MatchShape, action: ActionBody | ActionShape
) -> PipelineRule:
    """Raises Rejected for a rule that makes no sense, or that names somebody who is not here."""
    rule = checked(PipelineRule(match=_match(match), action=_action(action)))
    user_id, team_id, home = rule.action.user_id, rule.action.team_id, access.organization.id
    if user_id is not None and await people.member(connection, home, user_id) is None:
        raise Rejected("unknown_owner", "the owner is no member of this organization: name one that is")
    if team_id is not None and await teams.find_team(connection, home, None, team_id=team_id) is None:
        raise Rejected("unknown_owner", "the owner is no team of this organization: name one that is")
    return rule


def _match(body: MatchBody | MatchShape) -> Match:
    return Match(kind=MatchKind(body.kind), patterns=tuple(body.patterns), query=body.query)


def _action(body: ActionBody | ActionShape) -> Action:
    return Action(
        kind=ActionKind(body.kind),
        share=body.share,
        value=body.value,
        user_id=None if body.user_id is None else int(body.user_id),
        team_id=None if body.team_id is None else int(body.team_id),
    )


async def _listed(connection: Connection, access: Access, project: Project) -> list[PipelineRuleShape]:
    since = access.deps.clock.now() - _DAY_SECONDS
    dropped = await pipeline_rules.dropped(connection, project.id, since)
    return [_shape(one, dropped.get(one.id, 0)) for one in await pipeline_rules.rules(connection, project.id)]


async def _one(connection: Connection, access: Access, project: Project, rule_id: int) -> PipelineRuleShape:
    return next(one for one in await _listed(connection, access, project) if one.id == str(rule_id))


def _shape(rule: KeptRule, dropped: int) -> PipelineRuleShape:
    return PipelineRuleShape(
        id=str(rule.id),
        name=rule.name,
        match=_match_shape(rule.rule.match),
        action=_action_shape(rule.rule.action, rule.owner),
        is_active=rule.is_active,
        version=rule.version,
        date_created=rule.created_at,
        date_updated=rule.updated_at,
        # One that dropped before its action was changed goes on saying so.
        dropped=dropped if dropped or rule.rule.action.kind in DROPPING else None,
    )


def _match_shape(match: Match) -> MatchShape:
    return MatchShape(kind=match.kind.value, patterns=list(match.patterns), query=match.query)


def _action_shape(action: Action, owner: str | None) -> ActionShape:
    return ActionShape(
        kind=action.kind.value,
        share=action.share,
        value=action.value,
        user_id=None if action.user_id is None else str(action.user_id),
        team_id=None if action.team_id is None else str(action.team_id),
        owner=owner,
    )
