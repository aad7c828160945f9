"""From policies to the JSON of who is told, and back."""

from collections.abc import Mapping

from api.schemas.on_call.policies import (
    DryRunShape,
    DryStepShape,
    PolicyBody,
    PolicyShape,
    StepShape,
    TargetShape,
    ToldShape,
)
from core.alerts import Policy, Severity, Step, Target
from core.alerts.policies import total_minutes
from core.alerts.reach import Directory, hole_of, target_name
from core.alerts.telling import TellingStep, ToldNow, summary
from core.clock import instant
from core.db.on_call.policies import KeptPolicy


def policy_of(body: PolicyBody) -> Policy:
    return Policy(
        name=body.name,
        steps=tuple(
            Step(targets=tuple(Target(kind=one.kind, id=int(one.id)) for one in step.targets), minutes=step.minutes)
            for step in body.steps
        ),
        repeats=body.repeats,
        acknowledged_minutes=body.acknowledged_minutes,
    )


def kept_shape(kept: KeptPolicy, directory: Directory, matrix: Mapping[Severity, int]) -> PolicyShape:
    severities = [severity for severity in Severity if matrix.get(severity) == kept.id]
    return _shape(kept.definition, directory, severities, kept)


def built_in_shape(severity: Severity, policy: Policy, directory: Directory, is_used: bool) -> PolicyShape:
    return _shape(policy, directory, [severity] if is_used else [], None)


def target_shape(target: Target, directory: Directory) -> TargetShape:
    name, hole = target_name(target, directory), hole_of(target, directory)
    return TargetShape(kind=target.kind, id=str(target.id), name=name or f"{target.kind} {target.id}", hole=hole)


def dry_run_shape(policy: Policy, steps: list[TellingStep]) -> DryRunShape:
    return DryRunShape(
        policy=policy.name,
        steps=[_dry_step(one) for one in steps],
        ends_after_minutes=total_minutes(policy) if steps else None,
        summary=summary(policy, steps),
    )


def _shape(policy: Policy, directory: Directory, severities: list[Severity], kept: KeptPolicy | None) -> PolicyShape:
    return PolicyShape(
        id=None if kept is None else str(kept.id),
        name=policy.name,
        steps=[
            StepShape(targets=[target_shape(one, directory) for one in step.targets], minutes=step.minutes)
            for step in policy.steps
        ],
        repeats=policy.repeats,
        acknowledged_minutes=policy.acknowledged_minutes,
        severities=[severity.value for severity in severities],
        rules=0 if kept is None else kept.rules,
        date_updated=None if kept is None else kept.updated_at,
    )


def _dry_step(step: TellingStep) -> DryStepShape:
    return DryStepShape(
        round=step.round,
        step=step.number,
        minutes=step.minutes,
        at=instant(step.at),
        told=[_told(one) for one in step.told],
        holes=list(step.holes),
    )


def _told(one: ToldNow) -> ToldShape:
    told = one.told
    return ToldShape(kind=told.kind, id=str(told.id), name=told.name, because=told.because, ways=list(one.ways))
