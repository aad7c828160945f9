"""Queues a test of a channel."""

from dataclasses import replace

from core.channels.samples import sample
from core.db.database import Connection
from core.db.deliveries.channels import ChannelRow
from core.db.deliveries.deliveries import NewDelivery, enqueue
from core.secret import RandomBytes


async def ask_for_test(
    connection: Connection,
    channel: ChannelRow,
    organization: str,
    public_url: str,
    user_id: int | None,
    now: float,
    random_bytes: RandomBytes,
) -> int:
    """The delivery's id. `organization`: its slug."""
    key = f"test:{channel.id}:{random_bytes(8).hex()}"
    message = replace(sample("test", organization, public_url, now), thread=key)
    wanted = NewDelivery(
        organization_id=channel.organization_id,
        idempotency_key=key,
        target=channel.target,
        kind=channel.kind,
        recipient=channel.config.get("to") or channel.config.get("channel") or channel.name,
        message=message,
        user_id=user_id,
        at=now,
    )
    made = await enqueue(connection, wanted, now)
    assert made is not None, "64 random bits came twice"
    return made
