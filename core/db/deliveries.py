"""Deliveries: every message and every call to a tracker that goes out, from the wish to the receipt."""

from dataclasses import dataclass
from typing import Final

import msgspec

from core.alerts import Message
from core.clock import instant
from core.db.database import Connection
from core.db.queries import load_queries

Q = load_queries(__file__)

DELIVERIES: Final = "deliveries"
"""PostgreSQL's channel that wakes whoever delivers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """A wish to send, written in the transaction of what it tells of."""

    organization_id: int
    idempotency_key: str
    """The same for the same message to the same recipient, however often it is asked for; goes out with the call."""
    target: str
    """channel:<id>, tracker:<id>, mail."""
    kind: str
    """slack, email, webhook, jira, …"""
    recipient: str
    """For people: #shop-alerts, ines@example.com."""
    message: Message
    alert_id: int | None = None
    issue_id: int | None = None
    project_id: int | None = None
    user_id: int | None = None
    at: float
    """When it is due, epoch seconds."""


async def enqueue(connection: Connection, wanted: NewDelivery, now: float) -> int | None:
    """Its id; None where this very one was asked for before."""
    message = msgspec.to_builtins(wanted.message)
    about = (wanted.alert_id, wanted.issue_id, wanted.project_id, wanted.user_id)
    found: int | None = await connection.fetchval(
        Q["insert_delivery"],
        wanted.organization_id,
        wanted.idempotency_key,
        wanted.target,
        wanted.kind,
        wanted.recipient,
        wanted.message.purpose,
        *about,
        message,
        instant(wanted.at),
        instant(now),
    )
    if found is not None:
        await connection.execute(Q["tell_deliverers"])
    return found


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
    """The same since it was made, or last sent again by a person: what is dead after so many."""
    lease: float
    """When it ends, epoch seconds; also proves that it is still ours."""
    per_minute: int
    """The pace of its target."""
