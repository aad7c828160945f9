"""Policies: whether one makes sense, and when each of its steps comes. Pure."""

from dataclasses import dataclass
from typing import Final

from core.alerts import Policy, Step, Target
from core.errors import Rejected

MAX_STEPS: Final = 10
MAX_TARGETS: Final = 20
MAX_REPEATS: Final = 5
_LONGEST_STEP: Final = 1440
_LONGEST_ACKNOWLEDGEMENT: Final = 10_080
"""Minutes: a day, a week."""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step's place in time, while nobody acknowledges."""

    round: int
    number: int
    """From 1, both."""
    minutes: int
    """After the alert opened."""
    targets: tuple[Target, ...]


def planned(policy: Policy) -> list[PlannedStep]:
    """All steps of all rounds, in order."""
    found: list[PlannedStep] = []
    minutes = 0
    for turn in range(policy.repeats + 1):
        for number, step in enumerate(policy.steps):
            found.append(PlannedStep(turn + 1, number + 1, minutes, step.targets))
            minutes += step.minutes
    return found


def total_minutes(policy: Policy) -> int:
    """Minutes until the last step of the last round is over."""
    return sum(step.minutes for step in policy.steps) * (policy.repeats + 1)


def check_policy(policy: Policy) -> None:
    """Raises Rejected(`invalid_policy`) with the mend."""
    if len(policy.steps) > MAX_STEPS:
        raise _invalid(f"a policy has at most {MAX_STEPS} steps")
    if not 0 <= policy.repeats <= MAX_REPEATS:
        raise _invalid(f"a policy repeats at most {MAX_REPEATS} times")
    if not 0 <= policy.acknowledged_minutes <= _LONGEST_ACKNOWLEDGEMENT:
        raise _invalid("an acknowledgement holds a week at most; 0 holds until resolved")
    for number, step in enumerate(policy.steps, start=1):
        wrong = _wrong_with(step)
        if wrong is not None:
            raise _invalid(f"step {number}: {wrong}")


def _wrong_with(step: Step) -> str | None:
    if not step.targets:
        return "name somebody to tell, or take the step out"
    if len(step.targets) > MAX_TARGETS:
        return f"at most {MAX_TARGETS} targets; a team is one target"
    if len(set(step.targets)) != len(step.targets):
        return "a target stands twice"
    if not 1 <= step.minutes <= _LONGEST_STEP:
        return "wait from 1 minute to a day"
    for target in step.targets:
        if target.kind == "project" and target.id != 0:
            return "“project” stands for the alert's own project and takes no id"
        if target.kind in ("user", "team") and target.id == 0:
            return f"say which {target.kind}"
    return None


def _invalid(detail: str) -> Rejected:
    return Rejected("invalid_policy", detail)
