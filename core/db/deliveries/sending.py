"""Deliveries on their way: claimed by a lease, called without a transaction, settled with the result."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from core.alerts import DeliveryState, FailureClass, Message
from core.clock import instant
from core.db.database import Connection
from core.db.deliveries.deliveries import Claimed, Q

DEFAULT_PER_MINUTE = 120
"""Of targets that are no channel: mail, trackers."""


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery that may go out, locked by the transaction that read it."""

    row: Mapping[str, Any]

    @property
    def id(self) -> int:
        found: int = self.row["id"]
        return found

    @property
    def target(self) -> tuple[int, str]:
        return self.row["organization_id"], self.row["target"]

    @property
    def is_test(self) -> bool:
        """A test, for which somebody waits: neither breaker nor pace hold it back."""
        return bool(self.row["purpose"] == "test")

    @property
    def tries(self) -> int:
        """How many there were, since somebody sent it again."""
        found: int = self.row["attempts"] - self.row["attempts_before"]
        return found

    @property
    def per_minute(self) -> int:
        return self.row["per_minute"] or DEFAULT_PER_MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What became of one attempt."""

    at: float
    milliseconds: int
    failure: FailureClass | None
    status: int | None
    answer: str
    """Redacted and cut."""


async def due_deliveries(
    connection: Connection, now: float, most: int, without: Iterable[tuple[int, str]] = ()
) -> list[Due]:
    """Up to `most` deliveries, longest due first, locked; none to the targets `without`, which have enough under
    way."""
    full = [f"{organization_id}/{target}" for organization_id, target in without]
    return [Due(dict(row)) for row in await connection.fetch(Q["due_deliveries"], instant(now), most, full)]


async def claim(connection: Connection, due: Sequence[Due], lease: float, holder: int | None) -> list[Claimed]:
    """Claim them until `lease`, epoch seconds, or until the holder of that number is gone."""
    if due:
        await connection.execute(Q["claim_deliveries"], [one.id for one in due], instant(lease), holder)
    return [_claimed(one, lease) for one in due]


async def count_attempt(connection: Connection, delivery_id: int, at: float) -> None:
    """Count one more attempt, when an old attempt is recorded; `claim` does it for all others."""
    await connection.execute(Q["claim_deliveries"], [delivery_id], instant(at), None)


async def park(connection: Connection, due: Sequence[tuple[Due, float]]) -> None:
    """Put each off until its moment."""
    if due:
        await connection.execute(Q["park_deliveries"], [one.id for one, _ in due], [instant(at) for _, at in due])


async def next_due(connection: Connection) -> float | None:
    """When the next one is due, epoch seconds."""
    found = await connection.fetchval(Q["next_due"])
    return None if found is None else float(found.timestamp())


async def is_still_ours(connection: Connection, delivery: Claimed) -> bool:
    """Locks it too."""
    return await connection.fetchval(Q["still_ours"], delivery.id, instant(delivery.lease)) is not None


async def write_attempt(connection: Connection, delivery: Claimed, attempt: Attempt) -> None:
    failure = None if attempt.failure is None else attempt.failure.value
    await connection.execute(
        Q["insert_attempt"],
        delivery.id,
        delivery.attempt,
        instant(attempt.at),
        attempt.milliseconds,
        failure,
        attempt.status,
        attempt.answer,
    )


async def write_arrival(
    connection: Connection, delivery: Claimed, note: str | None, reference: str | None, now: float
) -> None:
    """`note`: they had it already, and said so."""
    failure = None if note is None else FailureClass.DUPLICATE.value
    await connection.execute(Q["arrived"], delivery.id, failure, note, reference, instant(now))


async def write_failure(
    connection: Connection,
    delivery: Claimed,
    state: DeliveryState,
    failure: FailureClass,
    error: str,
    again_at: float | None,
    now: float,
) -> bool:
    """False: it was discarded or superseded meanwhile, and stays so."""
    next_at, ended_at = (None, instant(now)) if again_at is None else (instant(again_at), None)
    done: str = await connection.execute(Q["failed"], delivery.id, state.value, failure.value, error, next_at, ended_at)
    if done.endswith(" 0"):
        await connection.execute(Q["release"], delivery.id)
        return False
    return True


async def thread_reference(connection: Connection, delivery: Claimed) -> str | None:
    """What its channel called the first message of the same alert."""
    if delivery.alert_id is None:
        return None
    found: str | None = await connection.fetchval(
        Q["thread_reference"], delivery.alert_id, delivery.target, delivery.id
    )
    return found


def _claimed(due: Due, lease: float) -> Claimed:
    row = due.row
    names = [
        "id",
        "organization_id",
        "idempotency_key",
        "target",
        "kind",
        "recipient",
        "purpose",
        "alert_id",
        "issue_id",
        "project_id",
        "user_id",
    ]
    return Claimed(
        **{name: row[name] for name in names},
        message=msgspec.convert(row["message"], Message, strict=False),
        attempt=row["attempts"] + 1,
        tries=row["attempts"] + 1 - row["attempts_before"],
        lease=lease,
        per_minute=due.per_minute,
    )
