"""Values of a batch as the rows that `core/db/recording.sql` takes. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from core.alerts.sightings import encode_sightings
from core.clock import instant
from core.events import GroupedEvent, RawEvent
from core.issues import SignalKind
from core.outcomes import Outcome, OutcomeCount
from core.payloads import PayloadKey
from core.pipeline_rules import Owner
from processor.batch import IssueSum, Name, name_of
from processor.change import Arrivals, Change
from processor.failures import Failure

Row = tuple[object, ...]


def payload_key(raw: RawEvent) -> PayloadKey:
    return PayloadKey(raw.project_id, raw.event_id, day(raw))


def issue_update(issue: int, added: IssueSum, arrivals: Arrivals, verdict: Change, now: datetime) -> Row:
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


def activity_row(issue: int, added: IssueSum, verdict: Change) -> Row:
    kind = "first_seen" if verdict.signal is SignalKind.NEW else verdict.signal.value
    data = {"release": added.release, "event": added.newest_event, "reason": verdict.reason}
    return issue, kind, {name: value for name, value in data.items() if value}, instant(added.first_at)


def signal_row(project_id: int, issue: int, added: IssueSum, verdict: Change, now: datetime) -> Row:
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
    """Whether the program caught the error, as the last raised exception that says so has it; None when none says."""
    values = (data.get("exception") or {}).get("values") or ()
    for exception in reversed(values):
        handled = ((exception or {}).get("mechanism") or {}).get("handled")
        if isinstance(handled, bool):
            return handled
    return None


def event_row(grouped: GroupedEvent, issue: int, reference: str) -> Row:
    raw, data = grouped.event.raw, grouped.event.data
    user = data.get("user") or {}
    label = user.get("id") or user.get("username") or user.get("email")
    return (
        day(raw),
        raw.project_id,
        raw.event_id,
        issue,
        data["timestamp"],
        raw.received_at,
        data["level"],
        grouped.headline.title,
        data.get("release"),
        data.get("environment"),
        None if label is None else str(label),
        reference,
    )


def dead_rows(failures: Sequence[Failure], now: datetime) -> list[Row]:
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
    events: Sequence[GroupedEvent], inserted: set[Name], failures: Sequence[Failure], now: float
) -> list[OutcomeCount]:
    """Outcomes of a batch: what was accepted, and what became of it. Of several copies of an event, one counts as
    stored."""
    counts = []
    unstored = set(inserted)
    for grouped in events:
        raw = grouped.event.raw
        name = name_of(grouped)
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
