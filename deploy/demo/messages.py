"""Messages and tracker calls of the days before: one of every fate that a delivery can have.

Each is written with its attempts and result in one transaction, so that no alerter ever sends one.
"""

from dataclasses import dataclass
from typing import Final, Literal

from core.alerts import DeliveryState, FailureClass, Message
from core.db import Connection
from core.db.alerts import tracking as alert_tracking
from core.db.deliveries import lists as delivery_lists
from core.db.deliveries import sending
from core.db.deliveries.deliveries import Claimed, NewDelivery, enqueue
from core.db.deliveries.sending import Attempt
from core.db.trackers import links as tracker_links
from core.trackers import RemoteIssue, TrackerCall
from deploy.demo.duty import BOARD, ROOM, STATUS_PAGE, Duty
from deploy.demo.stage import Cast, Stage

Fate = Literal["synced", "failed", "dead", "discarded"]
_HOUR: Final = 3600.0
_TRIES: Final = (2, 4, 8, 60, 300, 900, 3600, 7200, 14_400)
"""Seconds between attempts; close to what alerting/retries.py does."""


@dataclass(frozen=True, slots=True)
class Old:
    """A delivery that is over."""

    hours_ago: float
    title: str
    where: Literal["room", "status page", "mail", "board"]
    fate: Fate
    tries: int = 1
    failure: FailureClass | None = None
    """Of every attempt but the one that arrived."""
    status: int | None = None
    answer: str = ""


OLD: Final = (
    Old(31, "The nightly ledger does not add up", "room", "synced", answer="ok"),
    Old(26, "Critical errors in billing: 3 events", "room", "synced", 3, FailureClass.SERVER, 502, "Bad Gateway"),
    Old(20, "An error 40 times in 5 minutes", "room", "synced", answer="ok"),
    Old(14, "Payments are away: 61 events", "status page", "dead", 10, FailureClass.SERVER, 503, "Service Unavailable"),
    Old(11, "An error 40 times in 5 minutes", "room", "synced", answer="ok"),
    Old(
        9,
        "Critical errors in billing: 1 event",
        "mail",
        "failed",
        1,
        FailureClass.BLOCKED,
        None,
        "no mail server is set: set REDSHANK_SMTP_URL and send it again",
    ),
    Old(8, "Twenty customers in 10 minutes", "status page", "discarded", 2, FailureClass.RATE_LIMIT, 429, "slow down"),
    Old(7, "Payments are away: 12 events", "room", "synced", answer="ok"),
    Old(
        6,
        "The warehouse is silent",
        "status page",
        "failed",
        1,
        FailureClass.DATA,
        422,
        '{"error": "component: no such component"}',
    ),
)
LINKED: Final = "ledger"
"""The problem that has its issue at the tracker."""
_THEIRS: Final = RemoteIssue("212", f"{BOARD.address}/{BOARD.project}/-/issues/212", "opened", is_closed=False)
_CALLS: Final = (
    Old(25, f"Make an issue in {BOARD.project}", "board", "synced", answer="212 is 'opened'"),
    Old(24, "Comment 212", "board", "synced", 2, FailureClass.TIMEOUT, None, "no answer in 12 s"),
)


async def remember(connection: Connection, stage: Stage, duty: Duty, url: str, now: float) -> None:
    """Write down those messages that are missing. To be called in a transaction."""
    for number, old in enumerate(OLD):
        message = Message(
            purpose="firing",
            title=old.title,
            text="This was told in the days before the demo began.",
            organization=stage.organization.slug,
            url=f"{url}/{stage.organization.slug}/alerts",
        )
        await _write(connection, stage, duty, old, message, f"past:{number}", None, now)


