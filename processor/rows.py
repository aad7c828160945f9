"""Values of a batch as the rows that `core/db/recording.sql` takes. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from core.alerts.sightings import encode_sightings
from core.clock import instant
from core.codec import encode_raw_event
from core.dead import KILLED_PROCESSOR, PROCESSING_ERROR
from core.errors import Rejected
from core.events import GroupedEvent, RawEvent
from core.issues import SignalKind
from core.outcomes import Outcome, OutcomeCount
from core.payloads import PayloadKey
from core.pipeline_rules import Owner
from processor.batch import IssueSum
from processor.change import Arrivals, Change

Row = tuple[object, ...]

KILLED_TRACE = (
    "One processor after the other ended with this event, and no other, in hand: memory ran out, a library crashed, or"
    " a call into one did not come back. The server's own log says by which signal they ended."
)

_TRACE_CHARACTERS = 20_000

Name = tuple[int, str]
"""Of an event: its project, its id."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An accepted record that could not be processed."""

    project_id: int
    key_id: int
    category: str
    key: str
    outcome: Outcome
    """DEAD, or FILTERED where its project is gone or a rule dropped it."""
    reason: str
    trace: str
    value: bytes


def name_of(grouped: GroupedEvent) -> Name:
    return grouped.event.raw.project_id, grouped.event.raw.event_id


def kept_trace(text: str) -> str:
    """A traceback as a dead record keeps it: the end of it, where the error stands."""
    return text[-_TRACE_CHARACTERS:].replace("\x00", "")


def payload_key(raw: RawEvent) -> PayloadKey:
    return PayloadKey(raw.project_id, raw.event_id, day(raw))


def issue_update(issue: int, added: IssueSum, arrivals: Arrivals, verdict: Change, now: datetime) -> tuple[object, ...]:
    return (
        issue,
        added.quantity,
        arrivals.new_users,
        instant(added.first_at),
        instant(added.last_at),
        added.release,
        added.level,
        verdict.status.value if verdict.status else None,
        verdict.signal is SignalKind.REGRESSED,
        now,
    )


def activity_row(issue: int, added: IssueSum, verdict: Change) -> tuple[object, ...]:
    kind = "first_seen" if verdict.signal is SignalKind.NEW else verdict.signal.value
    data = {"release": added.release, "event": added.newest_event, "reason": verdict.reason}
    return issue, kind, {name: value for name, value in data.items() if value}, instant(added.first_at)


def signal_row(project_id: int, issue: int, added: IssueSum, verdict: Change, now: datetime) -> tuple[object, ...]:
    seen = encode_sightings(added.sightings)
    return project_id, issue, verdict.signal.value, added.quantity, UUID(added.newest_event), seen, now


def issue_values(grouped: GroupedEvent, now: datetime) -> list[object]:
    data, headline, owner = grouped.event.data, grouped.headline, grouped.event.owner or Owner()
    return [
        data["level"],
        data["platform"],
        headline.type,
        headline.value,
        headline.culprit,
        data.get("logger") or "",
        handled(data),
        instant(data["timestamp"]),
        data.get("release"),
        now,
        owner.user_id,
        owner.team_id,
    ]


def handled(data: Mapping[str, Any]) -> bool | None:
    """Whether the program caught it, by the exception that was raised; None when the SDK did not say."""
    values = (data.get("exception") or {}).get("values") or ()
    for exception in reversed(values):
        handled = ((exception or {}).get("mechanism") or {}).get("handled")
        if isinstance(handled, bool):
            return handled
    return None


def event_row(grouped: GroupedEvent, issue: int, reference: str) -> tuple[object, ...]:
    raw, data = grouped.event.raw, grouped.event.data
    user = data.get("user") or {}
    label = user.get("id") or user.get("username") or user.get("email")
    return (
        day(raw),
        raw.project_id,
        UUID(raw.event_id),
        issue,
        instant(data["timestamp"]),
        instant(raw.received_at),
        data["level"],
        grouped.headline.title,
        data.get("release"),
        data.get("environment"),
        None if label is None else str(label),
        reference,
    )


def refused_by_store(events: Sequence[GroupedEvent], refused: Mapping[Name, Rejected]) -> list[Failure]:
    """Of the events, those that the payload store will never take, each with the bytes that it came in."""
    return [_refused(grouped.event.raw, refused[name]) for grouped in events if (name := name_of(grouped)) in refused]


def _refused(raw: RawEvent, why: Rejected) -> Failure:
    account = (raw.project_id, raw.key_id, raw.category)
    return Failure(*account, raw.event_id, Outcome.DEAD, why.reason, why.detail, encode_raw_event(raw))


def unrecordable(grouped: GroupedEvent, trace: str) -> Failure:
    """An event that our own code failed to record."""
    raw = grouped.event.raw
    return Failure(
        raw.project_id,
        raw.key_id,
        raw.category,
        raw.event_id,
        Outcome.DEAD,
        PROCESSING_ERROR,
        kept_trace(trace),
        encode_raw_event(raw),
    )


def killed(raw: RawEvent, key: str, value: bytes) -> Failure:
    """An event that ended the processes that worked on it."""
    account = (raw.project_id, raw.key_id, raw.category)
    return Failure(*account, key, Outcome.DEAD, KILLED_PROCESSOR, KILLED_TRACE, value)


def dead_rows(failures: Sequence[Failure], now: datetime) -> list[tuple[object, ...]]:
    return [
        (
            failure.project_id,
            failure.key_id,
            failure.category,
            "events",
            failure.key,
            failure.reason,
            failure.trace,
            failure.value,
            now,
        )
        for failure in failures
        if failure.outcome is Outcome.DEAD
    ]


def outcomes(
    events: Sequence[GroupedEvent], inserted: set[tuple[int, str]], failures: Sequence[Failure], now: float
) -> list[OutcomeCount]:
    """What was accepted, and what became of it; one of several copies of an event counts as stored, the rest not."""
    counts = []
    unstored = set(inserted)
    for grouped in events:
        raw = grouped.event.raw
        name = (raw.project_id, raw.event_id)
        fate = Outcome.STORED if name in unstored else Outcome.DUPLICATE
        unstored.discard(name)
        for outcome in (Outcome.ACCEPTED, fate):
            counts.append(OutcomeCount(raw.received_at, raw.project_id, raw.key_id, raw.category, outcome, "", 1))
    for failure in failures:
        for outcome, reason in ((Outcome.ACCEPTED, ""), (failure.outcome, failure.reason)):
            counts.append(OutcomeCount(now, failure.project_id, failure.key_id, failure.category, outcome, reason, 1))
    return counts


def day(raw: RawEvent) -> date:
    return instant(raw.received_at).date()
