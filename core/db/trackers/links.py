"""Links between issues of ours and theirs, and how the one follows the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg
import msgspec

from core.clock import instant
from core.db.database import Connection
from core.db.deliveries.deliveries import NewDelivery, enqueue
from core.db.issues import activity
from core.db.queries import load_queries
from core.db.trackers.trackers import Tracker
from core.errors import Rejected
from core.issues import short_id
from core.trackers import ECHO_SECONDS, RemoteIssue, TrackerCall
from core.trackers.times import is_older

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class Link:
    """As the issue's page shows it."""

    id: int
    tracker_id: int
    tracker_kind: str
    tracker_name: str
    tracker_is_active: bool
    issue_id: int
    external_key: str | None
    url: str | None
    external_status: str
    is_done: bool
    created_at: datetime
    synced_at: datetime | None
    delivery_id: int | None
    delivery_state: str | None
    delivery_error: str | None
    delivery_next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFor:
    """What a call to a tracker is about."""

    organization_id: int
    tracker_id: int
    kind: str
    """The tracker's."""
    issue_id: int
    """Ours."""
    project_id: int
    external_key: str | None
    """Theirs; None: it is being made."""


def call_for(tracker: Tracker, issue_id: int, project_id: int, key: str | None) -> CallFor:
    """About that issue of ours, and theirs by that key."""
    return CallFor(
        organization_id=tracker.organization_id,
        tracker_id=tracker.id,
        kind=tracker.kind.value,
        issue_id=issue_id,
        project_id=project_id,
        external_key=key,
    )


@dataclass(frozen=True, slots=True)
class LinkState:
    """A link, and how the two issues stand."""

    id: int
    tracker_id: int
    issue_id: int
    external_key: str | None
    external_status: str
    is_done: bool
    theirs_at: datetime | None
    """When theirs came to stand so, by the tracker's clock."""
    echo_done_until: datetime | None
    echo_open_until: datetime | None
    status: str
    """Of our issue."""
    project_id: int

    def is_echo(self, done: bool, now: float) -> bool:
        """Whether a webhook that says so only repeats what our own call did."""
        until = self.echo_done_until if done else self.echo_open_until
        return until is not None and instant(now) < until

    def is_late(self, remote: RemoteIssue) -> bool:
        """Whether theirs has changed since it stood so, and we know how."""
        return is_older(remote.at, None if self.theirs_at is None else self.theirs_at.timestamp())


async def links_of_issue(connection: Connection, issue_id: int) -> list[Link]:
    """Oldest first."""
    return [Link(**row) for row in await connection.fetch(Q["links"], issue_id, None)]


async def find_link(connection: Connection, issue_id: int, link_id: int) -> Link | None:
    row = await connection.fetchrow(Q["links"], issue_id, link_id)
    return None if row is None else Link(**row)


async def read_link(connection: Connection, link_id: int) -> LinkState | None:
    row = await connection.fetchrow(Q["link"], link_id)
    return None if row is None else LinkState(**row)


async def hold_link(connection: Connection, link_id: int) -> LinkState | None:
    """Locked until the transaction ends; so is the status of its issue, which whoever changes it locks first too."""
    await connection.execute(Q["hold_issue"], link_id)
    await connection.execute(Q["hold_link"], link_id)
    return await read_link(connection, link_id)


async def link_of_key(connection: Connection, tracker_id: int, key: str) -> tuple[int, int] | None:
    """The ids of the link and of our issue."""
    row = await connection.fetchrow(Q["link_of_key"], tracker_id, key)
    return None if row is None else (row["id"], row["issue_id"])


async def create_link(connection: Connection, tracker_id: int, issue_id: int, user_id: int | None, now: float) -> int:
    """Its id. Raises Rejected(`already_linked`)."""
    try:
        link_id: int = await connection.fetchval(Q["insert_link"], tracker_id, issue_id, user_id, instant(now))
    except asyncpg.UniqueViolationError:
        raise Rejected(
            "already_linked", "this issue has a link at that tracker already: unlink it first", 409
        ) from None
    return link_id


async def delete_link(connection: Connection, issue_id: int, link_id: int) -> dict[str, Any] | None:
    """What its activity tells of it; None: there was none."""
    row = await connection.fetchrow(Q["delete_link"], link_id, issue_id)
    return None if row is None else link_data("unlinked", row["tracker_name"], row["external_key"], row["url"])


