"""Reads the events for a dry run, within bounds that its answer states."""

import asyncio
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any, Final

from alerting.dry_run.fold import Past, firings, history_seconds
from alerting.evaluate.grouping import asks_tags
from alerting.evaluate.state import Seen, Watched, watched
from alerting.evaluating.work import happens
from core.alerts import Measure, Sighting
from core.alerts.dry_runs import DryRun, DryRunAsk
from core.alerts.words import counted
from core.clock import instant
from core.db.database import Database
from core.db.events.past import PastEvent, past_events, past_turns
from core.db.organizations.projects import project_by_id
from core.payloads import PayloadKey, PayloadStore

MOST_EVENTS: Final = 50_000
MOST_WHOLE_EVENTS: Final = 5_000
"""The most events read where the rule asks for tags, which only whole events have."""
_CHUNK: Final = 250
_DAY: Final = 86400


async def dry_run(ask: DryRunAsk, database: Database, payloads: PayloadStore, now: float) -> DryRun:
    """Raises InvalidQuery, Rejected(`too_slow`) and Unavailable."""
    rule = watched(0, "", ask.project_id, ask.rule, now)
    start = now - ask.days * _DAY
    since = start - history_seconds(rule)
    rule = watched(0, "", ask.project_id, ask.rule, since)
    most = MOST_WHOLE_EVENTS if asks_tags(rule) else MOST_EVENTS
    by_turns = happens(rule) and rule.rule.measure is not Measure.EVERY_EVENT
    async with database.connection() as connection:
        read = past_turns if by_turns else past_events
        events = await read(connection, ask.organization_id, ask.project_id, instant(since), most)
        project = (
            None if ask.project_id is None else await project_by_id(connection, ask.organization_id, ask.project_id)
        )
    if len(events) == most:
        since = max(since, events[-1].received_at)
        rule = watched(0, "", ask.project_id, ask.rule, since)
    tags = await _tags(payloads, events) if asks_tags(rule) else {}
    past = sorted(_past(events, tags), key=lambda one: one[1].sighting.at)
    slug = None if project is None else project.slug
    # In a thread: this may compute for some seconds, and others must not wait for it.
    found = await asyncio.to_thread(firings, rule, past, max(start, since), now, slug)
    return DryRun(max(start, since), now, tuple(found), len(events), _note(rule, events, most))


async def _tags(payloads: PayloadStore, events: Sequence[PastEvent]) -> dict[PayloadKey, dict[str, str]]:
    found: dict[PayloadKey, dict[str, str]] = {}
    for place in range(0, len(events), _CHUNK):
        chunk = {one.key: one.reference for one in events[place : place + _CHUNK]}
        for key, data in (await payloads.get_many(chunk)).items():
            found[key] = _pairs(data)
    return found


def _pairs(data: Mapping[str, Any]) -> dict[str, str]:
    return dict(data.get("tags") or ())


def _past(events: Sequence[PastEvent], tags: Mapping[PayloadKey, dict[str, str]]) -> list[Past]:
    return [
        (
            one.kind,
            Seen(
                one.subject,
                Sighting(
                    one.received_at,
                    one.level,
                    one.environment,
                    one.release,
                    _stand_in(one.user_label),
                    tags.get(one.key, {}),
                ),
                bytes.fromhex(one.key.event_id),
            ),
        )
        for one in events
    ]


def _stand_in(user_label: str) -> bytes:
    """Stands for the hash of a user, which is not stored with the event."""
    return blake2b(user_label.encode(), digest_size=8).digest() if user_label else b""


def _note(rule: Watched, events: Sequence[PastEvent], most: int) -> str:
    notes = []
    if len(events) == most:
        notes.append(f"Only the latest {most:,} events were looked at.")
    late = sum(one.is_late for one in events)
    if late:
        arrived = (
            "arrived more than an hour after it happened and counts"
            if late == 1
            else ("arrived more than an hour after they happened and count")
        )
        notes.append(f"{counted(late, 'event')} {arrived} at the moment of arrival, as for the rule itself.")
    if rule.rule.measure is Measure.USERS:
        notes.append("Users are told apart by what redaction left of them.")
    return " ".join(notes)
