"""The order of rules, and what each does to an event it means."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from msgspec.structs import replace

from core.events import EnrichedEvent, EventData
from core.pipeline_rules import Action, ActionKind, ActiveRule, Owner, drop_reason, sample_reason
from processor.filters.matching import Means, means
from processor.filters.seen import Seen


@dataclass(frozen=True, slots=True)
class Filtered:
    """An event that a rule dropped: only its count remains."""

    reason: str
    """`rule:<id>`, or `sampled:<id>`."""


@dataclass(frozen=True, slots=True)
class CompiledRule:
    id: int
    means: Means
    action: Action


def compiled(rule: ActiveRule) -> CompiledRule:
    """A rule ready to be asked. Raises Rejected or ValueError for one that the checks would refuse."""
    return CompiledRule(rule.id, means(rule.rule.match), rule.rule.action)


def filters(event: EnrichedEvent, rules: Sequence[CompiledRule]) -> EnrichedEvent | Filtered:
    """The event as the rules leave it, asked in their order; the first that drops it ends it. Works in place."""
    seen, owner = Seen(event), event.owner
    for rule in rules:
        if not rule.means(seen):
            continue
        action = rule.action
        match action.kind:
            case ActionKind.DROP:
                return Filtered(drop_reason(rule.id))
            case ActionKind.SAMPLE:
                if not is_kept(event.raw.event_id, rule.id, action.share):
                    return Filtered(sample_reason(rule.id))
            case ActionKind.OWNER:
                owner = Owner(action.user_id, action.team_id)
            case ActionKind.LEVEL:
                event.data["level"] = action.value
                _set_tag(event.data, "level", action.value)
                seen.changed()
            case ActionKind.SEVERITY | ActionKind.ROUTE:
                _set_tag(event.data, action.kind.value, action.value)
                seen.changed()
    return event if owner is event.owner else replace(event, owner=owner)


def is_kept(event_id: str, rule_id: int, share: float) -> bool:
    """The same for the same event, whoever asks and how often; of different rules independent. The id is hashed, since
    some SDKs begin it with the time."""
    digest = blake2b(f"{rule_id}:{event_id}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) < share * 2**64


def _set_tag(data: EventData, key: str, value: str) -> None:
    tags: list[Any] = data.get("tags") or []
    for pair in tags:
        if pair[0] == key:
            pair[1] = value
            return
    data["tags"] = [*tags, [key, value]]
