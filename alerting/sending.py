"""What the delivery loop asks of a sender: channels, mail and trackers implement this one protocol."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from alerting.calls import Receipt
from alerting.outbound import Outbound
from core.db.database import Connection
from core.db.deliveries.deliveries import Claimed
from core.resources import Resources

Settled: TypeAlias = Callable[[Connection, Receipt], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class World:
    """What a sender works with while it calls; no transaction is open then."""

    res: Resources
    outbound: Outbound


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A delivery that is ready to be sent."""

    send: Callable[[World], Awaitable[Receipt]]
    """Makes the call, and answers its receipt. May raise CallFailed and nothing else."""
    secrets: tuple[str, ...] = ()
    """Texts that are hidden in the part of the answer that is kept."""
    settled: Settled | None = None
    """Called in the transaction that writes the result, also after a failure: stores what this sender wants to
    remember."""


class Sender(Protocol):
    """Of one kind of target (`channel:`, `mail`, `tracker:`): prepares its deliveries."""

    async def prepare(self, connection: Connection, delivery: Claimed, res: Resources) -> Job:
        """Read what is needed to send the delivery, and decrypt its secrets. Raises CallFailed where it cannot be sent
        at all (DATA: its channel is gone; BLOCKED: the channel is switched off; AUTH: its secrets cannot be
        decrypted)."""
