"""Who would be told when, if an alert opened: the dry run of a policy. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.alerts import PersonalRules, Policy, Severity, Target
from core.alerts.policies import planned, total_minutes
from core.alerts.reach import Directory, Hole, Told, reach, ways_in_words


@dataclass(frozen=True, slots=True)
class ToldNow:
    told: Told
    ways: tuple[str, ...]
    """Of a person: mail at once, …; of a channel: none."""


@dataclass(frozen=True, slots=True)
class TellingStep:
    round: int
    number: int
    """From 1, both."""
    minutes: int
    at: float
    told: tuple[ToldNow, ...]
    """Each person and channel once."""
    holes: tuple[str, ...]


def tell(
    policy: Policy,
    severity: Severity,
    directory: Directory,
    rules: Mapping[int, PersonalRules],
    at: float,
    *,
    is_built_in: bool,
) -> list[TellingStep]:
    """The steps in order, while nobody acknowledges. `rules` of people who chose nothing are missing."""
    return [
        _step(step.round, step.number, step.minutes, step.targets, severity, directory, rules, at, is_built_in)
        for step in planned(policy)
    ]


def summary(policy: Policy, steps: list[TellingStep]) -> str:
    """One sentence."""
    if not steps:
        return "Nobody is told: alerts of this kind are listed and go into the summary."
    names = {one.told.name for step in steps for one in step.told}
    silent = [step.number for step in steps if step.round == 1 and not step.told]
    if not names:
        return "Nobody would be told: every step is a hole."
    heads = f"{len(names)} would be told" if len(names) != 1 else "One would be told"
    rounds = "1 round" if policy.repeats == 0 else f"{policy.repeats + 1} rounds"
    holes = f" Step {', '.join(map(str, silent))} reaches nobody." if silent else ""
    return f"{heads} in {rounds}; after {_length(total_minutes(policy))} without an answer it stops and says so.{holes}"


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join([*([f"{hours} h"] if hours else []), *([f"{rest} min"] if rest else [])])


def _step(
    turn: int,
    number: int,
    minutes: int,
    targets: tuple[Target, ...],
    severity: Severity,
    directory: Directory,
    rules: Mapping[int, PersonalRules],
    opened: float,
    is_built_in: bool,
) -> TellingStep:
    at = opened + minutes * 60
    found = [one for target in targets for one in reach(target, directory, at)]
    if is_built_in and all(isinstance(one, Hole) for one in found):
        # As escalation does: where nothing is configured, somebody hears of it all the same.
        found = list(reach(Target(kind="project"), directory, at))
    told: dict[tuple[str, int], Told] = {}
    for one in found:
        if isinstance(one, Told):
            told.setdefault((one.kind, one.id), one)
    return TellingStep(
        round=turn,
        number=number,
        minutes=minutes,
        at=at,
        told=tuple(ToldNow(one, _ways(one, severity, directory, rules)) for one in told.values()),
        holes=tuple(dict.fromkeys(one.text for one in found if isinstance(one, Hole))),
    )


def _ways(told: Told, severity: Severity, directory: Directory, rules: Mapping[int, PersonalRules]) -> tuple[str, ...]:
    if told.kind == "channel":
        return ()
    return tuple(ways_in_words(rules.get(told.id, PersonalRules()), severity, directory))
