"""Rules between the outside (camelCase, slugs, texts of ids) and `core/alerts`."""

from typing import Any

import msgspec

from api.ids import row_id
from api.schemas.alerts.rules import (
    FiringShape,
    MuteTimeShape,
    RuleBody,
    RuleDryRunShape,
    RuleShape,
    RuleUpdate,
    TimingShape,
)
from core.alerts import Rule
from core.alerts.dry_runs import DryRun, Firing
from core.alerts.words import sentence
from core.clock import instant
from core.db.alerts.rules import ListedRule
from core.errors import Rejected

SHOWN_FIRINGS = 100

_NOT_IN_DEFINITION = {"name", "project", "is_active", "policy_id", "tracker_id", "days"}


def rule_of(body: RuleBody) -> Rule:
    """Raises Rejected for a policy or tracker that is no id."""
    named = {"policy_id": _id("policy", body.policy_id), "tracker_id": _id("tracker", body.tracker_id)}
    return _rule({**body.model_dump(exclude=_NOT_IN_DEFINITION), **named})


def changed_rule(rule: Rule, body: RuleUpdate) -> Rule:
    """With what the body names."""
    given = body.model_dump(exclude_unset=True, exclude=_NOT_IN_DEFINITION)
    kept = {name: value for name, value in given.items() if value is not None or name == "resolve_threshold"}
    fields = {**msgspec.to_builtins(rule), **kept}
    if "policy_id" in body.model_fields_set:
        fields["policy_id"] = _id("policy", body.policy_id)
    if "tracker_id" in body.model_fields_set:
        fields["tracker_id"] = _id("tracker", body.tracker_id)
    return _rule(fields)


def rule_shape(listed: ListedRule) -> RuleShape:
    stored, rule = listed.stored, listed.stored.rule
    return RuleShape(
        id=str(stored.id),
        name=stored.name,
        project=listed.project_slug,
        is_active=stored.is_active,
        snoozed_until=stored.snoozed_until,
        is_default=stored.is_default,
        sentence=sentence(rule),
        measure=rule.measure.value,
        query=rule.query,
        window=rule.window,
        compare=rule.compare,
        threshold=rule.threshold,
        baseline=rule.baseline,
        resolve_threshold=rule.resolve_threshold,
        hold_for=rule.hold_for,
        keep_firing_for=rule.keep_firing_for,
        severity=rule.severity.value,
        group_by=list(rule.group_by),
        timing=TimingShape(**msgspec.to_builtins(rule.timing)),
        mute_times=[MuteTimeShape(**msgspec.to_builtins(one)) for one in rule.mute_times],
        policy_id=None if rule.policy_id is None else str(rule.policy_id),
        tracker_id=None if rule.tracker_id is None else str(rule.tracker_id),
        tracker_comments=rule.tracker_comments,
        open_alerts=listed.open_alerts,
        last_fired_at=listed.last_fired_at,
        created_by=listed.created_by,
        created_at=stored.created_at,
        updated_at=stored.updated_at,
    )


def dry_run_shape(found: DryRun) -> RuleDryRunShape:
    return RuleDryRunShape(
        start=instant(found.start),
        end=instant(found.end),
        summary=found.summary,
        times=len(found.firings),
        seconds=round(found.seconds),
        firings=[_firing_shape(one) for one in found.firings[-SHOWN_FIRINGS:]],
        events=found.events,
        note=found.note,
    )


def _firing_shape(one: Firing) -> FiringShape:
    return FiringShape(
        start=instant(one.start),
        end=None if one.end is None else instant(one.end),
        value=one.value,
        reason=one.reason,
        labels={name: value for name, value in one.labels.items() if value},
    )


def _rule(fields: dict[str, Any]) -> Rule:
    return msgspec.convert(fields, Rule, strict=False)


def _id(what: str, text: str | None) -> int | None:
    if text is None:
        return None
    found = row_id(text)
    if found is None:
        raise Rejected(f"unknown_{what}", f"{what}Id: name a {what} of this organization, or leave it out")
    return found
