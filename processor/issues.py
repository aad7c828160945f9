"""The issues of a batch: found by fingerprint or made, changed, counted. Inside the recorder's transaction."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from core.db import Connection, recording
from core.db.recording import Hash, Row, write
from core.db.trackers import links as tracker_links
from core.errors import Unavailable
from core.events import GroupedEvent
from core.issues import SignalKind, Status
from processor.batch import BatchSum
from processor.change import Arrivals, Standing, change
from processor.rows import activity_row, issue_update, issue_values, signal_row

_NOTIFIED_ISSUES = 200
"""pg_notify takes 8000 bytes; live pages that miss some ids ask again anyway."""


async def issues_for(
    connection: Connection, events: Sequence[GroupedEvent], now: datetime
) -> tuple[list[int], dict[int, int]]:
    """The issue of each event, and the issues made for them (id -> project id)."""
    wanted = {(e.event.raw.project_id, h) for e in events for h in e.fingerprint.hashes}
    known = await recording.issues_of(connection, wanted)
    homeless = {e.event.raw.project_id for e in events if _issue_of(e, known) is None}
    made: dict[int, int] = {}
    if homeless:
        await recording.lock_projects(connection, homeless)
        known |= await recording.issues_of(connection, {pair for pair in wanted - known.keys() if pair[0] in homeless})
    attached: dict[Hash, int] = {}
    owned: list[int] = []
    for grouped in events:
        issue = _issue_of(grouped, known)
        project_id = grouped.event.raw.project_id
        if issue is None:
            issue = await recording.insert_issue(connection, project_id, issue_values(grouped, now))
            made[issue] = project_id
            owned += [issue] if grouped.event.owner else []
        for value in grouped.fingerprint.hashes:
            if (project_id, value) not in known:
                known[project_id, value] = attached[project_id, value] = issue
    await write(connection, "insert_hashes", [(*pair, issue) for pair, issue in sorted(attached.items())])
    if owned:
        await connection.execute(recording.SQL["note_owners"], owned, now)
    return [_found(grouped, known) for grouped in events], made


def _issue_of(grouped: GroupedEvent, known: Mapping[Hash, int]) -> int | None:
    """The first fingerprint that belongs to an issue decides."""
    project_id = grouped.event.raw.project_id
    return next((known[project_id, h] for h in grouped.fingerprint.hashes if (project_id, h) in known), None)


def _found(grouped: GroupedEvent, known: Mapping[Hash, int]) -> int:
    issue = _issue_of(grouped, known)
    assert issue is not None
    return issue


async def change_issues(connection: Connection, sums: BatchSum, made: Mapping[int, int], now: datetime) -> None:
    """Write counts, status, activity and signals of the issues concerned. Raises Unavailable where one of the issues is
    gone."""
    standing = await recording.lock_issues(connection, sums.issues)
    if len(standing) < len(sums.issues):
        # Merged away, or deleted with its project, since its fingerprint was looked up: the batch has to look again.
        raise Unavailable("an issue was merged or deleted meanwhile", retry_after=0.05)
    users = [(issue, user) for issue, added in sorted(sums.issues.items()) for user in sorted(added.users)]
    new_users: dict[int, int] = {}
    for row in await write(connection, "insert_users", users):
        new_users[row["issue_id"]] = new_users.get(row["issue_id"], 0) + 1
    release_dates = await _release_dates(connection, sums, standing)
    updates, activity, signals, reopened = [], [], [], dict[int, str]()
    for issue, added in sorted(sums.issues.items()):
        row = standing[issue]
        arrivals = Arrivals(
            added.quantity,
            new_users.get(issue, 0),
            frozenset(added.releases),
            await _seen_in_window(connection, row, now),
        )
        verdict = change(_standing(row), arrivals, release_dates.get(row["project_id"], {}), issue in made, now)
        updates.append(issue_update(issue, added, arrivals, verdict, now))
        if verdict.signal is not SignalKind.COUNTED:
            activity.append(activity_row(issue, added, verdict))
            reopened |= {issue: verdict.reason} if verdict.status is Status.NEW else {}
        signals.append(signal_row(row["project_id"], issue, added, verdict, now))
    await write(connection, "update_issues", updates)
    await write(connection, "insert_activity", activity)
    await write(connection, "insert_signals", signals)
    for issue, reason in reopened.items():
        await tracker_links.follow(connection, [issue], f"Open again: {reason}", now.timestamp(), done=False)
    await _notify(connection, standing, made)


async def count(connection: Connection, sums: BatchSum, made: Mapping[int, int]) -> None:
    """The counters beside the issues."""
    new_in: dict[tuple[int, str], int] = {}
    for issue, project_id in made.items():
        if issue in sums.issues and (release := sums.issues[issue].release):
            new_in[project_id, release] = new_in.get((project_id, release), 0) + 1
    await write(connection, "count_tags", [(*key, *seen) for key, seen in sums.tags.items()])
    await write(connection, "count_hours", [(*key, count) for key, count in sums.hours.items()])
    releases = [(*key, first, last, n, new_in.get(key, 0)) for key, (n, first, last) in sums.releases.items()]
    await write(connection, "count_releases", releases)
    environments = [(*key, first, last) for key, (_, first, last) in sums.environments.items()]
    await write(connection, "see_environments", environments)
    await write(connection, "see_projects", list(sums.projects.items()))


async def _release_dates(
    connection: Connection, sums: BatchSum, standing: Mapping[int, Row]
) -> dict[int, dict[str, datetime]]:
    """By project, when the releases were first seen that decide whether a resolved issue has regressed."""
    wanted = {
        (row["project_id"], release)
        for issue, row in standing.items()
        if row["resolved_in_release"] is not None
        for release in (row["resolved_in_release"], *sums.issues[issue].releases)
        if release is not None
    }
    found: dict[int, dict[str, datetime]] = {}
    for row in await write(connection, "release_dates", sorted(wanted)):
        found.setdefault(row["project_id"], {})[row["version"]] = row["first_seen"]
    return found


async def _seen_in_window(connection: Connection, row: Row, now: datetime) -> int:
    if row["ignored_window_quantity"] is None or row["ignored_window_seconds"] is None:
        return 0
    since = now - timedelta(seconds=row["ignored_window_seconds"])
    return int(await connection.fetchval(recording.SQL["events_in_window"], row["id"], since))


async def _notify(connection: Connection, standing: Mapping[int, Row], made: Mapping[int, int]) -> None:
    by_project: dict[int, list[int]] = {}
    for issue, row in standing.items():
        by_project.setdefault(row["project_id"], []).append(issue)
    for project_id, issues in by_project.items():
        shown = issues[:_NOTIFIED_ISSUES]
        message = {"p": project_id, "i": shown, "n": [issue for issue in shown if issue in made]}
        await connection.execute(recording.SQL["notify"], json.dumps(message, separators=(",", ":")))


def _standing(row: Row) -> Standing:
    fields = {name: row[name] for name in Standing.__dataclass_fields__ if name != "status"}
    return Standing(status=Status(row["status"]), **fields)
