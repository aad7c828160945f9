"""The order of enrichment."""

from typing import Any, Final

from core.events import EnrichedEvent, NormalizedEvent, RawEvent
from processor.enrich.in_app import mark_frames
from processor.enrich.lookups import Lookups
from processor.enrich.tags import add_tags

_IN_BROWSERS: Final = frozenset(("javascript",))
"""Platforms whose own requests carry the user's browser in their User-Agent."""


def enrich(event: NormalizedEvent, lookups: Lookups) -> EnrichedEvent:
    """Add place, browser, system, device, in-app marks and tags; never raises, changes `event.data` in place."""
    data = event.data
    _add_place(data, lookups)
    _add_agent(event.raw, data, lookups)
    mark_frames(data)
    add_tags(data)
    return EnrichedEvent(event.raw, data)


def _add_place(data: dict[str, Any], lookups: Lookups) -> None:
    user = data.get("user")
    if lookups.geo is None or user is None or "ip_address" not in user or "geo" in user:
        return
    if place := lookups.geo(user["ip_address"]):
        user["geo"] = place


def _add_agent(raw: RawEvent, data: dict[str, Any], lookups: Lookups) -> None:
    header = _user_agent(raw, data)
    if lookups.user_agents is None or not header:
        return
    agent = lookups.user_agents(header)
    found = {"browser": agent.browser, "client_os": agent.client_os, "device": agent.device}
    contexts = data.get("contexts", {})
    added = {name: dict(context) for name, context in found.items() if context and name not in contexts}
    if added:
        data["contexts"] = {**contexts, **added}


def _user_agent(raw: RawEvent, data: dict[str, Any]) -> str | None:
    for name, value in data.get("request", {}).get("headers", ()):
        if name == "User-Agent":
            return str(value)
    return raw.user_agent if data["platform"] in _IN_BROWSERS else None