async def link(connection: Connection, stage: Stage, cast: Cast, duty: Duty, issue_id: int, now: float) -> None:
    """The issue of LINKED has its counterpart, if it has none yet. To be called in a transaction."""
    link_id = await alert_tracking.link_once(connection, duty.tracker_id, issue_id, now - 25 * _HOUR)
    if link_id is None:
        return
    await tracker_links.note_theirs(connection, link_id, _THEIRS, now - 24 * _HOUR, done=False)
    data = tracker_links.link_data("created", BOARD.name, _THEIRS.key, _THEIRS.url)
    await tracker_links.note_link(connection, issue_id, cast.people["priya"].id, data, now - 25 * _HOUR)
    for number, old in enumerate(_CALLS):
        call = TrackerCall(action="comment" if number else "create", title=old.title, link_id=link_id)
        await _write(connection, stage, duty, old, call, f"call:{number}", issue_id, now)


async def _write(
    connection: Connection,
    stage: Stage,
    duty: Duty,
    old: Old,
    message: Message | TrackerCall,
    key: str,
    issue_id: int | None,
    now: float,
) -> None:
    """To be called in a transaction: before it ends, the delivery is over."""
    home, at = stage.organization.id, now - old.hours_ago * _HOUR
    target, kind, recipient = _way_of(duty, old)
    wanted = NewDelivery(
        organization_id=home,
        idempotency_key=f"demo:{home}:{key}",
        target=target,
        kind=kind,
        recipient=recipient,
        message=message,
        issue_id=issue_id,
        at=at,
    )
    made = await enqueue(connection, wanted, at)
    if made is None:
        return
    over_at = await _try(connection, made, wanted, old, at)
    await _end(connection, _claimed(made, wanted, old.tries, over_at), old, over_at)


def _way_of(duty: Duty, old: Old) -> tuple[str, str, str]:
    """Target, kind and recipient of the delivery."""
    return {
        "room": (f"channel:{duty.room_id}", ROOM.kind, ROOM.name),
        "status page": (f"channel:{duty.status_page_id}", STATUS_PAGE.kind, STATUS_PAGE.name),
        "mail": ("mail", "email", "tomek.wilk@reedmere.example"),
        "board": (f"tracker:{duty.tracker_id}", BOARD.kind.value, _THEIRS.key),
    }[old.where]


async def _try(connection: Connection, made: int, wanted: NewDelivery, old: Old, at: float) -> float:
    """Write its attempts, the first one at `at`; answers when the last one was. Epoch seconds."""
    for number in range(1, old.tries + 1):
        arrived = old.fate == "synced" and number == old.tries
        claimed = _claimed(made, wanted, number, at)
        await sending.count_attempt(connection, made, at)
        attempt = Attempt(
            at=at,
            milliseconds=180 + 40 * number,
            failure=None if arrived else old.failure,
            status=200 if arrived else old.status,
            answer="ok" if arrived and old.failure else old.answer,
        )
        await sending.write_attempt(connection, claimed, attempt)
        if number < old.tries:
            at += _TRIES[min(number - 1, len(_TRIES) - 1)]
    return at


async def _end(connection: Connection, claimed: Claimed, old: Old, at: float) -> None:
    if old.fate == "synced":
        reference = _THEIRS.key if old.where == "board" else None
        await sending.write_arrival(connection, claimed, None, reference, at)
        return
    state = DeliveryState.DEAD if old.fate == "dead" else DeliveryState.FAILED
    failure = old.failure or FailureClass.UNKNOWN
    await sending.write_failure(connection, claimed, state, failure, old.answer, None, at)
    if old.fate == "discarded":
        await delivery_lists.discard(connection, claimed.id, at)


def _claimed(made: int, wanted: NewDelivery, number: int, at: float) -> Claimed:
    return Claimed(
        id=made,
        organization_id=wanted.organization_id,
        idempotency_key=wanted.idempotency_key,
        target=wanted.target,
        kind=wanted.kind,
        recipient=wanted.recipient,
        purpose=wanted.message.purpose,
        alert_id=None,
        issue_id=wanted.issue_id,
        project_id=None,
        user_id=None,
        message=Message(purpose=wanted.message.purpose, title=wanted.message.title, text=""),
        attempt=number,
        tries=number,
        lease=at,
        per_minute=60,
    )
