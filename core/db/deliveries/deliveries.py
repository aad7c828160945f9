"""Deliveries: every message and every call to a tracker that goes out, from the wish to the receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from core.alerts import Message
from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries
from core.trackers import TrackerCall

Q = load_queries(__file__)

DELIVERIES: Final = "deliveries"
"""PostgreSQL's channel that wakes whoever delivers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """A delivery to queue, in the transaction of the change that it tells of."""

    organization_id: int
    idempotency_key: str
    """The same for the same message to the same recipient, however often it is queued; sent with the call."""
    target: str
    """channel:<id>, tracker:<id>, mail."""
    kind: str
    """slack, email, webhook, jira, …"""
    recipient: str
    """For people: #shop-alerts, ines@example.com."""
    message: Message | TrackerCall
    alert_id: int | None = None
    issue_id: int | None = None
    project_id: int | None = None
    user_id: int | None = None
    at: float
    """When it is due, epoch seconds."""


def mail_to(
    email: str, user_id: int, organization_id: int, message: Message, idempotency_key: str, at: float
) -> NewDelivery:
    """A mail to a person that belongs to no alert; `at`: epoch seconds."""
    return NewDelivery(
        organization_id=organization_id,
        idempotency_key=idempotency_key,
        target="mail",
        kind="email",
        recipient=email,
        message=message,
        user_id=user_id,
        at=at,
    )


async def enqueue(connection: Connection, wanted: NewDelivery, now: float) -> int | None:
    """Queue it; answers its id, None where one with the same key was queued before."""
    return (await enqueue_all(connection, [wanted], now)).get(wanted.idempotency_key)


async def enqueue_all(connection: Connection, wanted: Sequence[NewDelivery], now: float) -> dict[str, int]:
    """Queue them; answers ids by idempotency key, of those whose key is new."""
    if not wanted:
        return {}
    columns = (list(column) for column in zip(*map(_columns, wanted), strict=True))
    made = await connection.fetch(Q["insert_deliveries"], *columns, instant(now))
    if made:
        await tell_deliverers(connection)
    return {row["idempotency_key"]: row["id"] for row in made}


async def tell_deliverers(connection: Connection) -> None:
    """When this transaction commits: something is due."""
    await connection.execute(Q["tell_deliverers"])


def _columns(one: NewDelivery) -> tuple[Any, ...]:
    """As the statement takes them."""
    place = (one.target, one.kind, one.recipient, one.message.purpose)
    about = (one.alert_id, one.issue_id, one.project_id, one.user_id)
    message = msgspec.to_builtins(one.message)
    return one.organization_id, one.idempotency_key, *place, *about, message, instant(one.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A delivery that is ours to send until its lease ends."""

    id: int
    organization_id: int
    idempotency_key: str
    target: str
    kind: str
    recipient: str
    purpose: str
    alert_id: int | None
    issue_id: int | None
    project_id: int | None
    user_id: int | None
    message: Message
    attempt: int
    """This one's number, from 1, over its whole life."""
    tries: int
    """Attempts since it was queued or last sent again by a person: after too many, the delivery is dead."""
    lease: float
    """When the lease ends, epoch seconds; also shows later whether the delivery is still ours."""
    per_minute: int
    """The pace of its target."""
