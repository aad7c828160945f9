"""Alerts that are due: claimed, read whole, written back. For who follows them (alerting/advancing.py)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from core.alerts import IssueLine, MuteTime, Policy, Timing
from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries
from core.events import Headline
from core.issues import short_id

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueAlert:
    """A row of `alerts` with what is decided by. Columns of their names, moments as they are there."""

    id: int
    organization_id: int
    organization: str
    """Slug."""
    number: int
    rule_name: str
    project_id: int | None
    project: str | None
    """Slug."""
    labels: dict[str, str]
    severity: str
    status: str
    reason: str
    started_at: datetime
    noticed_at: datetime
    acknowledged_until: datetime | None
    acknowledged_name: str | None
    resolved_name: str | None
    resolved_because: str | None
    policy: Policy
    timing: Timing
    step: int
    round: int
    step_at: datetime | None
    notify_at: datetime | None
    notified_at: datetime | None
    held_by: str | None
    resolve_at: datetime | None
    takes_back: str | None
    messages: int
    mute_times: tuple[MuteTime, ...]
    """Of the rule as it is now; none where it is gone."""
    tracker_id: int | None
    """Where its issues get a counterpart, by the rule as it is now."""
    tracker_comments: bool
    issues: int
    untold: int
    openings: int
    """Of this rule and group within the hour before this one, which counts too."""
    flapped: bool | None
    """Of the alert before, of this rule and group; None: there was none."""
    ended_at: datetime | None
    """When that one was resolved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """What following an alert changes of it. Epoch seconds."""

    alert_id: int
    status: str
    step: int
    round: int
    step_at: float | None
    notify_at: float | None
    notified_at: float | None
    acknowledged_until: float | None
    resolve_at: float | None
    held_by: str | None
    resolved_because: str | None
    messages: int
    is_flapping: bool
    takes_back: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """Who was told of an alert, and by what."""

    alert_id: int
    target: str
    kind: str
    recipient: str
    user_id: int | None


async def claim(connection: Connection, now: float, size: int) -> list[int]:
    """Ids of alerts that are due, longest first, and locked until the transaction ends. What another one works on is
    left to it."""
    return [row["id"] for row in await connection.fetch(Q["claim"], instant(now), size)]


async def due_alerts(connection: Connection, ids: Sequence[int]) -> list[DueAlert]:
    """Those rows, longest due first. Not in the statement that locked them: what others committed while it waited for
    its locks would be half seen."""
    return [_due(row) for row in await connection.fetch(Q["due_alerts"], list(ids))]


async def next_due(connection: Connection) -> float | None:
    """Epoch seconds; None: none waits."""
    found: datetime | None = await connection.fetchval(Q["next_due"])
    return None if found is None else found.timestamp()


async def save(connection: Connection, moments: Sequence[Moments], now: float) -> None:
    columns = zip(*(_columns(one) for one in moments), strict=True)
    await connection.execute(Q["save"], *(list(column) for column in columns), instant(now))


async def put_off(connection: Connection, alert_id: int, until: float, now: float) -> None:
    """Look again then: for one that we fail on by a mistake of ours, so that it does not stop the others."""
    await connection.execute(Q["put_off"], alert_id, instant(until), instant(now))


async def issue_lines(
    connection: Connection, organizations: Mapping[int, str], public_url: str, most: int
) -> dict[int, list[IssueLine]]:
    """Of each alert, at most so many: what no message has named first, then by how often. `organizations`: the slug of
    each alert's."""
    found: dict[int, list[IssueLine]] = {alert_id: [] for alert_id in organizations}
    for row in await connection.fetch(Q["issue_lines"], list(organizations), most):
        alert_id: int = row["alert_id"]
        found[alert_id].append(_line(row, f"{public_url}/{organizations[alert_id]}/issues/"))
    return found


async def mark_told(connection: Connection, alert_ids: Sequence[int]) -> None:
    """All their issues were named by a message."""
    await connection.execute(Q["mark_told"], list(alert_ids))


async def told(connection: Connection, alert_ids: Sequence[int], now: float) -> list[Told]:
    """To whom a message that they fire went, or is under way; not whom it only waits for, nor whom it never reached."""
    return [Told(**row) for row in await connection.fetch(Q["told"], list(alert_ids), instant(now))]


async def supersede(connection: Connection, alert_ids: Sequence[int], now: float) -> set[int]:
    """Nothing that says that these fire goes out any more, but what is being sent this moment; answers of which
    something was taken back."""
    return {row["alert_id"] for row in await connection.fetch(Q["supersede"], list(alert_ids), instant(now))}


async def supersede_earlier(connection: Connection, places: Sequence[tuple[int, str, str]], now: float) -> None:
    """What waits to go to these places, by alert, target and recipient, says less than what is about to be queued."""
    if places:
        columns = (list(column) for column in zip(*places, strict=True))
        await connection.execute(Q["supersede_earlier"], *columns, instant(now))


async def look_at_inhibited(connection: Connection, organization_ids: Sequence[int], now: float) -> None:
    """Have those that are held back by other alerts looked at: some of these were resolved."""
    await connection.execute(Q["look_at_inhibited"], list(organization_ids), instant(now))


def _columns(one: Moments) -> tuple[Any, ...]:
    """As the statement takes them."""
    at = (one.step_at, one.notify_at, one.notified_at, one.acknowledged_until, one.resolve_at)
    moments = (None if moment is None else instant(moment) for moment in at)
    state = (one.held_by, one.resolved_because, one.messages, one.is_flapping, one.takes_back)
    return one.alert_id, one.status, one.step, one.round, *moments, *state


def _due(row: Any) -> DueAlert:
    values = dict(row)
    values["policy"] = msgspec.convert(values["policy"], Policy, strict=False)
    values["timing"] = msgspec.convert(values["timing"], Timing, strict=False)
    values["mute_times"] = msgspec.convert(values["mute_times"] or [], tuple[MuteTime, ...], strict=False)
    return DueAlert(**values)


def _line(row: Any, folder: str) -> IssueLine:
    name = short_id(row["project"], row["number"])
    return IssueLine(
        id=row["id"],
        short_id=name,
        title=Headline(row["type"], row["value"], row["culprit"]).title,
        culprit=row["culprit"],
        level=row["level"],
        times_seen=row["times_seen"],
        url=f"{folder}{name}",
    )
