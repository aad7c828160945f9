"""What a webhook of a tracker, or a look at it, does to our issue."""

from typing import Final, Literal, TypeAlias

from core.db.database import Connection
from core.db.issues import changes as issue_changes
from core.db.issues.changes import Actor
from core.db.trackers import links as tracker_links
from core.db.trackers.links import LinkState
from core.db.trackers.trackers import Tracker
from core.trackers import RemoteIssue, means_done

Followed: TypeAlias = Literal["resolved", "reopened", "noted", "echo", "late", "unlinked"]
"""What came of it: our issue changed; the state was only noted, as ours is so already or is not to follow; it was the
echo of our own call; it tells of an older state than we know; no issue of ours is linked."""

_OPEN: Final = ("new", "acknowledged", "ignored")


async def follow_theirs(
    connection: Connection, tracker: Tracker, remote: RemoteIssue, person: str, now: float, *, asked: bool = False
) -> Followed:
    """To be called in a transaction. `asked`: a person wants ours to be as theirs is, whatever came before; else only
    a change of theirs counts, and not the echo of our own."""
    found = await tracker_links.link_of_key(connection, tracker.id, remote.key)
    if found is None:
        return "unlinked"
    link_id, issue_id = found
    await issue_changes.lock(connection, [issue_id])
    link = await tracker_links.hold_link(connection, link_id)
    if link is None:
        return "unlinked"
    done = means_done(tracker.config, remote.status, remote.is_closed)
    if link.is_echo(done, now) and not asked:
        # The state of their issue is written with the receipt of our call. A late echo must not undo a later call.
        await tracker_links.forget_echo(connection, link.id, done)
        return "echo"
    if link.is_late(remote) and not asked:
        await _note_late(connection, tracker, link, remote, done, person, now)
        return "late"
    is_news = done != link.is_done
    if is_news:
        await tracker_links.forget_echo(connection, link.id)
    await tracker_links.note_theirs(connection, link.id, remote, now, done=done)
    if not tracker.config.takes_status or not (is_news or asked):
        return "noted"
    actor = Actor(None, now, _theirs(tracker, remote, person))
    if done and link.status in _OPEN:
        await issue_changes.resolve(connection, [issue_id], actor)
        return "resolved"
    if not done and link.status == "resolved":
        await issue_changes.reopen(connection, [issue_id], "new", actor)
        return "reopened"
    return "noted"


async def _note_late(
    connection: Connection, tracker: Tracker, link: LinkState, remote: RemoteIssue, done: bool, person: str, now: float
) -> None:
    """For people, where it would have changed something."""
    if done != link.is_done:
        data = {**_theirs(tracker, remote, person), "did": "late"}
        await tracker_links.note_link(connection, link.issue_id, None, data, now)


def _theirs(tracker: Tracker, remote: RemoteIssue, person: str) -> dict[str, str]:
    """What the activity tells of it."""
    data = {"tracker": tracker.name, "key": remote.key, "url": remote.url, "theirStatus": remote.status}
    return {**data, "person": person} if person else data
