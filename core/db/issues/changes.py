"""What people do to issues: each function changes many at once, and writes a row of activity for each that really
changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.clock import instant
from core.db.alerts.closing import resolve_answered_alerts
from core.db.database import Connection
from core.db.issues import activity
from core.db.queries import load_queries
from core.db.trackers import links as tracker_links
from core.errors import Rejected
from core.issues import short_id

Q = load_queries(__file__)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it, and when."""

    user_id: int | None
    now: float
    origin: Mapping[str, Any] = field(default_factory=dict)
    """Of whoever is none of our users, for the row of activity: the tracker, and the person there."""


@dataclass(frozen=True, slots=True)
class IgnoreUntil:
    """What ends an ignore; nothing given: it lasts."""

    seconds: int | None = None
    events: int | None = None
    """So many more."""
    users: int | None = None
    """So many more."""
    window_seconds: int | None = None
    window_events: int | None = None
    """So many within the window."""
    escalating: bool = False
    """An hour far above the average of the last week."""

    def described(self) -> dict[str, Any]:
        """For the row of activity."""
        every = {
            "ignoreDuration": self.seconds and self.seconds // 60,
            "ignoreCount": self.window_events or self.events,
            "ignoreWindow": self.window_seconds and self.window_seconds // 60,
            "ignoreUserCount": self.users,
            "untilEscalating": self.escalating,
        }
        return {name: value for name, value in every.items() if value}


async def lock(connection: Connection, issue_ids: Sequence[int], *, to_merge: bool = False) -> list[int]:
    """Hold these rows until the transaction ends; answers those that are still there."""
    name = "lock_to_merge" if to_merge else "lock"
    return [row["id"] for row in await connection.fetch(Q[name], list(issue_ids))]


async def only_of_projects(connection: Connection, issue_ids: Sequence[int], project_ids: Sequence[int]) -> list[int]:
    rows = await connection.fetch(Q["only_of_projects"], list(issue_ids), list(project_ids))
    return [row["id"] for row in rows]


async def reopen(
    connection: Connection, issue_ids: Sequence[int], status: str, actor: Actor, *, only_closed: bool = False
) -> None:
    """Make them `new` or `acknowledged`; with `only_closed`, those that are open stay as they are."""
    rows = await connection.fetch(Q["reopen"], list(issue_ids), status, instant(actor.now), only_closed)
    await _note(connection, rows, "status", {"status": status, **actor.origin}, actor)
    await tracker_links.follow(connection, [row["id"] for row in rows], "Opened again", actor.now, done=False)


async def resolve(
    connection: Connection, issue_ids: Sequence[int], actor: Actor, release: str | None = None, in_next: bool = False
) -> None:
    """For good, in a release, or in the one after the newest."""
    rows = await connection.fetch(Q["resolve"], list(issue_ids), "resolved", instant(actor.now), release, in_next)
    details = {"inNextRelease": True} if in_next else {"inRelease": release} if release else {}
    await _note(connection, rows, "status", {"status": "resolved", **details, **actor.origin}, actor)
    said = "Resolved in the next release" if in_next else f"Resolved in {release}" if release else "Resolved"
    await tracker_links.follow(connection, [row["id"] for row in rows], said, actor.now, done=True)
    await resolve_answered_alerts(connection, [row["id"] for row in rows], actor.now)


async def ignore(connection: Connection, issue_ids: Sequence[int], until: IgnoreUntil, actor: Actor) -> None:
    rows = await connection.fetch(
        Q["ignore"],
        list(issue_ids),
        instant(actor.now),
        None if until.seconds is None else instant(actor.now + until.seconds),
        until.events,
        until.users,
        until.window_seconds,
        until.window_events,
        until.escalating,
    )
    await _note(connection, rows, "status", {"status": "ignored", **until.described()}, actor)
    await resolve_answered_alerts(connection, [row["id"] for row in rows], actor.now)


async def assign(
    connection: Connection,
    issue_ids: Sequence[int],
    actor: Actor,
    *,
    user_id: int | None = None,
    team_id: int | None = None,
    name: str = "",
) -> None:
    """To a user or a team (not both), called `name`; to nobody without either."""
    rows = await connection.fetch(Q["assign"], list(issue_ids), user_id, team_id)
    data: dict[str, Any] = {"assignee": None}
    if user_id is not None or team_id is not None:
        kind, who = ("user", user_id) if user_id is not None else ("team", team_id)
        data = {"assignee": {"type": kind, "id": str(who), "name": name}}
    await _note(connection, rows, "assigned", data, actor)


async def merge(connection: Connection, issue_ids: Sequence[int], actor: Actor) -> tuple[int, list[int]]:
    """Make one issue of several of one project: the oldest stays and takes all that hangs on the others. Answers its
    id and those of the others. Raises Rejected. The issues must be locked `to_merge`."""
    rows = await connection.fetch(Q["merge_candidates"], list(issue_ids))
    if len(rows) < 2:
        raise Rejected("nothing_to_merge", "merge needs at least two issues")
    if len({row["project_id"] for row in rows}) > 1:
        raise Rejected("different_projects", "only issues of one project can be merged")
    kept, others = rows[0]["id"], [row["id"] for row in rows[1:]]
    await tracker_links.merge(connection, kept, others)
    # Counters last: users are counted from the rows that the step before has moved.
    for name in (
        "merge_hashes",
        "merge_events",
        "merge_signals",
        "merge_activity",
        "merge_users",
        "merge_tags",
        "merge_hours",
        "merge_alert_issues",
        "merge_redirects",
        "insert_redirects",
        "merge_counters",
    ):
        await connection.execute(Q[name], kept, others)
    await connection.execute(Q["delete_merged"], others)
    merged = [{"id": str(row["id"]), "shortId": short_id(row["project_slug"], row["number"])} for row in rows[1:]]
    await activity.add(connection, [kept], actor.user_id, "merged", {"issues": merged}, actor.now)
    return kept, others


async def split(connection: Connection, issue_id: int, hashes: Sequence[bytes], actor: Actor) -> None:
    """Let these fingerprints lead here no longer: their next event starts an issue of its own. What was counted stays,
    since an event does not keep which fingerprint brought it. Raises Rejected. The issue must be locked."""
    rows = await connection.fetch(Q["split_hashes"], issue_id, list(hashes))
    if not rows:
        raise Rejected("nothing_to_split", "these are not some, but not all, of the issue's fingerprints")
    data = {"hashes": [row["hash"].hex() for row in rows]}
    await activity.add(connection, [issue_id], actor.user_id, "split", data, actor.now)


async def _note(connection: Connection, rows: Sequence[Any], kind: str, data: dict[str, Any], actor: Actor) -> None:
    changed = [row["id"] for row in rows]
    if changed:
        await activity.add(connection, changed, actor.user_id, kind, data, actor.now)
