"""Gives issues of alerts counterparts at the tracker that the rule names: one for each issue, however often it fires.

All happens inside the transaction that follows the alert, so a crash leaves either nothing or all of it, once.
"""

from dataclasses import dataclass
from typing import Final

from core.alerts import EntryKind
from core.db.alerts import tracking as alert_tracking
from core.db.alerts.entries import NewEntry
from core.db.alerts.life import DueAlert
from core.db.alerts.tracking import LinkThere, Untracked
from core.db.database import Connection
from core.db.trackers import links as tracker_links
from core.db.trackers import trackers
from core.db.trackers.trackers import Tracker
from core.trackers import TrackerCall

MOST_OF_AN_ALERT: Final = 20
"""The most issues created for one alert: a bad deploy that causes hundreds must not fill a team's board."""
_OPEN: Final = ("new", "acknowledged")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is done about an issue that has a counterpart already."""

    text: str
    """For the time line."""
    reopens: bool = False
    comments: bool = False


def wish_of(issue: Untracked, link: LinkThere, tracker: str, *, comments: bool) -> Wish:
    """No second one is created: the existing one is named on the time line, reopened where ours is open, and gets a
    comment."""
    if link.external_key is None and link.is_under_way:
        return Wish(f"{issue.short_id}: its issue in {tracker} is being made already.")
    if link.external_key is None:
        return Wish(f"{issue.short_id}: its issue in {tracker} could not be made before; send that delivery again.")
    there = f"{issue.short_id} has {link.external_key} in {tracker} already"
    if link.is_done and issue.status in _OPEN and not link.is_under_way:
        return Wish(f"{there}; it is opened again.", reopens=True)
    return Wish(f"{there}; a comment says that this fired.", comments=True) if comments else Wish(f"{there}.")


async def track(connection: Connection, alert: DueAlert, now: float) -> list[NewEntry]:
    """Queue what is missing; answers the lines for the time line."""
    if alert.tracker_id is None:
        return []
    waiting = await alert_tracking.untracked(connection, alert.id)
    if not waiting:
        return []
    tracker = await trackers.find_tracker(connection, alert.organization_id, alert.tracker_id)
    if tracker is None:
        return []
    before = await alert_tracking.count_tracked(connection, alert.id)
    room = max(MOST_OF_AN_ALERT - before, 0)
    entries = [await _track(connection, alert, tracker, one, now) for one in waiting[:room]]
    await alert_tracking.mark_tracked(connection, alert.id, [one.id for one in waiting])
    if len(waiting) > room and before <= MOST_OF_AN_ALERT:
        text = f"{len(waiting) - room} more get none in {tracker.name}: one alert makes {MOST_OF_AN_ALERT} at most."
        entries.append(NewEntry(alert.id, now, EntryKind.TRACKED, text))
    return entries


async def _track(connection: Connection, alert: DueAlert, tracker: Tracker, issue: Untracked, now: float) -> NewEntry:
    made = await alert_tracking.link_once(connection, tracker.id, issue.id, now)
    if made is not None:
        call = TrackerCall(
            action="create", title=f"Make an issue in {tracker.config.project} for {issue.short_id}", link_id=made
        )
        delivery = await _enqueue(connection, alert, tracker, issue, None, call, "create", now)
        text = f"{issue.short_id} gets an issue in {tracker.name} ({tracker.config.project})."
        return NewEntry(alert.id, now, EntryKind.TRACKED, text, data={"delivery": delivery})
    link = await alert_tracking.link_there(connection, tracker.id, issue.id)
    if link is None:  # a person has just removed the link, so she wants none
        return NewEntry(alert.id, now, EntryKind.TRACKED, f"{issue.short_id} was unlinked in {tracker.name} just now.")
    wish, data = wish_of(issue, link, tracker.name, comments=alert.tracker_comments), {}
    said = f"Fires again: A-{alert.number}, {alert.reason}"
    if wish.reopens:
        await tracker_links.follow(connection, [issue.id], said, now, done=False)
    elif wish.comments:
        call = TrackerCall(action="comment", title=f"Comment {link.external_key}", link_id=link.id, text=said)
        moment = f"alert:{alert.id}"
        data["delivery"] = await _enqueue(connection, alert, tracker, issue, link.external_key, call, moment, now)
    return NewEntry(alert.id, now, EntryKind.TRACKED, wish.text, data=data)


async def _enqueue(
    connection: Connection,
    alert: DueAlert,
    tracker: Tracker,
    issue: Untracked,
    key: str | None,
    call: TrackerCall,
    moment: str,
    now: float,
) -> int | None:
    about = tracker_links.call_for(tracker, issue.id, issue.project_id, key)
    return await tracker_links.enqueue_call(connection, about, call, moment, now, alert_id=alert.id)
