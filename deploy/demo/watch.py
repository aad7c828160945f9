"""What the shop watches: its rules, and what it does with events before they are kept."""

from dataclasses import replace
from typing import Final

from core.alerts import Measure, Rule, Severity, Timing
from core.alerts.checks import check_rule
from core.db import Connection
from core.db.alerts import rules
from core.db.alerts.rules import RuleText
from core.db.organizations import pipeline_rules
from core.pipeline_rules import Action, ActionKind, Match, MatchKind, PipelineRule
from core.pipeline_rules.checks import checked
from deploy.demo.duty import Duty
from deploy.demo.stage import Cast, Stage

_SOON: Final = Timing(group_wait=1)
"""Somebody is looking on: what belongs together comes within a second here."""
OFTEN: Final = "An error 40 times in 5 minutes"
PROVIDER: Final = "Payments are away"
FATAL: Final = "Critical errors in billing"
USERS: Final = "Twenty customers in 10 minutes"
HEARTBEAT: Final = "The warehouse is silent"
RULES: Final[tuple[tuple[str, str, Rule], ...]] = (
    (
        "shop-api",
        OFTEN,
        Rule(
            measure=Measure.COUNT,
            query="environment:production level:error",
            window=300,
            threshold=40,
            severity=Severity.HIGH,
            group_by=("issue",),
            timing=_SOON,
        ),
    ),
    (
        "shop-api",
        PROVIDER,
        Rule(
            measure=Measure.EVERY_EVENT,
            query="level:fatal provider:pay.example.net",
            severity=Severity.CRITICAL,
            timing=_SOON,
        ),
    ),
    (
        "shop-web",
        USERS,
        Rule(
            measure=Measure.USERS,
            window=600,
            threshold=20,
            severity=Severity.HIGH,
            group_by=("project",),
            timing=_SOON,
        ),
    ),
    ("warehouse-sync", HEARTBEAT, Rule(measure=Measure.NOTHING, window=1800, severity=Severity.HIGH, timing=_SOON)),
    (
        "billing",
        FATAL,
        Rule(measure=Measure.EVERY_EVENT, query="level:fatal", severity=Severity.CRITICAL, timing=_SOON),
    ),
)
"""Project, name, rule."""
INBOUND: Final[tuple[tuple[str, str, PipelineRule], ...]] = (
    (
        "shop-web",
        "No crawlers",
        PipelineRule(match=Match(kind=MatchKind.CRAWLERS), action=Action(kind=ActionKind.DROP)),
    ),
    (
        "billing",
        "What ends a job is the book-keepers'",
        PipelineRule(
            match=Match(kind=MatchKind.QUERY, query="level:fatal"),
            action=Action(kind=ActionKind.ROUTE, value="book-keeping"),
        ),
    ),
)
"""The same of inbound rules."""


async def watch(connection: Connection, stage: Stage, cast: Cast, duty: Duty, now: float) -> None:
    """Make those that are missing. To be called in a transaction."""
    home, author = stage.organization.id, cast.people["tomek"].id
    for project, name, rule in RULES:
        project_id = stage.project_id(project)
        if name not in {one.stored.name for one in await rules.rules(connection, home, project_id)}:
            named = _with_names(name, rule, duty)
            check_rule(named)
            await rules.create_rule(
                connection, home, RuleText(name=name, project_id=project_id, rule=named), author, now
            )
    for project, name, inbound in INBOUND:
        project_id = stage.project_id(project)
        if name not in {one.name for one in await pipeline_rules.rules(connection, project_id)}:
            text = pipeline_rules.RuleText(name, checked(inbound), True)
            await pipeline_rules.create_rule(connection, home, project_id, text, author, now)


def _with_names(name: str, rule: Rule, duty: Duty) -> Rule:
    """What is critical names its policy, the others take that of their severity; PROVIDER makes issues at the board."""
    tracker_id = duty.tracker_id if name == PROVIDER else None
    return replace(
        rule, policy_id=duty.policy_id if rule.severity is Severity.CRITICAL else None, tracker_id=tracker_id
    )
