"""A rule tried on events that are stored already, before it is saved."""

from collections.abc import Callable
from typing import Final

from core.events import EnrichedEvent, EventData, RawEvent
from core.payloads import PayloadKey
from core.pipeline_rules import ActionKind, ActiveRule, PipelineRule, Tried
from processor.filters.event import compiled, is_kept
from processor.filters.seen import Seen

_UNSAVED: Final = 0
"""Shares are drawn by the rule's id too: which events it is about changes once it is saved, how many does not."""


def rule_trial(rule: PipelineRule) -> Callable[[PayloadKey, EventData], Tried]:
    """What the rule alone would have done. Stored events are redacted, and say nothing of who sent them.

    Raises Rejected or ValueError for a rule that `core.pipeline_rules.checks` would have refused.
    """
    one = compiled(ActiveRule(_UNSAVED, rule))

    def tried(key: PayloadKey, data: EventData) -> Tried:
        seen = Seen(EnrichedEvent(_raw(key, data), data))
        has_address = bool(seen.addresses)
        if not one.means(seen):
            return Tried(False, False, has_address)
        if one.action.kind is ActionKind.SAMPLE:
            return Tried(True, not is_kept(key.event_id, one.id, one.action.share), has_address)
        return Tried(True, one.action.kind is ActionKind.DROP, has_address)

    return tried


def _raw(key: PayloadKey, data: EventData) -> RawEvent:
    """As much of the raw event as is still known."""
    return RawEvent(
        project_id=key.project_id,
        key_id=0,
        event_id=key.event_id,
        received_at=data["timestamp"],
        sent_at=None,
        client_ip=None,
        user_agent=None,
        client="",
        category="error",
        encoding="",
        start=0,
        end=0,
        body=b"",
    )
