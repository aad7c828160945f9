"""Sends the deliveries whose target is a tracker."""

import logging
from dataclasses import dataclass, replace
from typing import Final

from alerting.calls import CallFailed, Receipt, without_secrets
from alerting.sending import Job, World
from alerting.trackers.drafting import draft_for
from alerting.trackers.kinds import steps_of
from alerting.trackers.perform import perform, secrets_of
from alerting.trackers.steps import Failed, Mark
from core.alerts import FailureClass
from core.db.database import Connection
from core.db.deliveries.deliveries import Claimed
from core.db.trackers import links as tracker_links
from core.db.trackers import trackers
from core.db.trackers.links import LinkState
from core.errors import Rejected
from core.resources import Resources
from core.trackers import RemoteIssue, TrackerAccess, TrackerCall, marker_of, means_done

_SECONDS: Final = 10.0
"""For each of the calls, eight at most (Jira: search, newest, by key, make, make without labels, read, look for the
assignee, assign): within the lease."""
_OPEN: Final = ("new", "acknowledged")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Errand:
    """One call of one link, with all that it depends on."""

    access: TrackerAccess
    tracker_name: str
    call: TrackerCall
    link: LinkState
    mark: Mark

    async def send(self, world: World) -> Receipt:
        overtaken = overtaken_by(self.call, self.link)
        if overtaken:
            return Receipt(failure=FailureClass.DUPLICATE, detail=overtaken)
        if self.call.action == "status":
            async with world.res.database.transaction() as connection:
                # Stored before the call: the tracker's webhook may come before its answer.
                now = world.res.clock.now()
                await tracker_links.expect_echo(connection, self.link.id, self.call.done, now)
        call = self.call
        if call.action == "create" and call.draft is None:
            draft = await draft_for(world.res, self.link.project_id, self.link.issue_id)
            if draft is None:
                return Receipt(failure=FailureClass.DATA, detail="our issue was deleted: discard this delivery")
            call = replace(call, draft=draft)
        steps = steps_of(self.access, call, self.mark, self.link.external_key)
        try:
            remote = await perform(world.outbound, world.res.clock, self.access, steps, _SECONDS)
        except Failed as error:
            return Receipt(
                failure=error.failure, detail=error.detail, status=error.status, retry_after=error.retry_after
            )
        detail = f"{remote.key} is {remote.status!r}"
        if remote.unassigned:
            detail += f", and assigned to nobody: {remote.unassigned}"
        return Receipt(detail=detail, reference=remote.key, data={"remote": remote, "now": world.res.clock.now()})

    async def settled(self, connection: Connection, receipt: Receipt) -> None:
        """Note the state of the tracker's issue, and queue one more call where ours has changed while this one was
        under way."""
        remote, now = receipt.data.get("remote"), receipt.data.get("now")
        if not receipt.arrived or not isinstance(remote, RemoteIssue) or not isinstance(now, float):
            return
        link = await tracker_links.hold_link(connection, self.link.id)
        if link is None:  # unlinked meanwhile
            return
        done = means_done(self.access.config, remote.status, remote.is_closed)
        if link.is_late(remote):  # the tracker's webhook has told of a later change before this answer was written
            done = link.is_done
        else:
            try:
                async with connection.transaction():
                    await tracker_links.note_theirs(connection, link.id, remote, now, done=done)
            except Rejected as error:
                _log.warning("link %d: %s", link.id, error)
                return
        did = _did(self.call, link)
        if did:
            data = tracker_links.link_data(did, self.tracker_name, remote.key, remote.url)
            if remote.unassigned:
                data["unassigned"] = without_secrets(remote.unassigned, secrets_of(self.access))
            await tracker_links.note_link(connection, link.issue_id, None, data, now)
        if self.call.action != "comment":
            await tracker_links.catch_up(connection, link, done, now)


def overtaken_by(call: TrackerCall, link: LinkState) -> str:
    """Why a call has become useless, as our issue has changed since it was queued; empty: it is still useful."""
    if call.action == "status" and call.done and link.status in _OPEN:
        return "not closed: ours is open again"
    if call.action == "status" and not call.done and link.status == "resolved":
        return "not opened: ours is resolved again"
    return ""


def _did(call: TrackerCall, link: LinkState) -> str:
    if call.action == "create" and link.external_key is None:
        return "created"
    if call.action == "status" and link.is_done != call.done:
        return "closed" if call.done else "reopened"
    return ""


class TrackerSender:
    """The Sender of `tracker:<id>`."""

    async def prepare(self, connection: Connection, delivery: Claimed, res: Resources) -> Job:
        tracker_id = delivery.target.partition(":")[2]
        tracker = await trackers.find_tracker(connection, delivery.organization_id, int(tracker_id))
        if tracker is None:
            raise CallFailed(FailureClass.DATA, "its tracker was deleted: discard this delivery")
        if not tracker.is_active:
            raise CallFailed(FailureClass.BLOCKED, f"the tracker {tracker.name} is switched off: switch it on again")
        call, since = await tracker_links.call_of_delivery(connection, delivery.id)
        link = await tracker_links.read_link(connection, call.link_id)
        if link is None or link.tracker_id != tracker.id:
            raise CallFailed(FailureClass.DATA, "the link was removed: discard this delivery")
        try:
            access = tracker.access(res.vault)
        except Rejected as error:
            raise CallFailed(FailureClass.AUTH, error.detail) from error
        word = marker_of(link.issue_id, link.id, res.vault.sign)
        mark = Mark(
            word if call.action == "create" else f"{word}d{delivery.id}",
            res.settings.base_url + await tracker_links.path_of_issue(connection, link.issue_id),
            since,
            delivery.attempt > 1,
        )
        errand = _Errand(access, tracker.name, call, link, mark)
        return Job(send=errand.send, settled=errand.settled, secrets=secrets_of(access))
