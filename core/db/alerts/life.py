"""Due alerts: claimed, read with all their facts, written back. For alerting/advancing.py."""

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
    """A row of `alerts` with what is decided by. Fields are named as the columns; moments are as in the database."""

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
    """Ids of due alerts, longest due first, locked until the transaction ends. Alerts that another transaction has
    locked are skipped."""
    return [row["id"] for row in await connection.fetch(Q["claim"], instant(now), size)]


async def due_alerts(connection: Connection, ids: Sequence[int]) -> list[DueAlert]:
    """The rows of these alerts, longest due first. A separate statement from the one that locks them: that one would
    see only part of what others committed while it waited for locks."""
    return [_due(row) for row in await connection.fetch(Q["due_alerts"], list(ids))]


async def next_due(connection: Connection) -> float | None:
    """Epoch seconds; None: none waits."""
    found: datetime | None = await connection.fetchval(Q["next_due"])
    return None if found is None else found.timestamp()


async def save(connection: Connection, moments: Sequence[Moments], now: float) -> None:
    columns = zip(*(_columns(one) for one in moments), strict=True)
    await connection.execute(Q["save"], *(list(column) for column in columns), instant(now))


async def put_off(connection: Connection, alert_id: int, until: float, now: float) -> None:
    """Look again at that moment: for an alert that fails because of a bug of ours, so that it does not stop the
    others."""
    await connection.execute(Q["put_off"], alert_id, instant(until), instant(now))


async def issue_lines(
    connection: Connection, organizations: Mapping[int, str], public_url: str, most: int
) -> dict[int, list[IssueLine]]:
    """At most so many issues of each alert: first those that no message has named, then by number of events.
    `organizations`: the slug of each alert's organization."""
    found: dict[int, list[IssueLine]] = {alert_id: [] for alert_id in organizations}
    for row in await connection.fetch(Q["issue_lines"], list(organizations), most):
        alert_id: int = row["alert_id"]
        found[alert_id].append(_line(row, f"{public_url}/{organizations[alert_id]}/issues/"))
    return found


async def mark_told(connection: Connection, alert_ids: Sequence[int]) -> None:
    """All their issues were named by a message."""
    await connection.execute(Q["mark_told"], list(alert_ids))


async def told(connection: Connection, alert_ids: Sequence[int], now: float) -> list[Told]:
    """The recipients of messages that say that these alerts fire, sent or being sent; without those whose message still
    waits or failed."""
    return [Told(**row) for row in await connection.fetch(Q["told"], list(alert_ids), instant(now))]


async def supersede(connection: Connection, alert_ids: Sequence[int], now: float) -> set[int]:
    """Take back all messages that say that these alerts fire, except those being sent at this moment; answers the
    alerts of which something was taken back."""
    return {row["alert_id"] for row in await connection.fetch(Q["supersede"], list(alert_ids), instant(now))}


async def supersede_earlier(connection: Connection, places: Sequence[tuple[int, str, str]], now: float) -> None:
    """Take back messages that wait for the same alert, target and recipient: what is about to be queued says more."""
    if places:
        columns = (list(column) for column in zip(*places, strict=True))
        await connection.execute(Q["supersede_earlier"], *columns, instant(now))


async def look_at_inhibited(connection: Connection, organization_ids: Sequence[int], now: float) -> None:
    """Have the alerts looked at that are held back by other alerts, since some of those were resolved."""
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