async def note_theirs(connection: Connection, link_id: int, remote: RemoteIssue, now: float, *, done: bool) -> None:
    """How theirs stands; `done`: it is closed there. Raises Rejected(`linked_elsewhere`) where another issue of ours
    has it."""
    values = (remote.key, remote.url, remote.status[:200], done)
    at = None if remote.at is None else instant(remote.at)
    try:
        await connection.execute(Q["note_theirs"], link_id, *values, instant(now), at)
    except asyncpg.UniqueViolationError:
        raise Rejected("linked_elsewhere", f"{remote.key} is linked with another issue here already", 409) from None


async def expect_echo(connection: Connection, link_id: int, done: bool, now: float) -> None:
    await connection.execute(Q["expect_echo"], link_id, done, instant(now + ECHO_SECONDS))


async def forget_echo(connection: Connection, link_id: int, done: bool | None = None) -> None:
    """The echo came or, for None, their issue has changed by itself."""
    await connection.execute(Q["forget_echo"], link_id, done)


async def follow(connection: Connection, issue_ids: Sequence[int], text: str, now: float, *, done: bool) -> None:
    """Queue the calls by which their issues follow ours, which were resolved (`done`) or reopened. Call it in the
    transaction of that change; `text` becomes a comment."""
    if not issue_ids:
        return
    for row in await connection.fetch(Q["followers"], list(issue_ids), done):
        link_id, about = row["id"], CallFor(**{name: row[name] for name in CallFor.__slots__})
        title = f"{'Close' if done else 'Open'} {about.external_key}"
        call = TrackerCall(action="status", title=title, link_id=link_id, done=done, text=text)
        await enqueue_call(connection, about, call, f"{'done' if done else 'open'}:{now:.6f}", now)


async def merge(connection: Connection, kept: int, others: Sequence[int]) -> None:
    """Move the links of merged issues to the issue that they become part of."""
    await connection.execute(Q["merge_links"], kept, list(others))


async def catch_up(connection: Connection, link: LinkState, is_done: bool, now: float) -> None:
    """After a call: queue another where our issue has changed meanwhile and theirs, `is_done`, differs from it."""
    if link.status == "resolved" and not is_done:
        await follow(connection, [link.issue_id], "Resolved", now, done=True)
    elif link.status in ("new", "acknowledged") and is_done:
        await follow(connection, [link.issue_id], "Open again", now, done=False)


async def enqueue_call(
    connection: Connection, about: CallFor, call: TrackerCall, moment: str, now: float, *, alert_id: int | None = None
) -> int | None:
    """Its delivery's id; None where this very one was asked for before. `moment` tells apart calls of one link, and is
    the same for the same wish; `alert_id`: in whose time line its fate is told."""
    wanted = NewDelivery(
        organization_id=about.organization_id,
        idempotency_key=f"tracker:{call.link_id}:{moment}",
        target=f"tracker:{about.tracker_id}",
        kind=about.kind,
        recipient=about.external_key or "a new issue",
        message=call,
        alert_id=alert_id,
        issue_id=about.issue_id,
        project_id=about.project_id,
        at=now,
    )
    return await enqueue(connection, wanted, now)


async def call_of_delivery(connection: Connection, delivery_id: int) -> tuple[TrackerCall, float]:
    """What a delivery to a tracker asks for, and since when, epoch seconds."""
    [row] = await connection.fetch(Q["call_of_delivery"], delivery_id)
    return msgspec.convert(row["message"], TrackerCall, strict=False), row["created_at"].timestamp()


async def path_of_issue(connection: Connection, issue_id: int) -> str:
    """Of its page, from the root; empty where it is gone."""
    row = await connection.fetchrow(Q["place_of_issue"], issue_id)
    return "" if row is None else f"/{row['organization_slug']}/issues/{short_id(row['project_slug'], row['number'])}"


async def note_link(
    connection: Connection, issue_id: int, user_id: int | None, data: dict[str, Any], now: float
) -> None:
    """In the issue's activity."""
    await activity.add(connection, [issue_id], user_id, "link", data, now)


def link_data(did: str, tracker: str, key: str | None, url: str | None) -> dict[str, Any]:
    """For the row of activity. `did`: created, linked, unlinked, closed, reopened, late."""
    return {"did": did, "tracker": tracker, "key": key, "url": url}
