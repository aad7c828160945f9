"""Events before rules, as normalizing and enriching leave them."""

from typing import Any

from core.events import EnrichedEvent, RawEvent
from core.pipeline_rules import Action, ActionKind, ActiveRule, Match, MatchKind, PipelineRule
from processor.filters import CompiledRule, compiled

DROP = Action(kind=ActionKind.DROP)


def raw(event_id: str = "a" * 32, client_ip: str | None = None, user_agent: str | None = None) -> RawEvent:
    return RawEvent(1, 1, event_id, 1_800_000_000.0, None, client_ip, user_agent, "test/1", "error", "", 0, 2, b"{}")


def event(source: RawEvent | None = None, **data: Any) -> EnrichedEvent:
    every = {"event_id": "a" * 32, "timestamp": 1_800_000_000.0, "platform": "javascript", "level": "error", **data}
    return EnrichedEvent(source or raw(), every)


def thrown(type: str = "Error", value: str = "", file: str | None = None, **data: Any) -> EnrichedEvent:
    """In a browser; `file` is that of the frame that threw."""
    exception: dict[str, Any] = {"type": type, **({"value": value} if value else {})}
    if file is not None:
        page = {"function": "onClick", "abs_path": "https://shop.example/app.js"}
        exception["stacktrace"] = {"frames": [page, {"function": "f", "abs_path": file}]}
    return event(exception={"values": [exception]}, **data)


def rule(kind: MatchKind, *patterns: str, query: str = "", action: Action = DROP, rule_id: int = 1) -> CompiledRule:
    match = Match(kind=kind, patterns=patterns, query=query)
    return compiled(ActiveRule(rule_id, PipelineRule(match=match, action=action)))
